"""Formulas of [] and <> over conditions on steps, and what violates a temporal property; must not know TLA+.

Formulas are in negation normal form. A state of a behavior and the one after it make a step, also where nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from symcheck.term import FALSE, TRUE, Term, neg


@dataclass(frozen=True, slots=True)
class Now:
    """A condition on the first step: a term over state variables and their primed copies."""

    condition: Term


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Always:
    body: Formula


@dataclass(frozen=True, slots=True)
class Eventually:
    body: Formula


Formula: TypeAlias = "Now | All | Some | Always | Eventually"


@dataclass(frozen=True, slots=True, eq=False)
class Violation:
    """What the behaviors that violate a temporal property satisfy: `fair`, which the specification assumes, and one of
    `cases` at least.

    All of these are over state variables and primed copies. `same` says that both stand for one state of the
    specification; `inside` that a state is searched on from; `undefined` that evaluating the property, or a fairness
    condition, fails in this step.
    """

    name: str
    fair: Formula
    cases: tuple[Formula, ...]
    same: Term
    inside: Term
    undefined: Term

    @property
    def formula(self) -> Formula:
        """Fairness and the cases in one."""
        return every((self.fair, some(self.cases)))


def every(parts: Iterable[Formula]) -> Formula:
    """The conjunction, flattened."""
    found: dict[Formula, None] = {}
    for part in parts:
        if part == Now(FALSE):
            return part
        for inner in part.parts if isinstance(part, All) else () if part == Now(TRUE) else (part,):
            found[inner] = None
    return next(iter(found)) if len(found) == 1 else All(tuple(found)) if found else Now(TRUE)


def some(parts: Iterable[Formula]) -> Formula:
    """The disjunction, flattened."""
    found: dict[Formula, None] = {}
    for part in parts:
        if part == Now(TRUE):
            return part
        for inner in part.parts if isinstance(part, Some) else () if part == Now(FALSE) else (part,):
            found[inner] = None
    return next(iter(found)) if len(found) == 1 else Some(tuple(found)) if found else Now(FALSE)


def negation(formula: Formula) -> Formula:
    match formula:
        case Now(condition):
            return Now(neg(condition))
        case All(parts):
            return some(map(negation, parts))
        case Some(parts):
            return every(map(negation, parts))
        case Always(body):
            return Eventually(negation(body))
        case Eventually(body):
            return Always(negation(body))
        case _:
            assert_never(formula)
