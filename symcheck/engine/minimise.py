"""Shorter paths to a bad end: by leaving out what does not matter, then by asking for them; must not know solvers.

A path from parallel steps runs much that has nothing to do with its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.engine.linearise import End, extend, linearise, run
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Assignment, Move, Path
from symcheck.engine.without import Reads, runs_without
from symcheck.solve import Answer
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import Term, support


def drop_steps(system: TransitionSystem, prop: Property, path: Path, budget: Budget) -> Path:
    """Leave out what the end does not depend on, then try each step that is left once, from the last to the first."""
    path = _cone(system, prop, path)
    moves, end, reads = list(path.moves), End(system, prop), Reads(system)
    place = len(moves) - 1
    while place > 0 and not budget.exhausted:
        if runs_without(system, reads, moves, place):
            trial = moves[:place]
            rest = moves[place + 1 :]
            run_on = all(extend(system, trial, _action(move), move.inputs) for move in rest)
            if run_on and end.is_bad(trial, path.inputs):
                moves = trial
        place -= 1
    return replace(path, moves=tuple(moves), inputs=moves[-1].inputs if prop.kind == "action" else path.inputs)


def _action(move: Move) -> int:
    assert move.action is not None, "only the first state has no action"
    return move.action


def _cone(system: TransitionSystem, prop: Property, path: Path) -> Path:
    """Keep the steps that write what the end, or a later step that is kept, needs: one pass from the end."""
    moves = path.moves
    last = moves[-1]
    kept: list[tuple[int, Assignment]] = []
    end = path.length
    if prop.kind == "action":  # the last step is what is bad, so it stays
        before = moves[-2].state
        primes = {system.primed[variable]: value for variable, value in last.state.items()}
        needed = support((prop.bad,), {**before, **last.inputs, **primes})
        originals = {primed: variable for variable, primed in system.primed.items()}
        stored = {originals[variable] for variable in needed if variable in originals}
        needed = _needs(system, _action(last), {**before, **last.inputs}, stored, needed - originals.keys())
        kept.append((_action(last), last.inputs))
        end -= 1
    else:
        needed = support((prop.bad,), {**last.state, **path.inputs})
    for place in range(end, 0, -1):
        move, before = moves[place], moves[place - 1].state
        if all(move.state[variable] == before[variable] for variable in needed if variable in before):
            continue
        here = {**before, **move.inputs}
        written = {variable for variable in needed if variable in before}
        needed = _needs(system, _action(move), here, written, set())
        kept.append((_action(move), move.inputs))
    found = run(system, prop, moves[0], reversed(kept), path.inputs)
    assert found is not None, "what a path does not depend on can be left out of it"
    return found


def _needs(system: TransitionSystem, action: int, here: Assignment, wanted: set[Term], also: set[Term]) -> set[Term]:
    """What must be as it is before an action, for it to run and to leave the wanted variables as it does."""
    acting = system.actions[action]
    stored = [acting.effects[variable] for variable in wanted if variable in acting.effects]
    untouched = {variable for variable in wanted if variable not in acting.effects}
    return support([acting.guard, acting.expand, system.constraint, *stored], here, untouched | also)


def shorten(
    prop: Property, path: Path, deepest: int, unroll: Callable[[int], Unrolling | None], budget: Budget
) -> Path:
    """A shortest path if the budget allows to find and to prove one, else the shortest that was found.

    No path of at most `deepest` steps is bad. `unroll(depth)` gives a sequential unrolling of just that depth, or None
    when that is too large. Halves the range between what is excluded and what is found.
    """
    unrolling: Unrolling | None = None
    stuck: int | None = None
    while path.length > deepest + 1 and not budget.exhausted:
        middle = (deepest + path.length) // 2 if stuck is None else path.length - 1
        if unrolling is None:
            unrolling = unroll(path.length - 1)
            if unrolling is None:
                return path
        left = budget.remaining
        patience = budget if stuck is not None or left is None else budget.slice(left / 3)
        answer = unrolling.find([prop], patience, most=middle)
        if answer is Answer.UNSAT:
            deepest = middle
        elif answer is Answer.UNKNOWN:
            if stuck is not None:
                return path
            stuck = middle
        else:
            path = drop_steps(unrolling.system, prop, read_path(unrolling, prop), budget)
    return replace(path, shortest=path.length == deepest + 1)


def read_path(unrolling: Unrolling, prop: Property) -> Path:
    """After SAT: the path of the model, in single steps, checked to run."""
    last = unrolling.inputs(unrolling.badness([prop])[0])
    return linearise(unrolling.system, prop, unrolling.first(), unrolling.rounds(), last)
