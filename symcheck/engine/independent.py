"""Which of several claims say something new; must not know what they are for."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.base.budget import Budget
from symcheck.solve import Answer, SolverFactory
from symcheck.term import Term, neg


def independent(known: Term, claims: Iterable[Term], factory: SolverFactory, budget: Budget) -> list[Term]:
    """Those that do not follow from what is known and from those before them, or of which that is not found out."""
    solver = factory({})
    solver.add(known)
    found = []
    for claim in claims:
        if solver.check([(neg(claim), 0)], budget) is not Answer.UNSAT:
            solver.add(claim)
            found.append(claim)
    return found
