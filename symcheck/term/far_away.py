"""A formula without an integer that it compares with other terms for equality only; must not know what it is for.

Where an integer is asked for being one of some terms and nothing else, what all others have in common may be taken for
one: `\\E x : P(x)` is P of some of the terms, or P of something that is none of them. There is always such an integer,
also above and below one number that it is compared with.
"""

from __future__ import annotations

from symcheck.term.logic import disj
from symcheck.term.node import FALSE, TRUE, Kind, Term
from symcheck.term.one_point import solved
from symcheck.term.walk import free_variables, substitute

POINTS = 64
"""So many terms are told apart at the most."""


def compared_only(name: Term, formula: Term) -> Term | None:
    """A term that holds just where some value of an INT variable satisfies the formula; None where the formula does
    more with it than to compare it with some terms for equality, and with one number for order."""
    points: dict[Term, Term] = {}
    orders: dict[Term, None] = {}
    pending, seen = [formula], {formula}
    while pending:
        node = pending.pop()
        if node is name:
            return None
        if name not in free_variables(node):
            continue
        if node.op is Kind.EQ and (term := solved(node, name)) is not None:
            points[node] = term
        elif node.op is Kind.LE and node.args[0] is name and node.args[1].op is Kind.INTEGER:
            orders[node] = None
        else:
            pending.extend(arg for arg in node.args if arg not in seen)
            seen.update(node.args)
    if len(points) > POINTS or len(orders) > 1:
        return None
    cases = [substitute(formula, {name: term}) for term in dict.fromkeys(points.values())]
    sides = (TRUE, FALSE) if orders else (FALSE,)
    apart = dict.fromkeys(points, FALSE)
    cases.extend(substitute(formula, {**apart, **dict.fromkeys(orders, below)}) for below in sides)
    return disj(cases)
