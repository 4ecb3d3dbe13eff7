"""Why no step is possible: the guard that stops each action, for one of the choices that it stops."""

from __future__ import annotations

import pytest

from symcheck.concrete.explain.deadlock import explain_deadlock
from symcheck.concrete.steps.successors import Machine
from symcheck.trace.explanation import explanation_text
from tests.unit.concrete.specs import spec


def _stopped(next_: str, more: str = "") -> list[tuple[str, dict[str, str], str]]:
    machine = Machine(spec(f"VARIABLES x, s\n{more}\nInit == x = 3 /\\ s = {{}}\nNext == {next_}"))
    (state,) = machine.initial()
    assert not machine.has_successor(state)
    found = explain_deadlock(machine, state)
    if found is None:
        return []
    return [(each.text, {n: str(v) for n, v in each.bindings}, each.note) for each in found.conjuncts]


KEEP = "UNCHANGED <<x, s>>"


@pytest.mark.parametrize(
    ("next_", "more", "expected"),
    [
        (f"x < 3 /\\ {KEEP}", "", [("x < 3", {}, "stops Next")]),
        (f"x > 0 /\\ x < 2 /\\ x < 1 /\\ {KEEP}", "", [("x < 2", {}, "stops Next")]),
        (f"{KEEP} /\\ x < 3", "", [("x < 3", {}, "stops Next")]),
        (
            "A \\/ B",
            f"A == x < 1 /\\ {KEEP}\nB == x = 2 /\\ {KEEP}",
            [("x < 1", {}, "stops A"), ("x = 2", {}, "stops B")],
        ),
        (
            "\\E p \\in 5..7 : Up(p)",
            f"Up(p) == x > p /\\ {KEEP}",
            [("x > p", {"p": "5"}, "stops Up; likewise for 2 other choices")],
        ),
        (
            "\\E p \\in 2..3 : p = x /\\ x > p /\\ UNCHANGED <<x, s>>",
            "",
            [("p = x", {"p": "2"}, "stops Next"), ("x > p", {"p": "3"}, "stops Next")],
        ),
        ("\\E m \\in s : x' = m /\\ UNCHANGED s", "", [("\\E m \\in s : x' = m /\\ UNCHANGED s", {}, "stops Next")]),
        (f"LET y == x + 1 IN y < 2 /\\ {KEEP}", "", [("y < 2", {}, "stops Next")]),
        (f"IF x > 5 THEN {KEEP} ELSE x = 4 /\\ {KEEP}", "", [("x = 4", {}, "stops Next")]),
        (f"CASE x = 3 -> x = 4 /\\ {KEEP} [] OTHER -> {KEEP}", "", [("x = 4", {}, "stops Next")]),
        (f"Idle /\\ Ready(1) /\\ {KEEP}", "Idle == x = 3\nReady(n) == x = n", [("x = n", {"n": "1"}, "stops Next")]),
        ("x' = x /\\ s' = s /\\ x' > 5", "", []),
    ],
)  # fmt: skip
def test_the_first_false_guard_of_each_way(
    next_: str, more: str, expected: list[tuple[str, dict[str, str], str]]
) -> None:
    assert _stopped(next_, more) == expected


def test_thousands_of_choices_are_not_all_looked_at() -> None:
    (guard,) = _stopped("\\E a, b \\in 1..1000 : x > a + 9 /\\ UNCHANGED <<x, s>>")
    assert guard[0] == "x > a + 9"
    assert "other choices" in guard[2]


def test_it_is_told_as_what_it_is() -> None:
    machine = Machine(spec("VARIABLE x\nInit == x = 3\nGo == x < 3 /\\ x' = 1\nNext == Go"))
    found = explain_deadlock(machine, (3,))
    assert found is not None
    assert explanation_text(found) == (
        "No step is possible, as these guards are false:\n  x < 3  (line 5)\n    x = 3\n    stops Go"
    )
