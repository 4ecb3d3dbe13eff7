"""Temporal properties that have no translation are an error at their place; others become formulas over steps."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.deep import deeply
from symcheck.engine.lasso import Search
from symcheck.symbolic.encode import encode
from symcheck.system.temporal import All, Always, Eventually, Formula, Now, Some
from symcheck.term import Term, free_variables
from tests.unit.concrete.specs import spec

BODY = """VARIABLES x, s
Init == x = 0 /\\ s = {0}
Step(n) == x < n /\\ x' = x + 1 /\\ s' = s \\cup {x'}
Next == Step(3)
RECURSIVE Each(_), Endless(_)
Each(n) == IF n = 0 THEN TRUE ELSE <>(x = n) /\\ Each(n - 1)
Endless(n) == <>(x = n) /\\ Endless(n + 1)
"""


def shape(formula: Formula) -> str:
    match formula:
        case Now():
            return "p"
        case All(parts):
            return f"({' & '.join(map(shape, parts))})"
        case Some(parts):
            return f"({' | '.join(map(shape, parts))})"
        case Always(body):
            return f"G {shape(body)}"
        case Eventually(body):
            return f"F {shape(body)}"


def conditions(formula: Formula) -> list[Term]:
    match formula:
        case Now(condition):
            return [condition]
        case All(parts) | Some(parts):
            return [condition for part in parts for condition in conditions(part)]
        case Always(body) | Eventually(body):
            return conditions(body)


def violation(prop: str, fairness: str = "TRUE") -> str:
    text = f"{BODY}Spec == Init /\\ [][Next]_<<x, s>> /\\ {fairness}\nProp == {prop}"
    encoded = encode(spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE"))
    return deeply(lambda: shape(encoded.violation("Prop").formula))


@pytest.mark.parametrize(
    ("prop", "fairness", "expected"),
    [
        ("<>(x = 3)", "TRUE", "G p"),
        ("<>[](x > 1)", "WF_x(Next)", "(G F (p | p) & G F p)"),
        ("<>[](x > 1)", "SF_x(Step(2))", "((F G p | G F p) & G F p)"),
        ("\\A n \\in 1..2 : x = n ~> x = 3", "TRUE", "(F (p & G p) | F (p & G p))"),
        ("LET Late == <>(x = 3) IN x = 1 => Late", "TRUE", "(p & G p)"),
        ("\\E n \\in {1, 2} : []<>(x = n)", "TRUE", "(F G p & F G p)"),
        ("Each(2)", "TRUE", "(G p | G p)"),
    ],
)
def test_what_violates_a_property(prop: str, fairness: str, expected: str) -> None:
    assert violation(prop, fairness) == expected


def test_conditions_speak_of_the_two_states_alone() -> None:
    prop = r"<>[](\E n \in Int : 2 * n = x + 1)"
    text = f"{BODY}Spec == Init /\\ [][Next]_<<x, s>> /\\ WF_x(Next)\nProp == {prop}"
    encoded = encode(spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE"))
    found = encoded.violation("Prop")
    system = encoded.system
    states = {*system.state, *system.primed.values()}
    assert all(free_variables(condition) <= states for condition in conditions(found.formula))
    assert Search(system, found).to(8, Budget(60)) is None, "x ends at 3, and 4 is even"


def test_fairness_of_an_action_that_passes_variables_to_what_primes_them() -> None:
    text = f"{BODY}Put(v, e) == v' = e\nJump == Put(x, 3) /\\ Put(s, s)\n"
    text += "Spec == Init /\\ [][Next \\/ Jump]_<<x, s>> /\\ WF_<<x, s>>(Jump)\nProp == <>(x = 3)"
    encoded = encode(spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE"), 4)
    assert Search(encoded.system, encoded.violation("Prop")).to(4, Budget(60)) is None


@pytest.mark.parametrize(
    ("prop", "fairness"),
    [
        ("\\A n \\in s : <>(x = n)", "TRUE"),
        ("<>(x = 1) -+-> <>(x = 2)", "TRUE"),
        ("Endless(1)", "TRUE"),
        ("<>(x = 1)", "WF_x((x + 1)' = 2 /\\ s' = s)"),
    ],
)
def test_what_has_no_translation(prop: str, fairness: str) -> None:
    with pytest.raises(SpecError) as caught:
        violation(prop, fairness)
    assert caught.value.code is Code.UNSUPPORTED
    assert caught.value.diagnostics[0].span is not None
