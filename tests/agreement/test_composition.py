r"""Action composition means the same in both readings: as an action, and as a condition on a step."""

from __future__ import annotations

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from symcheck.concrete.search.explore import Limits, explore
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from tests.agreement.test_small_specs import LENGTH, agree, compare_verdicts
from tests.amounts import examples

MODULE = r"""---- MODULE Composed ----
EXTENDS Integers
CONSTANT none
VARIABLES x, y
Up == x' = (x + 1) % 4 /\ y' = y
Pick == x' \in {{x, 3 - x}} /\ y' = x
Give == \E d \in 1..2 : y' = (y + d) % 3 /\ x' = x
Swap == LET old == y IN x' = old /\ (y' = x \/ y' = old)
Open == x' = 0
Init == x = 0 /\ y = 0
Next == {next}
One == {one}
Two == {two}
===="""
STEPS = ("Up", "Pick", "Give", "Swap", "(UNCHANGED <<x, y>>)", "(x < 2 /\\ Up)", "(Up \\/ Give)", "(Pick /\\ y' # 1)")
STATES = ("x < 3", "y # 2", "x # y \\/ x < 2", "ENABLED ((x < 2 /\\ Up) \\cdot (x > 1 /\\ Give))", "x + y < 4")
TAKEN = ("{a} \\cdot {b}", "({a} \\cdot {b}) \\cdot {c}", "x' < 3 /\\ ({a} \\cdot {b})", "({a} \\cdot {b}) /\\ y' # 1")
ASKED = ("({a} \\cdot {b})", "~({a} \\cdot {b})", "(({a} \\cdot {b}) <=> {c})", "({c} => ({a} \\cdot {b}))")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Some steps are compositions; others are steps that are, or are not, as two others in turn."""

    def steps() -> dict[str, str]:
        return {name: draw(st.sampled_from(STEPS)) for name in "abc"}

    parts = [draw(st.sampled_from(TAKEN)).format(**steps())]
    if draw(st.booleans()):
        asked = draw(st.sampled_from(ASKED)).format(**steps())
        parts.append(f"{draw(st.sampled_from(STEPS))} /\\ {asked}")
    one, two = draw(st.sampled_from(STATES)), draw(st.sampled_from(STATES))
    return MODULE.format(next=" \\/ ".join(f"({part})" for part in parts), one=one, two=two)


@examples(25, nightly=1_250)
@given(texts())
def test_compositions_agree(part: int, text: str) -> None:
    note(text)
    agree(text)


@pytest.mark.parametrize(
    ("step", "holds"),
    [
        ("Up \\/ (x' = (x + 2) % 4 /\\ y' = y)", False),
        ("(x' = (x + 2) % 4 /\\ y' = y)", True),
        ("Up /\\ x > 0", True),
        ("(x' = 3 /\\ y' = y)", False),
    ],
)
def test_a_property_of_steps_may_be_a_composition(step: str, holds: bool) -> None:
    text = MODULE.format(next=step, one="TRUE", two="TRUE").replace("====", "P == [][Up \\cdot Up]_<<x, y>>\n====")
    config = "CONSTANT none = none\nINIT Init\nNEXT Next\nPROPERTY P\nCHECK_DEADLOCK FALSE\n"
    spec = resolve_text(text, config_text=config)
    explored = explore(spec, limits=Limits(100, LENGTH))
    found = compare_verdicts(encode(spec, LENGTH), explored)
    assert found == ("holds" if holds else "action")


def test_a_state_between_may_be_one_of_infinitely_many() -> None:
    leap = "(\\E n \\in KEYS : x' = n /\\ y' = y) \\cdot (x > 5 /\\ x' = x - 5 /\\ y' = y)"
    text = MODULE.format(next=f"x = 0 /\\ ({leap})", one="x < 4", two="x >= 0")
    config = "CONSTANT none = none\nINIT Init\nNEXT Next\nINVARIANTS One Two\nCHECK_DEADLOCK FALSE\n"
    explored = explore(resolve_text(text.replace("KEYS", "0..20"), config_text=config), limits=Limits(100, LENGTH))
    encoded = encode(resolve_text(text.replace("KEYS", "Nat"), config_text=config), LENGTH)
    assert compare_verdicts(encoded, explored) == "invariant"
    text = text.replace("x = 0 /\\ (", "x' \\in 0..9 /\\ y' = y /\\ (")
    explored = explore(resolve_text(text.replace("KEYS", "0..20"), config_text=config), limits=Limits(100, LENGTH))
    encoded = encode(resolve_text(text.replace("KEYS", "Nat"), config_text=config), LENGTH)
    assert compare_verdicts(encoded, explored) == "invariant"
