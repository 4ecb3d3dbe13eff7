"""What a build server is told besides the answer: a test report, annotations; must not know what these look like."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.pipeline.report import Report


def save_junit(report: Report, name: str, path: Path) -> Report:
    """Writes the test report. Raises SpecError UNREADABLE where the file cannot be written."""
    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.base.span import Source, Span
    from symcheck.cli.junit import junit_text

    try:
        path.write_text(junit_text(report, name), encoding="utf-8")
    except OSError as error:
        message = f"cannot write the test report: {error.strerror or error}"
        raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(path), ""), 0, 0)) from error
    return report


def annotate(report: Report, spec: Path) -> None:
    """Prints what GitHub Actions shows beside the lines."""
    from symcheck.cli.github import workflow_commands

    for line in workflow_commands(report, spec):
        sys.stdout.write(line + "\n")


@contextmanager
def told_if_rejected(spec: Path, junit: Path | None, github: bool) -> Iterator[None]:
    """A specification that cannot be checked is a failure there, too."""
    from symcheck.base.diagnostic import SpecError
    from symcheck.pipeline.report import rejected

    try:
        yield
    except SpecError as error:
        report = rejected(error)
        if junit is not None:
            save_junit(report, spec.stem, junit)
        if github:
            annotate(report, spec)
        raise
