"""How much time a search may still take; must not know what is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Timer
from time import monotonic


class Budget:
    """A deadline that searches ask for; `None` seconds means no limit of its own. A part of a `whole` ends with it at
    the latest, also where that ends sooner than was known."""

    __slots__ = ("_deadline", "_started", "_whole")

    def __init__(self, seconds: float | None = None, whole: Budget | None = None) -> None:
        self._started = monotonic()
        self._deadline = None if seconds is None else self._started + seconds
        self._whole = whole

    @property
    def elapsed(self) -> float:
        """Seconds since the budget was opened."""
        return monotonic() - self._started

    @property
    def remaining(self) -> float | None:
        """Seconds left, never negative; `None` means no limit."""
        left = None if self._deadline is None else max(0.0, self._deadline - monotonic())
        whole = None if self._whole is None or left == 0.0 else self._whole.remaining
        return left if whole is None else whole if left is None else min(left, whole)

    @property
    def exhausted(self) -> bool:
        return self.remaining == 0.0

    def slice(self, seconds: float) -> Budget:
        """A budget of at most so many seconds that never outlives this one."""
        return Budget(seconds, self)

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """While this lasts, another thread calls `interrupt` when the time is up, or the budget is ended before."""
        left = self.remaining
        timer = None if left is None else Timer(left, interrupt)
        with self._heard_by(interrupt):
            try:
                if timer is not None:
                    timer.daemon = True
                    timer.start()
                yield
            finally:
                if timer is not None:
                    timer.cancel()
                    timer.join()  # whatever it interrupts may be gone soon

    def _heard_by(self, interrupt: Callable[[], None]) -> AbstractContextManager[None]:
        """While this lasts, `interrupt` is called when the budget is ended before its time."""
        return nullcontext() if self._whole is None else self._whole._heard_by(interrupt)
