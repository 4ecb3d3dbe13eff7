from __future__ import annotations

import pytest

from symcheck.concrete.search.explore import explore
from symcheck.concrete.steps.successors import Machine
from symcheck.pipeline.mutation.mutants import mutants
from tests.unit.concrete.specs import spec


def changes(step: str, more: str = "") -> list[str]:
    made = spec(f"VARIABLES x, y\n{more}\nInit == x = 0 /\\ y = 0\nNext == {step}")
    return [f"{each.action}: {each.change}" for each in mutants(made)]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("x = 0 /\\ x' = 1 /\\ UNCHANGED y", ["Next: guard x = 0 dropped", "Next: write x' = 1 forgotten"]),
        ("x' = x /\\ y' = y", []),
        (
            "x < 3 /\\ UNCHANGED <<x, y>>",
            ["Next: guard x < 3 dropped", "Next: x < 3 with <="],
        ),
        ("(x = 0 /\\ y = 0) /\\ UNCHANGED <<x, y>>", ["Next: guard x = 0 dropped", "Next: guard y = 0 dropped"]),
        ("\\E k \\in 1..2 : x' = k /\\ UNCHANGED y", ["Next: write x' = k forgotten"]),
        ("[x' = 1 /\\ y' = 2]_x", ["Next: write x' = 1 forgotten", "Next: write y' = 2 forgotten"]),
        (
            "IF x > y THEN x' = 0 /\\ y' = y ELSE UNCHANGED <<x, y>>",
            [
                "Next: condition x > y taken as TRUE",
                "Next: condition x > y taken as FALSE",
                "Next: x > y with >=",
                "Next: write x' = 0 forgotten",
            ],
        ),
        (
            "CASE x = 0 -> x' = 1 /\\ y' = y [] OTHER -> UNCHANGED <<x, y>>",
            [
                "Next: condition x = 0 taken as TRUE",
                "Next: condition x = 0 taken as FALSE",
                "Next: write x' = 1 forgotten",
            ],
        ),
        ("TRUE /\\ UNCHANGED <<x, y>>", []),
    ],
)
def test_every_detail_has_its_mutants(step, expected):
    assert changes(step) == expected


def test_actions_are_entered_once_and_by_their_names():
    more = "Small == x < 3\nUp(n) == Small /\\ x' = x + n /\\ UNCHANGED y"
    assert changes("Up(1) \\/ Up(2)", more) == ["Up: guard Small dropped", "Up: write x' = x + n forgotten"]


def test_a_mutant_differs_in_its_detail_alone():
    made = spec(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nUp == x < 3 /\\ x' = x + 1 /\\ UNCHANGED y\n"
        "Down == y < 2 /\\ y' = y + 1 /\\ UNCHANGED x\nNext == Up \\/ Down"
    )
    of = {f"{each.action}: {each.change}": each for each in mutants(made)}
    state = (3, 1)
    assert Machine(made).successors(state) == [(3, 2)]
    assert Machine(of["Up: guard x < 3 dropped"].of(made)).successors(state) == [(4, 1), (3, 2)]
    assert Machine(of["Up: x < 3 with <="].of(made)).successors(state) == [(4, 1), (3, 2)]
    assert Machine(of["Down: write y' = y + 1 forgotten"].of(made)).successors(state) == [(3, 1)]


def test_fairness_speaks_of_the_changed_action():
    made = spec(
        "VARIABLE x\nInit == x = 0\nUp == x < 3 /\\ x' = x + 1\nNext == Up\n"
        "Spec == Init /\\ [][Next]_x /\\ WF_x(Up)\nLive == <>(x = 3)",
        "SPECIFICATION Spec\nPROPERTY Live",
    )
    (write,) = [each for each in mutants(made) if each.kind == "write"]
    assert made.behavior is not None
    changed = write.of(made)
    assert changed.behavior is not None
    assert changed.behavior.fairness[0].action is not made.behavior.fairness[0].action
    # what is fair can take no step that changes x any more, so the behavior that stays is fair
    answers = [type(each.answer).__name__ for each in explore(changed).findings if each.kind == "temporal"]
    assert answers == ["Fails"]


def test_what_weakens_is_known():
    made = spec("VARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x >= 0 /\\ x' = x + 1")
    assert {each.change: each.weaker for each in mutants(made)} == {
        "guard x < 3 dropped": True,
        "x < 3 with <=": True,
        "guard x >= 0 dropped": True,
        "x >= 0 with >": False,
        "write x' = x + 1 forgotten": False,
    }
