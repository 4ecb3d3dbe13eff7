"""Writes traces to files and names the folders for them; must not know where traces come from."""

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


def run_folders(spec: Path, run_dir: Path | None, out_dir: Path | None) -> list[Path]:
    """The folders, made where they are missing, that Apalache's --run-dir and --out-dir ask for: the one itself, and a
    new one for each run below `out_dir/Spec.tla`. Raises SpecError UNREADABLE where one cannot be made."""
    from datetime import datetime

    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.base.span import Source, Span

    found = [] if run_dir is None else [run_dir]
    if out_dir is not None:
        found.append(out_dir / spec.name / datetime.now().strftime("%Y-%m-%dT%H-%M-%S_%f"))
    for folder in found:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"cannot make the folder: {error.strerror or error}"
            raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(folder), ""), 0, 0)) from error
    return found
