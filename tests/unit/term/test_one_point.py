"""What is left of a formula without an integer that it ties to others is what some value of that integer satisfies."""

from __future__ import annotations

import pytest

from symcheck.term import Term, add, conj, disj, eq, integer, ite, le, mul, neg
from symcheck.term.one_point import tied
from tests.unit.term.elimination import P, X, Y, Z, holds_where_some_value_does

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
    holds_where_some_value_does(found, formula, 6)


@pytest.mark.parametrize("formula", [le(X, Y), disj((eq(X, Y), le(X, Z))), eq(mul(integer(2), X), Y)], ids=str)
def test_what_is_not_tied_is_left(formula: Term) -> None:
    assert tied(X, formula) is None
