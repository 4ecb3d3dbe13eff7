"""Simplifying constructors of integer terms and of comparisons; must not know where integers are bounded.

Sums are kept in a linear normal form: `k + c1*t1 + c2*t2 ...` with each `t` once.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from symcheck.term.logic import conj, disj, iff, ite, neg
from symcheck.term.node import BOOL, INT, TRUE, Kind, Term, boolean, integer, intern

_INTEGER, _ITE, _ADD, _MUL = Kind.INTEGER, Kind.ITE, Kind.ADD, Kind.MUL
_by_id = attrgetter("id")


def floor_div(left: int, right: int) -> int:
    """Division as terms mean it: rounded down, and 0 when dividing by 0."""
    return left // right if right else 0


def floor_mod(left: int, right: int) -> int:
    """What `floor_div` leaves: `left` itself when dividing by 0."""
    return left % right if right else left


def add(terms: Iterable[Term]) -> Term:
    """The sum; 0 for none."""
    total, weights = linear((1, term) for term in terms)
    return _sum(total, weights)


def linear(weighted: Iterable[tuple[int, Term]]) -> tuple[int, dict[Term, int]]:
    """A sum of terms, each so many times: a constant, and what else is added up, each so many times, perhaps 0."""
    total = 0
    weights: dict[Term, int] = {}
    for weight, term in weighted:
        for part in term.args if term.op is _ADD else (term,):
            if part.op is _INTEGER:
                total += weight * part.payload
            elif part.op is _MUL and part.args[0].op is _INTEGER:
                inner = part.args[1]
                weights[inner] = weights.get(inner, 0) + weight * part.args[0].payload
            else:
                assert part.sort is INT, f"added a term of sort {part.sort}"
                weights[part] = weights.get(part, 0) + weight
    return total, weights


def _sum(total: int, weights: dict[Term, int]) -> Term:
    parts = [(term, weight) for term, weight in weights.items() if weight]
    if not parts:
        return integer(total)
    if len(parts) == 1:
        term, weight = parts[0]
        if term.op is _ITE and term.args[1].op is _INTEGER and term.args[2].op is _INTEGER:
            condition, then, otherwise = term.args
            return ite(condition, integer(total + weight * then.payload), integer(total + weight * otherwise.payload))
    products = [term if weight == 1 else intern(_MUL, (integer(weight), term), INT) for term, weight in parts]
    if total:
        products.append(integer(total))
    if len(products) == 1:
        return products[0]
    return intern(_ADD, tuple(sorted(products, key=_by_id)), INT)


def negate(term: Term) -> Term:
    """The additive inverse."""
    return _sum(*linear(((-1, term),)))


def sub(left: Term, right: Term) -> Term:
    return _sum(*linear(((1, left), (-1, right))))


def mul(left: Term, right: Term) -> Term:
    """The product; distributes a constant over a sum."""
    if right.op is _INTEGER:
        left, right = right, left
    if left.op is _INTEGER:
        return _sum(*linear(((left.payload, right),)))
    return intern(_MUL, (left, right) if left.id <= right.id else (right, left), INT)


def div(left: Term, right: Term) -> Term:
    """Division rounded down (TLA+'s `\\div`); 0 when dividing by 0."""
    if right.op is _INTEGER:
        if left.op is _INTEGER:
            return integer(floor_div(left.payload, right.payload))
        if right.payload == 1:
            return left
    return intern(Kind.DIV, (left, right), INT)


def mod(left: Term, right: Term) -> Term:
    """`left - right * div(left, right)` (TLA+'s `%`)."""
    if right.op is _INTEGER:
        if left.op is _INTEGER:
            return integer(floor_mod(left.payload, right.payload))
        if right.payload == 1:
            return integer(0)
    return intern(Kind.MOD, (left, right), INT)


def eq(left: Term, right: Term) -> Term:
    """Equality of two terms of one sort."""
    if left is right:
        return TRUE
    if left.sort is BOOL:
        return iff(left, right)
    left, right = _balance(left, right)
    if left.op is _INTEGER:
        left, right = right, left
    if right.op is _INTEGER:
        if left.op is _INTEGER:
            return boolean(left.payload == right.payload)
        if left.op is _ITE:
            return _push(Kind.EQ, left, right)
        return intern(Kind.EQ, (left, right), BOOL)
    return TRUE if left is right else intern(Kind.EQ, (left, right) if left.id < right.id else (right, left), BOOL)


def le(left: Term, right: Term) -> Term:
    """`left` is at most `right`."""
    left, right = _balance(left, right)
    if left is right:
        return TRUE
    if right.op is _INTEGER:
        if left.op is _INTEGER:
            return boolean(left.payload <= right.payload)
        if left.op is _ITE:
            return _push(Kind.LE, left, right)
        return intern(Kind.LE, (left, right), BOOL)
    if left.op is _INTEGER:  # k <= t is not (t <= k - 1), so that a comparison and its negation share a node
        return neg(le(right, integer(left.payload - 1)))
    return intern(Kind.LE, (left, right), BOOL)


def lt(left: Term, right: Term) -> Term:
    return neg(le(right, left))


def _balance(left: Term, right: Term) -> tuple[Term, Term]:
    """Move what both sides share, and the constant, to where a comparison is smallest."""
    if left.op is not _ADD and right.op is not _ADD:
        return left, right
    total, weights = linear(((1, left), (-1, right)))
    plus = {term: weight for term, weight in weights.items() if weight > 0}
    minus = {term: -weight for term, weight in weights.items() if weight < 0}
    if not minus:
        return _sum(0, plus), integer(-total)
    if not plus:
        return integer(total), _sum(0, minus)
    return _sum(max(total, 0), plus), _sum(max(-total, 0), minus)


def _push(op: Kind, chain: Term, constant: Term) -> Term:
    """Compare a chain of ite with a constant, branch by branch as long as one branch is constant."""
    bound = constant.payload
    steps: list[tuple[Term, bool, Term]] = []  # condition, whether the constant branch is `then`, its verdict
    while chain.op is _ITE:
        condition, then, otherwise = chain.args
        if then.op is _INTEGER:
            steps.append((condition, True, _decide(op, then.payload, bound)))
            chain = otherwise
        elif otherwise.op is _INTEGER:
            steps.append((condition, False, _decide(op, otherwise.payload, bound)))
            chain = then
        else:
            break
    if chain.op is _INTEGER:
        result = _decide(op, chain.payload, bound)
    elif chain.op is _ADD:
        result = eq(chain, constant) if op is Kind.EQ else le(chain, constant)
    else:
        result = intern(op, (chain, constant), BOOL)
    for condition, first, verdict in reversed(steps):
        if verdict is result:
            continue
        if first:
            positive = condition
        else:
            positive = neg(condition)
        result = disj((positive, result)) if verdict is TRUE else conj((neg(positive), result))
    return result


def _decide(op: Kind, value: int, bound: int) -> Term:
    return boolean(value == bound if op is Kind.EQ else value <= bound)
