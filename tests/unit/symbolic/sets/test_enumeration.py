"""Sets written out, with the condition of each element."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.lazy import Cup, Either, Filtered, Functions, Integers, PowerSet, Records, Sequences, Tuples
from symcheck.symbolic.merge import choose
from symcheck.symbolic.sets.enumeration import collected, elements, merge_sets, settle, written_out
from symcheck.symbolic.values import LazySet, SymSet, set_of
from symcheck.term import INT, TRUE, conj, neg, variable
from symcheck.value import (
    EMPTY_SET,
    EMPTY_TUPLE,
    ModelValue,
    String,
    Value,
    make_function,
    make_record,
    make_set,
    make_tuple,
)
from tests.unit.symbolic.tables import A, B, failing, site, values

NUMBER = variable("n", INT)
OPEN = set_of({1: A, 2: TRUE})


@pytest.mark.parametrize(
    ("container", "without", "with_it"),
    [
        (Integers(1, choose(A, 2, 0)), [], [1, 2]),
        (PowerSet(OPEN), [EMPTY_SET, make_set((2,))], [EMPTY_SET, make_set((1,)), make_set((2,)), make_set((1, 2))]),
        (Functions(make_set((7,)), OPEN), [make_function({7: 2})], [make_function({7: 1}), make_function({7: 2})]),
        (Functions(set_of({1: A}), make_set((5,))), [EMPTY_TUPLE], [make_tuple((5,))]),
        (Records(((String("k"), OPEN),)), [make_record({"k": 2})], [make_record({"k": 1}), make_record({"k": 2})]),
        (Tuples((OPEN, make_set((3,)))), [make_tuple((2, 3))], [make_tuple((1, 3)), make_tuple((2, 3))]),
        (Cup(Integers(4, 5), OPEN), [2, 4, 5], [1, 2, 4, 5]),
        (Filtered(Integers(1, 3), lambda at, element: A if element == 3 else TRUE), [1, 2], [1, 2, 3]),
        (Either(((A, PowerSet(EMPTY_SET)), (neg(A), make_set((5,))))), [5], [EMPTY_SET]),
    ],
)
def test_lazy_sets(container: LazySet, without: list[Value], with_it: list[Value]) -> None:
    at = site()
    assert values(written_out(at, container), A) == [make_set(without), make_set(with_it)]
    assert not len(at.failures)
    plain = [value for _, value in elements(at, container)]
    assert set(without) | set(with_it) <= set(plain)


def test_elements_come_in_canonical_order() -> None:
    assert [value for _, value in elements(site(), set_of({3: A, 1: B, 2: TRUE}))] == [1, 2, 3]
    assert [value for _, value in elements(site(), PowerSet(make_set((1, 2))))] == [
        EMPTY_SET,
        make_set((1,)),
        make_set((2,)),
        make_set((1, 2)),
    ]


def test_infinite_sets_have_no_elements_to_go_through() -> None:
    for container in (Integers(0, None), Sequences(make_set((1,)))):
        at = site(A)
        assert elements(at, container) == []
        assert failing(at, A) == ["", "INFINITE_SET"]
    with pytest.raises(SpecError) as caught:
        elements(site(), Integers(0, NUMBER))
    assert caught.value.code is Code.UNSUPPORTED


def test_what_is_no_set() -> None:
    at = site()
    assert values(written_out(at, choose(A, 1, make_set((5,)))), A)[0] == make_set((5,))
    assert failing(at, A) == ["", "NOT_A_SET"]


def test_elements_that_may_be_several_values_are_spread() -> None:
    found = collected(site(), [(B, choose(A, 1, 2)), (TRUE, 5)])
    assert isinstance(found, SymSet)
    assert not found.cells
    assert values(found, A, B) == [make_set((5,)), make_set((2, 5)), make_set((5,)), make_set((1, 5))]
    assert collected(site(), [(TRUE, NUMBER)]).cells == ((TRUE, NUMBER),)  # type: ignore[union-attr]


def test_a_set_holds_values_of_one_kind() -> None:
    at = site()
    collected(at, [(A, 1), (B, String("x")), (TRUE, ModelValue("none"))])
    assert failing(at, A, B) == ["", "", "", "INCOMPARABLE"]
    always = site()
    assert collected(always, [(TRUE, 1), (TRUE, String("x"))]) == EMPTY_SET
    assert failing(always) == ["INCOMPARABLE"]


def test_unions_of_sets() -> None:
    assert values(merge_sets(site(), OPEN, make_set((3,))), A) == [make_set((2, 3)), make_set((1, 2, 3))]
    assert merge_sets(site(), make_set((1,)), make_set((2,))) == make_set((1, 2))


def test_a_set_without_an_order_cannot_be_gone_through() -> None:
    at = site()
    elements(at, set_of({make_tuple((1,)): A, make_tuple((String("x"),)): TRUE}))
    assert failing(at, A) == ["", "INCOMPARABLE"]


def test_what_is_stored_is_written_out() -> None:
    assert settle(site(), Integers(1, 2)) == make_set((1, 2))
    both = conj((A, B))
    assert values(settle(site(), choose(both, Integers(1, 2), 5)), A, B) == [5, 5, 5, make_set((1, 2))]
