"""What GitHub Actions shows beside the lines of a change: a command for each violation and each message; must not
know how anything is checked.

The syntax is that of GitHub's "Workflow commands", `::error file=…,line=…::message`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from symcheck.cli.report_text import detail, kind_and_name
from symcheck.pipeline.outcome import Undecided, Violation
from symcheck.trace.explanation import explanation_text

if TYPE_CHECKING:
    from symcheck.base.diagnostic import Diagnostic
    from symcheck.base.span import Span
    from symcheck.pipeline.report import Report


def workflow_commands(report: Report, spec: Path) -> Iterator[str]:
    """One line each: violations and what is undecided as errors, then errors and warnings about the text."""
    for outcome in report.outcomes:
        subject = kind_and_name(outcome.question)
        match outcome:
            case Violation():
                why = "" if outcome.why is None else f"\n{explanation_text(outcome.why)}"
                yield _command("error", f"{subject} is violated", f"{detail(outcome)}{why}", _blamed(outcome), spec)
            case Undecided() if report.verdict == "unknown":  # else it was left for what is violated
                yield _command("error", f"{subject} is undecided", detail(outcome), None, spec)
            case _:
                pass
    yield from (_message(each, spec) for each in report.diagnostics)


def _blamed(violation: Violation) -> Span | None:
    """The line that a reader has to look at: the conjunct that is false, or else the last step."""
    if violation.error is not None and violation.error.span is not None:
        return violation.error.span
    if violation.why is not None and violation.why.conjuncts:
        return violation.why.conjuncts[0].span
    return None if violation.replayed is None else violation.replayed.trace.steps[-1].span


def _message(diagnostic: Diagnostic, spec: Path) -> str:
    kind = "warning" if diagnostic.code.value.startswith("W") else "error"
    text = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return _command(kind, diagnostic.code.value, text, diagnostic.span, spec)


def _command(kind: str, title: str, text: str, span: Span | None, spec: Path) -> str:
    place = f"file={_property(str(spec))}"
    if span is not None and not span.source.path.startswith("<"):
        place = f"file={_property(span.source.path)},line={span.line},col={span.column}"
    return f"::{kind} {place},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
