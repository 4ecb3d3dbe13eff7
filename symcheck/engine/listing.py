"""States listed for a bounded search, integers in bits; must not know what else is searched.

Bits mean integers for so many steps only: where the listing gets there, it is made anew for twice as many.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from symcheck.base.budget import Budget
from symcheck.engine.layers import Layers, layers
from symcheck.engine.verdict import Path
from symcheck.engine.view import View, is_boolean, view
from symcheck.system.transition_system import Property, TransitionSystem

_FIRST_AHEAD = 100  # steps for which integers have bits at first, where no length is asked for


class Listing:
    """`depth` is the last layer up to which everything has been looked at (-1 before there is one), all layers if
    `complete`; `refuted` has a shortest path of the system for each property that is bad so far. `over`: nothing more
    is listed."""

    def __init__(self, system: TransitionSystem, properties: Sequence[Property], length: int | None = None) -> None:
        self._system = system
        self._asked = {prop.name: prop for prop in properties}
        self._length = length
        self._layers, self._seen = self._begin(_FIRST_AHEAD if length is None else length)
        self.depth = -1
        self.refuted: dict[str, Path] = {}

    def _begin(self, ahead: int) -> tuple[Layers | None, View]:
        seen = view(self._system, tuple(self._asked.values()), ahead)
        if seen.bits is None and not is_boolean(seen.system):
            return None, seen
        return layers(seen.system, seen.system.properties, seen.factory, seen.depth), seen

    @property
    def properties(self) -> Set[str]:
        """The names of those that are looked at."""
        return set() if self._layers is None else self._layers.properties | self.refuted.keys()

    @property
    def complete(self) -> bool:
        """Whether all states are listed."""
        return self._layers is not None and self._layers.complete

    @property
    def over(self) -> bool:
        """Whether there is nothing more to list, or too much."""
        return self._layers is None or self._layers.over

    def grow(self, budget: Budget) -> None:
        """List until the budget ends, the listing is over, or something is refuted."""
        listed, seen = self._layers, self._seen
        if listed is None:
            return
        listed.grow(budget)
        self.depth = max(self.depth, listed.depth)
        for name, path in listed.refuted.items():
            if name in self._asked:
                self.refuted[name] = seen.original(self._asked.pop(name), path)
        if listed.over and not listed.complete and listed.depth == seen.depth and self._asked and self._length is None:
            self._layers, self._seen = self._begin(2 * listed.depth)
