"""Gathers what is wrong with the input, so that one run tells of every independent mistake; must not know how it is
shown."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.span import Span

_MOST = 100


class Reporter:
    """Collects diagnostics; the same one at the same place is kept once."""

    __slots__ = ("_seen", "errors", "warnings")

    def __init__(self) -> None:
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self._seen: set[tuple[Code, str, int, int]] = set()

    def error(self, code: Code, message: str, at: Span | None = None, hint: str = "") -> None:
        self._add(self.errors, Diagnostic(code, message, at, hint))

    def warn(self, code: Code, message: str, at: Span | None = None, hint: str = "") -> None:
        self._add(self.warnings, Diagnostic(code, message, at, hint))

    def _add(self, to: list[Diagnostic], diagnostic: Diagnostic) -> None:
        span = diagnostic.span
        at = (-1, -1) if span is None else (id(span.source), span.start)
        key = (diagnostic.code, diagnostic.message, *at)
        if key not in self._seen:
            self._seen.add(key)
            to.append(diagnostic)

    def catching(self) -> Catching:
        """A block whose mistakes are kept: the work goes on after it."""
        return Catching(self)

    def keep(self, error: SpecError) -> None:
        for diagnostic in error.diagnostics:
            self._add(self.errors, diagnostic)

    def raise_if_any(self) -> None:
        """Raises one SpecError with everything collected, in the order of the text (at most a hundred)."""
        if self.errors:
            raise SpecError.of(sorted(self.errors, key=_place)[:_MOST])


class Catching:
    """Keeps the SpecError that leaves a block."""

    __slots__ = ("_report",)

    def __init__(self, report: Reporter) -> None:
        self._report = report

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, SpecError):
            self._report.keep(error)
            return True
        return False


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    span = diagnostic.span
    return ("", -1) if span is None else (span.source.path, span.start)


def place(span: Span) -> str:
    """A place for the inside of a message: `line 3 of M.tla`."""
    return f"line {span.line} of {span.source.path}" if span.source.path else f"line {span.line}"


def counted(arguments: int) -> str:
    """`no arguments`, `1 argument`, `2 arguments`."""
    return "no arguments" if arguments == 0 else "1 argument" if arguments == 1 else f"{arguments} arguments"
