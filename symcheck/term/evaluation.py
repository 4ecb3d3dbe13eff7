"""The value of one term under many assignments that differ little; must not know where the assignments come from."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

from symcheck.term.node import Kind, Term
from symcheck.term.walk import compute, nodes

Value = bool | int


class Evaluation:
    """Keeps the value of every node; a new assignment costs what depends on the variables that changed.

    Conjunctions and disjunctions count the arguments that decide them, so that a wide one is not read again.
    """

    def __init__(self, term: Term) -> None:
        self._nodes = nodes((term,))  # arguments stand before what they are arguments of
        place = {node: index for index, node in enumerate(self._nodes)}
        self._args = [[place[arg] for arg in node.args] for node in self._nodes]
        self._parents: list[list[int]] = [[] for _ in self._nodes]
        for index, args in enumerate(self._args):
            for arg in args:
                self._parents[arg].append(index)
        self._variables = [(index, node) for index, node in enumerate(self._nodes) if node.op is Kind.VARIABLE]
        self._values: list[Value] = []
        self._deciding: list[int] = []

    def under(self, assignment: Mapping[Term, Value]) -> Value:
        """The value under an assignment of every variable that occurs; KeyError for one that is missing."""
        if not self._values:
            self._compute_all(assignment)
        else:
            self._update(assignment)
        return self._values[-1]

    def _compute_all(self, assignment: Mapping[Term, Value]) -> None:
        values: list[Value] = []
        for node, args in zip(self._nodes, self._args, strict=True):
            taken = [values[arg] for arg in args]
            values.append(assignment[node] if node.op is Kind.VARIABLE else compute(node, taken))
            self._deciding.append(_deciding(node, taken))
        self._values = values

    def _update(self, assignment: Mapping[Term, Value]) -> None:
        values, pending = self._values, list[int]()
        waiting: set[int] = set()
        for index, variable in self._variables:
            new = assignment[variable]
            if new != values[index]:
                self._change(index, new, pending, waiting)
        while pending:
            index = heappop(pending)
            waiting.discard(index)
            node = self._nodes[index]
            if node.op is Kind.AND:
                new = self._deciding[index] == 0
            elif node.op is Kind.OR:
                new = self._deciding[index] > 0
            else:
                new = compute(node, [values[arg] for arg in self._args[index]])
            if new != values[index]:
                self._change(index, new, pending, waiting)

    def _change(self, index: int, new: Value, pending: list[int], waiting: set[int]) -> None:
        self._values[index] = new
        for parent in self._parents[index]:
            op = self._nodes[parent].op
            if op is Kind.AND:
                self._deciding[parent] += -1 if new else 1
            elif op is Kind.OR:
                self._deciding[parent] += 1 if new else -1
            if parent not in waiting:
                waiting.add(parent)
                heappush(pending, parent)


def _deciding(node: Term, args: list[Value]) -> int:
    """How many arguments make a conjunction false, or a disjunction true."""
    if node.op is Kind.AND:
        return sum(not arg for arg in args)
    return sum(map(bool, args)) if node.op is Kind.OR else 0
