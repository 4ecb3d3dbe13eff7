"""A graph of states with an automaton running along, and its fair cycles; must not know what formulas are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symcheck.base.budget import Budget
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.concrete.temporal.automaton import TRUE, Atom, Formula, automaton, conj, negation
from symcheck.concrete.temporal.cases import Case
from symcheck.concrete.temporal.cycles import Fairness, Further, Lasso, fair_lasso
from symcheck.concrete.temporal.truth import Marks, StepTruth

Edges = list[list[tuple[int, int]]]

_NOTHING = automaton(TRUE)


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The reachable states, the numbers of each one's successors, and how many of the first are initial."""

    machine: Machine
    states: list[Values]
    successors: Sequence[tuple[int, ...]]
    initial: int


class OutOfTimeError(Exception):
    """The budget is used up."""


class Product:
    """The graph with an automaton running along; a node is a state's number and a node of the automaton."""

    def __init__(
        self, graph: Graph, case: Case, truth: StepTruth, marks: Marks, budget: Budget, alone: Edges
    ) -> None:
        """`alone` holds the edges of the graph alone, or nothing as long as nobody has made them."""
        self._graph = graph
        self._alone = alone
        self._watch = automaton(conj(case.rest))
        self._truth = truth
        self._marks = marks
        self._budget = budget
        self._shift = self._watch.acceptance  # the automaton's own marks come before those of formulas
        self._every = (1 << self._shift) - 1
        self._wanted = 0
        self._required = self._every
        self._forbidden = 0
        for formula in case.recurring:
            self._required |= self._mark(formula)
        for formula in case.lasting:
            self._forbidden |= self._mark(negation(formula))
        self._implied = [(self._mark(cause), self._mark(effect)) for cause, effect in case.implied]
        self._nodes: list[tuple[int, int]] = []
        self._edges: Edges = []

    def _mark(self, formula: Formula) -> int:
        bit = self._marks.bit(formula)
        self._wanted |= bit
        return bit << self._shift

    def search(self) -> tuple[list[int], int] | None:
        self._build()
        fairness = Fairness(self._required, self._forbidden, tuple(self._implied))
        further = Further(self._wanted << self._shift, self._further) if self._wanted else None
        found = fair_lasso(self._edges, range(self._graph.initial), fairness, further)
        return None if found is None else self._states(found)

    def _build(self) -> None:
        graph, watch = self._graph, self._watch
        if watch == _NOTHING:
            self._nodes.extend((state, 0) for state in range(len(graph.states)))
            if not self._alone:
                self._alone.extend(
                    [(target, 0) for target in (targets if state in targets else (*targets, state))]
                    for state, targets in enumerate(graph.successors)
                )
            self._edges = self._alone
            return
        nodes, edges = self._nodes, self._edges
        condition = self._truth.condition
        ways = [
            [
                ([(condition(Atom(atom)), sign) for atom, sign in edge.literals], edge.target, edge.postponed)
                for edge in outgoing
            ]
            for outgoing in watch.edges
        ]
        numbers: dict[tuple[int, int], int] = {}
        for state in range(graph.initial):
            numbers[state, 0] = len(nodes)
            nodes.append((state, 0))
        while len(edges) < len(nodes):
            if self._budget.exhausted:
                raise OutOfTimeError
            state, at = nodes[len(edges)]
            outgoing: list[tuple[int, int]] = []
            targets = graph.successors[state]
            for target in targets if state in targets else (*targets, state):
                for literals, after, postponed in ways[at]:
                    if all(holds(state, target) is sign for holds, sign in literals):
                        node = target, after
                        number = numbers.get(node)
                        if number is None:
                            number = numbers[node] = len(nodes)
                            nodes.append(node)
                        outgoing.append((number, self._every & ~postponed))
            edges.append(outgoing)

    def _further(self, node: int) -> list[int]:
        if self._budget.exhausted:
            raise OutOfTimeError
        nodes, shift = self._nodes, self._shift
        targets = [nodes[target][0] for target, _ in self._edges[node]]
        return [held << shift for held in self._marks.of_steps(nodes[node][0], targets, self._wanted)]

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
