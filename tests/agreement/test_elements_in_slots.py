"""Elements that may be several values mean the same where they are not written out, but have slots of their own."""

from __future__ import annotations

import pytest
from hypothesis import given

from symcheck.symbolic.sets import enumeration, grounded
from tests.agreement.specs import specs
from tests.agreement.states import Laid
from tests.agreement.test_readings import EVERY, MEETING, State, texts, worlds
from tests.agreement.test_readings import agree as readings_agree
from tests.agreement.test_small_specs import agree
from tests.amounts import examples


@examples(40, nightly=1_000, parts=2)
@given(specs())
def test_small_specifications_agree(part: int, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grounded, "MANY", 1)
        agree(text)


@examples(60, nightly=2_000, parts=2)
@given(texts(), worlds())
def test_expressions_agree(part: int, text: str, world: tuple[Laid, list[State]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "ALTERNATIVES", 1)
        readings_agree(text, *world)


@pytest.mark.parametrize(
    "text",
    [
        r"CHOOSE x \in {s, s \cup {1}, s \ {2}} : TRUE",
        r"CHOOSE x \in {s, s \cap {1}, {2}} : x # {}",
        r"CHOOSE x \in {[k \in s |-> i], [k \in s \cup {1} |-> 1], <<i>>, <<i, 1>>} : TRUE",
        r"CHOOSE x \in {[k \in s |-> k], [k \in s \ {1} |-> i], [k \in s \cap {1, 2} |-> 2]} : DOMAIN x # {}",
        r"CHOOSE x \in {[a |-> s, b |-> i], [a |-> s \cup {1}, b |-> 0], [a |-> s \ {1}, b |-> 2]} : x.b >= 0",
        r"CHOOSE x \in {IF b THEN [a |-> i] ELSE [b |-> i, c |-> 1], [a |-> 2], [b |-> 1, c |-> i]} : TRUE",
    ],
)
def test_the_first_of_several_is_chosen(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "ALTERNATIVES", 1)
        assert readings_agree(text, Laid.out(EVERY), MEETING) in ("value", "fails value")
