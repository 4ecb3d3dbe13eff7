"""Actions run on values as the semantics of a system says."""

from __future__ import annotations

import pytest

from symcheck.engine.linearise import Round, linearise, run, step
from symcheck.engine.verdict import Move
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, INT, Term, variable
from tests.conformance.toys import TOYS

X, Y, N, M = variable("x", BOOL), variable("y", BOOL), variable("n", INT), variable("m", INT)


def toy(name: str) -> TransitionSystem:
    return next(toy.system for toy in TOYS if toy.name == name)


def first(**values: bool | int) -> Move:
    names: dict[str, Term] = {"x": X, "y": Y, "n": N, "m": M}
    return Move(None, {names[name]: value for name, value in values.items()}, {})


def test_step() -> None:
    counter = toy("constrained counter")
    assert step(counter, 0, {N: 4}, {}) == {N: 5}
    assert step(counter, 0, {N: 5}, {}) is None, "5 is not expanded"


def test_rounds_become_single_steps() -> None:
    system = toy("two counters")
    rounds = [Round((0, 1), {}), Round((1, 0), {}), Round((0,), {})]
    path = linearise(system, system.properties[0], first(n=0, m=0), rounds, {})
    assert [move.action for move in path.moves] == [None, 0, 1, 1, 0, 0]
    assert path.moves[-1].state == {N: 3, M: 2}
    assert path.length == 5


def test_rounds_that_do_not_run_are_refused() -> None:
    system = toy("two counters")
    with pytest.raises(AssertionError, match="does not run"):
        linearise(system, system.properties[0], first(n=0, m=0), [Round((0,), {})], {})


def test_a_path_ends_where_it_is_bad() -> None:
    system = toy("counter")
    below = next(prop for prop in system.properties if prop.name == "below 3")
    path = run(system, below, first(n=0), [(0, {})] * 9, {})
    assert path is not None
    assert path.length == 3


def test_expand_ends_a_path() -> None:
    system = toy("order by expand")
    both = next(prop for prop in system.properties if prop.name == "both")
    start = Move(None, {X: False, Y: False, variable("z", BOOL): False}, {})
    assert run(system, both, start, [(0, {}), (2, {})], {}) is None
    assert run(system, both, start, [(2, {}), (0, {})], {}) is not None


def test_a_first_state_must_be_one() -> None:
    system = toy("counter")
    assert run(system, system.properties[0], first(n=3), [], {}) is None


def test_bad_steps() -> None:
    system = toy("steps")
    prop = next(prop for prop in system.properties if prop.name == "x after y")
    path = run(system, prop, first(x=False, y=False), [(1, {}), (0, {})], {})
    assert path is not None
    assert path.length == 2
    assert run(system, prop, first(x=False, y=False), [(0, {}), (1, {})], {}) is None
