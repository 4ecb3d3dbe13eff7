"""How an input that cannot be treated is told to the user; must not know which command met it."""

from __future__ import annotations

import json
import sys

from symcheck.base.diagnostic import SpecError
from symcheck.cli.diagnostics import diagnostics_text
from symcheck.pipeline.report import rejected


def show_failure(error: SpecError, as_json: bool) -> int:
    """Print the diagnostics, as JSON to stdout or as text to stderr; the exit code."""
    report = rejected(error)
    if as_json:
        sys.stdout.write(json.dumps(report.to_json(), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(diagnostics_text(report.diagnostics) + "\n")
    return report.exit_code
