"""A temporal question as one about a bad state: that of a path which ends where it was before and satisfies a formula
if it goes round for ever; must not know engines or solvers.

Biere, Artho, Schuppan, Liveness Checking as Safety Checking, FMICS 2002. One state of the path is saved as the first of
the loop; what has to hold again and again is looked for from there on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symcheck.system.steps import Steps, sequential
from symcheck.system.temporal import Violation
from symcheck.system.transform.tableau import FAILED, Tableau, tableau
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Term, conj, disj, eq, iff, implies, ite, neg, substitute, variable


@dataclass(frozen=True, slots=True)
class Monitored:
    """The steps of a system with what is remembered along a path. A path is a lasso that violates the property if its
    last state is `bad`; `begun` holds in the states after the first one of the loop. In the last state of one that
    `failed`, something could not be evaluated on the way: from there on the formula asks for nothing, as what it would
    ask for is not known. Idle steps are steps."""

    system: TransitionSystem
    steps: Steps
    bad: Property
    failed: Property
    begun: Term


def to_safety(system: TransitionSystem, violation: Violation) -> Monitored:
    """The monitored steps for one property."""
    return _Monitor(system, tableau(violation.formula, violation.undefined)).run(violation)


class _Monitor:
    def __init__(self, system: TransitionSystem, conditions: Tableau) -> None:
        self._system = system
        self._conditions = conditions
        self._steps = sequential(system)
        self._primed: dict[Term, Term] = {**self._steps.primed, **conditions.owed}
        self._relation: list[Term] = [*conditions.relation]

    def run(self, violation: Violation) -> Monitored:
        conditions, failed = self._conditions, self._remembered(FAILED)
        begun, start = self._remembered("begun!"), variable("start!", BOOL)
        self._relation += [
            violation.inside,
            iff(self._primed[begun], disj((begun, start))),
            iff(self._primed[failed], disj((failed, violation.undefined))),
        ]
        saved = self._saved(begun, start)
        seen = [self._seen(number, again, disj((begun, start))) for number, again in enumerate(conditions.again)]
        copies = {self._system.primed[var]: saved[var] for var in self._system.state}
        back = [begun, substitute(violation.same, copies), *(iff(owed, saved[owed]) for owed in conditions.owed)]
        bad = Property(violation.name, "invariant", conj((*back, *seen, neg(failed))), sequential=True)
        undefined = Property(violation.name, "invariant", failed, sequential=True)
        steps = replace(
            self._steps,
            initial=conj((self._steps.initial, neg(begun), neg(failed), *map(neg, seen), conditions.first)),
            relation=conj((self._steps.relation, *self._relation)),
            order=TRUE,  # where the loop begins is a matter of order
            primed=self._primed,
        )
        return Monitored(replace(self._system, state=(*self._system.state, begun)), steps, bad, undefined, begun)

    def _remembered(self, name: str, like: Term | None = None) -> Term:
        sort = BOOL if like is None else like.sort
        made = variable(name, sort)
        self._primed[made] = variable(f"{name}'", sort)
        return made

    def _saved(self, begun: Term, start: Term) -> Mapping[Term, Term]:
        saved = {}
        for var in (*self._system.state, *self._conditions.owed):
            copy = saved[var] = self._remembered(f"saved!{var.payload}", var)
            after = self._primed[copy]
            self._relation.append(implies(disj((begun, start)), eq(after, ite(begun, copy, var))))
        return saved

    def _seen(self, number: int, again: Term, looping: Term) -> Term:
        seen = self._remembered(f"seen!{number}")
        self._relation.append(iff(self._primed[seen], disj((seen, conj((looping, again))))))
        return seen
