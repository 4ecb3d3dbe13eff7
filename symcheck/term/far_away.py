"""A formula without an integer that it compares with other terms for equality only; must not know what it is for.

Where an integer is asked for being one of some terms and nothing else, what all others have in common may be taken for
one: `\\E x : P(x)` is P of some of the terms, or P of something that is none of them. There is always such an integer,
also above and below all numbers that it is compared with.
"""

from __future__ import annotations

from symcheck.term.logic import disj
from symcheck.term.node import FALSE, TRUE, Kind, Term, integer
from symcheck.term.one_point import solved
from symcheck.term.walk import free_variables, substitute

POINTS = 64
"""So many terms, and numbers, are told apart at the most."""


def compared_only(name: Term, formula: Term) -> Term | None:
    """A term that holds just where some value of an INT variable satisfies the formula; None where the formula does
    more with it, far away from the numbers that it is compared with for order, than to compare it with some terms for
    equality."""
    points: dict[Term, Term] = {}
    orders: dict[Term, int] = {}
    pending, seen = [formula], {formula}
    while pending:
        node = pending.pop()
        if node is name or name not in free_variables(node):
            continue
        if node.op is Kind.EQ and (term := solved(node, name)) is not None:
            points[node] = term
        elif node.op is Kind.LE and node.args[0] is name and node.args[1].op is Kind.INTEGER:
            orders[node] = node.args[1].payload
        else:
            pending.extend(arg for arg in node.args if arg not in seen)
            seen.update(node.args)
    between = range(min(orders.values()) + 1, max(orders.values()) + 1) if orders else range(0)
    if len(points) + len(between) > POINTS:
        return None
    apart = dict.fromkeys(points, FALSE)
    sides = (TRUE, FALSE) if orders else (FALSE,)
    cases = [substitute(formula, {**apart, **dict.fromkeys(orders, below)}) for below in sides]
    if any(name in free_variables(case) for case in cases):
        return None
    near = dict.fromkeys((*points.values(), *map(integer, between)))
    cases.extend(substitute(formula, {name: term}) for term in near)
    return disj(cases)
