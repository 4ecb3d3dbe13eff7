"""The frames: what is known of the states within so many steps, as blocked cubes; must not know why they are blocked.

Frame k holds every state that is reached within k steps, and is inside frame k + 1. A lemma is kept once, at the last
frame that it is known for (delta encoding: Een, Mishchenko, Brayton 2011); the last place is for lemmas of all frames.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.base.budget import Budget
from symcheck.engine.pdr.relation import Relation
from symcheck.solve.sat_incremental import Incremental

Cube = tuple[int, ...]  # literals, sorted by variable


class Frames:
    """A solver for each frame. What is recorded is asserted, or was subsumed."""

    def __init__(self, relation: Relation) -> None:
        self._relation = relation
        self.lemmas: list[dict[Cube, frozenset[int]]] = [{}]  # by last frame
        self.settled: dict[Cube, frozenset[int]] = {}  # of all frames
        self.solvers: list[Incremental] = [relation.solver(first=True)]
        self.limit = relation.solver()  # knows the settled lemmas only

    @property
    def top(self) -> int:
        """The number of the last frame."""
        return len(self.lemmas) - 1

    def extend(self) -> None:
        """One more frame."""
        solver = self._relation.solver()
        solver.budget = self.limit.budget
        for cube in self.settled:
            solver.add([-literal for literal in cube])
        self.lemmas.append({})
        self.solvers.append(solver)

    def spend(self, budget: Budget) -> None:
        """Every question is asked within this budget from now on."""
        for solver in (*self.solvers, self.limit):
            solver.budget = budget

    def blocked(self, cube: frozenset[int], level: int) -> bool:
        """Whether a lemma of a frame says by itself that the cube is not in it."""
        return any(lemma <= cube for place in self.lemmas[level:] for lemma in place.values()) or any(
            lemma <= cube for lemma in self.settled.values()
        )

    def add(self, cube: Cube, level: int) -> None:
        """Block a cube in the frames up to a level; what it subsumes there is forgotten."""
        literals = frozenset(cube)
        start = 1
        for place in range(1, level + 1):
            known = self.lemmas[place]
            weaker = [other for other, others in known.items() if literals <= others]
            for other in weaker:
                if other == cube:
                    start = place + 1
                del known[other]
        self.lemmas[level][cube] = literals
        clause = [-literal for literal in cube]
        for place in range(start, level + 1):
            self.solvers[place].add(clause)

    def settle(self, level: int) -> None:
        """The lemmas from a level on hold in all frames."""
        for place in range(level, len(self.lemmas)):
            for cube in list(self.lemmas[place]):
                self.settle_one(cube, place)

    def settle_one(self, cube: Cube, level: int) -> None:
        """A lemma of a level holds in all frames."""
        literals = self.lemmas[level].pop(cube)
        for weaker in [other for other, others in self.settled.items() if literals <= others]:
            del self.settled[weaker]
        self.settled[cube] = literals
        clause = [-literal for literal in cube]
        for solver in (*self.solvers[level + 1 :], self.limit):
            solver.add(clause)

    def at(self, level: int) -> Iterator[Cube]:
        """The lemmas whose last frame this is."""
        return iter(tuple(self.lemmas[level]))
