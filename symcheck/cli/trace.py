"""`symcheck trace`: show a saved counterexample, or convert it; must not know the specification it came from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from symcheck.cli import options


def trace(
    file: Annotated[Path, typer.Argument(metavar="FILE.itf.json", help="A trace that --trace saved, or Apalache's.")],
    difftrace: options.DiffTrace = False,
    output: options.Output = options.Format.TEXT,
) -> None:
    """Print a saved trace, as text or as ITF JSON."""
    from symcheck.base.diagnostic import Code
    from symcheck.resolve.modules import read_text
    from symcheck.trace import itf
    from symcheck.trace.text import trace_text

    found = itf.loads(read_text(file, Code.UNREADABLE, "trace"))
    as_json = output is options.Format.JSON
    sys.stdout.write(itf.dumps(found) if as_json else trace_text(found, changes=difftrace) + "\n")
