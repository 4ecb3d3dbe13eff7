"""Which values cannot be compared: by groups what one by one has."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from symcheck.symbolic.sets.clashes import clashes
from symcheck.value import (
    EMPTY_SET,
    FALSE,
    FiniteSet,
    ModelValue,
    String,
    Value,
    comparable,
    make_function,
    make_record,
    make_tuple,
)

SCALARS: tuple[Value, ...] = (1, 2, String("p"), FALSE, ModelValue("m"), ModelValue("T_a"), ModelValue("U_a"))


def _composite(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.lists(inner, max_size=3).map(make_tuple),
        st.dictionaries(st.sampled_from("ab"), inner, max_size=2).map(make_record),
        st.dictionaries(st.sampled_from((1, 3, EMPTY_SET)), inner, max_size=1).map(make_function),
        st.lists(inner, max_size=3).map(FiniteSet),  # also what has no order
    )


VALUES = st.recursive(st.sampled_from(SCALARS), _composite, max_leaves=8)


@given(st.frozensets(VALUES, max_size=12))
def test_groups_have_the_pairs_that_cannot_be_compared(values: frozenset[Value]) -> None:
    pairs = [frozenset((one, two)) for ours, others in clashes(values) for one in ours for two in others]
    assert set(pairs) == {frozenset(pair) for pair in combinations(values, 2) if not comparable(*pair)}


def test_what_differs_first_decides() -> None:
    one, two = make_tuple((1, String("p"))), make_tuple((2, 3))
    assert clashes(frozenset((one, two))) == ()
    ((ours, others),) = clashes(frozenset((one, make_tuple((1, 4)), two)))
    assert {ours, others} == {(one,), (make_tuple((1, 4)),)}


def test_many_values_of_two_kinds_are_two_groups() -> None:
    numbers = [make_tuple((number, 1)) for number in range(5_000)]
    names = [make_tuple((String(f"n{number}"), 1)) for number in range(5_000)]
    ((ours, others),) = clashes(frozenset((*numbers, *names)))
    assert {frozenset(ours), frozenset(others)} == {frozenset(numbers), frozenset(names)}
