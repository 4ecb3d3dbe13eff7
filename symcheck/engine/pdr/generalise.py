"""From a cube that a frame excludes to a smaller one: inductive generalisation; must not know obligations.

Literals are dropped one by one (MIC: Bradley 2011). A literal that cannot go may still be weakened: where one of a
group of variables holds, "this one" is "none of the others", and some of the others may go.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Cube, Frames
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.pushing import Pushing
from symcheck.engine.pdr.relation import Relation

_GROUP = 12  # a literal that stands for more others than this stays


class Generaliser:
    """Generalises and adds the lemmas of one search."""

    def __init__(
        self, relation: Relation, frames: Frames, consecution: Consecution, initial: Initial, pushing: Pushing
    ) -> None:
        self._relation = relation
        self._frames = frames
        self._consecution = consecution
        self._initial = initial
        self._pushing = pushing

    def block(self, cube: Iterable[int], level: int) -> tuple[Cube, int]:
        """Generalise a cube that is known to be excluded initially and by induction relative to frame level - 1, and
        add it as far as it holds; what was added, and the last frame that it was added to."""
        lemma = _sorted(self._smallest(cube, level))
        frames = self._frames
        while level < frames.top:
            pushed = self._pushing.push(lemma, level)
            if pushed is None:
                break
            level += 1
            lemma = _sorted(pushed)
        frames.add(lemma, level)
        return lemma, level

    def _smallest(self, cube: Iterable[int], level: int) -> frozenset[int]:
        kept = frozenset(cube)
        # Negative literals first: in groups of which one holds, a positive one says what all the others are.
        for literal in sorted(kept, key=lambda literal: (literal > 0, literal)):
            if literal in kept:
                kept = self._without(kept, literal, level) or kept
        for literal in sorted(kept):
            if literal > 0:
                kept = self._weaker(kept, literal, level)
        return kept

    def _weaker(self, cube: frozenset[int], literal: int, level: int) -> frozenset[int]:
        """The cube with some literals that a literal implies in its place, if they are fewer than all of these."""
        others = self._relation.others(literal) - cube
        if not 1 < len(others) <= _GROUP:
            return cube
        every = cube - {literal} | others
        found = every
        for other in sorted(others):
            if other in found:
                found = self._without(found, other, level) or found
        return cube if found == every else found

    def _without(self, cube: Set[int], literal: int, level: int) -> frozenset[int] | None:
        """A part of the cube without a literal that is excluded as well, if there is one."""
        smaller = frozenset(cube - {literal})
        if self._initial.meets(smaller):
            return None
        kept = self._consecution.holds(level - 1, smaller)
        return None if kept is None else frozenset(kept)


def _sorted(literals: Iterable[int]) -> Cube:
    return tuple(sorted(literals, key=abs))
