"""What is left of a formula without an integer that it compares for equality is what some value of it satisfies."""

from __future__ import annotations

import pytest

from symcheck.term import Term, add, conj, disj, eq, integer, ite, le, mul, neg
from symcheck.term.far_away import compared_only
from tests.unit.term.elimination import P, X, Y, Z, holds_where_some_value_does

NATURAL = neg(le(X, integer(-1)))

FORMULAS = [
    conj((NATURAL, neg(eq(X, Y)), neg(eq(X, Z)))),
    conj((NATURAL, le(ite(eq(X, Y), Z, ite(eq(X, Z), Y, integer(1))), integer(0)))),
    disj((conj((NATURAL, eq(X, Y))), conj((neg(NATURAL), P, neg(eq(X, Z)))))),
    conj((neg(eq(add((X, integer(1))), Y)), eq(ite(eq(X, Z), Y, Z), integer(2)))),
    conj((le(X, integer(0)), disj((eq(X, Y), conj((P, neg(eq(add((X, Y)), Z)))))))),
    conj((NATURAL, le(X, integer(7)), neg(eq(X, Y)))),
    conj((NATURAL, le(ite(le(X, integer(1)), X, Y), integer(0)))),
    conj((neg(le(X, integer(-3))), eq(ite(le(X, integer(2)), add((X, Y)), Z), integer(4)), disj((P, neg(eq(X, Z)))))),
    neg(disj((eq(X, integer(2)), eq(X, Y), neg(NATURAL), neg(eq(ite(eq(X, Z), integer(2), Y), Y))))),
]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_the_rest_holds_where_some_value_does(formula: Term) -> None:
    found = compared_only(X, formula)
    assert found is not None
    holds_where_some_value_does(found, formula, 9)


@pytest.mark.parametrize(
    "formula",
    [
        le(X, Y),
        le(ite(le(X, integer(1)), Y, X), integer(0)),
        conj((NATURAL, le(X, integer(99)))),
        eq(mul(integer(2), X), Y),
        le(ite(P, X, Y), integer(0)),
    ],
    ids=str,
)
def test_where_order_or_size_matters_nothing_is_said(formula: Term) -> None:
    assert compared_only(X, formula) is None
