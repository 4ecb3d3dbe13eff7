"""A system in which whether to go on is part of the state, so that every `expand` is TRUE; must not know engines."""

from __future__ import annotations

from dataclasses import replace

from symcheck.system.transition_system import GroundAction, TransitionSystem
from symcheck.term import BOOL, TRUE, conj, neg, variable


def halting(system: TransitionSystem) -> TransitionSystem:
    """The system with one more state variable where some action has an `expand`: if it does not hold, no step follows.

    The reachable states and steps of the original are those of the result, the new variable apart. The system itself
    where there is nothing to do.
    """
    if all(action.expand is TRUE for action in system.actions):
        return system
    halted = variable("halted!", BOOL)

    def action(each: GroundAction) -> GroundAction:
        guard = conj((each.guard, neg(halted)))
        return replace(each, guard=guard, expand=TRUE, effects={**each.effects, halted: neg(each.expand)})

    return replace(
        system,
        state=(*system.state, halted),
        init=conj((system.init, neg(halted))),
        actions=tuple(map(action, system.actions)),
        primed={**system.primed, halted: variable("halted!'", BOOL)},
    )
