"""A system in which whether to go on is part of the state, so that every `expand` is TRUE; must not know engines."""

from __future__ import annotations

from dataclasses import replace

from symcheck.system.transition_system import GroundAction, TransitionSystem
from symcheck.term import BOOL, TRUE, conj, neg, variable

_HALTED = variable("halted!", BOOL)


def halting(system: TransitionSystem) -> TransitionSystem:
    """The system with one more state variable where some action has an `expand`: if it does not hold, no step follows.

    The reachable states and steps of the original are those of the result, the new variable apart. The system itself
    where there is nothing to do.
    """
    if all(action.expand is TRUE for action in system.actions):
        return system

    def action(each: GroundAction) -> GroundAction:
        guard = conj((each.guard, neg(_HALTED)))
        return replace(each, guard=guard, expand=TRUE, effects={**each.effects, _HALTED: neg(each.expand)})

    return replace(
        system,
        state=(*system.state, _HALTED),
        init=conj((system.init, neg(_HALTED))),
        actions=tuple(map(action, system.actions)),
        primed={**system.primed, _HALTED: variable("halted!'", BOOL)},
    )
