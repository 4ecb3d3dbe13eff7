"""Why a formula holds in a model, in literals: lifting a state to a cube; must not know solvers or frames.

A formula is compiled once to a tree over literals. Of several reasons one is taken, what is a reason already first (as
`term.support` does on terms); the result suffices, and is small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from symcheck.term import FALSE, TRUE, Kind, Term


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A subformula: `op` over `args`; of a variable or its negation, the literal (op VARIABLE)."""

    op: Kind
    literal: int = 0
    args: tuple[Node, ...] = ()


@dataclass(slots=True)
class Compiler:
    """Compiles formulas that share subformulas, once each."""

    slot: Callable[[Term], int]
    _memo: dict[Term, Node] = field(default_factory=dict)

    def __call__(self, term: Term) -> Node:
        memo = self._memo
        stack = [term]
        while stack:
            top = stack[-1]
            missing = [arg for arg in top.args if arg not in memo]
            if top in memo:
                stack.pop()
            elif missing:
                stack += missing
            else:
                stack.pop()
                memo[top] = self._node(top)
        return memo[term]

    def _node(self, term: Term) -> Node:
        if term.op is Kind.VARIABLE:
            return Node(Kind.VARIABLE, self.slot(term))
        args = tuple(self._memo[arg] for arg in term.args)
        if term.op is Kind.NOT and args[0].op is Kind.VARIABLE:
            return Node(Kind.VARIABLE, -args[0].literal)
        assert term is TRUE or term is FALSE or args, f"no literal can say {term}"
        return Node(term.op, 0, args)


class Reasons:
    """Collects literals of one model that give formulas the values that they have in it."""

    __slots__ = ("_model", "_seen", "_trying", "_values", "found")

    def __init__(self, model: Sequence[int], found: set[int]) -> None:
        self._model = model  # the literal of variable i + 1 at place i
        self._values: dict[Node, bool] = {}
        self._seen: set[Node] = set()
        self._trying = False
        self.found = found

    def holds(self, node: Node) -> bool:
        """The value of a formula in the model."""
        if node.op is Kind.VARIABLE:
            literal = node.literal
            return self._model[literal - 1] == literal if literal > 0 else self._model[-literal - 1] == literal
        known = self._values.get(node)
        if known is None:
            known = self._values[node] = self._compute(node)
        return known

    def _compute(self, node: Node) -> bool:
        holds, args = self.holds, node.args
        match node.op:
            case Kind.AND:
                return all(map(holds, args))
            case Kind.OR:
                return any(map(holds, args))
            case Kind.NOT:
                return not holds(args[0])
            case Kind.IFF:
                return holds(args[0]) == holds(args[1])
            case Kind.ITE:
                return holds(args[1]) if holds(args[0]) else holds(args[2])
            case Kind.AT_MOST_ONE:
                return sum(map(holds, args)) <= 1
            case _:
                return node.op is Kind.TRUE

    def explain(self, node: Node, value: bool) -> None:
        """Add literals that give a formula the value that it has."""
        if node.op is Kind.VARIABLE:
            self.found.add(node.literal if value else -node.literal)
            return
        if node in self._seen:
            return
        self._seen.add(node)
        holds, args = self.holds, node.args
        match node.op:
            case Kind.AND | Kind.OR:
                deciding = node.op is Kind.OR
                if value is deciding:
                    self._one_of([arg for arg in args if holds(arg) is deciding], deciding)
                else:
                    for arg in args:
                        self.explain(arg, value)
            case Kind.NOT:
                self.explain(args[0], not value)
            case Kind.ITE:
                condition = holds(args[0])
                self.explain(args[0], condition)
                self.explain(args[1] if condition else args[2], value)
            case Kind.AT_MOST_ONE if value:
                spare = next((arg for arg in args if holds(arg)), args[0])
                for arg in args:
                    if arg is not spare:
                        self.explain(arg, False)
            case Kind.AT_MOST_ONE:
                for arg in [arg for arg in args if holds(arg)][:2]:
                    self.explain(arg, True)
            case _:
                for arg in args:
                    self.explain(arg, holds(arg))

    def _one_of(self, reasons: list[Node], value: bool) -> None:
        """Explain the argument whose reason adds the fewest literals; within a trial, just a likely one."""
        found = self.found
        literals = [node.literal if value else -node.literal for node in reasons if node.literal]
        if not found.isdisjoint(literals):
            return
        if literals:
            found.add(literals[0])
            return
        if self._trying or len(reasons) == 1:
            self.explain(reasons[0], value)
            return
        best: set[int] | None = None
        seen, self._trying = self._seen, True
        for reason in reasons:
            self.found, self._seen = set(found), set(seen)
            self.explain(reason, value)
            added = self.found - found
            if best is None or len(added) < len(best):
                best = added
        self.found, self._seen, self._trying = found, seen, False
        assert best is not None, "a formula has no value without a reason"
        found |= best
