"""Which cubes contain which: an index of lemmas by their literals; must not know frames but as numbers."""

from __future__ import annotations

Cube = tuple[int, ...]


class Index:
    """Cubes, each with a level. A cube with fewer literals says more, and one of a higher level holds longer."""

    __slots__ = ("_known", "_watching", "_with")

    def __init__(self) -> None:
        self._known: dict[Cube, tuple[frozenset[int], int, int]] = {}  # its literals, level, and literal it is found by
        self._with: dict[int, dict[Cube, None]] = {}  # by each of its literals
        self._watching: dict[int, dict[Cube, None]] = {}  # by one of them

    def subsumes(self, cube: frozenset[int], level: int) -> bool:
        """Whether some cube of the index, of that level at least, is a part of this one."""
        known = self._known
        for literal in cube:
            for other in self._watching.get(literal, ()):
                literals, last, _ = known[other]
                if last >= level and literals <= cube:
                    return True
        return False

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
            self._remove(other)
        watched = min(cube, key=lambda literal: len(self._watching.get(literal, ())))
        known[cube] = (literals, level, watched)
        self._watching.setdefault(watched, {})[cube] = None
        for literal in cube:
            have.setdefault(literal, {})[cube] = None
        return gone

    def _remove(self, cube: Cube) -> None:
        _, _, watched = self._known.pop(cube)
        del self._watching[watched][cube]
        for literal in cube:
            del self._with[literal][cube]
