"""What is measured of a state by its solver variables is what can be counted in the state itself."""

from __future__ import annotations

import pytest

from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.joining import joined
from symcheck.symbolic.layouts.layout import Cells, Fixed, Members, Number
from symcheck.symbolic.layouts.measures import LARGEST, Measure, What, measures
from symcheck.term import evaluate
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import (
    FiniteSet,
    FunctionValue,
    ModelValue,
    String,
    Value,
    make_function,
    make_record,
    make_set,
    make_tuple,
)

IDLE, BUSY, NONE = String("idle"), String("busy"), ModelValue("none")
P, Q = ModelValue("p"), ModelValue("q")

FAMILIES: list[tuple[Value, ...]] = [
    (1, 2, 5),
    (IDLE, BUSY, NONE),
    (NO, YES),
    (make_set((1,)), make_set((1, 2)), make_set((1, 2, 3))),
    (make_tuple(()), make_tuple((1,)), make_tuple((1, 2))),
    (make_function({P: IDLE, Q: IDLE}), make_function({P: BUSY, Q: IDLE}), make_function({P: BUSY, Q: BUSY})),
    (make_function({P: 1, Q: 2}), make_function({P: 2, Q: 4})),
    (make_function({P: 1}), make_function({P: 1, Q: 2})),
    (make_record({"a": 1, "s": make_set(())}), make_record({"a": 2, "s": make_set((1, 2))})),
]


def measured(each: Measure, value: Value) -> int:
    for key in each.keys:
        assert isinstance(value, FunctionValue)
        value = dict(value.items())[key]
    match each.what:
        case What.NUMBER:
            assert isinstance(value, int)
            return value
        case What.IS:
            return int(value == each.value)
        case What.SIZE:
            assert isinstance(value, FiniteSet)
            return len(value)
    assert isinstance(value, FunctionValue)
    return len([item for _, item in value.items() if each.what is not What.TIMES or item == each.value])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family[-1]))
def test_it_is_what_can_be_counted(family: tuple[Value, ...]) -> None:
    layout = joined(Fixed(value) for value in family)
    assert layout is not None
    register = allocate(layout, "x")
    found = measures({"x": register})
    assert found
    for value in family:
        effects = {}  # type: ignore[var-annotated]
        register.store(value, effects)
        model = dict.fromkeys(register.all_variables(), False) | {
            each: evaluate(term, dict.fromkeys(register.all_variables(), False)) for each, term in effects.items()
        }
        assert register.decode(model) == value
        for each in found:
            assert evaluate(each.term, model) == measured(each, value), each


def test_a_number_without_bounds_is_itself() -> None:
    register = allocate(Number(), "n")
    assert [(each.term, each.what) for each in measures({"n": register})] == [(register.variables[0], What.NUMBER)]


def test_what_is_not_known_beforehand_is_not_counted() -> None:
    register = allocate(Members({1: False}, Cells(Number(), 2)), "s")
    assert measures({"s": register}) == []


def test_what_stands_in_one_place_alone_is_counted() -> None:
    register = allocate(Members({}, Cells(Number(), 2, again=True)), "s")
    (size,) = measures({"s": register})
    assert size.what is What.SIZE
    assert register.slots is not None
    for count in range(3):
        present = {slot.present: place < count for place, slot in enumerate(register.slots.slots)}
        assert evaluate(size.term, present) == count


def test_what_is_the_same_in_all_states_is_not_counted() -> None:
    assert measures({"x": allocate(Fixed(make_set((1,))), "x")}) == []


def test_large_sets_are_not_counted() -> None:
    assert measures({"s": allocate(Members(dict.fromkeys(range(LARGEST + 1), False)), "s")}) == []
