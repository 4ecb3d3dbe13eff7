"""Equality as TLC checks it, and the canonical order."""

from __future__ import annotations

import pickle
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import (
    EMPTY_SET,
    EMPTY_TUPLE,
    FALSE,
    INT,
    NAT,
    TRUE,
    FunctionSet,
    FunctionValue,
    Interval,
    LazyFunction,
    ModelValue,
    PowerSet,
    Product,
    RecordSet,
    RecordValue,
    String,
    TupleValue,
    Value,
    comparable,
    equal,
    make_function,
    make_record,
    make_set,
    make_tuple,
    order_key,
)

INTEGERS: st.SearchStrategy[Value] = st.integers(-3, 3)
STRINGS: st.SearchStrategy[Value] = st.sampled_from("abc").map(String)


def _composite(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.lists(inner, max_size=3).map(make_tuple),
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(make_record),
        st.dictionaries(INTEGERS, inner, max_size=3).map(make_function),
    )


# every value in one of these has the same shape inside, so that sets of them can be made
def values() -> st.SearchStrategy[Value]:
    scalars = st.one_of(INTEGERS, STRINGS, st.sampled_from((TRUE, FALSE)), st.sampled_from("mn").map(ModelValue))
    sets = st.one_of(st.lists(INTEGERS, max_size=4), st.lists(STRINGS, max_size=3)).map(make_set)
    return st.recursive(st.one_of(scalars, sets), _composite, max_leaves=6)


@given(values(), values())
def test_equal_values_hash_alike_and_print_alike(left: Value, right: Value) -> None:
    if left == right:
        assert hash(left) == hash(right)
        assert str(left) == str(right)
        assert equal(left, right)
    else:
        assert str(left) != str(right)


@given(values(), values(), values())
def test_the_order_is_total(a: Value, b: Value, c: Value) -> None:
    keys = [order_key(v) for v in (a, b, c)]
    assert (keys[0] == keys[1]) == (a == b)
    assert keys[0] <= keys[1] or keys[1] <= keys[0]
    if keys[0] <= keys[1] <= keys[2]:
        assert keys[0] <= keys[2]


@given(values())
def test_values_survive_pickling(value: Value) -> None:
    copy = pickle.loads(pickle.dumps(value))
    assert copy == value
    assert type(copy) is type(value)


def test_booleans_are_never_integers() -> None:
    assert len({1, TRUE, 0, FALSE}) == 4
    assert TRUE != 1
    assert pickle.loads(pickle.dumps(TRUE)) is TRUE


def test_strings_and_model_values_are_never_each_other() -> None:
    assert String("a") != ModelValue("a")
    assert make_tuple([ModelValue("a")]) != make_tuple([String("a")])
    assert String("a").text == "a"
    assert f"{String('a')}" == '"a"'


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, String("a")),
        (1, TRUE),
        (1, EMPTY_SET),
        (EMPTY_TUPLE, EMPTY_SET),
        (EMPTY_TUPLE, String("")),
        (make_record({"a": 1}), 1),
        (make_set([EMPTY_TUPLE]), make_set([EMPTY_SET])),
        (make_tuple([1, 2]), make_tuple([1, String("a")])),
        (make_tuple([1, 2]), make_record({"a": 1, "b": 2})),
        (NAT, make_set([1])),
        (Interval(1, 3), NAT),
        (NAT, INT),
        (ModelValue("A_x"), 1),
        (ModelValue("A_x"), ModelValue("B_x")),
    ],
)
def test_what_cannot_be_compared(left: Value, right: Value) -> None:
    for one, other in ((left, right), (right, left)):
        with pytest.raises(SpecError) as caught:
            equal(one, other)
        assert caught.value.code is Code.INCOMPARABLE
        assert not comparable(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (make_tuple([1, 2]), make_tuple([String("a"), 2, 3])),
        (make_set([1]), make_set([String("a"), String("b")])),
        (ModelValue("m"), 1),
        (ModelValue("m"), ModelValue("n")),
        (ModelValue("A_x"), ModelValue("A_y")),
        (ModelValue("A_x"), ModelValue("m")),
        (make_tuple([1, 2]), make_tuple([2, String("a")])),
        (make_record({"a": 1}), make_record({"a": 1, "b": 2})),
        (Product([Interval(1, 3), make_set([1])]), make_set([1])),
    ],
)
def test_unequal_where_the_first_difference_decides(left: Value, right: Value) -> None:
    assert not equal(left, right)
    assert not equal(right, left)


def test_lazy_sets_equal_their_explicit_forms() -> None:
    lazy = [
        Interval(1, 3),
        Interval(5, 3),
        PowerSet(Interval(1, 3)),
        FunctionSet(Interval(1, 2), make_set([TRUE, FALSE])),
        RecordSet({String("b"): Interval(0, 1), String("a"): make_set([String("x")])}),
        Product([Interval(1, 2), make_set([String("x"), String("y")])]),
    ]
    for container in lazy:
        explicit = make_set(list(container))
        assert container == explicit
        assert explicit == container
        assert hash(container) == hash(explicit)
        assert container.normal() == explicit
        assert container.cardinality() == len(explicit)
        assert list(container) == list(explicit), "a lazy set iterates in the canonical order"
        assert all(container.contains(element) for element in explicit)
        assert make_set([container]) == make_set([explicit])
    assert {Interval(1, 2): "found"}[make_set([2, 1])] == "found"  # type: ignore[index]


def test_functions_have_one_form() -> None:
    assert type(make_function({1: 5, 2: 6})) is TupleValue
    assert type(make_function([(String("a"), 5)])) is RecordValue
    assert type(make_function({0: 5, 1: 6})) is FunctionValue
    assert make_function({}) == EMPTY_TUPLE == make_record({})
    assert make_function({2: 6, 1: 5}) == make_tuple([5, 6])
    lazy = LazyFunction(Interval(1, 3), lambda key: key * 2)  # type: ignore[operator]
    assert equal(lazy, make_tuple([2, 4, 6]))
    assert equal(make_tuple([2, 4, 6]), lazy)
    assert hash(lazy) == hash(make_tuple([2, 4, 6]))


def test_no_function_is_mistaken_for_a_tuple_that_looks_like_its_storage() -> None:
    function = make_function({0: 5})
    domain, results = make_set([0]), make_tuple([5])
    assert function != make_tuple([domain, results])
    assert len({function, make_tuple([domain, results])}) == 2


def test_the_order_of_elements_does_not_depend_on_how_a_set_was_made() -> None:
    elements: list[Value] = [make_tuple([2]), make_tuple([1, 1]), make_tuple([1]), EMPTY_TUPLE]
    for order in permutations(elements):
        assert str(make_set(order)) == "{<<>>, <<1>>, <<2>>, <<1, 1>>}"
    mixed = make_set([3, ModelValue("m"), 1])
    assert str(mixed) == "{m, 1, 3}"


@pytest.mark.parametrize(
    "elements",
    [
        [1, TRUE],
        [String("a"), EMPTY_SET],
        [make_record({"a": 1}), make_tuple([1])],
        [make_set([1]), make_set([String("a")])],
        [make_tuple([1, 1]), make_tuple([1, String("a")])],
    ],
)
def test_sets_of_incomparable_elements_are_refused(elements: list[Value]) -> None:
    with pytest.raises(SpecError) as caught:
        assert make_set(elements).order
    assert caught.value.code is Code.INCOMPARABLE


def test_model_values_of_two_types_are_in_no_set_and_at_no_place_together() -> None:
    one, other, untyped = ModelValue("A_x"), ModelValue("C_x"), ModelValue("B")
    assert one.type == "A"
    assert untyped.type == ""
    assert type(pickle.loads(pickle.dumps(one))) is type(one)
    assert set(make_set((one, untyped, ModelValue("A_y")))) == {one, untyped, ModelValue("A_y")}
    for elements in ((one, other), (one, untyped, other)):
        with pytest.raises(SpecError, match="D008"):
            make_set(elements)
    assert not comparable(make_tuple((1, one)), make_tuple((1, other)))
    assert comparable(make_tuple((1, one)), make_tuple((2, other)))
    with pytest.raises(SpecError, match="D008"):
        list(make_set((make_tuple((1, one)), make_tuple((1, other)))))
