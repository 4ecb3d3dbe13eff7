"""Linear equations that hold in every reachable state, as lemmas for provers; must not know TLA+ or properties.

They describe the least affine space that has the initial states in it and that no step leaves (Karr 1976), found as
Reps, Sagiv and Yorsh do (VMCAI 2004): whatever a solver finds outside makes the space one dimension larger, so it is
asked no more often than there are variables and actions to be looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TypeVar

from symcheck.base.budget import Budget
from symcheck.engine.independent import independent
from symcheck.solve import Answer, Solver, SolverFactory, default_solver
from symcheck.system.ranges import settled_ranges
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Substitution, Term, add, conj, disj, eq, evaluate_all, integer, mul, neg

LARGEST = 128
"""Numbers in one equation: there are no more equations either."""

_Row = tuple[int, ...]
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Equation:
    """So many times each number, added up, is `total`; `term` says so of the variables of a state."""

    weights: tuple[int, ...]
    total: int
    term: Term

    def terms(self, named: Sequence[Named]) -> tuple[tuple[Named, int], ...]:
        """What the numbers are called by whoever asked, each with how many times it is added."""
        return tuple((each, weight) for each, weight in zip(named, self.weights, strict=True) if weight)


def equations(
    system: TransitionSystem, numbers: Sequence[Term], budget: Budget, factory: SolverFactory | None = None
) -> list[Equation]:
    """What is together inductive with the lemma of the system; nothing where there are too many numbers, or where the
    budget ends. `numbers` are INT terms over the state."""
    if not numbers or len(numbers) > LARGEST:
        return []
    return _Search(halting(system), numbers, budget, factory or default_solver(boolean=False)).run()


@dataclass(frozen=True, slots=True)
class _Space:
    """All points at which each row is 0: its last number, and each of the others times a coordinate, added up."""

    rows: tuple[_Row, ...]

    @staticmethod
    def of(point: Sequence[int]) -> _Space:
        """The space of one point."""
        size = len(point)
        return _Space(
            tuple((*(int(place == other) for other in range(size)), -value) for place, value in enumerate(point))
        )

    def with_point(self, point: Sequence[int]) -> _Space:
        """The least space with one more point."""
        away = [sum(each * value for each, value in zip(row, (*point, 1), strict=True)) for row in self.rows]
        pivot = next((place for place, value in enumerate(away) if value), None)
        if pivot is None:
            return self
        return _Space(
            tuple(
                _combined(row, away[pivot], self.rows[pivot], -value) if value else row
                for place, (row, value) in enumerate(zip(self.rows, away, strict=True))
                if place != pivot
            )
        )

    def reduced(self) -> _Space:
        """The same space, with each row as short as the others make it: the first coordinates are in few."""
        rows = list(self.rows)
        done = 0
        for column in range(len(rows[0]) - 1 if rows else 0):
            pivot = next((place for place in range(done, len(rows)) if rows[place][column]), None)
            if pivot is None:
                continue
            rows[done], rows[pivot] = rows[pivot], rows[done]
            first = rows[done]
            rows = [
                row if place == done or not row[column] else _combined(row, first[column], first, -row[column])
                for place, row in enumerate(rows)
            ]
            done += 1
        return _Space(tuple(rows))

    def holds(self, columns: Sequence[Term]) -> list[Term]:
        """The equations, of terms that stand for the coordinates."""
        return [
            eq(add(mul(integer(weight), each) for weight, each in zip(row, columns, strict=False) if weight),
               integer(-row[-1]))
            for row in self.rows
        ]  # fmt: skip


def _combined(row: _Row, times: int, other: _Row, others: int) -> _Row:
    summed = [times * one + others * two for one, two in zip(row, other, strict=True)]
    common = gcd(*summed)
    lead = next(each for each in summed if each)
    return tuple(each // (common if lead > 0 else -common) for each in summed)


class _Search:
    def __init__(
        self, system: TransitionSystem, columns: Sequence[Term], budget: Budget, factory: SolverFactory
    ) -> None:
        self._system = system
        self._columns = columns
        self._budget = budget
        self._factory = factory
        self._known = conj((system.lemma, settled_ranges(system)))

    def run(self) -> list[Equation]:
        solver = self._solver(self._system.init)
        if solver.check((), self._budget) is not Answer.SAT:
            return []
        space = self._initial(solver, _Space.of(self._point(solver, {})))
        closed = None if space is None else self._closed(space)
        return [] if closed is None else self._new(closed.reduced())

    def _initial(self, solver: Solver, space: _Space) -> _Space | None:
        """The least space around one that all initial states are in."""
        while True:
            outside = disj(map(neg, space.holds(self._columns)))
            match solver.check([(outside, 0)], self._budget):
                case Answer.UNSAT:
                    return space
                case Answer.UNKNOWN:
                    return None
                case Answer.SAT:
                    space = space.with_point(self._point(solver, {}))

    def _closed(self, space: _Space) -> _Space | None:
        """The least space around one that no step leaves."""
        system, solver = self._system, self._solver(self._system.constraint)
        here = space.holds(self._columns)
        place = passed = 0  # `passed` actions in turn have not left the space
        while passed < len(system.actions) and here:
            action = system.actions[place % len(system.actions)]
            after = Substitution(action.effects)
            left = disj(neg(moved) for each in here if (moved := after(each)) is not each)
            match solver.check([(conj((*here, action.guard, left)), 0)], self._budget):
                case Answer.UNSAT:
                    place, passed = place + 1, passed + 1
                case Answer.UNKNOWN:
                    return None
                case Answer.SAT:
                    space, passed = space.with_point(self._point(solver, action.effects)), 0
                    here = space.holds(self._columns)
        return space

    def _new(self, space: _Space) -> list[Equation]:
        """Those that do not follow from what is known and from the others, as of values one of which is always there;
        what is none in all is told first."""
        every = {
            term: Equation(row[:-1], -row[-1], term)
            for row, term in zip(space.rows, space.holds(self._columns), strict=True)
        }
        claims = sorted(every, key=lambda term: every[term].total != 0)
        return [every[term] for term in independent(self._known, claims, self._factory, self._budget)]

    def _solver(self, holds: Term) -> Solver:
        solver = self._factory({})
        solver.add(conj((holds, self._known)))
        return solver

    def _point(self, solver: Solver, effects: Mapping[Term, Term]) -> list[int]:
        """The coordinates of a state, or after a step, by a model."""
        after = Substitution(effects)
        values = solver.values((*self._system.state, *self._system.inputs))
        return [int(value) for value in evaluate_all([after(each) for each in self._columns], values)]
