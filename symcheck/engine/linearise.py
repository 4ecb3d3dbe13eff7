"""Runs actions of a system one by one, on values; must not know solvers.

This is a reading of the semantics in `TransitionSystem` apart from any step relation: what a solver found is only
believed when it runs here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symcheck.engine.verdict import Assignment, Move, Path
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Evaluation, Term, evaluate_all


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
    """The path of these actions from an initial state, or None if one cannot run or the property is not bad at the end.

    A property that is bad earlier on ends the path there.
    """
    if not _hold((system.init,), {**first.state, **first.inputs}):
        return None
    made, end = [first], End(system, prop)
    for action, inputs in moves:
        if prop.kind != "action" and end.is_bad(made, last_inputs):
            break
        if not extend(system, made, action, inputs):
            return None
        if prop.kind == "action" and end.is_bad(made, last_inputs):
            break
    if not end.is_bad(made, last_inputs):
        return None
    return Path(tuple(made), made[-1].inputs if prop.kind == "action" else last_inputs)


def extend(system: TransitionSystem, made: list[Move], action: int, inputs: Assignment) -> bool:
    """Append what one more action does to some moves; False, and nothing appended, where it cannot run."""
    before = made[-1]
    if before.action is not None:
        expand = system.actions[before.action].expand
        if expand is not TRUE and not _hold((expand,), {**made[-2].state, **before.inputs}):
            return False
    following = step(system, action, before.state, inputs)
    if following is None:
        return False
    made.append(Move(action, following, inputs))
    return True


class End:
    """Whether paths end badly for one property; what a path has in common with the one before is not read twice."""

    def __init__(self, system: TransitionSystem, prop: Property) -> None:
        self._system = system
        self._of_steps = prop.kind == "action"
        self._bad = Evaluation(prop.bad)

    def is_bad(self, made: Sequence[Move], last_inputs: Assignment) -> bool:
        """Whether some moves end badly; `last_inputs` count for properties of states."""
        last = made[-1]
        if not self._of_steps:
            return bool(self._bad.under({**last.state, **last_inputs}))
        if len(made) < 2:
            return False
        primes = {self._system.primed[variable]: value for variable, value in last.state.items()}
        return bool(self._bad.under({**made[-2].state, **last.inputs, **primes}))


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


def _hold(terms: Sequence[Term], here: Assignment) -> bool:
    if all(term is TRUE for term in terms):
        return True
    return FALSE not in terms and all(evaluate_all(terms, here))
