"""[x \\in S |-> f[x]]: f is evaluated once, where S has an element, and as it would be for each of them."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Expr
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.value import make_set
from tests.unit.symbolic.specs import Steps, specification

SOME = (make_set(()), make_set((1, 2)), make_set((2, 3)))
BODY = r"""VARIABLES x, y
RECURSIVE Zeros(_)
Zeros(S) == [n \in S |-> LET some == CHOOSE m \in S : TRUE IN (Zeros(S \ {{some}}) @@ (some :> 0))[n]]
RECURSIVE Nulls(_)
Nulls(S) == [n \in S |-> (Nulls(S \ {{CHOOSE m \in S : TRUE}}) @@ [m \in S |-> 0])[n]]
Init == x = {{}} /\ y = 0
Next == x' = x /\ y' = {}
"""


def steps(value: str) -> Steps:
    return Steps(specification(BODY.format(value)), x=SOME, y=(0,))


def test_the_function_is_evaluated_once(maps: list[Expr]) -> None:
    found = steps(r"[n \in x |-> [m \in 1..3 |-> {k + m : k \in x}][n]]")
    assert not len(found.failures)
    assert len(maps) == 3  # for each m


@pytest.mark.parametrize(
    ("value", "fails"),
    [
        (r"[n \in x |-> [m \in 1..3 |-> m][n]]", False),
        (r"[n \in x |-> [m \in 2..3 |-> m][n]]", True),
        (r"[n \in {} |-> (CHOOSE f \in {} : TRUE)[n]]", False),
        (r"[n \in x |-> (CHOOSE f \in {} : TRUE)[n]]", True),
        (r"IF x = {} THEN [n \in x |-> (CHOOSE f \in {} : TRUE)[n]] ELSE 0", False),
        (r"Zeros(x)", False),
        (r"Nulls(x)", False),
    ],
)
def test_it_fails_where_an_element_does(value: str, fails: bool) -> None:
    possible = Feasible()
    assert any(possible(failure.condition) for failure in steps(value).failures) is fails
