"""What layouts are offered while larger ones are looked for."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded

GATHERING = """---- MODULE Gathering ----
EXTENDS Integers
VARIABLES n, s
Init == n = 0 /\\ s = {}
Next == n' \\in Int /\\ s' = s \\cup {n}
Few == s # {3, 4}
====
"""

LENGTH = 4


def test_layouts_for_fewer_steps_are_offered_as_long_as_larger_ones_are_looked_for() -> None:
    """From the second step on, integers without bounds are gathered: then only what is held in no places is whole."""
    spec = resolve_text(GATHERING, config_text="INIT Init\nNEXT Next\nINVARIANT Few\nCHECK_DEADLOCK FALSE\n")
    heard: list[Encoded] = []

    def early(so_far: Callable[[], Encoded | None]) -> None:
        found = so_far()
        assert found is not None
        heard.append(found)

    encoded = encode(spec, LENGTH, early=early)
    assert encoded.depth == LENGTH
    assert len(heard) > LENGTH
    assert {each.depth for each in heard} == {0}
