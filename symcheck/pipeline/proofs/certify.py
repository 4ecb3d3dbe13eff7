"""Checks anew, with a solver that had no part in finding it, what an engine offers as a proof; must not know engines.

Nothing is a proof before its obligations are discharged here, one by one, from the transition system alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.engine.verdict import Proved
from symcheck.pipeline.certificate import Certificate
from symcheck.solve import Answer, Solver, SolverFactory
from symcheck.system.obligations import Group, Obligation, conjuncts, implied, inductive, k_inductive
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, nodes

_GLANCE = 0.05  # seconds for an easy obligation, in a solver that it shares with others of its group
_HARD = 3  # obligations of a group that take longer; then the others are not asked there


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not a proof, or could not be shown to be one: `reason` is one phrase, with the obligation that failed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many obligations hold, and which solvers found so."""

    count: int
    solvers: tuple[str, ...]


class Certifier:
    """Certifies verdicts on one system; what several of them share is checked once."""

    def __init__(
        self,
        system: TransitionSystem,
        factory: SolverFactory | None = None,
        second: SolverFactory | None = None,
        given: Term | None = None,
    ) -> None:
        """`factory` makes the solver; without one it is Z3. `second` makes another one that has to agree. Of the lemma
        of the system `given` is no part of what is told of an invariant, all of it if None."""
        self._system = halting(system)
        self._given = set(conjuncts(system.lemma if given is None else given))
        self._properties = {prop.name: prop for prop in system.properties}
        self._factories = (factory,) if second is None else (factory, second)
        self._discharged: dict[object, Checked] = {}
        self.certified: dict[str, Certificate] = {}

    def certify(self, prop: Property, proved: Proved, budget: Budget | None = None) -> Certificate | Refused:
        """The certificate, if every obligation holds. Properties that it uses are to be certified before; an invariant
        that is inductive only where what is certified already holds is one too: after an evaluation error, a step may
        lead anywhere."""
        found = self._certify(prop, proved, budget or Budget(), ())
        if isinstance(found, Refused) and self.certified:
            found = self._certify(prop, proved, budget or Budget(), tuple(self.certified))
        if isinstance(found, Certificate):
            self.certified[prop.name] = found
        return found

    def _certify(
        self, prop: Property, proved: Proved, budget: Budget, beside: tuple[str, ...]
    ) -> Certificate | Refused:
        missing = [name for name in proved.using if name not in self.certified]
        if missing:
            return Refused(f"{missing[0]}, which the proof uses, is not proved itself")
        if proved.k and prop.name not in proved.together:
            return Refused("the proof is one of other properties")
        count = 0
        solvers: dict[str, None] = {}
        for key, groups in self._parts(prop, proved, beside):
            known = self._discharged.get(key)
            if known is None:
                found = discharge(groups, self._factories, budget)
                if isinstance(found, Refused):
                    return found
                known = self._discharged[key] = found
            count += known.count
            solvers.update(dict.fromkeys(known.solvers))
        parts = dict.fromkeys((*conjuncts(proved.certificate), *conjuncts(self._system.lemma)))
        clauses = tuple(part for part in parts if part is not TRUE and part not in self._given)
        using = tuple(dict.fromkeys((*proved.using, *beside)))
        return Certificate(proved.certificate, clauses, proved.k, proved.together, using, count, tuple(solvers))

    def _parts(
        self, prop: Property, proved: Proved, beside: tuple[str, ...]
    ) -> Iterator[tuple[object, Iterator[Group]]]:
        # what the layouts give is not taken on trust: it is one more part of the invariant
        invariant = conj((proved.certificate, self._system.lemma))
        if proved.k:  # by induction on the step, together with what is shown below
            beside = tuple(dict.fromkeys((*beside, *proved.using, *proved.together)))
        yield (invariant, beside), inductive(self._system, invariant, self._named(beside))
        if proved.k == 0:
            yield (invariant, prop.name), implied(self._system, invariant, prop)
            return
        together, using = self._named(proved.together), self._named(proved.using)
        key = (invariant, proved.k, proved.together, proved.using, proved.simple_path)
        yield key, k_inductive(self._system, invariant, together, proved.k, using, proved.simple_path)

    def _named(self, names: Sequence[str]) -> list[Property]:
        return [self._properties[name] for name in names]


def discharge(
    groups: Iterable[Group], factories: Sequence[SolverFactory | None] | None, budget: Budget
) -> Checked | Refused:
    """Ask for every obligation; each factory makes a solver for each group (None: Z3), and all have to agree."""
    count = 0
    names: dict[str, None] = {}
    for group in groups:
        count += len(group.obligations)
        open_ = [each for each in group.obligations if each.claim[0] is not FALSE]
        for factory in (factories or (None,)) if open_ else ():
            make = factory or _z3_for(group)
            solver = make(group.primed)
            names[solver.name] = None
            try:
                failed = _ask(solver, make, group, open_, budget)
            except SpecError as error:  # not every solver takes every formula
                failed = f"{solver.name} cannot check the certificate: {error.diagnostics[0].message}"
            if failed is not None:
                return Refused(failed)
    return Checked(count, tuple(names))


def _ask(
    solver: Solver, make: SolverFactory, group: Group, obligations: Iterable[Obligation], budget: Budget
) -> str | None:
    """Why an obligation is not discharged, None if all are. Where they take their time with a solver that is there for
    the whole group, each gets one of its own: a claim that it need not forget again can be simplified."""
    _assume(solver, group)
    hard = 0
    for each in obligations:
        if hard < _HARD:
            started = monotonic()
            answer = solver.check([each.claim], budget)
            hard += monotonic() - started > _GLANCE
        else:
            own = make(group.primed)
            _assume(own, group)
            own.add(*each.claim)
            answer = own.check((), budget)
        match answer:
            case Answer.UNSAT:
                continue
            case Answer.SAT:
                return f"the certificate does not hold: {each.name}"
            case Answer.UNKNOWN:
                return f"the certificate could not be checked by {solver.name} in time: {each.name}"
    return None


def _assume(solver: Solver, group: Group) -> None:
    for term, step in group.given:
        solver.add(term, step)


def _z3_for(group: Group) -> SolverFactory:
    from symcheck.solve.choose import z3

    terms = [term for term, _ in group.given] + [each.claim[0] for each in group.obligations]
    return z3(boolean=all(node.sort == BOOL for node in nodes(terms)))
