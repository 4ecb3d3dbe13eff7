"""Every bounded engine and solver agrees with brute force on random systems: verdict, depth and each step of a path."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Path, Refuted
from symcheck.solve import SolverFactory
from symcheck.solve.choose import sat, z3
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.system.validate import validate
from symcheck.term import evaluate
from tests.conformance.brute_force import initial_states, shortest, successors
from tests.conformance.small_systems import small_system

DEPTH = 8
EACH = 30  # systems for each test


def check(system: TransitionSystem, solver: SolverFactory | None) -> None:
    validate(system)
    verdicts = search(system, system.properties, DEPTH, solver=solver)
    for prop in system.properties:
        expected = shortest(system, prop, DEPTH)
        match verdicts[prop.name]:
            case Refuted(path):
                assert path.length == expected
                assert path.shortest
                walk_of(system, prop, path)
            case Bounded(depth):
                assert depth == DEPTH
                assert expected is None
            case other:
                raise AssertionError(other)


def walk_of(system: TransitionSystem, prop: Property, path: Path) -> None:
    """Each move is one of the system's."""
    states = [tuple(move.state[variable] for variable in system.state) for move in path.moves]
    assert path.moves[0].action is None
    assert states[0] in initial_states(system)
    for place, (before, after) in enumerate(pairwise(states), 1):
        move = path.moves[place]
        last = place == path.length
        assert any(
            (number, dict(inputs), state) == (move.action, dict(move.inputs), after) and (expand or last)
            for number, inputs, state, expand in successors(system, before)
        )
    env = {**path.moves[-1].state, **path.inputs}
    if prop.kind == "action":
        env = {**path.moves[-2].state, **path.inputs}
        env |= {system.primed[variable]: value for variable, value in path.moves[-1].state.items()}
    assert evaluate(prop.bad, env)


def solver_of(name: str) -> SolverFactory:
    return z3(boolean=True) if name == "z3" else sat(name)


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("solver", ["glucose4", "minisat22", "cadical195", "z3"])
def test_boolean_systems(solver: str, block: int) -> None:
    for seed in range(block * EACH, (block + 1) * EACH):
        check(small_system(seed), solver_of(solver))


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("solver", ["glucose4", "z3"])
def test_constrained_systems(solver: str, block: int) -> None:
    for seed in range(block * EACH, (block + 1) * EACH):
        check(small_system(seed, constrained=True), solver_of(solver))


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("constrained", [False, True])
@pytest.mark.parametrize("solver", ["bits", "z3"])
def test_integer_systems(constrained: bool, block: int, solver: str) -> None:
    """In bits, which is what is chosen where integers have bounds, and as integers."""
    factory = z3(boolean=False) if solver == "z3" else None
    for seed in range(block * EACH // 2, (block + 1) * EACH // 2):
        check(small_system(seed, integers=True, constrained=constrained), factory)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**40), st.booleans())
def test_any_system(seed: int, constrained: bool) -> None:
    check(small_system(seed, constrained=constrained), sat())
