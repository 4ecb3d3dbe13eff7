"""Whether a path runs without one of its steps is told as by running it."""

from __future__ import annotations

from symcheck.engine.linearise import extend
from symcheck.engine.without import Reads, runs_without
from symcheck.term import TRUE
from tests.conformance.small_systems import small_system
from tests.unit.engine.test_minimise import wander


def test_as_by_running() -> None:
    runs: list[bool] = []
    for seed in range(120):
        system = small_system(seed)
        if any(action.expand is not TRUE for action in system.actions):
            continue
        reads = Reads(system)
        for prop in system.properties:
            path = wander(system, prop, seed)
            for place in range(1, len(path.moves) if path is not None else 0):
                assert path is not None
                trial = list(path.moves[:place])
                rest = path.moves[place + 1 :]
                expected = all(
                    move.action is not None and extend(system, trial, move.action, move.inputs) for move in rest
                )
                assert runs_without(system, reads, path.moves, place) is expected
                runs.append(expected)
    assert True in runs
    assert False in runs
