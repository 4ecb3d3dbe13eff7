"""Runs a search under a deadline that holds even inside a solver's call; must not know what is searched.

The search runs on a thread of its own and writes down what it learns; the caller's thread only waits. So an interrupt
and the end of the time reach the user at once, with all that is known by then, however busy the search is.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from symcheck.base.budget import Budget

GRACE = 0.5  # seconds past the deadline in which a search may come to its own end
_LAST_WORDS = 0.2  # seconds after an interrupt in which it may
_AT_EXIT = 10  # seconds in which an interpreter that ends waits for it
_GLANCE = 0.2  # seconds between two looks at the clock


class Ending(Enum):
    """How a supervised search ended."""

    DONE = 1
    OUT_OF_TIME = 2
    INTERRUPTED = 3
    OUT_OF_MEMORY = 4


class Stoppable(Budget):
    """A budget that can be ended from another thread, which interrupts what runs within it."""

    __slots__ = ("_interrupts", "_lock", "_sooner", "_stopped")

    def __init__(self, whole: Budget) -> None:
        super().__init__(whole=whole)
        self._stopped = False
        self._sooner: Budget | None = None
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    def stop(self) -> None:
        self._stopped = True
        with self._lock:  # nothing is interrupted that has ended
            for interrupt in self._interrupts:
                interrupt()

    def stop_within(self, seconds: float) -> None:
        """Not at once, but not later than that. Only the first call counts."""
        if self._sooner is None:
            self._sooner = Budget(seconds)

    @property
    def remaining(self) -> float | None:
        if self._stopped:
            return 0.0
        left, sooner = super().remaining, None if self._sooner is None else self._sooner.remaining
        return left if sooner is None else sooner if left is None else min(left, sooner)

    @contextmanager
    def _heard_by(self, interrupt: Callable[[], None]) -> Iterator[None]:
        with super()._heard_by(interrupt):
            with self._lock:
                self._interrupts.append(interrupt)
            try:
                if self._stopped:
                    interrupt()
                yield
            finally:
                with self._lock:
                    self._interrupts.remove(interrupt)


def supervise(work: Callable[[], None], budget: Stoppable) -> Ending:
    """Do the work unless the budget or the user ends it before; what it raises is raised here.

    After OUT_OF_TIME and INTERRUPTED the budget is stopped, but what looks at no clock may still run for a while.
    Whoever ends the process should not wait for it; an interpreter that ends by itself does for a moment, as it would
    crash where a solver is at work.
    """
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (handed on to the caller's thread)
            errors.append(error)

    thread = threading.Thread(target=run, name="search", daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            left = budget.remaining
            if left is None or left > 0:
                thread.join(_GLANCE if left is None else min(_GLANCE, left + 0.001))
                continue
            budget.stop()
            thread.join(GRACE)
            if thread.is_alive():
                atexit.register(thread.join, _AT_EXIT)
                return Ending.OUT_OF_TIME
    except KeyboardInterrupt:
        budget.stop()
        with suppress(KeyboardInterrupt, RuntimeError):  # it may not even have started
            thread.join(_LAST_WORDS)
            atexit.register(thread.join, _AT_EXIT)
        return Ending.INTERRUPTED
    if errors:
        if isinstance(errors[0], KeyboardInterrupt):
            return Ending.INTERRUPTED
        if isinstance(errors[0], MemoryError):
            return Ending.OUT_OF_MEMORY
        raise errors[0]
    return Ending.DONE
