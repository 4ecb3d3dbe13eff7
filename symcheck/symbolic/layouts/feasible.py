"""Whether a condition can hold in any state of the layouts: asked while they are inferred; must not know why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symcheck.base.budget import Budget
from symcheck.solve import Answer, Solver
from symcheck.solve.sat_native import SatNative
from symcheck.term import BOOL, FALSE, INT, TRUE, Kind, Term, conj, disj, neg, variable

PATIENCE = 0.25
"""Seconds for one answer: a possible value too many costs less than a proof that takes long."""


class Feasible:
    """Asks a solver that knows the lemmas of the layouts. An answer of UNKNOWN counts as possible. `opened` makes of a
    condition what a solver can read: something that can hold wherever the condition can."""

    def __init__(self, lemmas: Iterable[Term] = (), opened: Callable[[Term], Term] = lambda term: term) -> None:
        self._opened = opened
        self._lemmas = [lemma for lemma in lemmas if lemma is not TRUE]
        self._boolean: Solver | None = None
        self._integer: Solver | None = None
        self._boolean_terms: set[Term] = set()
        self._parts = 0
        self._known: dict[Term, bool] = {TRUE: True, FALSE: False}

    def __call__(self, condition: Term) -> bool:
        known = self._known.get(condition)
        if known is None:
            asked, condition = condition, self._opened(condition)
            solver = self._solver(condition)
            # conjunct by conjunct: most are literals, and no name is made for a conjunction that is asked about once
            parts = condition.args if condition.op is Kind.AND else (condition,)
            known = solver.check([(part, 0) for part in parts], Budget(PATIENCE)) is not Answer.UNSAT
            self._known[asked] = known
        return known

    def where(self, conditions: Iterable[Term]) -> Callable[[Term], bool]:
        """The same question about the states in which these conditions hold."""
        here = variable(f"part {self._parts}", BOOL)
        self._parts += 1
        added = [disj((neg(here), condition)) for condition in conditions if condition is not TRUE]
        self._lemmas += added
        for solver in (self._boolean, self._integer):
            if solver is not None:
                self._add(solver, added)
        return lambda condition: self(condition) and self(conj((here, condition)))

    def _solver(self, condition: Term) -> Solver:
        if self._speaks_of_integers(condition):
            if self._integer is None:
                from symcheck.solve.z3_native import Z3Native  # slow to load, and most conditions are Boolean

                self._integer = self._filled(Z3Native({}, boolean=False))
            return self._integer
        if self._boolean is None:
            self._boolean = self._filled(SatNative({}))
        return self._boolean

    def _speaks_of_integers(self, condition: Term) -> bool:
        seen: set[Term] = set()
        pending = [condition]
        while pending:
            term = pending.pop()
            if term.sort is INT:
                return True
            if term not in self._boolean_terms and term not in seen:
                seen.add(term)
                pending.extend(term.args)
        self._boolean_terms |= seen
        return False

    def _filled(self, solver: Solver) -> Solver:
        self._add(solver, self._lemmas)
        return solver

    def _add(self, solver: Solver, lemmas: Iterable[Term]) -> None:
        for lemma in lemmas:
            if not isinstance(solver, SatNative) or not self._speaks_of_integers(lemma):
                solver.add(lemma)
