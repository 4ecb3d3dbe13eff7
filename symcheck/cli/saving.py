"""Writes traces to files; must not know where they come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.trace.trace import Trace


def save_trace(trace: Trace, path: Path) -> None:
    """The trace as ITF JSON. Raises SpecError UNREADABLE where the file cannot be written."""
    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.base.span import Source, Span
    from symcheck.trace import itf

    try:
        path.write_text(itf.dumps(trace), encoding="utf-8")
    except OSError as error:
        message = f"cannot write the trace: {error.strerror or error}"
        raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(path), ""), 0, 0)) from error
