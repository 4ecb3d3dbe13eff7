"""Evaluation errors with the conditions under which they happen; must not know where evaluation stands."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.node import node
from symcheck.base.span import Span
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


@node
class Failure:
    """An evaluation error that happens whenever `condition` holds; with an U code, something that this reading lacks,
    and if `elsewhere` is not set, every reading."""

    condition: Term
    code: Code
    message: str
    span: Span | None
    hint: str = ""
    elsewhere: bool = False

    @property
    def is_lack(self) -> bool:
        """Whether this is no error of the specification."""
        return self.code is Code.UNSUPPORTED

    def under(self, condition: Term) -> Failure:
        """The same error under another condition; `dataclasses.replace` is slow, and there are many of these."""
        return Failure(condition, self.code, self.message, self.span, self.hint, self.elsewhere)

    def error(self) -> SpecError:
        """What is raised where it certainly happens."""
        return SpecError(self.code, self.message, at=self.span, hint=self.hint)


class Failures:
    """Errors in the order of their first appearance, one for each place and kind: its conditions are joined."""

    __slots__ = ("_conditions", "_first")

    def __init__(self) -> None:
        self._first: dict[tuple[Code, int], Failure] = {}
        self._conditions: dict[tuple[Code, int], dict[Term, None]] = {}

    def __len__(self) -> int:
        return len(self._first)

    def certain(self, path: Term) -> bool:
        """Whether an error is known to happen all over a path, so that what comes after it there means nothing."""
        return any(
            TRUE in conditions or path in conditions
            for (code, _), conditions in self._conditions.items()
            if code is not Code.UNSUPPORTED
        )

    @property
    def supported(self) -> Term:
        """The condition that nothing is needed which this reading lacks: elsewhere values mean nothing."""
        return conj(neg(failure.condition) for failure in self if failure.is_lack)

    def add(self, failure: Failure) -> None:
        """One more error; nothing if its condition is FALSE."""
        if failure.condition is FALSE:
            return
        key = (failure.code, id(failure.span))
        if key not in self._first:
            self._first[key] = failure
            self._conditions[key] = {}
        self._conditions[key][failure.condition] = None

    def copy(self) -> Failures:
        """The same, for itself."""
        found = Failures()
        found._first = dict(self._first)
        found._conditions = {key: dict(conditions) for key, conditions in self._conditions.items()}
        return found

    def include(self, other: Failures, condition: Term) -> None:
        """The errors of another evaluation happen here wherever `condition` holds."""
        for failure in other:
            reached = failure.condition if condition is TRUE else conj((condition, failure.condition))
            self.add(failure.under(reached))

    def __iter__(self) -> Iterator[Failure]:
        for key, first in self._first.items():
            conditions = self._conditions[key]
            joined = next(iter(conditions)) if len(conditions) == 1 else disj(conditions)
            if len(conditions) > 1:
                self._conditions[key] = {joined: None}
            yield first.under(joined)
