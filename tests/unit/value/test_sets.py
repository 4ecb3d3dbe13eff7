"""Sets: membership without enumeration, cardinality, combinations with infinite sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import (
    ANY,
    BOOLEAN,
    EMPTY_SET,
    EMPTY_TUPLE,
    INT,
    NAT,
    STRING,
    TRUE,
    Filtered,
    FunctionSet,
    Interval,
    ModelValue,
    PowerSet,
    Product,
    RecordSet,
    SequenceSet,
    SetValue,
    String,
    Value,
    difference,
    intersection,
    is_small,
    is_subset,
    list_if_small,
    make_record,
    make_set,
    make_tuple,
    union,
    union_all,
)
from symcheck.value.products import is_void
from symcheck.value.shapes import shapes_of


def code_of(action: Callable[[], object]) -> Code:
    with pytest.raises(SpecError) as caught:
        action()
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "container", "expected"),
    [
        (3, NAT, True),
        (-3, NAT, False),
        (-3, INT, True),
        (String("x"), STRING, True),
        (TRUE, BOOLEAN, True),
        (7, Interval(1, 10**12), True),
        (make_set([1, 5]), PowerSet(NAT), True),
        (make_set([-1]), PowerSet(NAT), False),
        (make_set([make_set([1])]), PowerSet(PowerSet(NAT)), True),
        (make_tuple([1, 2]), FunctionSet(Interval(1, 2), NAT), True),
        (make_tuple([1, 2]), FunctionSet(Interval(1, 3), NAT), False),
        (make_tuple([1, -2]), SequenceSet(NAT), False),
        (EMPTY_TUPLE, SequenceSet(EMPTY_SET), True),
        (make_record({"a": 1}), RecordSet({String("a"): NAT}), True),
        (make_record({"a": 1, "b": 1}), RecordSet({String("a"): NAT}), False),
        (make_tuple([1, -2]), Product([NAT, INT]), True),
        (ModelValue("m"), NAT, False),
        (ModelValue("m"), PowerSet(NAT), False),
        (-1, union(NAT, make_set([-1])), True),
        (3, difference(NAT, make_set([3])), False),
        (4, intersection(NAT, INT), True),
        (3, Filtered(NAT, lambda value: value > 2), True),  # type: ignore[operator]
        (String("anything"), ANY, True),
        (String("x"), Interval(1, 0), False),
        (String("x"), EMPTY_SET, False),
    ],
)
def test_membership_without_enumeration(value: Value, container: SetValue, expected: bool) -> None:
    assert container.contains(value) is expected


@pytest.mark.parametrize(
    ("value", "container", "code"),
    [
        (String("a"), Interval(1, 3), Code.MEMBERSHIP),
        (1, RecordSet({String("a"): NAT}), Code.MEMBERSHIP),
        (1, FunctionSet(Interval(1, 2), NAT), Code.MEMBERSHIP),
        (1, Product([NAT, NAT]), Code.MEMBERSHIP),
        (make_record({"a": 1}), SequenceSet(NAT), Code.MEMBERSHIP),
        (1, PowerSet(NAT), Code.MEMBERSHIP),
        (String("a"), make_set([1, 2]), Code.INCOMPARABLE),
    ],
)
def test_membership_that_is_an_error(value: Value, container: SetValue, code: Code) -> None:
    assert code_of(lambda: container.contains(value)) is code


@pytest.mark.parametrize(
    "container", [NAT, INT, STRING, PowerSet(NAT), SequenceSet(make_set([1])), Product([NAT, make_set([1])])]
)
def test_infinite_sets_are_not_enumerated(container: SetValue) -> None:
    assert not container.is_finite()
    assert code_of(lambda: list(container)) is Code.INFINITE_SET
    assert code_of(container.cardinality) is Code.INFINITE_SET
    assert code_of(container.normal) is Code.INFINITE_SET


def test_a_product_with_the_empty_set_is_finite() -> None:
    assert Product([NAT, EMPTY_SET]).cardinality() == 0
    assert list(Product([NAT, EMPTY_SET])) == list(Product([EMPTY_SET, NAT])) == []
    assert list(RecordSet({String("a"): EMPTY_SET, String("b"): NAT})) == []
    assert FunctionSet(EMPTY_SET, NAT).cardinality() == 1
    assert list(FunctionSet(EMPTY_SET, NAT)) == [EMPTY_TUPLE]
    assert list(FunctionSet(make_set([1]), EMPTY_SET)) == []
    assert list(Product([NAT, EMPTY_SET])) == list(RecordSet({String("a"): NAT, String("b"): EMPTY_SET})) == []


@pytest.mark.parametrize("domain", [NAT, STRING, PowerSet(NAT), SequenceSet(make_set([1]))])
def test_nothing_maps_an_infinite_set_to_the_empty_set(domain: SetValue) -> None:
    none = FunctionSet(domain, EMPTY_SET)
    assert none.is_finite()
    assert none.cardinality() == 0
    assert list(none) == []
    assert none == EMPTY_SET == FunctionSet(make_set([1]), EMPTY_SET)
    assert list(FunctionSet(none, NAT)) == [EMPTY_TUPLE]


def test_huge_sets_are_counted_but_not_written_out() -> None:
    huge = PowerSet(Interval(1, 100))
    assert huge.cardinality() == 2**100
    assert code_of(huge.normal) is Code.TOO_LARGE
    assert next(iter(huge)) == EMPTY_SET


def test_combinations() -> None:
    one, other = make_set([1, 2]), Interval(2, 3)
    assert union(one, other) == make_set([1, 2, 3])
    assert intersection(one, other) == make_set([2])
    assert difference(one, other) == make_set([1])
    assert intersection(Interval(-2, 1), NAT) == make_set([0, 1])
    assert difference(Interval(-2, 1), NAT) == make_set([-2, -1])
    assert union_all(make_set([one, make_set([9])])) == make_set([1, 2, 9])
    assert code_of(lambda: union(one, make_set([String("a")]))) is Code.INCOMPARABLE
    assert code_of(lambda: union_all(one)) is Code.NOT_A_SET


def test_large_unions_are_kept_in_parts() -> None:
    def strings(length: int) -> SetValue:
        return FunctionSet(Interval(1, length), Interval(1, 5))

    many = union_all(strings(length) for length in range(30))
    assert many.contains(make_tuple([5] * 29))
    assert not many.contains(make_tuple([5] * 30))
    assert not many.contains(make_tuple([6]))
    assert code_of(many.normal) is Code.TOO_LARGE
    some = union_all(strings(length) for length in range(7))
    assert some.cardinality() == sum(5**length for length in range(7))
    assert some.contains(make_tuple([1, 2, 3]))
    assert not some.contains(make_tuple([0]))
    assert some == union_all([*(strings(length) for length in range(7)), strings(2)])
    assert hash(some) == hash(some.normal())
    endless = union_all([INT, make_set([ModelValue("none")])])
    assert endless.contains(ModelValue("none"))
    assert not endless.contains(ModelValue("some"))
    assert not endless.is_finite()
    assert union_all([NAT]) is NAT


def test_what_has_elements_of_several_kinds_can_be_a_part_of_other_sets() -> None:
    mixed = union(RecordSet({String("a"): Interval(1, 2)}), make_set([-1]))
    records = RecordSet({String("f"): mixed})
    both = union(records, make_set([String("none")]))
    for container in (records, both):
        list_if_small(container)
        assert not is_small(container)
        assert container.contains(make_record({"f": -1}))
        assert code_of(container.normal) is Code.INCOMPARABLE
    assert not is_void(mixed)
    assert not FunctionSet(NAT, mixed).is_finite()


def test_subsets() -> None:
    assert is_subset(Interval(1, 10**9), Interval(0, 10**9))
    assert is_subset(PowerSet(Interval(1, 50)), PowerSet(Interval(0, 50)))
    assert is_subset(Interval(1, 100), NAT)
    assert not is_subset(Interval(-1, 3), NAT)
    assert code_of(lambda: is_subset(NAT, INT)) is Code.INFINITE_SET


def test_adding_one_element() -> None:
    base = make_set([1, 2])
    assert base.adding(2) is base
    assert base.adding(3) == make_set([1, 2, 3])
    assert EMPTY_SET.adding(3) == make_set([3])
    assert code_of(lambda: base.adding(String("a"))) is Code.INCOMPARABLE
    assert base.adding(ModelValue("m")) == make_set([1, 2, ModelValue("m")])


@pytest.mark.parametrize(
    ("elements", "ordered"),
    [
        ((), True),
        ((make_tuple([EMPTY_TUPLE]),), True),
        ((1, 2), True),
        ((make_tuple([1]), make_tuple([2]), make_tuple([EMPTY_TUPLE, 1])), True),
        ((make_tuple([1]), make_tuple([EMPTY_TUPLE])), False),
        ((make_tuple([1, 1]), make_tuple([2, EMPTY_TUPLE])), True),  # they differ before that
        ((make_set([1]), make_set([String("a")])), False),
        ((make_record({"a": 1}), make_record({"a": String("x")})), False),
        ((make_record({"a": 1}), make_record({"b": String("x")})), True),
    ],
)
def test_what_cannot_be_ordered_is_refused_without_being_sorted(elements: tuple[Value, ...], ordered: bool) -> None:
    one = make_set(elements)
    grown = EMPTY_SET
    for element in elements:
        grown = grown.adding(element)
        assert grown.shapes >= shapes_of([element])
    for each in (one, grown, grown.part(elements), grown.adding(elements[0]) if elements else grown):
        if ordered:
            each.check_order()
        else:
            assert code_of(each.check_order) is Code.INCOMPARABLE
    if ordered:
        one.check_order()
        assert grown.part(elements[:1]).order == elements[:1]


def test_a_difference_needs_the_order_of_what_is_left() -> None:
    strange = make_set([make_tuple([1]), make_tuple([EMPTY_TUPLE])])
    assert code_of(lambda: difference(strange, make_set([make_tuple([1])]))) is Code.INCOMPARABLE


@pytest.mark.parametrize(
    "container",
    [PowerSet(NAT), FunctionSet(NAT, make_set((1, 2))), RecordSet({String("n"): NAT}), Product([NAT, NAT])],
    ids=["subsets", "functions", "records", "tuples"],
)
def test_an_infinite_set_is_refused_when_it_is_asked_for_its_elements(container: SetValue) -> None:
    with pytest.raises(SpecError) as caught:
        iter(container)
    assert caught.value.code is Code.INFINITE_SET
