"""Symbolic values are plain wherever nothing is open."""

from __future__ import annotations

from symcheck.symbolic.lazy import Strings
from symcheck.symbolic.values import (
    SymFun,
    SymSet,
    Union,
    altered,
    alternatives,
    boolean_of,
    entries_of,
    function_of,
    is_function,
    is_set,
    is_value,
    members_of,
    set_of,
    tuple_of,
)
from symcheck.term import FALSE, INT, TRUE, neg, variable
from symcheck.value import EMPTY_SET, ModelValue, String, make_record, make_set, make_tuple
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from tests.unit.symbolic.tables import A, B


def test_decided_booleans_are_values() -> None:
    assert boolean_of(TRUE) is YES
    assert boolean_of(FALSE) is NO
    assert boolean_of(A) is A


def test_sets_leave_out_what_is_never_in_them() -> None:
    assert set_of({1: TRUE, 2: FALSE}) == make_set((1,))
    found = set_of({1: TRUE, 2: A, 3: FALSE})
    assert isinstance(found, SymSet)
    assert dict(found.members) == {1: TRUE, 2: A}
    assert set_of({}) == EMPTY_SET


def test_a_set_knows_how_it_differs_from_the_one_it_was_made_from() -> None:
    base = set_of({1: A, 2: B})
    assert isinstance(base, SymSet)
    once = altered(base, {1: FALSE, 3: TRUE})
    assert isinstance(once, SymSet)
    assert dict(once.members) == {2: B, 3: TRUE}
    assert once.since(base) == {1: FALSE, 3: TRUE}
    twice = altered(once, {2: TRUE, 3: A})
    assert isinstance(twice, SymSet)
    assert twice.since(base) == {1: FALSE, 2: TRUE, 3: A}
    assert base.since(base) == {}
    assert twice.since(set_of({1: A, 2: B})) is None
    assert altered(base, {1: TRUE, 2: TRUE}) == make_set((1, 2))


def test_a_cell_keeps_a_set_open() -> None:
    number = variable("n", INT)
    found = set_of({1: TRUE}, ((TRUE, number),))
    assert isinstance(found, SymSet)
    assert found.cells == ((TRUE, number),)


def test_functions_are_plain_if_every_entry_is() -> None:
    assert function_of({1: (TRUE, 5), 2: (FALSE, A)}) == make_tuple((5,))
    assert function_of({String("k"): (TRUE, 5)}) == make_record({"k": 5})
    assert isinstance(function_of({1: (TRUE, A)}), SymFun)
    assert isinstance(function_of({1: (A, 5)}), SymFun)
    assert tuple_of((1, NO)) == make_tuple((1, NO))


def test_plain_and_symbolic_ones_are_looked_into_alike() -> None:
    assert members_of(make_set((1, 2))) == {1: TRUE, 2: TRUE}
    assert entries_of(make_tuple((5,))) == {1: (TRUE, 5)}
    assert alternatives(3) == ((TRUE, 3),)
    union = Union(((A, 1), (neg(A), String("x"))))
    assert alternatives(union) == union.options


def test_kinds() -> None:
    plain = (1, YES, String("x"), ModelValue("m"), make_set((1,)), make_tuple((1,)))
    assert all(map(is_value, plain))
    assert not any(is_value(sym) for sym in (A, SymSet({1: A}), SymFun({1: (A, 1)}), Strings()))
    assert is_set(make_set(()))
    assert is_set(SymSet({1: A}))
    assert is_set(Strings())
    assert not is_set(make_tuple(()))
    assert is_function(make_tuple(()))
    assert is_function(SymFun({1: (A, 1)}))


def test_members_in_order() -> None:
    found = SymSet({make_set((1, 2)): A, EMPTY_SET: B, make_set((3,)): TRUE})
    assert [value for _, value in found.ordered] == [EMPTY_SET, make_set((3,)), make_set((1, 2))]
    assert found.uniform
    assert not SymSet({make_set((1,)): A, make_set((String("x"),)): B}).uniform
    assert len(SymSet({1: A, String("x"): B}).kinds) == 2
    assert len(SymSet({1: A, ModelValue("m"): B}).kinds) == 1
