"""An integer that is only kept between other terms is eliminated exactly, or not at all."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from symcheck.term import (
    INT,
    TRUE,
    Term,
    add,
    conj,
    disj,
    eq,
    evaluate,
    free_variables,
    integer,
    le,
    mul,
    neg,
    variable,
)
from symcheck.term.between import between

X, A, B = (variable(name, INT) for name in "xab")
FAR = range(-30, 31)  # farther than any bound below


@st.composite
def comparisons(draw: st.DrawFn) -> Term:
    """x, or its contrary, or no x at all, beside the others, above or below a small number."""
    weights = [draw(st.integers(-1, 1)), draw(st.integers(-2, 2)), draw(st.integers(-2, 2))]
    total = add(mul(integer(w), v) for w, v in zip(weights, (X, A, B), strict=True))
    found = le(total, integer(draw(st.integers(-3, 3))))
    return neg(found) if draw(st.booleans()) else found


@given(st.lists(st.lists(comparisons(), max_size=4), min_size=1, max_size=2))
def test_what_is_left_holds_where_some_value_satisfies_the_formula(cases: list[list[Term]]) -> None:
    formula = disj(conj(case) for case in cases)
    found = between(X, formula)
    assert found is not None
    assert X not in free_variables(found)
    for a, b in product(range(-2, 3), repeat=2):
        some = any(evaluate(formula, {X: x, A: a, B: b}) for x in FAR)
        assert evaluate(found, {X: 0, A: a, B: b}) is some


def test_nothing_is_said_of_what_is_more_than_compared() -> None:
    twice = add([X, X])
    assert between(X, le(twice, A)) is None
    assert between(X, conj((le(A, X), eq(X, B)))) is None
    assert between(X, conj((le(A, X), disj((le(X, B), le(X, A)))))) is None


def test_without_a_bound_on_one_side_there_is_always_a_value() -> None:
    assert between(X, conj((le(A, X), neg(le(X, B))))) is TRUE
