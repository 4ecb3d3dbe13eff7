"""Breadth-first search over a system's states by trying every input: the oracle of the engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, Term, evaluate

State = tuple[bool | int, ...]


def assignments(variables: tuple[Term, ...]) -> Iterator[dict[Term, bool | int]]:
    assert all(variable.sort == BOOL for variable in variables), "only Boolean inputs are enumerable"
    for values in product([False, True], repeat=len(variables)):
        yield dict(zip(variables, values, strict=True))


def initial_states(system: TransitionSystem, integers: range = range(-2, 3)) -> set[State]:
    """Integers are tried within a small range."""
    domains = [[False, True] if variable.sort == BOOL else list(integers) for variable in system.state]
    found = set()
    for values in product(*domains):
        state = dict(zip(system.state, values, strict=True))
        if any(evaluate(system.init, {**state, **inputs}) for inputs in assignments(system.inputs)):
            found.add(values)
    return found


def successors(system: TransitionSystem, state: State) -> Iterator[tuple[int, Mapping[Term, bool | int], State, bool]]:
    """Action, inputs, state after it, and whether that is to be expanded."""
    here = dict(zip(system.state, state, strict=True))
    if not evaluate(system.constraint, here):
        return
    for inputs in assignments(system.inputs):
        env = {**here, **inputs}
        for number, action in enumerate(system.actions):
            if evaluate(action.guard, env):
                after = tuple(evaluate(action.effects.get(v, v), env) for v in system.state)
                yield number, inputs, after, bool(evaluate(action.expand, env))


def shortest(system: TransitionSystem, prop: Property, depth: int) -> int | None:
    """How many steps the shortest bad path of at most `depth` steps has."""
    is_action = prop.kind == "action"
    frontier = initial_states(system)
    open_, seen = set(frontier), set(frontier)
    for level in range(depth + 1):
        if not is_action:
            for state in frontier:
                here = dict(zip(system.state, state, strict=True))
                if any(evaluate(prop.bad, {**here, **inputs}) for inputs in assignments(system.inputs)):
                    return level
        if level == depth:
            return None
        following, expandable = set(), set()
        for state in open_:
            here = dict(zip(system.state, state, strict=True))
            for _, inputs, after, expand in successors(system, state):
                primes = dict(zip((system.primed[v] for v in system.state), after, strict=True))
                if is_action and evaluate(prop.bad, {**here, **inputs, **primes}):
                    return level + 1
                following.add(after)
                if expand:
                    expandable.add(after)
        frontier = following
        open_ = expandable - seen
        seen |= expandable
    return None
