"""Pairs of Boolean state variables that are never true together, as lemmas for whoever searches; must not know why a
search is slow.

Pairs that a sample of reachable states has are left out; then, until there are none, those that one step can lead to
from a state that has none of the rest. What is left is inductive: Houdini (Flanagan and Leino 2001), for what the
planning graph of Blum and Furst (1997) finds by rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations_with_replacement
from random import Random

from symcheck.base.budget import Budget
from symcheck.engine.simulation import Row, Stepper, columns_of, row_of
from symcheck.engine.verdict import Assignment
from symcheck.solve import Answer, Solver, SolverFactory, default_solver
from symcheck.system import steps
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, TRUE, Kind, Term, conj, disj, implies, neg, variable

LARGEST = 20_000  # pairs
_WALKED = 4_000  # states of the sample that are stepped from
_CHUNK = 512  # of them at once
_DRAWN = 4  # values of all inputs for each

_Pair = tuple[Term, Term]


def mutexes(system: TransitionSystem, budget: Budget, factory: SolverFactory | None = None) -> Term | None:
    """Says of each pair that is never true together in a reachable state that it is not; a variable with itself is
    such a pair, too. None where there are too many pairs or the budget ends. The state has to be Boolean."""
    assert all(each.sort == BOOL for each in system.state), "pairs of Booleans"
    if len(system.state) ** 2 > 2 * LARGEST:
        return None
    known = {frozenset(pair) for group in _exclusive(system.lemma) for pair in combinations_with_replacement(group, 2)}
    known = {pair for pair in known if len(pair) == 2}
    pairs = [pair for pair in combinations_with_replacement(system.state, 2) if frozenset(pair) not in known]
    return _Closure(system, pairs, budget, factory or default_solver(boolean=True)).run()


class _Closure:
    """`open` are the pairs that have not been seen true together by now, with a marker for each."""

    def __init__(
        self, system: TransitionSystem, pairs: list[_Pair], budget: Budget, factory: SolverFactory
    ) -> None:
        self._system = system
        self._budget = budget
        self._factory = factory
        self._open = {pair: variable(f"pair!{number}", BOOL) for number, pair in enumerate(pairs)}

    def run(self) -> Term | None:
        system, relation = self._system, steps.sequential(self._system)
        first = self._factory(relation.primed)
        first.add(conj((relation.initial, system.lemma)))
        if first.check((), self._budget) is not Answer.SAT:
            return None
        rows = sample(system, row_of(system, first.values(system.state)), self._budget)
        columns = columns_of(system.state, rows)
        self._open = {pair: marker for pair, marker in self._open.items() if not columns[pair[0]] & columns[pair[1]]}
        if not self._round(first, 0, TRUE):
            return None
        after = self._factory(relation.primed)
        after.add(conj((relation.relation, system.lemma)))
        after.add(system.lemma, 1)
        left = -1
        while left != len(self._open):
            left = len(self._open)
            assumed = variable(f"assumed!{left}", BOOL)
            after.add(implies(assumed, self._mutex()))
            if not self._round(after, 1, assumed):
                return None
        return self._mutex()

    def _mutex(self) -> Term:
        never = {one for one, other in self._open if one is other}
        both = [pair for pair in self._open if pair[0] not in never and pair[1] not in never]
        return conj([*map(neg, never), *(disj((neg(one), neg(other))) for one, other in both)])

    def _together(self, state: Assignment) -> list[Term]:
        """Takes out the pairs of a state; their markers."""
        here = [each for each in self._system.state if state[each]]
        pairs = combinations_with_replacement(here, 2)
        return [marker for pair in pairs if (marker := self._open.pop(pair, None)) is not None]

    def _round(self, solver: Solver, at: int, assumed: Term) -> bool:
        """Takes out what can be true together at a step; False where the budget ends before all of it is."""
        wanted = variable(f"wanted!{len(self._open)}", BOOL)
        markers = conj(implies(marker, conj(pair)) for pair, marker in self._open.items())
        solver.add(conj((markers, implies(wanted, disj(self._open.values())))), at)
        assumptions = [(wanted, at)] if assumed is TRUE else [(assumed, 0), (wanted, at)]
        while (answer := solver.check(assumptions, self._budget)) is Answer.SAT:
            found = self._together(solver.values(self._system.state, at))
            assert found, "a marker stands for a new pair"
            solver.add(conj(map(neg, found)), at)
        return answer is Answer.UNSAT


def sample(system: TransitionSystem, first: Row, budget: Budget) -> list[Row]:
    """Reachable states, breadth first from one, under inputs at random, with a fixed seed."""
    random, stepper = Random(0), Stepper(system, range(len(system.actions)))
    found, seen, at = [first], {first}, 0
    while at < min(len(found), _WALKED) and not budget.exhausted:
        rows = found[at : min(at + _CHUNK, _WALKED)]
        at += len(rows)
        for _ in range(_DRAWN if stepper.inputs else 1):
            inputs = {each: random.getrandbits(len(rows)) for each in stepper.inputs}
            for _, _, after in stepper.after(rows, {**columns_of(system.state, rows), **inputs}):
                if after not in seen:
                    seen.add(after)
                    found.append(after)
    return found


def _exclusive(lemma: Term) -> Iterable[tuple[Term, ...]]:
    """The groups of which a lemma says that at most one is true."""
    parts = lemma.args if lemma.op is Kind.AND else (lemma,)
    return [part.args for part in parts if part.op is Kind.AT_MOST_ONE]
