"""ENABLED: the choices on the way are quantified away."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.reading import Reading
from symcheck.term import TRUE, evaluate, free_variables
from symcheck.value import Value, make_set
from tests.agreement.reading import tools
from tests.agreement.states import Laid
from tests.unit.symbolic.specs import Steps, specification

BODY = """VARIABLES x, s
Init == x = 0 /\\ s = {}
Next == FALSE
"""
SETS = (make_set(()), make_set((1,)), make_set((1, 2)))


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("x = 1 /\\ x' = 0 /\\ s' = s", lambda x, s: x == 1),
        ("x' \\in s /\\ s' = s", lambda x, s: len(s) > 0),
        ("x' \\in SUBSET s /\\ s' = s", lambda x, s: True),
        ("x' = 1 /\\ s' \\in SUBSET s /\\ Cardinality(s') = 2", lambda x, s: len(s) == 2),
        ("x' \\in {0, 1} /\\ s' \\in SUBSET {1, 2} /\\ x' \\in s' /\\ s' \\subseteq s", lambda x, s: 1 in s.elements),
        ("\\E k \\in s : x' = k /\\ k > x /\\ UNCHANGED s", lambda x, s: any(k > x for k in s)),
        ("x' = x + 1 /\\ x' \\in s /\\ UNCHANGED s", lambda x, s: x + 1 in s.elements),
        ("x' = 0 /\\ s' \\in SUBSET (1..20) /\\ Cardinality(s') = x", lambda x, s: True),
        ("\\E n \\in Nat : 2 * n > x /\\ n + x < 2 /\\ x' = n /\\ UNCHANGED s", lambda x, s: x == 0),
    ],
)
def test_enabled(action: str, expected: object) -> None:
    spec = specification(f"{BODY}E == ENABLED ({action})")
    steps = Steps(spec, x=(0, 1), s=SETS)
    failures = Failures()
    term = Reading(tools(), steps.state, None, failures).truth(spec.definitions["E"].body, {}, TRUE)
    assert not len(failures)
    laid = Laid(steps.registers)
    known = {bit for register in steps.registers.values() for bit in register.all_variables()}
    assert free_variables(term) <= known, "no input is left"
    for x in (0, 1):
        for s in SETS:
            state: dict[object, Value] = dict(zip(spec.variables, (x, s), strict=True))
            assert evaluate(term, laid.assignment(state)) is expected(x, s)  # type: ignore[arg-type, operator]


def test_too_many_choices_that_depend_on_one_another() -> None:
    action = "\\E m, n \\in Nat : n * n * n = m * m + x + 5 /\\ n > 7 /\\ x' = 0 /\\ UNCHANGED s"
    spec = specification(f"{BODY}E == ENABLED ({action})")
    steps = Steps(spec, x=(0, 1), s=SETS)
    with pytest.raises(SpecError) as caught:
        Reading(tools(), steps.state, None, Failures()).truth(spec.definitions["E"].body, {}, TRUE)
    assert caught.value.code is Code.UNSUPPORTED


def test_an_error_after_some_choice_is_one_whatever_is_chosen() -> None:
    spec = specification(f"{BODY}E == ENABLED (x' \\in {{x, 1}} /\\ s' = IF x' = 1 THEN {{1 \\div x}} ELSE s)")
    steps = Steps(spec, x=(0, 1), s=SETS)
    failures = Failures()
    made = tools()
    Reading(made, steps.state, None, failures).truth(spec.definitions["E"].body, {}, TRUE)
    (failure,) = failures
    condition = made.quantifiers.without(failure.condition)
    known = {bit for register in steps.registers.values() for bit in register.all_variables()}
    assert free_variables(condition) <= known, "no choice is left"
    for x in (0, 1):
        state: dict[object, Value] = dict(zip(spec.variables, (x, SETS[0]), strict=True))
        assert evaluate(condition, Laid(steps.registers).assignment(state)) is (x == 0)
