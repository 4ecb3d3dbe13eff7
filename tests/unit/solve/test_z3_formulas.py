"""Terms become z3py expressions of the same meaning, and these terms again."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.solve import z3_raw
from symcheck.solve.z3_formulas import Formulas, UntranslatableError, term_of
from symcheck.term import (
    BOOL,
    INT,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    div,
    eq,
    evaluate,
    iff,
    integer,
    ite,
    le,
    mod,
    mul,
    neg,
    variable,
)

A, B, C = (variable(name, BOOL) for name in "abc")
X, Y = variable("x", INT), variable("y", INT)
FORMULAS = [
    conj((A, disj((neg(B), C)))),
    iff(A, neg(B)),
    ite(A, B, le(X, Y)),
    at_most_one((A, B, C)),
    eq(add((X, mul(integer(3), Y), integer(-2))), ite(C, X, integer(1))),
    le(mul(X, Y), integer(2)),
    eq(div(X, integer(3)), mod(Y, integer(2))),
]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
@pytest.mark.parametrize("pairwise", [False, True])
def test_there_and_back(formula: Term, pairwise: bool) -> None:
    z3 = z3_raw.z3py
    context = z3.Context()
    made = Formulas(context, pairwise).expression(formula)
    variables = (A, B, C, X, Y)
    placed = [(z3.Bool if var.sort == BOOL else z3.Int)(var.payload, context) for var in variables]
    sorts = [z3.BoolSort(context) if var.sort == BOOL else z3.IntSort(context) for var in variables]
    open_ = z3.substitute(made, *((place, z3.Var(i, sorts[i])) for i, place in enumerate(placed)))
    if "at-most-one" in str(formula) and not pairwise:
        with pytest.raises(UntranslatableError):
            term_of(z3, open_, variables)
        return
    back = term_of(z3, z3.simplify(open_), variables)
    for bits in product([False, True], repeat=3):
        for numbers in product([-4, -1, 0, 1, 2, 5], repeat=2):
            values = dict(zip(variables, (*bits, *numbers), strict=True))
            assert evaluate(back, values) == evaluate(formula, values), values
