"""The part of an inductive invariant that its properties need; must not know how the invariant was found.

An invariant is given in units, conjunctions that are kept or dropped as a whole. A unit is inductive relative to those
that an unsatisfiable core names; what the properties name, and what that names in turn, is an invariant again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symcheck.base.budget import Budget
from symcheck.solve import Answer, Solver, default_solver
from symcheck.system.obligations import implied
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Substitution, Term, conj, disj, free_variables, neg, variable

_TRIES = 12  # times a core is asked to be smaller without some of its units


class NotInductiveError(Exception):
    """The units do not prove the properties by induction."""


class OutOfTimeError(Exception):
    """The budget ended."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """`terms` are kept or dropped together; induction is asked of the first alone where they are `alike`."""

    terms: tuple[Term, ...]
    weight: int
    alike: bool = False


class Necessary:
    """Looks for few units that still make an invariant. `given` are formulas that are part of it in any case; `wanted`
    are the properties that it has to imply."""

    def __init__(
        self,
        system: TransitionSystem,
        given: Sequence[Term],
        wanted: Sequence[Property],
        units: Sequence[Unit],
        boolean: bool,
        budget: Budget,
    ) -> None:
        self._system = system
        # after an evaluation error a step may lead anywhere: that there is none is wanted, of all states
        self._errors = disj(prop.bad for prop in wanted if prop.kind == "definedness")
        self._budget = budget
        self._units = list(units)
        self._names = [variable(f"unit!{index}", BOOL) for index in range(len(units))]
        self._solver: Solver = default_solver(boolean)({})
        for term in (system.lemma, *given):
            self._solver.add(term)
        for name, unit in zip(self._names, units, strict=True):
            self._solver.add(disj((neg(name), conj(unit.terms))))
        self._index = {name: index for index, name in enumerate(self._names)}
        self._claims: dict[int, list[Term]] = {}
        self._wanted = [claim for prop in wanted for claim in _claims_of(system, prop)]
        self._wanted += (claim for term in given if (claim := self._broken((term,))) is not None)
        self._core_of: dict[int, frozenset[int]] = {}

    def kept(self) -> list[int]:
        """Indices of units that, with what is given, are an inductive invariant and imply what is wanted. Raises
        NotInductiveError; OutOfTimeError where not even the first such choice is found in time."""
        alive = self._inductive(set(range(len(self._units))))
        if alive is None:
            raise NotInductiveError
        kept = self._needed(alive)
        try:
            for index in sorted(kept, key=lambda index: (-self._units[index].weight, index)):
                if index not in kept or self._budget.exhausted:
                    continue
                fewer = self._inductive(kept - {index})
                if fewer is not None:
                    kept = self._needed(fewer)
        except OutOfTimeError:
            pass
        return sorted(kept)

    # ------------------------------------------------------------ steps of the search

    def _inductive(self, units: set[int]) -> set[int] | None:
        """The largest part of the units that is inductive; None if it does not imply what is wanted."""
        if not self._implies(units):
            return None
        changed = True
        while changed:
            changed = False
            for index in sorted(units, key=lambda index: (-self._units[index].weight, index)):
                core = self._core_of.get(index)
                if core is not None and core <= units:
                    continue
                found = self._core_of_unit(index, units)
                if found is None:
                    units = units - {index}
                    changed = True
                    if not self._implies(units):
                        return None
                else:
                    self._core_of[index] = found
        return units

    def _implies(self, units: set[int]) -> bool:
        return all(self._core(claim, units) is not None for claim in self._wanted)

    def _needed(self, units: set[int]) -> set[int]:
        """Those of an inductive choice of units that what is wanted rests on."""
        kept: set[int] = set()
        pending: list[int] = []
        for claim in self._wanted:
            self._take(self._lean(claim, units, kept), kept, pending)
        while pending:
            index = pending.pop(0)
            for claim in self._claims_of_unit(index):
                self._take(self._lean(claim, units, kept), kept, pending)
        return kept

    def _take(self, core: Iterable[int], kept: set[int], pending: list[int]) -> None:
        for index in core:
            if index not in kept:
                kept.add(index)
                pending.append(index)

    def _lean(self, claim: Term, units: set[int], kept: set[int]) -> frozenset[int]:
        """A core with little beyond what is kept already."""
        core = self._core(claim, kept)
        if core is not None:
            return core
        core = self._core(claim, units)
        assert core is not None, "the choice is inductive"
        heavy = sorted(core - kept, key=lambda index: (-self._units[index].weight, index))
        for index in heavy[:_TRIES]:
            if index in core and not self._budget.exhausted:
                less = self._core(claim, (set(core) | kept) - {index})
                core = core if less is None else less
        return core

    # ------------------------------------------------------------ questions

    def _core_of_unit(self, index: int, units: set[int]) -> frozenset[int] | None:
        found: set[int] = set()
        for claim in self._claims_of_unit(index):
            core = self._core(claim, units)
            if core is None:
                return None
            found |= core
        return frozenset(found)

    def _core(self, claim: Term, units: Iterable[int]) -> frozenset[int] | None:
        """Units of these with which the claim cannot hold; None if it can."""
        if self._budget.exhausted:
            raise OutOfTimeError
        assumed = [(self._names[index], 0) for index in sorted(units)]
        match self._solver.check([*assumed, (claim, 0)], self._budget):
            case Answer.UNSAT:
                return frozenset(self._index[term] for term, _ in self._solver.core() if term in self._index)
            case Answer.SAT:
                return None
            case Answer.UNKNOWN:
                raise OutOfTimeError

    def _claims_of_unit(self, index: int) -> list[Term]:
        found = self._claims.get(index)
        if found is None:
            unit = self._units[index]
            groups: Sequence[tuple[Term, ...]] = [unit.terms[:1]] if unit.alike else [(term,) for term in unit.terms]
            found = [claim for terms in groups if (claim := self._broken(terms)) is not None]
            self._claims[index] = found
        return found

    def _broken(self, terms: tuple[Term, ...]) -> Term | None:
        """That a step makes one of the terms false; None if no action touches them."""
        system = self._system
        free = set(free_variables(conj(terms)))
        cases = [
            conj((action.guard, neg(conj(map(Substitution(action.effects), terms)))))
            for action in system.actions
            if not free.isdisjoint(action.effects)
        ]
        return conj((system.constraint, neg(self._errors), disj(cases))) if cases else None


def _claims_of(system: TransitionSystem, prop: Property) -> list[Term]:
    return [each.claim[0] for group in implied(system, TRUE, prop) for each in group.obligations]
