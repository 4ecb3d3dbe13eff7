"""Which cubes contain which: an index of lemmas by their literals; must not know frames but as numbers."""

from __future__ import annotations

Cube = tuple[int, ...]


class Index:
    """Cubes, each with a level. A cube with fewer literals says more, and one of a higher level holds longer."""

    __slots__ = ("_known", "_with")

    def __init__(self) -> None:
        self._known: dict[Cube, tuple[frozenset[int], int]] = {}  # its literals and its level
        self._with: dict[int, dict[Cube, None]] = {}  # by each of its literals

    def add(self, cube: Cube, level: int) -> list[tuple[Cube, int]]:
        """Put a cube in; what it makes superfluous (perhaps itself, at a lower level) is taken out, with its levels."""
        known, have = self._known, self._with
        literals = frozenset(cube)
        rarest = min(cube, key=lambda literal: len(have.get(literal, ())))
        gone = [
            (other, known[other][1])
            for other in have.get(rarest, ())
            if known[other][1] <= level and literals <= known[other][0]
        ]
        for other, _ in gone:
            del known[other]
            for literal in other:
                del have[literal][other]
        known[cube] = (literals, level)
        for literal in cube:
            have.setdefault(literal, {})[cube] = None
        return gone
