"""What a search has reached, on one line of a terminal, silent anywhere else; must not know the search."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

REFRESH = 0.1  # seconds between two redraws
PATIENCE = 0.4  # seconds before anything is shown at all: quick answers need no progress


class Progress(AbstractContextManager["Progress"]):
    """An observer that writes to stderr: a status line on a terminal, and notes under --verbose."""

    def __init__(self, verbose: bool, live: bool) -> None:
        self._verbose = verbose
        self._live = live
        self._started = monotonic()
        self._shown = 0.0
        self._console: Console | None = None
        self._status: Status | None = None

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        if not self._live:
            return
        now = monotonic()
        if now - self._shown < REFRESH or now - self._started < PATIENCE:
            return
        self._shown = now
        rest = f", {detail}" if detail else ""
        self._show(f"{engine}: depth {depth}{rest}, {now - self._started:.0f} s (Ctrl-C stops and tells what is known)")

    def note(self, message: str) -> None:
        if not self._verbose:
            return
        line = f"[{monotonic() - self._started:7.2f} s] {message}"
        if self._console is not None:
            self._console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)  # noqa: T201

    def _show(self, text: str) -> None:
        from rich.console import Console
        from rich.text import Text

        if self._status is None:
            self._console = Console(stderr=True)
            self._status = self._console.status(Text(text))
            self._status.start()
        else:
            self._status.update(Text(text))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None
