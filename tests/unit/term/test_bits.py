"""Formulas over bits mean what the formulas over integers do, for every value in range."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.term import (
    BOOL,
    INT,
    Term,
    add,
    conj,
    disj,
    div,
    eq,
    evaluate,
    integer,
    ite,
    le,
    mod,
    mul,
    neg,
    sub,
    variable,
)
from symcheck.term.bits import Blaster, WidthError, bit_variables, value_of_bits
from symcheck.term.circuits import width
from symcheck.term.walk import nodes

A = variable("a", BOOL)
X, Y = variable("x", INT), variable("y", INT)

NUMBERS = st.recursive(
    st.one_of(st.sampled_from([X, Y]), st.integers(-6, 9).map(integer)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(add),
        st.tuples(inner, inner).map(lambda p: sub(*p)),
        st.tuples(inner, inner).map(lambda p: mul(*p)),
        st.tuples(inner, st.integers(1, 7).map(integer)).map(lambda p: div(*p)),
        st.tuples(inner, st.integers(1, 7).map(integer)).map(lambda p: mod(*p)),
        st.tuples(inner, inner).map(lambda p: ite(A, *p)),
        st.tuples(inner, inner, inner).map(lambda p: ite(le(p[2], integer(1)), p[0], p[1])),
    ),
    max_leaves=6,
)
FORMULAS = st.one_of(
    st.tuples(NUMBERS, NUMBERS).map(lambda p: eq(*p)),
    st.tuples(NUMBERS, NUMBERS).map(lambda p: le(*p)),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda p: conj([neg(le(p[0], p[1])), disj([A, eq(p[1], p[2])])])),
)


def bits_for(var: Term, bounds: tuple[int, int], value: int) -> dict[Term, bool]:
    return {bit: bool(value >> place & 1) for place, bit in enumerate(bit_variables(var, bounds))}


SIZES = st.one_of(st.integers(0, 12), st.integers(60, 70))


@settings(max_examples=500, deadline=None)
@given(FORMULAS, st.integers(-9, 9), SIZES, SIZES, st.booleans(), st.data())
def test_formulas(term: Term, low: int, size: int, high: int, a: bool, data: st.DataObject) -> None:
    ranges = {X: (low, low + size), Y: (0, high)}
    try:
        found = Blaster(ranges).formula(term)
    except WidthError:
        return
    assert all(node.sort == BOOL for node in nodes((found,)))
    for _ in range(5):
        x, y = data.draw(st.integers(*ranges[X])), data.draw(st.integers(*ranges[Y]))
        bits = {A: a, **bits_for(X, ranges[X], x), **bits_for(Y, ranges[Y], y)}
        assert value_of_bits(X, ranges[X], bits) == x
        assert evaluate(found, bits) == evaluate(term, {A: a, X: x, Y: y})


@pytest.mark.parametrize(
    ("bounds", "bits"), [((0, 0), 1), ((0, 1), 2), ((0, 7), 4), ((-1, 0), 1), ((-8, 7), 4), ((-9, 0), 5), ((3, 8), 5)]
)
def test_width(bounds: tuple[int, int], bits: int) -> None:
    assert width(*bounds) == bits


def test_a_natural_has_no_sign_bit() -> None:
    assert len(bit_variables(X, (0, 7))) == 3
    assert len(bit_variables(X, (-1, 7))) == 4
    assert bit_variables(X, (5, 5)) == ()
    assert value_of_bits(X, (5, 5), {}) == 5


def test_what_has_no_bounds_is_refused() -> None:
    with pytest.raises(WidthError):
        Blaster({X: (0, 3)}).formula(le(X, Y))
    with pytest.raises(WidthError):
        Blaster({X: (0, 2**80)}).formula(le(X, integer(3)))
    with pytest.raises(WidthError):
        Blaster({X: (0, 300), Y: (0, 300)}).formula(le(div(X, Y), integer(3)))
