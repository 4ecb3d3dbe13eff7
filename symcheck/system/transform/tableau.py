"""A temporal formula as conditions on steps: what the first one satisfies, what every one does and what infinitely many
do; must not know what is searched for.

Other [] and <> than those at the front have a variable each that says that they are owed from here on (the tableau of a
formula: Clarke, Grumberg, Hamaguchi, Another Look at LTL Model Checking, 1997).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from symcheck.system.temporal import All, Always, Eventually, Formula, Now, Some
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, implies, neg, variable


@dataclass(frozen=True, slots=True)
class Tableau:
    """A behavior satisfies the formula where there are values of the `owed` variables along it with which its first
    step satisfies `first`, every one `relation`, and infinitely many each of `again`. `owed` gives for each of these
    variables its copy in the next state."""

    first: Term
    relation: tuple[Term, ...]
    again: tuple[Term, ...]
    owed: Mapping[Term, Term]


FAILED = "failed!"
"""The name of the variable that says that evaluation failed in a step before."""


def tableau(formula: Formula, undefined: Term = FALSE) -> Tableau:
    """The conditions of a formula that asks for nothing from the step on in which it is `undefined`."""
    return _Tableau(FALSE if undefined is FALSE else disj((variable(FAILED, BOOL), undefined))).run(formula)


class _Tableau:
    def __init__(self, excused: Term) -> None:
        self._excused = excused
        self._relation: list[Term] = []
        self._again: list[Term] = []
        self._owed: dict[Formula, Term] = {}
        self._primed: dict[Term, Term] = {}

    def run(self, formula: Formula) -> Tableau:
        parts = formula.parts if isinstance(formula, All) else (formula,)
        first = conj([self._from_the_start(part) for part in parts])
        return Tableau(first, tuple(self._relation), tuple(dict.fromkeys(self._again)), self._primed)

    def _from_the_start(self, part: Formula) -> Term:
        """What has to hold in the first step; a [] there has to hold in every step."""
        match part:
            case Always(Eventually(body)):
                self._again.append(self._now(body))
                return TRUE
            case Always(body):
                self._relation.append(self._now(body))
                return TRUE
            case _:
                return self._now(part)

    def _now(self, formula: Formula) -> Term:
        match formula:
            case Now(condition):
                return disj((condition, self._excused))
            case All(parts):
                return conj(map(self._now, parts))
            case Some(parts):
                return disj(map(self._now, parts))
            case Always(body):
                return self._owed_from(formula, body)
            case Eventually(body):
                return self._owed_from(formula, body)
            case _:
                assert_never(formula)

    def _owed_from(self, formula: Formula, body: Formula) -> Term:
        known = self._owed.get(formula)
        if known is not None:
            return known
        inner = self._now(body)
        name = f"owed!{len(self._owed)}"
        owed = self._owed[formula] = variable(name, BOOL)
        following = self._primed[owed] = variable(f"{name}'", BOOL)
        if isinstance(formula, Always):
            self._relation += [implies(owed, inner), implies(owed, following)]
        else:
            self._relation.append(implies(owed, disj((inner, following))))
            self._again.append(disj((neg(owed), inner)))
        return owed
