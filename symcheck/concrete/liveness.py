"""Checks temporal properties on a finished graph of states; must not know how the graph was found.

A counterexample is a fair lasso of the graph, with stuttering at every state, on which the negated property holds. The
negation is split into cases; in each, []<>P and <>[]P become conditions on cycles, and whatever else there is becomes
an automaton that runs along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.automaton import (
    Always,
    And,
    Automaton,
    Eventually,
    Formula,
    Or,
    always,
    automaton,
    conj,
    disj,
    holds,
    is_propositional,
    negation,
)
from symcheck.concrete.cycles import Fairness, Lasso, fair_lasso
from symcheck.concrete.exploration import Answer, Fails, Holds, Open
from symcheck.concrete.store import trace_of
from symcheck.concrete.successors import Machine, Values
from symcheck.concrete.temporal import StepTruth, Temporal
from symcheck.core.expr import Expr

_MOST_CASES = 500
_MOST_OBLIGATIONS = 12  # an automaton may have as many nodes as these have subsets


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The reachable states, the numbers of each one's successors, and how many of the first are initial."""

    machine: Machine
    states: list[Values]
    successors: Sequence[tuple[int, ...]]
    initial: int


def check_liveness(graph: Graph, expr: Expr, budget: Budget) -> Answer:
    """Whether every fair behavior of the graph satisfies a temporal formula."""
    behavior = graph.machine.spec.behavior
    assert behavior is not None, "a graph comes from a behavior"
    temporal = Temporal(graph.machine)
    try:
        fair = temporal.behavior(behavior)
        wrong = conj((negation(temporal.formula(expr)), fair))
        truth = StepTruth(temporal.atoms, graph.states)
        cases = list(_cases(wrong))
        if len(cases) > _MOST_CASES:
            return Open(f"the formula has more than {_MOST_CASES} cases", -1)
        for case in cases:
            if budget.exhausted:
                return Open("out of time", -1)
            found = _lasso(graph, case, truth)
            if found is not None:
                path, loop = found
                return Fails(trace_of(graph.machine, [graph.states[number] for number in path], loop))
    except SpecError as error:
        return Open(f"the formula is not decided: {error.diagnostics[0].message}", -1)
    return Holds()


@dataclass(slots=True)
class _Case:
    """One way for the negation to be true: all of these conjuncts. `recurring` are the P of []<>P, `lasting` those of
    <>[]P, `implied` the pairs (P, Q) of []<>P => []<>Q."""

    recurring: list[Formula] = field(default_factory=list)
    lasting: list[Formula] = field(default_factory=list)
    implied: list[tuple[Formula, Formula]] = field(default_factory=list)
    rest: list[Formula] = field(default_factory=list)


def _cases(formula: Formula) -> Iterator[_Case]:
    """The cases, at most one over the limit."""
    choices: list[tuple[Formula, ...]] = []
    fixed: list[Formula] = []
    todo = [formula]
    while todo:
        part = todo.pop()
        match part:
            case And(parts):
                todo.extend(reversed(parts))
            case Always(And(parts)):
                todo.extend(always(each) for each in reversed(parts))
            case Or(parts) if not is_propositional(part) and _implication(part) is None:
                choices.append(parts)
            case _:
                fixed.append(part)
    if not choices:
        yield _sorted(fixed)
        return
    count = 0
    for choice in product(*choices):
        for case in _cases(conj((*fixed, *choice))):
            yield case
            count += 1
            if count > _MOST_CASES:
                return


def _sorted(conjuncts: list[Formula]) -> _Case:
    case = _Case()
    for part in conjuncts:
        match part:
            case Always(Eventually(body)) if is_propositional(body):
                case.recurring.append(body)
            case Eventually(Always(body)) if is_propositional(body):
                case.lasting.append(body)
            case _:
                pair = _implication(part)
                if pair is not None:
                    case.implied.append(pair)
                else:
                    case.rest.append(part)
    return case


def _implication(formula: Formula) -> tuple[Formula, Formula] | None:
    """(P, Q) where the formula is <>[]~P \\/ []<>Q."""
    if not isinstance(formula, Or):
        return None
    causes, effects = [], []
    for part in formula.parts:
        match part:
            case Eventually(Always(body)) if is_propositional(body):
                causes.append(negation(body))
            case Always(Eventually(body)) if is_propositional(body):
                effects.append(body)
            case _:
                return None
    return (causes[0], disj(effects)) if len(causes) == 1 else None


def _lasso(graph: Graph, case: _Case, truth: StepTruth) -> tuple[list[int], int] | None:
    """The numbers of a lasso's states and the index that it returns to."""
    found = _Product(graph, automaton(conj(case.rest)), case, truth).search()
    if found is None:
        return None
    return found


class _Product:
    """The graph with an automaton running along; a node is a state's number and a node of the automaton."""

    def __init__(self, graph: Graph, watch: Automaton, case: _Case, truth: StepTruth) -> None:
        self._graph = graph
        self._watch = watch
        self._truth = truth
        bit = watch.acceptance
        self._every = (1 << bit) - 1
        self._required = self._every
        self._marks: list[tuple[int, Formula]] = []
        self._forbidden = 0
        self._implied: list[tuple[int, int]] = []
        for formula in case.recurring:
            self._required |= 1 << bit
            bit = self._mark(bit, formula)
        for formula in case.lasting:
            self._forbidden |= 1 << bit
            bit = self._mark(bit, negation(formula))
        for cause, effect in case.implied:
            self._implied.append((1 << bit, 1 << (bit + 1)))
            bit = self._mark(self._mark(bit, cause), effect)
        self._nodes: list[tuple[int, int]] = []
        self._edges: list[list[tuple[int, int]]] = []

    def _mark(self, bit: int, formula: Formula) -> int:
        self._marks.append((1 << bit, formula))
        return bit + 1

    def search(self) -> tuple[list[int], int] | None:
        self._build()
        fairness = Fairness(self._required, self._forbidden, tuple(self._implied))
        further = self._further if self._marks else None
        found = fair_lasso(self._edges, range(self._graph.initial), fairness, further)
        return None if found is None else self._states(found)

    def _build(self) -> None:
        graph, watch = self._graph, self._watch
        nodes, edges = self._nodes, self._edges
        numbers: dict[tuple[int, int], int] = {}
        for state in range(graph.initial):
            numbers[state, 0] = len(nodes)
            nodes.append((state, 0))
        while len(edges) < len(nodes):
            state, at = nodes[len(edges)]
            outgoing: list[tuple[int, int]] = []
            targets = graph.successors[state]
            for target in targets if state in targets else (*targets, state):
                for edge in watch.edges[at]:
                    if all(self._truth(atom, state, target) is sign for atom, sign in edge.literals):
                        node = target, edge.target
                        number = numbers.get(node)
                        if number is None:
                            number = numbers[node] = len(nodes)
                            nodes.append(node)
                        outgoing.append((number, self._every & ~edge.postponed))
            edges.append(outgoing)

    def _further(self, source: int, target: int) -> int:
        first, second = self._nodes[source][0], self._nodes[target][0]
        marks = 0
        for bit, formula in self._marks:
            if holds(formula, lambda atom: self._truth(atom, first, second)):
                marks |= bit
        return marks

    def _states(self, lasso: Lasso) -> tuple[list[int], int]:
        """Without stuttering, which no formula of TLA+ can see, unless the cycle is nothing else."""
        prefix = _unstuttered([self._nodes[node][0] for node in lasso.prefix])
        cycle = _unstuttered([self._nodes[node][0] for node in lasso.cycle])
        if len(cycle) > 1 and cycle[-1] == cycle[0]:
            cycle.pop()
        if prefix and prefix[-1] == cycle[0]:
            prefix.pop()
        return prefix + cycle, len(prefix)


def _unstuttered(states: list[int]) -> list[int]:
    return [state for index, state in enumerate(states) if index == 0 or state != states[index - 1]]
