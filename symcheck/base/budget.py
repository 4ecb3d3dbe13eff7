"""How much time a search may still take; must not know what is searched."""

from __future__ import annotations

from time import monotonic


class Budget:
    """A deadline that searches ask for; `None` seconds means no limit."""

    __slots__ = ("_deadline", "_started")

    def __init__(self, seconds: float | None = None) -> None:
        self._started = monotonic()
        self._deadline = None if seconds is None else self._started + seconds

    @property
    def elapsed(self) -> float:
        """Seconds since the budget was opened."""
        return monotonic() - self._started

    @property
    def remaining(self) -> float | None:
        """Seconds left, never negative; `None` means no limit."""
        return None if self._deadline is None else max(0.0, self._deadline - monotonic())

    @property
    def exhausted(self) -> bool:
        return self._deadline is not None and monotonic() >= self._deadline

    def slice(self, seconds: float) -> Budget:
        """A budget of at most so many seconds that never outlives this one."""
        left = self.remaining
        return Budget(seconds if left is None else min(seconds, left))
