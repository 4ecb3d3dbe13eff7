"""Equations hold in every reachable state, and are all that steps keep of what the first states have."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.equations import LARGEST, Equation, equations
from symcheck.engine.one_step import kept
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import INT, TRUE, Term, add, conj, disj, eq, evaluate, integer, ite, mul, neg, variable
from tests.conformance.brute_force import initial_states, successors
from tests.conformance.small_systems import small_system
from tests.conformance.toys import act, make

A, B, C, N = (variable(name, INT) for name in "abcn")
NEVER = Property("never", "invariant", neg(TRUE))


def system_of(start: dict[Term, int], *steps: dict[Term, Term], inputs: tuple[Term, ...] = ()) -> TransitionSystem:
    init = conj(eq(each, integer(value)) for each, value in start.items())
    actions = [act(str(place), TRUE, step) for place, step in enumerate(steps)]
    return make("sums", tuple(start), init, actions, {NEVER: None}, inputs).system


def found(system: TransitionSystem, *numbers: Term) -> set[tuple[tuple[int, ...], int]]:
    return {(each.weights, each.total) for each in equations(system, numbers, Budget())}


def test_what_one_loses_the_other_gains() -> None:
    moved = {A: add([A, mul(integer(-1), N)]), B: add([B, N])}
    system = system_of({A: 5, B: 2, C: 0}, moved, {C: add([C, integer(1)])}, inputs=(N,))
    assert found(system, A, B, C) == {((1, 1, 0), 7)}


def test_weights_are_whole_numbers_without_a_common_factor() -> None:
    system = system_of({A: 0, B: 1}, {A: add([A, integer(4)]), B: add([B, integer(6)])})
    assert found(system, A, B) == {((3, -2), -2)}


def test_what_ranges_tell_is_not_told_again() -> None:
    assert found(system_of({A: 3, B: 3}, {A: A}), A, B) == set()
    assert found(system_of({A: 3, B: 3}, {A: N, B: N}, inputs=(N,)), A, B) == {((1, -1), 0)}
    assert found(system_of({A: 3, B: 3}, {A: N}, {B: N}, inputs=(N,)), A, B) == set()


def test_a_sum_that_no_single_step_keeps_is_none() -> None:
    """a = b holds at first, and of b nothing is known afterwards."""
    system = system_of({A: 0, B: 0, C: 0}, {A: B, C: integer(1)}, {B: add([B, C])})
    assert found(system, A, B, C) == set()


def test_several_first_states_have_less_in_common() -> None:
    init = conj((disj((eq(A, integer(0)), eq(A, integer(2)))), eq(add([A, B]), integer(2))))
    system = make("several", (A, B), init, [act("stay", TRUE, {A: A})], {NEVER: None}).system
    assert found(system, A, B) == {((1, 1), 2)}


def test_there_are_not_too_many_numbers() -> None:
    system = system_of({A: 0})
    assert equations(system, [A] * (LARGEST + 1), Budget()) == []
    assert equations(system, [], Budget()) == []


def test_without_time_there_are_none() -> None:
    assert equations(system_of({A: 0}), [A], Budget(0.0)) == []


def states(system: TransitionSystem, steps: int) -> list[dict[Term, bool | int]]:
    seen = level = initial_states(system)
    for _ in range(steps):
        level = {after for state in level for *_, after, expand in successors(system, state) if expand} - seen
        seen = seen | level
    return [dict(zip(system.state, state, strict=True)) for state in seen]


@pytest.mark.parametrize("seed", range(80))
def test_they_hold_in_every_reachable_state(seed: int) -> None:
    system = small_system(seed, integers=True)
    numbers = [each if each.sort is INT else ite(each, integer(1), integer(0)) for each in system.state]
    told: list[Equation] = equations(system, numbers, Budget())
    for state in states(system, 6):
        for each in told:
            values = [evaluate(number, state) for number in numbers]
            assert sum(weight * value for weight, value in zip(each.weights, values, strict=True)) == each.total
            assert evaluate(each.term, state)
    asked = Property("told", "invariant", neg(conj(each.term for each in told)))
    assert kept(system, [asked], Budget()) == [asked]
