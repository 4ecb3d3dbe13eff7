"""Arbitrary elements of sets, by inputs: every element is named by some inputs, and nothing else is."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.lazy import Cup, Either, Filtered, Functions, Integers, PowerSet, Records, Tuples
from symcheck.symbolic.sets.choice import Inputs, arbitrary, inhabited, selectors
from symcheck.symbolic.sets.membership import contains
from symcheck.symbolic.values import Sym, SymFilled, set_of
from symcheck.term import FALSE, INT, TRUE, evaluate, neg
from symcheck.value import EMPTY_SET, String, Value, make_record, make_set, make_tuple
from tests.agreement.states import value_in
from tests.unit.symbolic.tables import A, assignments, site, truths

OPEN = set_of({1: A, 2: TRUE})


def named(container: Sym) -> list[set[Value]]:
    """The elements that some inputs name, without and with the bit `a`."""
    inputs = Inputs("input", 64)
    condition, element = arbitrary(site(), container, inputs)
    found: list[set[Value]] = []
    for assignment in assignments(A):
        found.append(set())
        for choice in product((False, True), repeat=len(inputs.made)):
            world = {**assignment, **dict(zip(inputs.made, choice, strict=True))}
            if evaluate(condition, world):
                found[-1].add(value_in(element, world))
    return found


@pytest.mark.parametrize(
    ("container", "without", "with_it"),
    [
        (OPEN, {2}, {1, 2}),
        (set_of({1: A}), set(), {1}),
        (EMPTY_SET, set(), set()),
        (Integers(1, 3), {1, 2, 3}, {1, 2, 3}),
        (PowerSet(OPEN), {EMPTY_SET, make_set((2,))}, {EMPTY_SET, make_set((1,)), make_set((2,)), make_set((1, 2))}),
        (Functions(make_set((1,)), OPEN), {make_tuple((2,))}, {make_tuple((1,)), make_tuple((2,))}),
        (Records(((String("k"), OPEN),)), {make_record({"k": 2})}, {make_record({"k": 1}), make_record({"k": 2})}),
        (Tuples((OPEN, make_set((3,)))), {make_tuple((2, 3))}, {make_tuple((1, 3)), make_tuple((2, 3))}),
        (Cup(OPEN, Integers(4, 5)), {2, 4, 5}, {1, 2, 4, 5}),
        (Cup(EMPTY_SET, OPEN), {2}, {1, 2}),
        (Filtered(Integers(1, 3), lambda at, element: contains(at, OPEN, element)), {2}, {1, 2}),
        (Either(((A, Integers(7, 8)), (neg(A), make_set((9,))))), {9}, {7, 8}),
    ],
)
def test_exactly_the_elements_are_named(container: Sym, without: set[Value], with_it: set[Value]) -> None:
    assert named(container) == [without, with_it]
    some = inhabited(site(), container)
    if some is not None:
        assert truths(some, A) == [bool(without), bool(with_it)]


def test_many_integers_are_one_number() -> None:
    inputs = Inputs("input", 2)
    condition, element = arbitrary(site(), Integers(1, 3), inputs)
    assert [term.sort for term in inputs.made] == [INT]
    assert element is inputs.made[0]
    assert [n for n in range(5) if evaluate(condition, {element: n})] == [1, 2, 3]  # type: ignore[dict-item]
    assert inhabited(site(), Integers(0, None)) is TRUE


def test_selectors_pick_one() -> None:
    inputs = Inputs("input", 64)
    picked, picks = selectors(inputs, 3)
    for choice in product((False, True), repeat=2):
        world = dict(zip(inputs.made, choice, strict=True))
        count = sum(bool(evaluate(pick, world)) for pick in picks)
        assert count == (1 if evaluate(picked, world) else 0)
    assert selectors(Inputs("other", 64), 1) == (TRUE, [TRUE])


def test_what_cannot_be_drawn_does_not_stand_in_the_way_of_what_can() -> None:
    inputs = Inputs("input", 64, Drawn(2))
    naturals = Integers(0, None)
    within = Functions(naturals, make_set((1, 2)))
    with pytest.raises(SpecError, match="a choice among all functions"):
        arbitrary(site(), Functions(naturals, within), inputs)
    condition, element = arbitrary(site(), within, inputs)
    assert condition is not FALSE
    assert isinstance(element, SymFilled)
