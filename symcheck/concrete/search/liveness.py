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
from symcheck.concrete.search.exploration import Answer, Fails, Holds, Open
from symcheck.concrete.search.judge import NOT_LISTED
from symcheck.concrete.search.store import trace_of
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.concrete.temporal.automaton import (
    Always,
    And,
    Atom,
    Eventually,
    Formula,
    Or,
    always,
    automaton,
    conj,
    disj,
    is_propositional,
    negation,
)
from symcheck.concrete.temporal.cycles import Fairness, Lasso, fair_lasso
from symcheck.concrete.temporal.formulas import Temporal
from symcheck.concrete.temporal.lasso import Lasso as LassoTruth
from symcheck.concrete.temporal.truth import Marks, StepTruth
from symcheck.core.expr import Expr

_MOST_CASES = 500


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The reachable states, the numbers of each one's successors, and how many of the first are initial."""

    machine: Machine
    states: list[Values]
    successors: Sequence[tuple[int, ...]]
    initial: int


class Liveness:
    """Checks one graph; what is found out of fairness serves all properties."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._temporal = Temporal(graph.machine)
        self._truth = StepTruth(self._temporal.atoms, graph.states)
        self._marks = Marks(self._truth, len(graph.states))
        self._fair: Formula | None = None

    def check(self, expr: Expr, budget: Budget) -> Answer:
        """Whether every fair behavior of the graph satisfies a temporal formula."""
        try:
            wrong = conj((negation(self._temporal.formula(expr)), self._fairness()))
            cases = list(_cases(wrong))
            if len(cases) > _MOST_CASES:
                return Open(f"the formula has more than {_MOST_CASES} cases", -1)
            for case in cases:
                found = _Product(self._graph, case, self._truth, self._marks, budget).search()
                if found is not None:
                    path, loop = found
                    states = [self._graph.states[number] for number in path]
                    return Fails(trace_of(self._graph.machine, states, loop))
        except SpecError as error:
            return self._undefined(expr, error)
        except OutOfTimeError:
            return Open("out of time", -1)
        return Holds()

    def _undefined(self, expr: Expr, error: SpecError) -> Answer:
        """A behavior on which the formula, or fairness, cannot be evaluated; open if that is not the reason, or if it
        takes another path to fail."""
        if error.code.value.startswith("D") and error.code not in NOT_LISTED:
            path = self._path_to(*(self._truth.last or (0, 0)))
            states = [self._graph.states[number] for number in path]
            lasso = LassoTruth(self._graph.machine, states, len(states) - 1)
            try:
                lasso.holds(expr)
                lasso.is_fair()
            except SpecError as again:
                if again.code.value.startswith("D") and again.code not in NOT_LISTED:
                    trace = trace_of(self._graph.machine, states, len(states) - 1)
                    return Fails(trace, again.diagnostics[0])
        first = error.diagnostics[0]
        hint = f" ({first.hint})" if first.hint else ""
        return Open(f"the formula is not decided: {first.message}{hint}", -1)

    def _path_to(self, source: int, target: int) -> list[int]:
        """A shortest path that ends with this step, or in its first state if it is none."""
        before: dict[int, int | None] = dict.fromkeys(range(self._graph.initial))
        waiting = list(before)
        for state in waiting:
            if source in before:
                break
            for successor in self._graph.successors[state]:
                if successor not in before:
                    before[successor] = state
                    waiting.append(successor)
        path: list[int] = []
        at: int | None = source
        while at is not None:
            path.append(at)
            at = before[at]
        path.reverse()
        return path if target == source else [*path, target]

    def _fairness(self) -> Formula:
        if self._fair is None:
            behavior = self._graph.machine.spec.behavior
            assert behavior is not None, "a graph comes from a behavior"
            self._fair = self._temporal.behavior(behavior)
        return self._fair


class OutOfTimeError(Exception):
    """The budget is used up."""


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


class _Product:
    """The graph with an automaton running along; a node is a state's number and a node of the automaton."""

    def __init__(self, graph: Graph, case: _Case, truth: StepTruth, marks: Marks, budget: Budget) -> None:
        self._graph = graph
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
        self._edges: list[list[tuple[int, int]]] = []

    def _mark(self, formula: Formula) -> int:
        bit = self._marks.bit(formula)
        self._wanted |= bit
        return bit << self._shift

    def search(self) -> tuple[list[int], int] | None:
        self._build()
        fairness = Fairness(self._required, self._forbidden, tuple(self._implied))
        further = self._further if self._wanted else None
        found = fair_lasso(self._edges, range(self._graph.initial), fairness, further)
        return None if found is None else self._states(found)

    def _build(self) -> None:
        graph, watch = self._graph, self._watch
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

    def _further(self, source: int, target: int) -> int:
        if self._budget.exhausted:
            raise OutOfTimeError
        return self._marks.of(self._nodes[source][0], self._nodes[target][0], self._wanted) << self._shift

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
