"""The step relations mean what the semantics of a system says, by trying everything on random systems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import pytest

from symcheck.system import steps
from symcheck.system.interference import Write, conflicts, write_of
from symcheck.system.normal_form import dependent
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Term,
    add,
    conj,
    disj,
    evaluate,
    free_variables,
    integer,
    ite,
    neg,
    variable,
)
from tests.conformance.brute_force import State, assignments, successors
from tests.conformance.small_systems import small_system
from tests.conformance.toys import TOYS

X, Y = variable("x", BOOL), variable("y", BOOL)
N = variable("n", INT)
Assigned = dict[Term, bool | int]


def all_orders(
    system: TransitionSystem, here: Assigned, inputs: Assigned, selection: list[int]
) -> Iterator[State | None]:
    """The state after each order of the actions; None for an order that cannot run to its end."""
    for order in permutations(selection):
        state: State | None = tuple(here[var] for var in system.state)
        for number in order:
            assert state is not None
            found = [after for n, i, after, _ in successors(system, state) if n == number and i == inputs]
            if not found:
                state = None
                break
            state = found[0]
        yield state


def holds(relation: steps.Steps, env: dict[Term, bool | int]) -> bool:
    return bool(evaluate(relation.relation, env))


def small_enough(constrained: bool) -> list[TransitionSystem]:
    """Systems on which everything can be tried."""
    drawn = (small_system(seed, constrained=constrained) for seed in range(150))
    return [
        system
        for system in drawn
        if steps.can_be_parallel(system) and len(system.state) <= 4 and len(system.actions) <= 5
    ][:15]


@pytest.mark.parametrize("system", [*small_enough(False), *small_enough(True)])
def test_parallel_steps_run_in_every_order(system: TransitionSystem) -> None:
    relation = steps.parallel(system)
    assert free_variables(relation.relation) <= {
        *system.state,
        *system.inputs,
        *relation.selectors,
        *relation.primed.values(),
    }
    picks = [pick for pick in product([False, True], repeat=len(system.actions)) if sum(pick) <= 3]
    for here in assignments(system.state):
        for inputs in assignments(system.inputs):
            for pick in picks:
                selection = [number for number, chosen in enumerate(pick) if chosen]
                ends = set(all_orders(system, here, inputs, selection))
                fixed = {**here, **inputs, **dict(zip(relation.selectors, pick, strict=True))}
                allowed = {
                    after
                    for after in product([False, True], repeat=len(system.state))
                    if holds(relation, fixed | dict(zip(system.primed.values(), after, strict=True)))
                }
                if len(selection) <= 1:
                    assert allowed == ends - {None}, "a single action, or none, may always run alone"
                elif allowed:
                    assert allowed == ends, "what runs together runs in every order to one end"


def test_write_of() -> None:
    assert write_of(3, X, X) is None
    assert write_of(3, X, TRUE) == Write(3, TRUE, TRUE)
    assert write_of(3, X, disj([X, Y])) == Write(3, Y, TRUE)
    assert write_of(3, X, conj([X, Y])) == Write(3, neg(Y), FALSE)
    assert write_of(3, X, Y) == Write(3, TRUE, Y)
    assert write_of(3, N, ite(X, integer(1), N)) == Write(3, X, integer(1))
    assert write_of(3, N, ite(X, N, add([N, integer(1)]))) == Write(3, neg(X), add([N, integer(1)]))


def test_conflicts_of_the_toys() -> None:
    toys = {toy.name: toy.system for toy in TOYS}
    names = [action.name for action in toys["mutex"].actions]
    assert names == ["Enter1", "Enter2", "Leave1", "Leave2"]
    assert (0, 1) in conflicts(toys["mutex"])
    assert conflicts(toys["steps"]) == set()
    assert conflicts(toys["two counters"]) == set()
    assert conflicts(toys["unreachable by constraint"]) == {(0, 1)}
    assert conflicts(toys["order by constraint"]) == {(0, 1)}


def test_dependent() -> None:
    toys = {toy.name: toy.system for toy in TOYS}
    assert dependent(toys["steps"]) == [set(), set()]
    assert dependent(toys["order by expand"]) == [None, None, {0, 1}]
    assert dependent(toys["order by constraint"]) == [None, None]


def test_the_relation_is_linear_in_the_system() -> None:
    """Many writers and readers of one variable: never a formula for each pair."""
    from symcheck.system.transition_system import GroundAction
    from symcheck.term import size

    def system(count: int) -> TransitionSystem:
        bits = tuple(variable(f"lin{place}", BOOL) for place in range(count))
        everybody = variable("everybody", BOOL)
        actions = [GroundAction(f"a{i}", (), None, everybody, {everybody: FALSE, bits[i]: TRUE}) for i in range(count)]
        state = (everybody, *bits)
        return TransitionSystem(
            state, (), everybody, tuple(actions), (), {var: variable(f"{var.payload}'", BOOL) for var in state}
        )

    small, large = size(steps.parallel(system(100)).relation), size(steps.parallel(system(400)).relation)
    assert large < 5 * small
    small, large = size(steps.sequential(system(100)).relation), size(steps.sequential(system(400)).relation)
    assert large < 5 * small
