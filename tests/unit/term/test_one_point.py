"""What is left of a formula without an integer that it ties to others is what some value of that integer satisfies."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.term import (
    BOOL,
    INT,
    Term,
    add,
    conj,
    disj,
    eq,
    evaluate,
    free_variables,
    integer,
    ite,
    le,
    mul,
    neg,
    variable,
)
from symcheck.term.one_point import tied

X, Y, Z = (variable(name, INT) for name in "xyz")
P = variable("p", BOOL)

FORMULAS = [
    conj((eq(X, Y), le(X, Z))),
    conj((disj((eq(X, Y), conj((P, eq(X, add((Z, integer(1)))))))), neg(le(X, integer(1))))),
    disj((conj((eq(add((X, Y)), Z), P)), conj((eq(X, integer(2)), neg(P))))),
    conj((eq(Y, Z), P)),
    conj((eq(add((Y, mul(integer(-1), X))), Z), le(X, integer(0)))),
    neg(disj((neg(disj((eq(X, Y), conj((P, eq(X, Z)))))), neg(le(X, integer(1)))))),
    ite(P, eq(X, Y), neg(conj((neg(eq(X, Z)), neg(conj((P, eq(X, Y)))))))),
    conj((disj((eq(X, Y), eq(X, Z))), disj((eq(X, integer(1)), P)))),
]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_the_rest_holds_where_some_value_does(formula: Term) -> None:
    found = tied(X, formula)
    assert found is not None
    assert X not in free_variables(found)
    for y, z, p in product(range(-2, 3), range(-2, 3), (False, True)):
        here = {Y: y, Z: z, P: p}
        assert evaluate(found, here) == any(evaluate(formula, {**here, X: x}) for x in range(-6, 7))


@pytest.mark.parametrize("formula", [le(X, Y), disj((eq(X, Y), le(X, Z))), eq(mul(integer(2), X), Y)], ids=str)
def test_what_is_not_tied_is_left(formula: Term) -> None:
    assert tied(X, formula) is None
