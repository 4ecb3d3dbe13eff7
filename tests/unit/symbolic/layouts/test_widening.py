"""Integers lose their bounds where they grow or are many, and nowhere else."""

from __future__ import annotations

from symcheck.symbolic.layouts.joining import joined
from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Members, Mixed, Number
from symcheck.symbolic.layouts.widening import narrowed, widened
from symcheck.value import FALSE as NO
from symcheck.value import ModelValue, String, make_record

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
