"""What compiled expressions run on: frames, values by need and operators as values; must not know expressions.

A frame is a list: the state (a tuple of values, by the variables' indices), the successor (a list of values, None
where nothing is assigned yet, or None when there is no step), then one slot for each local. A successor is
assigned in place, so that everything that is still to be evaluated sees the assignments.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from symcheck.value import Value

STATE = 0
SUCCESSOR = 1
FIRST_SLOT = 2

# the slots hold values, values by need, operators and iterables, so a frame has no narrower element type
Frame = list[Any]
Run = Callable[[Frame], Value]
Test = Callable[[Frame], bool]
Copies = dict[int, Frame]  # copies made so far, by the identity of what they are copies of


class Capturable:
    """What a slot holds besides values: it may still be evaluated in other frames."""

    __slots__ = ()

    @abstractmethod
    def captured(self, copies: Copies) -> object:
        """The same, safe from later assignments to the frames that it is evaluated in."""


class OperatorValue(Capturable):
    """An operator that a parameter holds."""

    __slots__ = ()

    @abstractmethod
    def call(self, f: Frame, *arguments: Value | Thunk) -> Value:
        """Applies it in the states of the calling frame; arguments may be values by need."""


class Thunk(Capturable):
    """An expression in its frame, evaluated when it is first needed, and then at most once."""

    __slots__ = ("_frame", "_run", "_value")

    def __init__(self, run: Run, frame: Frame) -> None:
        self._run: Run | None = run
        self._frame: Frame = frame

    def force(self) -> Value:
        run = self._run
        if run is not None:
            self._value: Value = run(self._frame)
            self._run = None
            self._frame = []
        return self._value

    def captured(self, copies: Copies) -> Thunk | Value:
        return self._value if self._run is None else Thunk(self._run, _copied(self._frame, copies))


def capture(frame: Frame) -> Frame:
    """A copy of the frame, with all that may still be evaluated in it, for a value that outlives its bindings."""
    return _copied(frame, {})


def _copied(frame: Frame, copies: Copies) -> Frame:
    known = copies.get(id(frame))
    if known is None:
        # names of a LET hold the frame that they stand in
        known = copies[id(frame)] = frame[:]
        for slot, item in enumerate(frame):
            if isinstance(item, Capturable):
                known[slot] = item.captured(copies)
    return known


def forced(item: Value | Thunk) -> Value:
    return item.force() if type(item) is Thunk else item  # type: ignore[return-value]
