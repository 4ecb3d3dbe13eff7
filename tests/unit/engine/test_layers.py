"""States listed layer by layer: the same as brute force finds, and nothing said of what is not listed."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine import layers as module
from symcheck.engine.bmc import search
from symcheck.engine.layers import Layers, layers
from symcheck.engine.linearise import run
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.solve.choose import sat
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, conj, neg, variable
from tests.conformance.brute_force import shortest
from tests.conformance.small_systems import small_system
from tests.conformance.toys import act, make

BITS = tuple(variable(f"bit{number}", BOOL) for number in range(5))
ALL = Property("all", "invariant", conj(BITS))
DEPTH = 40  # more than any small system has layers


def counting() -> TransitionSystem:
    """A number in bits that grows by one: 32 states in a row."""
    actions = [
        act(f"carry{place}", conj((neg(bit), *BITS[:place])), {bit: TRUE, **dict.fromkeys(BITS[:place], FALSE)})
        for place, bit in enumerate(BITS)
    ]
    return make("counting", BITS, conj(map(neg, BITS)), actions, {ALL: 31}).system


def listed(system: TransitionSystem) -> Layers:
    found = layers(system, system.properties, sat())
    assert found is not None
    while not found.over:
        found.grow(Budget(30))
    return found


@pytest.mark.parametrize("seed", range(150))
def test_what_is_bad_is_found_at_once(seed: int) -> None:
    system = small_system(seed)
    found = listed(system)
    assert found.properties == {prop.name for prop in system.properties}
    for prop in system.properties:
        length, path = shortest(system, prop, DEPTH), found.refuted.get(prop.name)
        assert length == (None if path is None else path.length), prop.name
        if path is not None:
            steps = [(move.action, move.inputs) for move in path.moves[1:] if move.action is not None]
            assert run(system, prop, path.moves[0], steps, path.inputs) is not None
            assert path.shortest
    assert found.complete or found.refuted.keys() == found.properties


@pytest.mark.parametrize("seed", range(40))
def test_constraints_end_the_listing(seed: int) -> None:
    system = small_system(seed, constrained=True)
    found = layers(system, system.properties, sat())
    if found is None:  # an action says whether to go on after it
        assert any(action.expand is not TRUE for action in system.actions)
        return
    found.grow(Budget(30))
    for prop in system.properties:
        if prop.name in found.refuted:
            assert shortest(system, prop, DEPTH) == found.refuted[prop.name].length


def test_it_goes_on_where_it_left() -> None:
    system = counting()
    found = layers(system, system.properties, sat())
    assert found is not None
    found.grow(Budget(0))
    assert (found.depth, found.over) == (-1, False)
    found.grow(Budget(30))
    assert found.refuted["all"].length == 31
    assert found.over
    assert not found.complete


def test_too_many_states_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    found = listed(counting())
    assert not found.complete
    assert not found.refuted
    assert found.depth == 9  # the layer with the eleventh state is not said to be clear


def test_too_many_initial_states_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 3)
    system = make("any", BITS, TRUE, [], {ALL: 0}).system
    found = listed(system)
    assert (found.depth, found.complete, found.refuted) == (-1, False, {})


def test_too_many_inputs_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_INPUTS", 0)
    choice = variable("choice", BOOL)
    action = act("set", neg(BITS[0]), {BITS[0]: choice})
    system = make("choosing", BITS, conj(map(neg, BITS)), [action], {ALL: None}, inputs=(choice,)).system
    assert layers(system, system.properties, sat()) is None


def test_a_search_lists_states_where_depths_are_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad state that is deeper than any depth that is asked for, and none."""
    monkeypatch.setattr("symcheck.engine.bmc._LISTED", 0.0)
    system = counting()
    found = search(system, system.properties, budget=Budget(30))["all"]
    assert isinstance(found, Refuted)
    assert found.path.length == 31
    assert found.path.shortest
    assert search(system, system.properties, 30)["all"] == Bounded(30)
    never = make("still", BITS, conj(map(neg, BITS)), [act("none", FALSE, {})], {ALL: None}).system
    assert search(never, never.properties, 1_000)["all"] == Bounded(1_000)
