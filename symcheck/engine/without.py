"""Whether a path still runs when one of its steps is left out, told by what differs; must not know why it is asked.

Only the steps that read something that is not as it was on the path are run again: few, where a path is long.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.engine.linearise import step
from symcheck.engine.verdict import Move
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Term, variables_of


class Reads:
    """The variables that each action reads: in its guard, in what it stores, and in what lets a search go on."""

    __slots__ = ("_found", "_system")

    def __init__(self, system: TransitionSystem) -> None:
        self._system = system
        self._found: dict[int, frozenset[Term]] = {}

    def of(self, action: int) -> frozenset[Term]:
        found = self._found.get(action)
        if found is None:
            acting = self._system.actions[action]
            found = variables_of((acting.guard, self._system.constraint, *acting.effects.values()))
            self._found[action] = found
        return found


def runs_without(system: TransitionSystem, reads: Reads, moves: Sequence[Move], place: int) -> bool:
    """Whether all later moves of a path can run from the state before the one at `place`; how the path then ends is
    not told. Where an action lets a search go on only sometimes, the answer may be TRUE wrongly."""
    before, left = moves[place - 1].state, moves[place]
    differs = {variable: value for variable, value in before.items() if left.state[variable] != value}
    for index in range(place + 1, len(moves)):
        if not differs:
            return True
        move = moves[index]
        assert move.action is not None, "only the first state has no action"
        if reads.of(move.action).isdisjoint(differs):
            for variable in system.actions[move.action].effects:
                differs.pop(variable, None)
            continue
        following = step(system, move.action, {**moves[index - 1].state, **differs}, move.inputs)
        if following is None:
            return False
        touched = {*differs, *system.actions[move.action].effects}
        differs = {
            variable: following[variable] for variable in touched if following[variable] != move.state[variable]
        }
    return True
