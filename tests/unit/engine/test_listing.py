"""Systems with integers listed in bits: what brute force finds, as deep as the bits are good for, and deeper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symcheck.base.budget import Budget
from symcheck.engine import bmc
from symcheck.engine import listing as module
from symcheck.engine.linearise import run
from symcheck.engine.listing import Listing
from symcheck.engine.verdict import Bounded, Path, Refuted
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import INT, TRUE, add, eq, integer, le, variable
from tests.conformance.brute_force import shortest
from tests.conformance.small_systems import small_system
from tests.conformance.toys import act, make

DEPTH = 8
N = variable("n", INT)
FAR = Property("far", "invariant", eq(N, integer(30)))
JUMP = Property("jump", "action", le(integer(30), variable("n'", INT)))


def counter() -> TransitionSystem:
    return make("counter", (N,), eq(N, integer(0)), [act("up", TRUE, {N: add([N, integer(1)])})], {FAR: 30}).system


def is_run(system: TransitionSystem, prop: Property, path: Path) -> bool:
    steps = [(move.action, move.inputs) for move in path.moves[1:] if move.action is not None]
    return run(system, prop, path.moves[0], steps, path.inputs) is not None


@pytest.mark.parametrize("length", [DEPTH, None])
@pytest.mark.parametrize("seed", range(60))
def test_what_is_bad_is_found_at_once(seed: int, length: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_AHEAD", 3)
    system = small_system(seed, integers=True)
    found = Listing(system, system.properties, length)
    assert found.properties == {prop.name for prop in system.properties}
    while not found.over and found.depth < DEPTH:
        found.grow(Budget(30))
    for prop in system.properties:
        steps, path = shortest(system, prop, DEPTH), found.refuted.get(prop.name)
        assert steps == (path.length if path is not None and path.length <= DEPTH else None), prop.name
        assert path is None or (path.shortest and is_run(system, prop, path))
    assert found.complete or found.depth >= DEPTH or found.refuted.keys() == found.properties


def test_bits_for_more_steps_are_made_where_these_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_AHEAD", 4)
    system = replace(counter(), properties=(FAR, JUMP))
    found = Listing(system, system.properties)
    depths = []
    while not found.over:
        found.grow(Budget(30))
        depths.append(found.depth)
    assert depths[:3] == [4, 8, 16]
    assert {name: path.length for name, path in found.refuted.items()} == {"far": 30, "jump": 30}
    assert not found.complete


def test_a_length_ends_the_listing() -> None:
    system = counter()
    found = Listing(system, system.properties, 12)
    found.grow(Budget(30))
    assert (found.depth, found.over, found.complete, found.refuted) == (12, True, False, {})


def test_integers_without_bounds_are_not_listed() -> None:
    system = make("any", (N,), TRUE, [act("up", TRUE, {N: add([N, integer(1)])})], {FAR: 0}).system
    found = Listing(system, system.properties, 12)
    found.grow(Budget(30))
    assert (found.depth, found.over, found.properties) == (-1, True, set())


def test_a_search_lists_integers_where_depths_are_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bmc, "_LISTED", 0.0)
    system = replace(counter(), properties=(FAR, JUMP))
    found = bmc.search(system, system.properties, 40)
    assert {name: found[name].path.length for name in found} == {"far": 30, "jump": 30}  # type: ignore[union-attr]
    assert bmc.search(system, system.properties, 29) == {"far": Bounded(29), "jump": Bounded(29)}


def test_layers_tell_what_a_solver_does_not_of_the_shortest_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a system is too large to be unrolled for that."""
    monkeypatch.setattr(bmc, "_SHORTEN_SIZE", 0)
    monkeypatch.setattr(bmc, "_SHORTEN_LISTED", 30.0)
    for seed in range(40):
        system = small_system(seed, integers=seed % 2 == 0)
        for name, verdict in bmc.search(system, system.properties, DEPTH).items():
            prop = next(prop for prop in system.properties if prop.name == name)
            steps = verdict.path.length if isinstance(verdict, Refuted) else None
            assert steps == shortest(system, prop, DEPTH), (seed, name)
            assert not isinstance(verdict, Refuted) or verdict.path.shortest
