"""Every bounded engine and solver agrees with brute force on random systems: verdict, depth and each step of a path."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Path, Refuted
from symcheck.solve import SolverFactory
from symcheck.solve.choose import sat, z3
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.system.validate import validate
from symcheck.term import BOOL, evaluate
from tests.conformance.brute_force import initial_states, shortest, successors
from tests.conformance.small_systems import systems

DEPTH = 7
THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(system: TransitionSystem, solver: SolverFactory) -> None:
    validate(system)
    verdicts = search(system, system.properties, DEPTH, solver=solver)
    for prop in system.properties:
        expected = shortest(system, prop, DEPTH)
        match verdicts[prop.name]:
            case Refuted(path):
                assert path.length == expected
                assert path.shortest
                walk(system, prop, path)
            case Bounded(depth):
                assert depth == DEPTH
                assert expected is None
            case other:
                raise AssertionError(other)


def walk(system: TransitionSystem, prop: Property, path: Path) -> None:
    """Each move is one of the system's."""
    states = [tuple(move.state[variable] for variable in system.state) for move in path.moves]
    assert path.moves[0].action is None
    assert states[0] in initial_states(system)
    for place, (before, after) in enumerate(zip(states, states[1:], strict=False), 1):
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


@pytest.mark.parametrize("solver", ["glucose4", "minisat22", "cadical195", "z3"])
def test_boolean_systems(solver: str) -> None:
    @THOROUGH
    @given(systems())
    def agree(system: TransitionSystem) -> None:
        check(system, z3(boolean=True) if solver == "z3" else sat(solver))

    agree()


@pytest.mark.parametrize("solver", ["glucose4", "z3"])
def test_constrained_systems(solver: str) -> None:
    @THOROUGH
    @given(systems(constrained=True))
    def agree(system: TransitionSystem) -> None:
        check(system, z3(boolean=True) if solver == "z3" else sat(solver))

    agree()


@settings(THOROUGH, max_examples=80)
@given(systems(integers=True))
def test_integer_systems(system: TransitionSystem) -> None:
    check(system, z3(boolean=False))


@settings(THOROUGH, max_examples=80)
@given(systems(integers=True, constrained=True))
def test_constrained_integer_systems(system: TransitionSystem) -> None:
    assert any(variable.sort != BOOL for variable in system.state)
    check(system, z3(boolean=False))
