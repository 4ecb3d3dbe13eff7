"""Cubes that lead to a bad state and have to be excluded, the lowest frame first; must not know how that is done."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from symcheck.engine.pdr.frames import Cube
from symcheck.engine.verdict import Assignment


@dataclass(frozen=True, slots=True, eq=False)
class Obligation:
    """A cube from which `action` leads to the cube of `then` under these inputs; without `then`, it is bad, or the step
    by `action` is."""

    cube: Cube
    action: int | None
    inputs: Assignment
    then: Obligation | None = None

    @property
    def distance(self) -> int:
        """How many actions lead to the bad end of the chain."""
        count, after = 0, self.then
        while after is not None:
            count, after = count + 1, after.then
        return count


class Queue:
    """Obligations by frame; of one frame, the one that was added last comes first."""

    __slots__ = ("_count", "_heap")

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Obligation]] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._heap)

    def push(self, level: int, obligation: Obligation) -> None:
        self._count += 1
        heappush(self._heap, (level, -self._count, obligation))

    def pop(self) -> tuple[int, Obligation]:
        """The frame and the obligation."""
        level, _, obligation = heappop(self._heap)
        return level, obligation
