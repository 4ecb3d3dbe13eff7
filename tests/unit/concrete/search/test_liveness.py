from __future__ import annotations

import pytest

from symcheck.concrete.search.exploration import Fails, Holds, Open
from symcheck.concrete.search.explore import Limits, explore
from symcheck.trace.trace import Trace
from tests.unit.concrete.specs import spec

CLOCK = """VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Tick == x' = (x + 1) % 3 /\\ UNCHANGED y
Set == x = 2 /\\ y = 0 /\\ y' = 1 /\\ UNCHANGED x
Next == Tick \\/ Set
Plain == Init /\\ [][Next]_vars
Weak == Plain /\\ WF_vars(Next)
WeakTick == Plain /\\ WF_vars(Tick)
WeakBoth == Plain /\\ WF_vars(Tick) /\\ WF_vars(Set)
Strong == Plain /\\ WF_vars(Tick) /\\ SF_vars(Set)
Each == Plain /\\ \\A k \\in {0, 1, 2} : WF_vars(x = k /\\ Tick)
Assumed == Plain /\\ []<>(x = 2)
"""


def answer(behavior: str, formula: str) -> Holds | Fails | Open:
    body = f"{CLOCK}\nProp == {formula}"
    found = explore(spec(body, f"SPECIFICATION {behavior}\nPROPERTY Prop\nCHECK_DEADLOCK FALSE"))
    assert found.complete
    answers = [finding.answer for finding in found.findings if finding.kind == "temporal"]
    assert answers
    return next((each for each in answers if not isinstance(each, Holds)), answers[0])


@pytest.mark.parametrize(
    ("behavior", "formula"),
    [
        ("Weak", "[]<>(x = 1)"),
        ("WeakTick", "[]<>(x = 1) /\\ []<>(x = 2)"),
        ("WeakTick", "<>(x = 2)"),
        ("WeakTick", "x = 1 ~> x = 2"),
        ("WeakTick", "[](x = 1 => <>(x = 0))"),
        ("WeakTick", "\\A k \\in {0, 1, 2} : <>(x = k)"),
        ("WeakTick", "\\E k \\in {0, 1, 2} : []<>(x = k)"),
        ("WeakTick", "[]<><<Tick>>_vars"),
        ("Strong", "<>(y = 1)"),
        ("Strong", "<>[](y = 1)"),
        ("Each", "[]<>(x = 0)"),
        ("Plain", "<>[](y = 0) \\/ <>[](y = 1)"),
        ("Plain", "<>(y = 1) => <>(x = 2)"),
        ("Plain", "[](y = 1 => [](y = 1))"),
        ("Plain", "WF_vars(Tick) => []<>(x = 0)"),
        ("Plain", "(WF_vars(Tick) /\\ SF_vars(Set)) => <>(y = 1)"),
        ("WeakBoth", "SF_vars(Set) => <>[](y = 1)"),
        ("Assumed", "x = 0 ~> x = 2"),
        ("WeakTick", "LET n == 1 IN []<>(x = n)"),
        ("WeakTick", "IF x = 0 THEN <>(x = 1) ELSE <>(x = 5)"),
        ("WeakTick", "[]<>(ENABLED <<Tick>>_vars)"),
        ("Plain", "~[]<>(y = 0) \\/ ~<>(y = 1)"),
        ("WeakTick", "(<>[](y = 0)) <=> ~<>(y = 1)"),
    ],
)
def test_formulas_that_hold(behavior, formula):
    assert answer(behavior, formula) == Holds()


@pytest.mark.parametrize(
    ("behavior", "formula"),
    [
        ("Plain", "<>(x = 1)"),
        ("Plain", "[]<>(x = 0) /\\ <>(x = 1)"),
        ("Weak", "<>(y = 1)"),
        ("WeakBoth", "<>(y = 1)"),
        ("WeakTick", "<>[](x = 0)"),
        ("WeakTick", "x = 1 ~> x = 5"),
        ("WeakTick", "\\A k \\in {0, 1, 2, 3} : <>(x = k)"),
        ("WeakTick", "[]<><<Set>>_vars"),
        ("Plain", "WF_vars(Tick)"),
        ("WeakBoth", "SF_vars(Set)"),
        ("Plain", "SF_vars(Tick) => <>(y = 1)"),
        ("Plain", "<>[](y = 0)"),
        ("Assumed", "<>[](x = 2)"),
        ("WeakTick", "<>[][Set]_vars"),
    ],
)
def test_formulas_that_fail(behavior, formula):
    assert isinstance(answer(behavior, formula), Fails)


def trace(behavior: str, formula: str) -> Trace:
    failure = answer(behavior, formula)
    assert isinstance(failure, Fails)
    assert failure.trace is not None
    return failure.trace


RECURSIVE_FORMULAS = """
RECURSIVE Down(_), Either(_), Endless(_)
Down(n) == IF n = 0 THEN []<>(x = 1) ELSE Down(n - 1)
Either(n) == IF n > 0 THEN LET m == n - 1 IN Either(m) ELSE <>(x = 7)
Endless(n) == IF x = n THEN <>(x = 0) ELSE Endless(n + 1)
"""


@pytest.mark.parametrize(("formula", "verdict"), [("Down(3)", Holds), ("Either(2)", Fails), ("Endless(0)", None)])
def test_recursive_formulas_end_where_an_if_over_constants_ends_them(formula, verdict):
    config = "SPECIFICATION WeakTick\nPROPERTY Prop\nCHECK_DEADLOCK FALSE"
    whole = spec(f"{CLOCK}{RECURSIVE_FORMULAS}Prop == {formula}", config)
    if verdict is not None:
        assert isinstance(explore(whole).findings[0].answer, verdict)
        return
    found = explore(whole).findings[0].answer
    assert isinstance(found, Open)
    assert "still recursive" in found.reason


def test_a_lasso_that_stutters():
    found = trace("Plain", "<>(x = 1)")
    assert ([step.state["x"] for step in found.steps], found.loop) == ([0], 0)


def test_a_lasso_that_goes_round():
    found = trace("WeakBoth", "<>(y = 1)")
    assert [step.state["x"] for step in found.steps] == [0, 1, 2]
    assert found.loop == 0
    assert [step.action for step in found.steps] == ["Init", "Tick", "Tick"]


def test_a_lasso_with_a_prefix():
    found = trace("WeakTick", "<>[](y = 0) \\/ <>[](y = 1 /\\ x = 0)")
    assert found.loop is not None
    assert found.steps[-1].state["y"] == 1
    assert {step.state["x"] for step in found.steps[found.loop :]} == {0, 1, 2}


def test_refinement_checks_the_fairness_of_the_other_specification():
    body = """VARIABLE x
---- MODULE Abstract ----
VARIABLE b
Init == b = FALSE
Flip == b' = ~b
Spec == Init /\\ [][Flip]_b /\\ WF_b(Flip)
====
Init == x = 0
Next == x' = (x + 1) % 4
Live == Init /\\ [][Next]_x /\\ WF_x(Next)
Dead == Init /\\ [][Next]_x
A == INSTANCE Abstract WITH b <- x >= 2
Refines == A!Spec"""

    def kinds(behavior: str) -> dict[str, type]:
        found = explore(spec(body, f"SPECIFICATION {behavior}\nPROPERTY Refines"))
        return {finding.kind: type(finding.answer) for finding in found.findings}

    assert kinds("Live") == {"init": Holds, "action": Holds, "temporal": Holds, "deadlock": Holds, "definedness": Holds}
    assert kinds("Dead")["temporal"] is Fails


@pytest.mark.parametrize("formula", ["\\EE z : <>(x = z)", "(x = 0) -+-> <>(y = 1)"])
def test_forms_that_are_not_treated_stay_open(formula):
    assert isinstance(answer("Weak", formula), Open)


def test_liveness_is_open_while_states_are_missing():
    body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nLive == <>(x = 3)\nSpec == Init /\\ [][Next]_x"
    found = explore(spec(body, "SPECIFICATION Spec\nPROPERTY Live"), limits=Limits(length=5))
    assert isinstance(found.findings[0].answer, Open)
    assert found.findings[0].answer.depth == -1


def test_enabled_speaks_of_the_variables_of_the_instance():
    body = """VARIABLES x, y
---- MODULE Abstract ----
VARIABLES b, c
Step == b /\\ b' = FALSE /\\ c' = TRUE
Live == WF_<<b, c>>(Step)
====
Init == x = 0 /\\ y = 0
Next == x < 2 /\\ x' = x + 1 /\\ y' = y
Spec == Init /\\ [][Next]_<<x, y>> /\\ WF_<<x, y>>(Next)
A == INSTANCE Abstract WITH b <- x > %d, c <- x > 7 /\\ y > 3
Prop == A!Live"""

    def found(bound: int) -> object:
        made = spec(body % bound, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE")
        return explore(made).findings[0].answer

    # from x = 2 on, b is TRUE for good and Step would be possible, though no step of Next is one
    assert isinstance(found(1), Fails)
    assert found(2) == Holds()


def test_enabled_in_an_instance_with_parameters_stays_open():
    body = """VARIABLE x
---- MODULE Abstract ----
VARIABLE b
Live == WF_b(b' = ~b)
====
Init == x = 0
Spec == Init /\\ [][x' = 1 - x]_x
A(n) == INSTANCE Abstract WITH b <- x > n
Prop == \\A n \\in {0} : A(n)!Live"""
    found = explore(spec(body, "SPECIFICATION Spec\nPROPERTY Prop"))
    assert not isinstance(found.findings[0].answer, Holds)
