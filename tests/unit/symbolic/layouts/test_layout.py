"""Layouts only ever grow, and only as far as they have to."""

from __future__ import annotations

import pytest

from symcheck.symbolic.layouts.layout import (
    Atoms,
    Entries,
    Fixed,
    Flag,
    Layout,
    Members,
    Mixed,
    Number,
    describe,
    join,
    narrowed,
    widened,
)
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


def test_many_integers_become_a_number_however_deep() -> None:
    layout = joined(*(make_record({"a": n, "b": NO}) for n in range(4)))
    assert narrowed(layout, 4) is layout
    assert narrowed(layout, 3) == Entries({String("a"): (True, Number()), String("b"): (True, Fixed(NO))})


def test_integers_that_grow_lose_their_bounds_and_no_others_do() -> None:
    assert widened(Atoms((1, 2)), Atoms((1, 2))) == Atoms((1, 2))
    assert widened(Fixed(1), Atoms((1, 2))) == Number()
    mixed = Mixed((Atoms((NONE, 1, 2)), Members({1: False})))
    assert widened(Mixed((Atoms((NONE, 1)), Members({1: False}))), mixed) == Mixed(
        (Number(), Fixed(NONE), Members({1: False}))
    )
    assert widened(Fixed(NO), Flag()) == Flag()
    two = Atoms((1, 2))
    before = Entries({1: (False, two)}, sequence=True)
    after = Entries({1: (False, two), 2: (False, Atoms((1, 2, 3)))}, sequence=True)
    assert widened(before, after) == after


def test_descriptions() -> None:
    assert describe(Fixed(1)) == "always 1"
    assert describe(Atoms((1, 2))) == "one of 2 values"
    assert describe(Mixed((Number(), Members({1: False})))) == "integer without bounds or set over 1 possible elements"
