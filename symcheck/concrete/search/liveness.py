"""Checks temporal properties on a finished graph of states; must not know how the graph was found.

A counterexample is a fair lasso of the graph, with stuttering at every state, on which the negated property holds. The
negation is split into cases, and each is searched for with what it needs running along.
"""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.search.exploration import Answer, Fails, Holds, Open
from symcheck.concrete.search.judge import NOT_LISTED
from symcheck.concrete.search.product import Edges, Graph, OutOfTimeError, Product
from symcheck.concrete.search.store import trace_of
from symcheck.concrete.temporal.automaton import Formula, conj, negation
from symcheck.concrete.temporal.cases import MOST_CASES, cases
from symcheck.concrete.temporal.formulas import Temporal
from symcheck.concrete.temporal.lasso import Lasso as LassoTruth
from symcheck.concrete.temporal.truth import Marks, StepTruth
from symcheck.core.expr import Expr


class Liveness:
    """Checks one graph; what is found out of fairness serves all properties."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._temporal = Temporal(graph.machine)
        self._truth = StepTruth(self._temporal.atoms, graph.states)
        self._marks = Marks(self._truth, len(graph.states))
        self._fair: Formula | None = None
        self._alone: Edges = []  # the edges of a product with nothing, once there was one

    def check(self, expr: Expr, budget: Budget) -> Answer:
        """Whether every fair behavior of the graph satisfies a temporal formula."""
        try:
            wrong = conj((negation(self._temporal.formula(expr)), self._fairness()))
            ways = list(cases(wrong))
            if len(ways) > MOST_CASES:
                return Open(f"the formula has more than {MOST_CASES} cases", -1)
            for case in ways:
                found = Product(self._graph, case, self._truth, self._marks, budget, self._alone).search()
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
