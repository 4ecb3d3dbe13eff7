"""Which plain values can all be compared with one another."""

from __future__ import annotations

import pytest

from symcheck.symbolic.uniform import kinds_of, uniform
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
from symcheck.value import TRUE as YES

X, NONE = String("x"), ModelValue("none")


@pytest.mark.parametrize(
    "values",
    [
        (),
        (1, 2),
        (1, NONE),
        (X, NONE, String("y")),
        (EMPTY_SET, make_set((1,)), make_set((NONE, 2))),
        (make_set((EMPTY_SET,)), make_set((make_set((1,)),))),
        (EMPTY_TUPLE, make_tuple((1,)), make_tuple((2, X))),
        (make_record({"a": 1, "b": X}), make_record({"a": 2, "b": NONE})),
        (make_record({"a": 1}), make_record({"b": X})),
    ],
)
def test_these_are(values: tuple[Value, ...]) -> None:
    assert uniform(values)


@pytest.mark.parametrize(
    "values",
    [
        (1, X),
        (1, YES),
        (make_set((1,)), make_set((X,))),
        (make_set((make_set((1,)),)), make_set((make_set((X,)),))),
        (make_tuple((1,)), make_tuple((X,))),
        (make_tuple((1,)), make_record({"a": 1})),
        (make_record({"a": 1}), make_record({"a": X})),
        (make_function({1: 1}), make_function({X: 1})),
        (ModelValue("A_1"), 1),
        (ModelValue("A_1"), ModelValue("B_1")),
    ],
)
def test_these_are_not(values: tuple[Value, ...]) -> None:
    assert not uniform(values)


def test_kinds_leave_out_model_values_without_a_type() -> None:
    assert len(kinds_of((1, NONE, 2))) == 1
    assert kinds_of((NONE,)) == set()
    assert kinds_of((ModelValue("A_1"),)) == {"A"}
