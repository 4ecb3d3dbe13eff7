from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.concrete.explain.lasso import explain_lasso, left_out
from symcheck.concrete.replay import Claim, Replayed, replay
from symcheck.concrete.steps.successors import Machine
from symcheck.concrete.temporal.lasso import Lasso
from symcheck.trace.explanation import Explanation
from symcheck.trace.trace import Step, Trace
from symcheck.value import FALSE, TRUE
from tests.unit.concrete.specs import spec

BODY = """VARIABLES x, on
vars == <<x, on>>
Init == x = 0 /\\ on = FALSE
Inc == x' = (x + 1) % 4 /\\ UNCHANGED on
Back(n) == x > n /\\ x' = n /\\ UNCHANGED on
Flip == x = 2 /\\ on' = ~on /\\ UNCHANGED x
Next == Inc \\/ Flip \\/ \\E n \\in {0, 1} : Back(n)
"""


@cache
def machine(more: str = "", fairness: str = "") -> Machine:
    return Machine(spec(f"{BODY}{more}\nFair == Init /\\ [][Next]_vars{fairness}", "SPECIFICATION Fair"))


def explained(formula: str, *xs: int, loop: int = 0) -> Explanation:
    one = machine(f"Live == {formula}")
    return explain_lasso(
        Lasso(one, [(x, FALSE) for x in xs], loop), "Live", one.spec.definitions["Live"].body
    )


@pytest.mark.parametrize(
    ("formula", "bindings", "text", "note"),
    [
        ("<>on", {}, "<>on", "on holds in no state"),
        ("[]<>on", {}, "[]<>on", "on holds in no state of the loop"),
        ("[]<><<Flip>>_vars", {}, "[]<><<Flip>>_vars", "<<Flip>>_vars holds in no step of the loop"),
        ("<>[](x # 1)", {}, "<>[](x # 1)", "x # 1 is false in state 2, again and again"),
        ("[](x < 2)", {}, "[](x < 2)", "x < 2 is false in state 3"),
        ("(x = 1) ~> on", {}, "(x = 1) ~> on", "x = 1 holds in state 2, and on in no state from there on"),
        ("[](x = 2 => <>on)", {}, "[](x = 2 => <>on)", "x = 2 holds in state 3, and on in no state from there on"),
        ("<>(x = 2) /\\ <>on", {}, "<>on", "on holds in no state"),
        ("<>(x = 2) => <>on", {}, "<>on", "on holds in no state"),
        (
            "\\A k \\in 1..3 : <>(x = k)",
            {"k": "3"},
            "<>(x = k)",
            "x = k holds in no state",
        ),
        ("LET Far == x > 5 IN <>Far", {}, "<>Far", "Far holds in no state"),
        ("IF 1 = 2 THEN TRUE ELSE <>on", {}, "<>on", "on holds in no state"),
        ("<>on \\/ <>(x = 3)", {}, "<>on \\/ <>(x = 3)", ""),
    ],
)
def test_it_says_which_part_fails_where(formula, bindings, text, note):
    (found,) = explained(formula, 0, 1, 2, loop=1).conjuncts
    assert found.text == text
    assert found.note == note
    assert {name: str(value) for name, value in found.bindings} == bindings


def test_nothing_is_blamed_where_the_formula_is_true():
    assert explained("<>(x = 2)", 0, 1, 2, loop=1).conjuncts == ()


def test_steps_that_are_possible_and_not_taken_are_left_out():
    found = explained("<>on", 0, 1, 2, loop=1).left_out
    assert found is not None
    assert [(each.label, each.always) for each in found] == [
        ("Back(n = 0)", True),
        ("Flip", False),
    ]


def test_where_the_behavior_stops_every_possible_step_is_left_out():
    found = explained("<>on", 0, 1, 2, loop=2).left_out
    assert found is not None
    assert [each.label for each in found] == ["Inc", "Flip", "Back(n = 0)", "Back(n = 1)"]
    assert all(each.always for each in found)


PARTS = """VARIABLE x
Init == x = 0
Go == x < 2 /\\ x' = x + 1
Stop == x = 1 /\\ x' = 9
Turn == x = 2 /\\ x' = 0
Each == x' \\in {n \\in {1, 2, 0, 9} : (x < 2 /\\ n = x + 1) \\/ (x = 1 /\\ n = 9) \\/ (x = 2 /\\ n = 0)}
Live == <>(x = 9)
"""


@pytest.mark.parametrize(
    ("following", "left", "branching"),
    [("Go \\/ Stop \\/ Turn", ["Stop"], False), ("Each", [], True), ("Go \\/ Turn", [], False)],
    ids=["actions", "one-action", "no-choice"],
)
def test_one_action_may_have_outcomes_that_the_loop_leaves_out(following, left, branching):
    one = Machine(spec(f"{PARTS}Next == {following}\nSpec == Init /\\ [][Next]_x", "SPECIFICATION Spec"))
    found = explain_lasso(Lasso(one, [(0,), (1,), (2,)], 0), "Live", one.spec.definitions["Live"].body)
    assert found.left_out is not None
    assert [each.action for each in found.left_out] == left
    assert found.branching is branching


TARGETS = {  # of each step that changes x, where it is possible
    "Inc": lambda x: (x + 1) % 4,
    "Back(0)": lambda x: 0 if x > 0 else None,
    "Back(1)": lambda x: 1 if x > 1 else None,
}


@given(st.lists(st.sampled_from(sorted(TARGETS)), max_size=6), st.integers(0, 6))
def test_fairness_of_a_step_left_out_forbids_the_lasso(actions, loop):
    path = [0]
    for action in actions:
        after = TARGETS[action](path[-1])
        path.extend(() if after is None else (after,))
    loop = min(loop, len(path) - 1)
    if path[loop] not in [target(path[-1]) for target in TARGETS.values()]:
        loop = len(path) - 1  # it stops there
    states = [(x, TRUE) for x in path]
    found = left_out(Lasso(machine(), states, loop))
    weak = {each.label for each in found if each.always}
    strong = {each.label for each in found}
    for action, label in {**{name: name.replace("(", "(n = ") for name in TARGETS}, "Flip": "Flip"}.items():
        assert Lasso(machine(fairness=f" /\\ WF_vars({action})"), states, loop).is_fair() is (label not in weak)
        assert Lasso(machine(fairness=f" /\\ SF_vars({action})"), states, loop).is_fair() is (label not in strong)


@pytest.mark.parametrize("numbers", ["Nat", "0..10^12", "{n \\in Nat : n % 2 = 1}"])
def test_steps_that_choose_from_too_many_values_are_tried_with_those_at_hand(numbers):
    one = spec(
        f"VARIABLES x, on\nInit == x = 0 /\\ on = FALSE\nPut == \\E n \\in {numbers} : x' = n /\\ UNCHANGED on\n"
        "Off == on /\\ on' = FALSE /\\ UNCHANGED x\nNext == Put \\/ Off\nLive == <>on\n"
        "Spec == Init /\\ [][Next]_<<x, on>> /\\ WF_x(Off)",
        "SPECIFICATION Spec\nPROPERTY Live",
    )
    stopped = Trace(("x", "on"), (Step("Init", (), {"x": 0, "on": FALSE}),), loop=0)
    found = replay(one, stopped, Claim("temporal", one.properties))
    assert isinstance(found, Replayed)
    assert found.explanation is not None
    assert found.explanation.left_out is not None
    assert ("Put(n = 1)", True) in [(each.label, each.always) for each in found.explanation.left_out]


def test_nothing_is_said_of_steps_where_not_all_are_known():
    one = spec(
        "VARIABLE x\nInit == x = 0\nNext == \\E n \\in Nat : n > 10 /\\ x' = n\nSpec == Init /\\ [][Next]_x",
        "SPECIFICATION Spec",
    )
    assert left_out(Lasso(Machine(one), [(0,)], 0)) is None


def test_nothing_is_said_of_steps_that_have_no_value():
    one = spec("VARIABLE x\nInit == x = 0\nNext == (CHOOSE k \\in {} : TRUE) = x /\\ x' = 1")
    assert left_out(Lasso(Machine(one), [(0,)], 0)) is None
