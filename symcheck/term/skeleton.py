"""The Boolean skeleton of terms: what remains of them where nothing is known of integers; must not know any solver.

As a solver modulo theories has it: each comparison of integers becomes a bit, the same one wherever it stands. Whatever
satisfies a term satisfies its skeleton, so a skeleton that nothing satisfies is of a term that nothing does.
"""

from __future__ import annotations

from symcheck.term.node import BOOL, Kind, Term, variable
from symcheck.term.walk import Substitution


class Skeleton(Substitution):
    """The skeletons of many terms, with one memo."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        super().__init__({})
        self._seen: set[Term] = set()

    def __call__(self, term: Term) -> Term:
        pending = [term]
        while pending:
            node = pending.pop()
            if node in self._seen:
                continue
            self._seen.add(node)
            if node.op is Kind.EQ or node.op is Kind.LE:
                self._memo[node] = variable(f"comparison {node.id}", BOOL)
            else:
                pending.extend(node.args)
        return super().__call__(term)
