"""Layouts only ever grow, and only as far as they have to."""

from __future__ import annotations

import pytest

from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.value import EMPTY_SET, EMPTY_TUPLE, ModelValue, String, Value, make_record, make_set, make_tuple
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES

NONE = ModelValue("none")


def joined(*values: Value) -> Layout:
    layout: Layout | None = None
    for value in values:
        layout = join(layout, Fixed(value))
    assert layout is not None
    return layout


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1,), Fixed(1)),
        ((NO, YES), Flag()),
        ((2, 1, 2), Atoms((1, 2))),
        ((NONE, 1), Atoms((NONE, 1))),
        ((EMPTY_SET, make_set((1,))), Members({1: False})),
        ((make_set((1,)), make_set((1, 2))), Members({1: True, 2: False})),
        ((make_tuple((1,)), make_tuple((2,))), Entries({1: (True, Atoms((1, 2)))}, sequence=True, distinct=True)),
        ((EMPTY_TUPLE, make_tuple((1,))), Entries({1: (False, Fixed(1))}, sequence=True, distinct=True)),
        (
            (make_record({"a": 1}), make_record({"b": 1})),
            Entries({String("a"): (False, Fixed(1)), String("b"): (False, Fixed(1))}),
        ),
        ((NONE, make_set((1,))), Mixed((Fixed(NONE), Members({1: True})))),
    ],
)
def test_the_least_layout_of_some_values(values: tuple[Value, ...], expected: Layout) -> None:
    assert joined(*values) == expected


def test_what_is_described_already_changes_nothing() -> None:
    layout = joined(NONE, 1, make_set((1, 2)), make_tuple((1,)), make_tuple((2,)))
    for value in (NONE, 1, make_set((1, 2)), make_tuple((2,))):
        assert join(layout, Fixed(value)) is layout
    assert join(layout, layout) is layout


def test_numbers_take_the_integers_in() -> None:
    assert join(Atoms((1, 2)), Number()) == Number()
    assert join(Number(), Fixed(7)) == Number()
    assert join(Atoms((NONE, 1)), Number()) == Mixed((Number(), Fixed(NONE)))
