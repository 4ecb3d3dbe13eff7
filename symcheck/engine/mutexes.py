"""Pairs of Boolean state variables that are never true together, as lemmas for whoever searches; must not know why a
search is slow.

Pairs that a sample of reachable states has are left out; then, until there are none, those that one step can lead to
from a state that has none of the rest. What is left is inductive: Houdini (Flanagan and Leino 2001), for what the
planning graph of Blum and Furst (1997) finds by rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement
from random import Random

from symcheck.base.budget import Budget
from symcheck.engine.linearise import step
from symcheck.engine.verdict import Assignment
from symcheck.solve import Answer, Solver, SolverFactory, default_solver
from symcheck.system import steps
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, TRUE, Kind, Term, conj, disj, implies, neg, variable

LARGEST = 20_000  # pairs
_WALKED = 400  # states of the sample that are stepped from

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
        for state in walk(system, first.values(system.state), self._budget):
            self._together(state)
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


def walk(system: TransitionSystem, first: Assignment, budget: Budget) -> Iterator[Assignment]:
    """Reachable states, breadth first from one, each action under inputs at random: a sample, with a fixed seed."""
    random = Random(0)
    seen = {tuple(first.values())}
    found = [first]
    for number, state in enumerate(found):
        yield state
        if number >= _WALKED:
            continue
        for action in range(len(system.actions)):
            if budget.exhausted:
                return
            inputs = {each: random.random() < 0.5 for each in system.inputs}
            following = step(system, action, state, inputs)
            if following is not None and (key := tuple(following.values())) not in seen:
                seen.add(key)
                found.append(following)


def _exclusive(lemma: Term) -> Iterable[tuple[Term, ...]]:
    """The groups of which a lemma says that at most one is true."""
    parts = lemma.args if lemma.op is Kind.AND else (lemma,)
    return [part.args for part in parts if part.op is Kind.AT_MOST_ONE]
