"""Where a symbolic evaluation stands: under which condition, at which place, and what went wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.symbolic.failures import Failure, Failures
from symcheck.term import FALSE, TRUE, Term, conj


class Site:
    """`path` is the condition under which this place is evaluated; failures are collected with it."""

    __slots__ = ("failures", "path", "span")

    def __init__(self, path: Term, span: Span | None, failures: Failures) -> None:
        self.path = path
        self.span = span
        self.failures = failures

    def fail(self, condition: Term, code: Code, message: str, hint: str = "") -> None:
        """An evaluation error where `condition` holds on this path."""
        if condition is FALSE:
            return
        reached = conj((self.path, condition))
        if reached is not FALSE:
            self.failures.add(Failure(reached, code, message, self.span, hint))

    def fail_always(self, code: Code, message: str, hint: str = "") -> None:
        """An evaluation error wherever this place is reached."""
        self.fail(TRUE, code, message, hint)

    def lacks(self, what: str, hint: str = "", *, elsewhere: bool = False) -> None:
        """What no reading has, wherever this place is reached: no error of the specification, but no value either.
        `elsewhere`: another reading has it."""
        if self.path is not FALSE:
            self.failures.add(Failure(self.path, Code.UNSUPPORTED, what, self.span, hint, elsewhere))

    def every(self, tests: Iterable[Callable[[Site], Term]]) -> Term:
        """The conjunction of some tests; one is made, and may fail, only where all before it hold."""
        held: list[Term] = []
        for test in tests:
            inner = Site(self.path, self.span, Failures())
            term = test(inner)
            if len(inner.failures):
                self.failures.include(inner.failures, conj(held))
            held.append(term)
            if term is FALSE:
                break
        return conj(held)

    def unsupported(self, what: str, hint: str = "") -> SpecError:
        """What the symbolic reading lacks at this place: to be raised."""
        return SpecError(Code.UNSUPPORTED, f"the symbolic reading does not support {what}", at=self.span, hint=hint)

    def too_large(self, what: str, hint: str = "") -> SpecError:
        """What would have to be written out and is too much: to be raised."""
        return SpecError(Code.TOO_LARGE, f"{what} is too large to be written out", at=self.span, hint=hint)

    def under(self, condition: Term) -> Site:
        """The same place, further down the path."""
        return self if condition is TRUE else Site(conj((self.path, condition)), self.span, self.failures)
