"""Whether a lemma holds one frame further on; must not know how lemmas come about.

What stands in the way of one that does not is a state of its frame from which a step breaks it. As long as the frame
has that state nothing is asked again (triggered clause pushing: Suda, "Property Directed Reachability for Automated
Planning", JAIR 2014).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Cube, Frames


@dataclass(slots=True)
class _Hindrance:
    """A state, as its literals, in a frame that had heard so much when it was last looked at."""

    level: int
    state: array[int]
    heard: int


class Pushing:
    """Asks for the lemmas of one search."""

    def __init__(self, frames: Frames, consecution: Consecution) -> None:
        self._frames = frames
        self._consecution = consecution
        self._hindrances: dict[Cube, _Hindrance] = {}

    def push(self, cube: Cube, level: int) -> set[int] | None:
        """The literals of a lemma of frame `level` that hold for the next frame (`Consecution.holds`); None if it does
        not hold there."""
        known = self._hindrances.get(cube)
        if known is not None and known.level == level:
            heard = self._frames.heard(level)
            if known.heard == heard or not self._frames.excludes(known.state, level, known.heard):
                known.heard = heard
                return None
            del self._hindrances[cube]
        kept = self._consecution.holds(level, cube)
        if kept is None:
            state = array("i", self._consecution.state())
            self._hindrances[cube] = _Hindrance(level, state, self._frames.heard(level))
        return kept
