"""What is left of a formula holds just where some values of the variables that are gone satisfy it."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.solve.z3_eliminate import eliminated
from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Term,
    add,
    conj,
    disj,
    eq,
    evaluate,
    free_variables,
    iff,
    integer,
    le,
    lt,
    mul,
    neg,
    variable,
)

N, M, X, Y = (variable(name, INT) for name in "nmxy")
A, B = (variable(name, BOOL) for name in "ab")
NUMBERS = range(-12, 13)  # of what is gone
FORMULAS = [
    conj((le(integer(1), N), le(add((X, N)), Y))),
    conj((lt(X, N), lt(N, add((Y, integer(2)))))),
    conj((lt(X, N), lt(N, add((Y, M))), le(M, integer(3)), le(integer(0), M))),
    conj((eq(mul(integer(3), N), add((X, Y))),)),
    disj((conj((A, eq(N, X))), conj((neg(A), lt(N, Y), lt(X, N))))),
    conj((iff(A, B), le(N, X), disj((B, le(Y, N))))),
    conj((neg(eq(N, X)), neg(eq(N, Y)), le(X, N), le(N, Y))),
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_by_trying_all_values(formula: Term) -> None:
    gone = [each for each in (N, M, B) if each in free_variables(formula)]
    found = eliminated(gone, formula, 5)
    assert found is not None
    assert not set(gone) & set(free_variables(found))
    for x, y, a in product(range(-3, 4), range(-3, 4), (False, True)):
        here = {X: x, Y: y, A: a}
        values = [NUMBERS if each.sort is INT else (False, True) for each in gone]
        tried = (evaluate(formula, {**here, **dict(zip(gone, each, strict=True))}) for each in product(*values))
        assert evaluate(found, here) is any(tried), (str(found), x, y, a)


def test_what_is_always_possible_and_what_never_is() -> None:
    assert eliminated([N], le(X, N), 5) is TRUE
    assert eliminated([N], conj((lt(N, X), lt(X, N))), 5) is FALSE


def test_what_is_not_linear_may_not_be_found() -> None:
    assert eliminated([N, M], conj((eq(mul(N, mul(N, N)), add((mul(M, M), X))), le(integer(2), N))), 0.2) is None
