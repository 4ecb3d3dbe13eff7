"""The frames: what is known of the states within so many steps, as blocked cubes; must not know why they are blocked.

Frame k holds every state that is reached within k steps, and is inside frame k + 1. A lemma is kept once, at the last
frame that it is known for (delta encoding: Een, Mishchenko, Brayton 2011), or for all frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from symcheck.base.budget import Budget
from symcheck.engine.pdr.relation import Relation
from symcheck.engine.pdr.subsumption import Index
from symcheck.solve.sat_incremental import Incremental

Cube = tuple[int, ...]  # literals, sorted by variable
ALWAYS = 1 << 30
"""The level of what holds in every frame."""


class Frames:
    """A solver for each frame. What is recorded is asserted, or was subsumed."""

    def __init__(self, relation: Relation) -> None:
        self._relation = relation
        self._index = Index()
        self._lemmas: list[dict[Cube, None]] = [{}]  # by last frame; in the order in which they came
        self.settled: dict[Cube, None] = {}  # of all frames
        self.solvers: list[Incremental] = [relation.solver(first=True)]
        self._watched: list[tuple[int, Incremental]] = []  # solvers of a property, beside those of the frames

    @property
    def top(self) -> int:
        """The number of the last frame."""
        return len(self._lemmas) - 1

    def extend(self) -> None:
        """One more frame."""
        solver = self._relation.solver()
        solver.budget = self.solvers[0].budget
        self._assert(solver, self.settled)
        self._lemmas.append({})
        self.solvers.append(solver)

    @contextmanager
    def beside(self, solver: Incremental, level: int) -> Iterator[Incremental]:
        """A solver that knows what a frame excludes, and learns what it does later."""
        solver.budget = self.solvers[0].budget
        for place in self._lemmas[level:]:
            self._assert(solver, place)
        self._assert(solver, self.settled)
        watching = (level, solver)
        self._watched.append(watching)
        try:
            yield solver
        finally:
            self._watched.remove(watching)

    def spend(self, budget: Budget) -> None:
        """Every question is asked within this budget from now on."""
        for solver in self.solvers:
            solver.budget = budget

    def blocked(self, cube: frozenset[int], level: int) -> bool:
        """Whether a lemma of a frame says by itself that the cube is not in it."""
        return self._index.subsumes(cube, level)

    def add(self, cube: Cube, level: int) -> None:
        """Block a cube in the frames up to a level; what it subsumes there is forgotten."""
        start = 1
        for other, last in self._index.add(cube, level):
            del self._at(last)[other]
            if other == cube:
                start = last + 1
        self._at(level)[cube] = None
        clause = [-literal for literal in cube]
        for solver in self.solvers[start : level + 1]:
            solver.add(clause)
        for least, solver in self._watched:
            if least <= level:
                solver.add(clause)

    def settle(self, level: int) -> None:
        """The lemmas from a level on hold in all frames."""
        for place in range(level, len(self._lemmas)):
            for cube in self.at(place):
                if self.is_at(cube, place):
                    self.add(cube, ALWAYS)

    def at(self, level: int) -> tuple[Cube, ...]:
        """The lemmas whose last frame this is."""
        return tuple(self._at(level))

    def is_at(self, cube: Cube, level: int) -> bool:
        """Whether it is a lemma of that last frame, still."""
        return cube in self._at(level)

    def _at(self, level: int) -> dict[Cube, None]:
        return self.settled if level == ALWAYS else self._lemmas[level]

    @staticmethod
    def _assert(solver: Incremental, cubes: Iterable[Cube]) -> None:
        for cube in cubes:
            solver.add([-literal for literal in cube])
