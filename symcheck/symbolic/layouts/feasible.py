"""Whether a condition can hold in any state of the layouts: asked while they are inferred; must not know why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symcheck.base.budget import Budget
from symcheck.solve import Answer, Solver
from symcheck.solve.sat_native import SatNative
from symcheck.term import BOOL, FALSE, TRUE, Kind, Term, conj, disj, neg, variable
from symcheck.term.skeleton import Skeleton

PATIENCE = 0.25
"""Seconds for one answer: a possible value too many costs less than a proof that takes long."""

THOROUGH = 60.0
"""Seconds for an answer without which there is no encoding at all."""

GIVE_UP_AFTER = 8
"""So many questions about integers without an answer, and no more of them are asked."""


class Feasible:
    """Asks solvers that know the lemmas of the layouts: first whether the Boolean skeleton of a condition can hold,
    which takes no time to tell, and if it can and there are integers, of the whole. An answer of UNKNOWN counts as
    possible. `opened` makes of a condition what a solver can read: something that can hold wherever the condition can.
    """

    def __init__(self, lemmas: Iterable[Term] = (), opened: Callable[[Term], Term] = lambda term: term) -> None:
        self._opened = opened
        self._lemmas = [lemma for lemma in lemmas if lemma is not TRUE]
        self._skeleton = Skeleton()
        self._boolean: Solver | None = None
        self._integer: Solver | None = None
        self._unknown = 0
        self._parts = 0
        self._known: dict[Term, bool] = {TRUE: True, FALSE: False}

    def __call__(self, condition: Term) -> bool:
        known = self._known.get(condition)
        if known is None:
            answer = self._answer(condition, PATIENCE, self._unknown < GIVE_UP_AFTER)
            known = self._known[condition] = answer is not Answer.UNSAT
        return known

    def told(self, condition: Term) -> Answer:
        """The same question where much depends on the answer: it takes as long as it may take."""
        return self._answer(condition, THOROUGH) if self(condition) else Answer.UNSAT

    def where(self, conditions: Iterable[Term]) -> Callable[[Term], bool]:
        """The same question about the states in which these conditions hold."""
        here = variable(f"part {self._parts}", BOOL)
        self._parts += 1
        added = [disj((neg(here), condition)) for condition in conditions if condition is not TRUE]
        self._lemmas += added
        for lemma in added:
            if self._boolean is not None:
                self._boolean.add(self._skeleton(lemma))
            if self._integer is not None:
                self._integer.add(lemma)
        return lambda condition: self(condition) and self(conj((here, condition)))

    def _answer(self, condition: Term, patience: float, integers: bool = True) -> Answer:
        opened = self._opened(condition)
        outline = self._skeleton(opened)
        answer = _asked(self._of_skeletons(), outline, patience)
        if answer is Answer.UNSAT or outline is opened:
            return answer
        answer = _asked(self._of_integers(), opened, patience) if integers else Answer.UNKNOWN
        self._unknown += answer is Answer.UNKNOWN
        return answer

    def _of_skeletons(self) -> Solver:
        if self._boolean is None:
            self._boolean = SatNative({})
            for lemma in self._lemmas:
                self._boolean.add(self._skeleton(lemma))
        return self._boolean

    def _of_integers(self) -> Solver:
        if self._integer is None:
            from symcheck.solve.z3_native import Z3Native  # slow to load, and most conditions are Boolean

            self._integer = Z3Native({}, boolean=False)
            for lemma in self._lemmas:
                self._integer.add(lemma)
        return self._integer


def _asked(solver: Solver, condition: Term, patience: float) -> Answer:
    # conjunct by conjunct: most are literals, and no name is made for a conjunction that is asked about once
    parts = condition.args if condition.op is Kind.AND else (condition,)
    return solver.check([(part, 0) for part in parts], Budget(patience))
