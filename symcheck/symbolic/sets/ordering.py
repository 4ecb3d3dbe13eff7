"""The canonical order among elements that are no plain values: what CHOOSE and folds go by; must not know operators."""

from __future__ import annotations

from symcheck.symbolic.counting import count_of
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.kinds import kind, number, truth
from symcheck.symbolic.merge import merge
from symcheck.symbolic.sets.enumeration import Elements
from symcheck.symbolic.sieve import order_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymFun, Union, alternatives, entries_of, is_value
from symcheck.term import FALSE, TRUE, Term, conj, disj, lt, neg
from symcheck.value import FunctionValue, Kind, Value

_KINDS = {
    "model value": Kind.MODEL, "boolean": Kind.BOOLEAN, "integer": Kind.INTEGER, "string": Kind.STRING,
    "set": Kind.SET, "function": Kind.FUNCTION,
}  # fmt: skip


def precedes(site: Site, left: Sym, right: Sym) -> Term:
    """Whether one value comes before another in the canonical order (`value.order_key`)."""
    if left is right:
        return FALSE
    if is_value(left) and is_value(right):
        return TRUE if order_of(left) < order_of(right) else FALSE
    if isinstance(left, Union) or isinstance(right, Union):
        return disj(
            conj((guard, here, precedes(site, one, other)))
            for guard, one in alternatives(left)
            for here, other in alternatives(right)
        )
    mine, other_kind = _KINDS[kind(left).split(" of ")[0]], _KINDS[kind(right).split(" of ")[0]]
    if mine is not other_kind:
        return TRUE if mine < other_kind else FALSE
    if mine is Kind.INTEGER:
        return lt(number(left), number(right))
    if mine is Kind.BOOLEAN:
        return conj((neg(truth(left)), truth(right)))
    if isinstance(left, FunctionValue | SymFun) and isinstance(right, FunctionValue | SymFun):
        return _functions(site, left, right)
    raise site.unsupported("the order of sets, and of functions with an open domain, that hold integers without bounds")


def _functions(site: Site, left: FunctionValue | SymFun, right: FunctionValue | SymFun) -> Term:
    one, other = entries_of(left), entries_of(right)
    if any(present is not TRUE for present, _ in (*one.values(), *other.values())):
        raise site.unsupported("the order of functions with an open domain that hold integers without bounds")
    if one.keys() != other.keys():
        first, second = _domain_key(one), _domain_key(other)
        return TRUE if first < second else FALSE
    result = FALSE
    for key in sorted(one, key=order_of, reverse=True):
        before = precedes(site, one[key][1], other[key][1])
        result = disj((before, conj((_same(site, one[key][1], other[key][1]), result))))
    return result


def _domain_key(keys: object) -> tuple[object, ...]:
    """Functions by size; of one size, sequences come first, then others by their domain."""
    ordered: list[Value] = sorted(keys, key=order_of)  # type: ignore[call-overload]
    sequence = ordered == list(range(1, len(ordered) + 1))
    return len(ordered), 0 if sequence else 1, *map(order_of, ordered)


def _same(site: Site, left: Sym, right: Sym) -> Term:
    return equal(Site(site.path, site.span, Failures()), left, right)


def first_of(site: Site, found: Elements) -> list[Term]:
    """For each element whether it is there and the first of those that are; of equal ones, just one is."""
    result = []
    for place, (inside, element) in enumerate(found):
        beaten = []
        for at, (there, other) in enumerate(found):
            if at < place:
                beaten.append(conj((there, neg(precedes(site, element, other)))))
            elif at > place:
                beaten.append(conj((there, precedes(site, other, element))))
        result.append(conj((inside, neg(disj(beaten)))))
    return result


def distinct(site: Site, found: Elements) -> Elements:
    """The elements with conditions that hold for one only of those that are equal."""
    result: Elements = []
    for inside, element in found:
        seen = disj(conj((there, _same(site, other, element))) for there, other in result)
        result.append((conj((inside, neg(seen))), element))
    return result


def ranked(site: Site, found: Elements) -> Elements:
    """The elements in canonical order: in each place, if there are so many, the one that is there."""
    once = [(inside, element) for inside, element in distinct(site, found) if inside is not FALSE]
    options: list[list[tuple[Term, Sym]]] = [[] for _ in once]
    for place, (inside, element) in enumerate(once):
        before = [
            conj((there, precedes(site, other, element))) for at, (there, other) in enumerate(once) if at != place
        ]
        for guard, rank in alternatives(count_of(before)):
            here = conj((inside, guard))
            if here is not FALSE:
                options[rank].append((here, element))  # type: ignore[index]
    return [(disj(guard for guard, _ in each), merge(each)) for each in options if each]
