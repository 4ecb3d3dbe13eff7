"""Runs actions of a system one by one, on values; must not know solvers.

This is a reading of the semantics in `TransitionSystem` apart from any step relation: what a solver found is only
believed when it runs here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symcheck.engine.verdict import Assignment, Move, Path
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Term, evaluate_all


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a solver's model: actions that ran side by side under the same inputs, in any order."""

    actions: tuple[int, ...]
    inputs: Assignment


def run(
    system: TransitionSystem,
    prop: Property,
    first: Move,
    moves: Iterable[tuple[int, Assignment]],
    last_inputs: Assignment,
) -> Path | None:
    """The path of these actions from the first state, or None if one cannot run or the property is not bad at the end.

    A property that is bad earlier on ends the path there.
    """
    made = [first]
    state = first.state
    if not _hold((system.init,), {**state, **first.inputs}):
        return None
    is_action = prop.kind == "action"
    for action, inputs in moves:
        if not is_action and _bad(prop, state, last_inputs):
            break
        following = step(system, action, state, inputs)
        if following is None or (len(made) > 1 and not _goes_on(system, made[-2], made[-1])):
            return None
        made.append(Move(action, following, inputs))
        if is_action and _bad_step(system, prop, state, inputs, following):
            return Path(tuple(made), inputs)
        state = following
    if is_action or not _bad(prop, state, last_inputs):
        return None
    return Path(tuple(made), last_inputs)


def linearise(
    system: TransitionSystem, prop: Property, first: Move, rounds: Sequence[Round], last_inputs: Assignment
) -> Path:
    """Parallel rounds as a path of single actions. Fails an assertion if the rounds are none of the system's."""
    moves = [(action, each.inputs) for each in rounds for action in each.actions]
    path = run(system, prop, first, moves, last_inputs)
    assert path is not None, f"a solver's path to {prop.name} does not run"
    return path


def step(system: TransitionSystem, action: int, state: Assignment, inputs: Assignment) -> dict[Term, bool | int] | None:
    """The state after an action, or None where it cannot run (or the state is not to be expanded)."""
    acting = system.actions[action]
    here = {**state, **inputs}
    if not _hold((acting.guard, system.constraint), here):
        return None
    following = dict(state)
    changed = [(variable, value) for variable, value in acting.effects.items() if value is not variable]
    for (variable, _), value in zip(changed, evaluate_all((value for _, value in changed), here), strict=True):
        following[variable] = value
    return following


def _goes_on(system: TransitionSystem, before: Move, after: Move) -> bool:
    assert after.action is not None
    return _hold((system.actions[after.action].expand,), {**before.state, **after.inputs})


def _bad(prop: Property, state: Assignment, inputs: Assignment) -> bool:
    return _hold((prop.bad,), {**state, **inputs})


def _bad_step(
    system: TransitionSystem, prop: Property, state: Assignment, inputs: Assignment, following: Assignment
) -> bool:
    primes = {system.primed[variable]: value for variable, value in following.items()}
    return _hold((prop.bad,), {**state, **inputs, **primes})


def _hold(terms: Sequence[Term], here: Assignment) -> bool:
    if all(term is TRUE for term in terms):
        return True
    return FALSE not in terms and all(evaluate_all(terms, here))
