"""From a cube that a frame excludes to a smaller one: inductive generalisation; must not know obligations.

Literals are dropped one by one (MIC: Bradley 2011). A state that keeps a literal from being dropped is itself blocked
if that is easy (counterexamples to generalisation: Hassan, Bradley, Somenzi 2013).
"""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Cube, Frames
from symcheck.engine.pdr.initial import Initial

_DEEP = 1  # how far states that stand in the way are generalised by blocking those that stand in theirs
_MANY = 3  # how many of them, for one literal


class Generaliser:
    """Generalises cubes of one search; literals that lemmas are made of are dropped last."""

    def __init__(self, frames: Frames, consecution: Consecution, initial: Initial, size: int) -> None:
        self._frames = frames
        self._consecution = consecution
        self._initial = initial
        self._activity = [0.0] * (2 * size + 1)
        self._bump = 1.0

    def generalise(self, cube: Iterable[int], level: int, depth: int = 0) -> Cube:
        """A cube that contains the given one, is excluded initially and by induction relative to frame level - 1.

        The given one is known to be so.
        """
        kept = set(cube)
        for literal in self._order(kept):
            if literal in kept and len(kept) > 1:
                smaller = self._down(kept - {literal}, level, depth)
                if smaller is not None:
                    kept = smaller
        return tuple(sorted(kept, key=abs))

    def block(self, cube: Iterable[int], level: int, depth: int = 0) -> int:
        """Generalise a cube, as above, and add it as far as it holds; the last frame that it was added to."""
        lemma = self.generalise(cube, level, depth)
        frames = self._frames
        while level < frames.top:
            pushed = self._consecution.holds(level, lemma)
            if pushed is None:
                break
            level += 1
            if len(pushed) < len(lemma):
                lemma = tuple(sorted(pushed, key=abs))
        frames.add(lemma, level)
        self._bump *= 1.05
        for literal in lemma:
            self._activity[literal] += self._bump
        return level

    def _order(self, literals: Iterable[int]) -> list[int]:
        """Negative literals first: in groups of which one holds, a positive one says what all the others are."""
        activity = self._activity
        return sorted(literals, key=lambda literal: (literal > 0, activity[literal], literal))

    def _down(self, cube: set[int], level: int, depth: int) -> set[int] | None:
        frames, consecution, initial = self._frames, self._consecution, self._initial
        before = frames.solvers[level - 1]
        blocked = 0
        while cube and not initial.meets(cube):
            kept = consecution.holds(level - 1, cube)
            if kept is not None:
                return kept
            if depth >= _DEEP:
                return None
            model = before.model()
            state = consecution.lift(model, cube)
            if blocked < _MANY and level > 1 and not initial.meets(state):
                kept = consecution.holds(level - 2, state)
                if kept is not None:
                    self.block(kept, level - 1, depth + 1)
                    blocked += 1
                    continue
            blocked = 0
            joined = {literal for literal in cube if model[abs(literal) - 1] == literal}
            if len(joined) == len(cube):
                return None
            cube = joined
        return None
