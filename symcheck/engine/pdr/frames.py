"""The frames: what is known of the states within so many steps, as blocked cubes; must not know why they are blocked.

Frame k holds every state that is reached within k steps, and is inside frame k + 1. A lemma is kept once, at the last
frame that it is known for (delta encoding: Een, Mishchenko, Brayton 2011), or for all frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.base.budget import Budget
from symcheck.engine.pdr.circuit import Circuit
from symcheck.engine.pdr.subsumption import Index
from symcheck.solve.sat_incremental import Incremental

Cube = tuple[int, ...]  # literals, sorted by variable
ALWAYS = 1 << 30
"""The level of what holds in every frame."""


class Frames:
    """Lemmas, and solvers that know those of a frame: one for each frame and circuit, made when it is first asked."""

    def __init__(self, circuits: Sequence[Circuit]) -> None:
        self._circuits = circuits
        self._index = Index()
        self._lemmas: list[dict[Cube, None]] = [{}]  # by last frame; in the order in which they came
        self._settled: dict[Cube, None] = {}  # of all frames
        self._news: dict[int, list[list[int]]] = {
            0: [],
            ALWAYS: [],
        }  # clauses by frame, in the order in which they came
        self._solvers: dict[tuple[int, int], Follower] = {}
        self._allowed = _Allowed()

    @property
    def budget(self) -> Budget:
        """What the solvers may use."""
        return self._allowed.budget

    @budget.setter
    def budget(self, budget: Budget) -> None:
        self._allowed.budget = budget

    @property
    def top(self) -> int:
        """The number of the last frame."""
        return len(self._lemmas) - 1

    def extend(self) -> None:
        """One more frame."""
        self._lemmas.append({})
        self._news[self.top] = [_clause(cube) for cube in self._settled]

    def solver(self, level: int, circuit: int) -> Incremental:
        """A solver of the states of a frame; those of frame 0 are the initial ones."""
        follower = self._solvers.get((level, circuit))
        if follower is None:
            follower = self.follow(self._circuits[circuit].solver(initial=level == 0), level)
            self._solvers[level, circuit] = follower
        return follower.solver()

    def follow(self, solver: Incremental, level: int) -> Follower:
        """Makes a solver know what a frame excludes, and learn what it does later."""
        for place in self._lemmas[level:] if level else ():
            for cube in place:
                solver.add(_clause(cube))
        for cube in self._settled:
            solver.add(_clause(cube))
        return Follower(self._allowed, solver, self._news[level])

    def blocked(self, cube: Cube, level: int) -> bool:
        """Whether the lemmas of a frame say that the cube is not in it."""
        return not self.solver(level, 0).solve(cube)

    def add(self, cube: Cube, level: int) -> None:
        """Block a cube in the frames up to a level; what it subsumes there is forgotten."""
        start = 1
        for other, last in self._index.add(cube, level):
            del self._at(last)[other]
            if other == cube:
                start = last + 1
        self._at(level)[cube] = None
        clause = _clause(cube)
        for place in range(start, min(level, self.top) + 1):
            self._news[place].append(clause)
        if level == ALWAYS:
            self._news[ALWAYS].append(clause)

    def heard(self, level: int) -> int:
        """How much was said of a frame so far."""
        return len(self._news[level])

    def excludes(self, state: Iterable[int], level: int, since: int) -> bool:
        """Whether what was said of a frame since then excludes a state, given by its literals."""
        disjoint = frozenset(state).isdisjoint
        return any(map(disjoint, self._news[level][since:]))

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
        return self._settled if level == ALWAYS else self._lemmas[level]


class _Allowed:
    """The budget of all solvers of some frames, apart from the frames, which hold the solvers."""

    __slots__ = ("budget",)

    def __init__(self) -> None:
        self.budget = Budget()


class Follower:
    """A solver and how much of a frame's news it has heard."""

    __slots__ = ("_allowed", "_heard", "_news", "_solver")

    def __init__(self, allowed: _Allowed, solver: Incremental, news: list[list[int]]) -> None:
        self._allowed = allowed
        self._solver = solver
        self._news = news
        self._heard = len(news)

    def solver(self) -> Incremental:
        """The solver, up to date."""
        solver, news = self._solver, self._news
        if self._heard < len(news):
            solver.add_all(news[self._heard :])
            self._heard = len(news)
        solver.budget = self._allowed.budget
        return solver


def _clause(cube: Cube) -> list[int]:
    return [-literal for literal in cube]
