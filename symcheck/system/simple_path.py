"""That no state of a path is repeated, said step by step; must not know what the path is for.

A formula speaks of one step and the next, so each state is remembered: copies of it are carried along the path.
"""

from __future__ import annotations

from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Term, conj, disj, eq, neg, variable


def changing(system: TransitionSystem) -> Term:
    """The next state is another one than this: what can be said of a path without remembering anything."""
    return disj(neg(eq(var, system.primed[var])) for var in system.state)


class Memory:
    """The states of a path that grows by a step at a time. `primed` is what a solver has to know of the copies; it
    holds those of the first `most` states, so that it can be told before the path has grown."""

    def __init__(self, system: TransitionSystem, most: int) -> None:
        self._state = system.state
        self._copies = [
            {var: variable(f"{var.payload}!{step}", var.sort) for var in system.state} for step in range(most)
        ]
        self.primed = {
            copy: variable(f"{copy.payload}'", copy.sort) for copies in self._copies for copy in copies.values()
        }

    def at(self, step: int) -> list[tuple[Term, int]]:
        """What to assert when state `step` is the last one: it is none of those before, and it is remembered."""
        found: list[tuple[Term, int]] = []
        for copies in self._copies[:step]:
            found.append((conj(eq(self.primed[copy], copy) for copy in copies.values()), step - 1))
            found.append((disj(neg(eq(var, copy)) for var, copy in copies.items()), step))
        if step < len(self._copies):
            found.append((conj(eq(var, copy) for var, copy in self._copies[step].items()), step))
        return found
