"""The canonical order of what depends on the state is that of the values it is."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.symbolic.sets.ordering import first_of, precedes
from symcheck.symbolic.values import Sym, function_of, set_of, tuple_of
from symcheck.term import TRUE, Term, conj, evaluate, neg
from symcheck.value import FiniteSet, ModelValue, String, make_function, make_record, make_tuple, order_key
from tests.agreement.states import value_in
from tests.unit.symbolic.tables import A, B, C, assignments, site


def record(**fields: tuple[Term, Sym]) -> Sym:
    return function_of({String(name): entry for name, entry in fields.items()})


SETS: tuple[Sym, ...] = (
    set_of({1: A, 2: B, 3: C}),
    set_of({2: B, 3: neg(A)}),
    set_of({1: neg(B), 3: TRUE}),
    FiniteSet((1, 2)),
    FiniteSet(()),
)
FUNCTIONS: tuple[Sym, ...] = (
    record(key=(A, 1), time=(neg(A), 2), type=(TRUE, String("read"))),
    record(key=(B, 2), type=(TRUE, String("begin")), val=(C, 1)),
    record(updated=(TRUE, set_of({1: A, 2: B})), type=(C, String("commit"))),
    make_record({"time": 2, "type": String("begin")}),
    function_of({1: (A, 3), 2: (conj((A, B)), 4)}),
    function_of({1: (A, 3), 2: (B, 4), 3: (C, 0)}),
    function_of({2: (TRUE, 3), 3: (B, 4)}),
    function_of({1: (A, 3), ModelValue("m"): (neg(A), 3), 2: (TRUE, 1)}),
    tuple_of((set_of({1: A}), 2)),
    make_tuple((3, 4)),
    make_function(()),
)


@pytest.mark.parametrize("among", [SETS, FUNCTIONS], ids=["sets", "functions"])
def test_one_comes_before_another(among: tuple[Sym, ...]) -> None:
    for left, right in product(among, repeat=2):
        before = precedes(site(), left, right)
        for assignment in assignments(A, B, C):
            ours, theirs = value_in(left, assignment), value_in(right, assignment)
            assert bool(evaluate(before, assignment)) == (order_key(ours) < order_key(theirs)), (ours, theirs)


@pytest.mark.parametrize("among", [SETS, FUNCTIONS], ids=["sets", "functions"])
def test_one_of_those_that_are_there_is_first(among: tuple[Sym, ...]) -> None:
    conditions = (A, B, C, neg(A), neg(B), TRUE)
    found = list(zip(conditions, among, strict=False)) + list(zip(conditions, reversed(among), strict=False))
    for assignment in assignments(A, B, C):
        there = [value_in(element, assignment) for inside, element in found if evaluate(inside, assignment)]
        options = first_of(site(), found)
        first = [value_in(element, assignment) for chosen, element in options if evaluate(chosen, assignment)]
        assert first == [min(there, key=order_key)]


def test_of_many_plain_values_the_first_is_found_without_comparing_all_pairs() -> None:
    numbers: list[tuple[Term, Sym]] = [(A, number) for number in range(20_000, 0, -1)]
    assert first_of(site(), numbers) == [(A, 1)]
