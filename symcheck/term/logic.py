"""Simplifying constructors of propositional terms; must not know arithmetic."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from operator import attrgetter

from symcheck.term.node import BOOL, FALSE, TRUE, Kind, Term, intern

_AND, _OR, _NOT, _IFF, _ITE = Kind.AND, Kind.OR, Kind.NOT, Kind.IFF, Kind.ITE
_by_id = attrgetter("id")
# A nested node with more arguments stays as it is: adding to a big conjunction again and again stays linear.
_FLATTEN = 32


def neg(term: Term) -> Term:
    """Logical negation; cancels a double one."""
    found = term.complement
    if found is None:
        assert term.sort is BOOL, f"negated a term of sort {term.sort}"
        found = term.complement = intern(_NOT, (term,), BOOL)
        found.complement = term
    return found


def conj(terms: Iterable[Term]) -> Term:
    """The conjunction: flat, without duplicates or units, FALSE when it has a complementary pair."""
    return _junction(_AND, terms, TRUE, FALSE)


def disj(terms: Iterable[Term]) -> Term:
    """The disjunction, simplified as `conj` is."""
    return _junction(_OR, terms, FALSE, TRUE)


def _junction(op: Kind, terms: Iterable[Term], unit: Term, zero: Term) -> Term:
    if type(terms) is tuple and len(terms) == 2:  # most are: no set is needed
        left, right = terms
        if left is unit or left is right:
            return right
        if right is unit:
            return left
        if left is zero or right is zero or left.complement is right:
            return zero
        if left.op is not op:
            if right.op is not op:
                return intern(op, terms if left.id < right.id else (right, left), BOOL)
            if len(right.args) <= _FLATTEN:
                return _one_more(op, right, left, zero)
        elif right.op is not op and len(left.args) <= _FLATTEN:
            return _one_more(op, left, right, zero)
    kept: set[Term] = set()
    add = kept.add
    for term in terms:
        if term is unit or term in kept:
            continue
        if term.op is op and len(term.args) <= _FLATTEN:
            for inner in term.args:
                if inner.complement in kept:
                    return zero
                add(inner)
            continue
        if term is zero or term.complement in kept:
            return zero
        add(term)
    if len(kept) > 1:
        return intern(op, tuple(sorted(kept, key=_by_id)), BOOL)
    return kept.pop() if kept else unit


def _one_more(op: Kind, junction: Term, term: Term, zero: Term) -> Term:
    """A flat junction with one more argument, which is none itself: most that are no pairs, and no set is needed."""
    args = junction.args
    if term in args:
        return junction
    if term.complement in args:
        return zero
    if term.id > args[-1].id:
        return intern(op, (*args, term), BOOL)
    place = bisect(args, term.id, key=_by_id)
    return intern(op, (*args[:place], term, *args[place:]), BOOL)


def implies(left: Term, right: Term) -> Term:
    return _junction(_OR, (neg(left), right), FALSE, TRUE)


def iff(left: Term, right: Term) -> Term:
    """Equality of two truth values."""
    if left is right:
        return TRUE
    if left.complement is right:
        return FALSE
    if left is TRUE:
        return right
    if right is TRUE:
        return left
    if left is FALSE:
        return neg(right)
    if right is FALSE:
        return neg(left)
    odd = False
    if left.op is _NOT:
        left, odd = left.args[0], True
    if right.op is _NOT:
        right, odd = right.args[0], not odd
    found = intern(_IFF, (left, right) if left.id < right.id else (right, left), BOOL)
    return neg(found) if odd else found


def ite(condition: Term, then: Term, otherwise: Term) -> Term:
    """`then` where the condition holds, else `otherwise`; both of one sort."""
    assert then.sort == otherwise.sort, f"branches of sorts {then.sort} and {otherwise.sort}"
    if condition is TRUE or then is otherwise:
        return then
    if condition is FALSE:
        return otherwise
    if condition.op is _NOT:
        condition, then, otherwise = condition.args[0], otherwise, then
    if then.op is _ITE and then.args[0] is condition:
        then = then.args[1]
    if otherwise.op is _ITE and otherwise.args[0] is condition:
        otherwise = otherwise.args[2]
    if then is otherwise:
        return then
    if then.sort is BOOL:
        if then is TRUE or then is condition:
            return disj((condition, otherwise))
        if then is FALSE or then.complement is condition:
            return conj((neg(condition), otherwise))
        if otherwise is TRUE or otherwise.complement is condition:
            return disj((neg(condition), then))
        if otherwise is FALSE or otherwise is condition:
            return conj((condition, then))
        if then.complement is otherwise:
            return iff(condition, then)
    return intern(_ITE, (condition, then, otherwise), then.sort)


def at_most_one(terms: Iterable[Term]) -> Term:
    """No two of the terms (counted as often as they occur) hold."""
    seen: set[Term] = set()
    false: set[Term] = set()  # those that cannot hold: they occur twice, or another holds for sure
    certain = False
    for term in terms:
        if term is FALSE:
            continue
        if term is TRUE or term.complement in seen:
            if certain:
                return FALSE
            certain = True
            if term is not TRUE:  # one of the pair holds, and with it nothing else
                assert term.complement is not None
                seen.discard(term.complement)
        elif term in seen:
            false.add(term)
        else:
            seen.add(term)
    if certain:
        return conj(neg(term) for term in sorted(seen | false, key=_by_id))
    rest = sorted(seen - false, key=_by_id)
    if len(rest) < 2:
        most = TRUE
    elif len(rest) == 2:
        most = disj((neg(rest[0]), neg(rest[1])))
    else:
        most = intern(Kind.AT_MOST_ONE, tuple(rest), BOOL)
    return conj((most, *map(neg, sorted(false, key=_by_id)))) if false else most


def exactly_one(terms: Iterable[Term]) -> Term:
    """Precisely one of the terms holds."""
    listed = list(terms)
    return conj((at_most_one(listed), disj(listed)))
