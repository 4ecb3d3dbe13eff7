"""Whether a cube holds in some initial state; must not know frames."""

from __future__ import annotations

from collections.abc import Collection

from symcheck.solve.sat_incremental import Incremental


class Initial:
    """Asks a solver of the initial states only where no literal that all of them share decides."""

    __slots__ = ("_never", "_solver")

    def __init__(self, solver: Incremental, size: int) -> None:
        self._solver = solver
        both = [sign * number for number in range(1, size + 1) for sign in (1, -1)]
        self._never = frozenset(literal for literal in both if not solver.solve((literal,)))

    def meets(self, cube: Collection[int]) -> bool:
        """Whether the cube holds in some initial state."""
        return self._never.isdisjoint(cube) and self._solver.solve(tuple(cube))

    def exclude(self, kept: set[int], cube: Collection[int]) -> set[int]:
        """What is kept of a cube that holds in no initial state, with literals of it added until that is so again."""
        if not self._never.isdisjoint(kept):
            return kept
        for literal in cube:
            if literal in self._never:
                return kept | {literal}
        if self._solver.solve(tuple(kept)):
            assert not self._solver.solve(tuple(cube)), "the cube holds initially"
            kept = kept | set(self._solver.core())
        return kept
