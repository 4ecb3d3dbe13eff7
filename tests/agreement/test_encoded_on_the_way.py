"""What is encoded on the way to a length says of its fewer steps what explicit search says of them."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, note, reject, target

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.search.explore import Limits, explore
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from tests.agreement.reading import deep
from tests.agreement.specs import CONFIGURATION, specs
from tests.agreement.test_small_specs import STATES, compare_verdicts
from tests.amounts import examples

LENGTH = 6


@examples(15, nightly=1_000)
@given(specs())
def test_fewer_steps_agree(part: int, text: str) -> None:
    note(text)
    spec = resolve_text(text, config_text=CONFIGURATION)
    found: list[Encoded] = []

    def keep(so_far: Callable[[], Encoded | None]) -> None:
        encoded = so_far()
        if encoded is not None:
            found.append(encoded)

    try:
        with deep():
            encode(spec, LENGTH, early=keep)
    except SpecError:
        reject()  # evaluation errors are another test's
    target(float(len(found)))
    for encoded in found:
        assert encoded.depth is not None
        assert encoded.depth < LENGTH
        explored = explore(spec, limits=Limits(STATES, encoded.depth))
        if "too many states" not in explored.reason and not encoded.assumed:
            compare_verdicts(encoded, explored, encoded.depth)
