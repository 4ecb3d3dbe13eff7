from __future__ import annotations

import pytest

from symcheck.concrete.steps.successors import Machine
from symcheck.core.expr import Apply, Expr, Quantified
from symcheck.core.guards import guards_first
from symcheck.core.ops import Op
from tests.unit.concrete.specs import spec

BODY = r"""VARIABLES x, y
Init == x \in 0..2 /\ y = 0
Low == x < 2
Add(k) == k > x /\ Low /\ x' = k /\ y' = y
Next == {next}
"""
ACTIONS = [
    r"\E k \in 1..3 : Low /\ x' = k /\ y' = y",
    r"\E k \in 1..3 : Add(k)",
    r"(\E k \in 1..3 : Add(k)) \/ (x' = 0 /\ y' = 1 /\ y = 0)",
    r"x' \in 0..4 /\ y' = x' /\ Low",
    r"IF Low THEN \E k \in 1..2 : y = 0 /\ x' = k /\ y' = k ELSE UNCHANGED <<x, y>>",
    r"\E k \in 1..3 : k = 2 /\ \E j \in 1..k : j > y /\ Low /\ k > 1 /\ x' = j /\ y' = k",
    r"LET z == x + 1 IN z < 3 /\ x' = z /\ y' = y",
    r"\A k \in 1..2 : Low /\ x' = 2 /\ y' = y",
]


def next_of(text: str) -> tuple[Machine, Expr]:
    made = spec(BODY.replace("{next}", text))
    assert made.behavior is not None
    return Machine(made), made.behavior.next


@pytest.mark.parametrize("text", ACTIONS)
def test_the_steps_are_the_same(text: str) -> None:
    machine, action = next_of(text)
    first, other = machine.condition(action), machine.condition(guards_first(action))
    states = [(x, y) for x in range(5) for y in range(3)]
    for state in states:
        for successor in states:
            assert first(state, successor) == other(state, successor), (state, successor)


def test_what_the_state_decides_is_asked_before_a_choice() -> None:
    _, action = next_of(ACTIONS[1])
    moved = guards_first(action)
    assert isinstance(moved, Apply)
    assert moved.op is Op.AND
    low, choice = moved.operands
    assert not isinstance(low, Quantified)
    assert isinstance(choice, Quantified)
