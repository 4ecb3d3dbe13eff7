"""What a lemma says of one constant, said of the constants that are like it; must not know why they are alike.

Nothing is taken from a symmetry but what to ask: an image of a lemma is added where it is found to be inductive itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Cube, Frames
from symcheck.engine.pdr.initial import Initial

_MOST = 24
"""Images of one lemma that are asked about: where there are many, few of them are needed."""

Permutation = Mapping[int, int]  # of literals; those that stay need not be there


class Orbits:
    """Adds images of lemmas."""

    def __init__(
        self, frames: Frames, consecution: Consecution, initial: Initial, permutations: Sequence[Permutation]
    ) -> None:
        self._frames = frames
        self._consecution = consecution
        self._initial = initial
        self._permutations = permutations

    def add(self, lemma: Cube, level: int) -> None:
        """Add the images of a lemma that holds up to a level, nearest first, as far as they hold up to there too."""
        seen = {lemma}
        waiting = deque(seen)
        while waiting:
            cube = waiting.popleft()
            for permutation in self._permutations:
                image = tuple(sorted([permutation.get(literal, literal) for literal in cube], key=abs))
                if image not in seen:
                    if len(seen) == _MOST:
                        return
                    seen.add(image)
                    waiting.append(image)
                    self._try(image, level)

    def _try(self, cube: Cube, level: int) -> None:
        if self._frames.blocked(cube, level) or self._initial.meets(cube):
            return
        kept = self._consecution.holds(level - 1, cube)
        if kept is not None:
            self._frames.add(tuple(sorted(kept, key=abs)), level)
