"""Paths become shorter and stay paths."""

from __future__ import annotations

from random import Random

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.linearise import run
from symcheck.engine.minimise import drop_steps
from symcheck.engine.verdict import Move, Path
from symcheck.system.transition_system import Property, TransitionSystem
from tests.conformance.brute_force import initial_states, successors
from tests.conformance.small_systems import small_system
from tests.conformance.toys import TOYS


def wander(system: TransitionSystem, prop: Property, seed: int) -> Path | None:
    """A random path to a bad end, or None when it meets none."""
    random = Random(seed)
    start = random.choice(sorted(initial_states(system)))
    inputs = dict.fromkeys(system.inputs, True)
    first = Move(None, dict(zip(system.state, start, strict=True)), inputs)
    moves, state = [], start
    for _ in range(25):
        ways = [way for way in successors(system, state) if way[3]]
        if not ways:
            return None
        number, chosen, state, _ = random.choice(ways)
        moves.append((number, dict(chosen)))
        found = run(system, prop, first, moves, inputs)
        if found is not None:
            return found
    return None


def test_wandering_paths_become_shorter() -> None:
    shorter = 0
    for seed in range(80):
        system = small_system(seed, constrained=seed % 2 == 0)
        for prop in system.properties:
            path = wander(system, prop, seed)
            if path is None:
                continue
            found = drop_steps(system, prop, path, Budget())
            steps = [(move.action, move.inputs) for move in found.moves[1:] if move.action is not None]
            again = run(system, prop, found.moves[0], steps, found.inputs)
            assert again is not None
            assert [move.state for move in again.moves] == [move.state for move in found.moves]
            assert found.length <= path.length
            shorter += found.length < path.length
    assert shorter > 10


@pytest.mark.parametrize("toy", [toy for toy in TOYS if toy.name == "token ring"], ids=lambda toy: toy.name)
def test_detours_go_without_trying(toy) -> None:  # type: ignore[no-untyped-def]
    """What the end does not depend on goes in one pass, even when the budget is gone."""
    system = toy.system
    prop = next(prop for prop in system.properties if prop.name == "last marked")
    start = dict(zip(system.state, sorted(initial_states(system))[0], strict=True))
    moves = [(action, {}) for place in range(5) for action in ((5 + place, place) if place < 4 else (9,))]
    path = run(system, prop, Move(None, start, {}), moves, {})
    assert path is not None
    assert path.length == 9
    assert drop_steps(system, prop, path, Budget(0.0)).length == 5
