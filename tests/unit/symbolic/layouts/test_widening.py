"""Integers lose their bounds where they grow or are many, and nowhere else."""

from __future__ import annotations

from symcheck.symbolic.layouts.joining import joined
from symcheck.symbolic.layouts.layout import (
    Atoms,
    Cells,
    Entries,
    Fixed,
    Flag,
    Layout,
    Members,
    Mixed,
    Number,
    Rows,
)
from symcheck.symbolic.layouts.widening import narrowed, widened, with_numbers
from symcheck.value import FALSE as NO
from symcheck.value import ModelValue, String, make_function, make_record, make_set

NONE = ModelValue("none")


def test_many_integers_become_a_number_however_deep() -> None:
    layout = joined(Fixed(make_record({"a": n, "b": NO})) for n in range(4))
    assert layout is not None
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


def test_integers_that_grow_beside_others_without_bounds_lose_theirs() -> None:
    def message(hops: Layout) -> Entries:
        return Entries({String("hops"): (True, hops), String("id"): (True, Number())})

    before, after = (Members({}, Cells(message(Atoms(numbers)), 2, True)) for numbers in ((0, 1), (0, 1, 2)))
    assert widened(before, after) == Members({}, Cells(message(Number()), 2, True))
    assert widened(Members({}), after) == after
    rows = Entries({}, rows=Rows(Number(), Fixed(0), 1)), Entries({}, rows=Rows(Number(), Atoms((0, 1)), 2))
    assert widened(*rows) == Entries({}, rows=Rows(Number(), Number(), 2))


def test_what_is_begun_again_has_numbers_where_they_were_found() -> None:
    assert with_numbers(Fixed(0), Number()) == Number()
    assert with_numbers(Fixed(0), Mixed((Number(), Fixed(NONE)))) == Number()
    assert with_numbers(Fixed(0), Atoms((0, 1))) == Fixed(0)
    pair = Fixed(make_record({"a": 0, "b": 1}))
    wide = Entries({String("a"): (True, Number()), String("b"): (True, Atoms((1, 2)))})
    assert with_numbers(pair, wide) == Entries({String("a"): (True, Number()), String("b"): (True, Fixed(1))})
    assert with_numbers(pair, Entries({String("a"): (True, Fixed(0)), String("b"): (True, Fixed(1))})) is pair


def test_what_holds_numbers_is_empty_when_it_is_begun_again() -> None:
    nothing = Fixed(make_set(()))
    assert with_numbers(nothing, Members({1: False})) is nothing
    assert with_numbers(nothing, Members({1: False}, Cells(Number(), 4, True))) == Members({}, Cells(Number(), 0, True))
    found = Entries({1: (False, Fixed(NO))}, rows=Rows(Number(), Fixed(NO), 3, True))
    begun = Entries({}, rows=Rows(Number(), Fixed(NO), 0, True))
    assert with_numbers(Fixed(make_function({})), found) == begun
    assert with_numbers(begun, found) == begun
