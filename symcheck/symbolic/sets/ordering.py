"""The canonical order among elements that are no plain values: what CHOOSE and folds go by; must not know operators."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, pairwise, takewhile

from symcheck.base.diagnostic import SpecError
from symcheck.symbolic.counting import count_of
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.kinds import kind, number, truth
from symcheck.symbolic.merge import merge
from symcheck.symbolic.sets.enumeration import Elements
from symcheck.symbolic.sieve import order_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymFun, SymSet, Union, alternatives, entries_of, is_value, members_of
from symcheck.term import FALSE, TRUE, Term, conj, disj, iff, implies, lt, neg
from symcheck.value import FiniteSet, FunctionValue, Kind, Value

_KINDS = {
    "model value": Kind.MODEL, "boolean": Kind.BOOLEAN, "integer": Kind.INTEGER, "string": Kind.STRING,
    "set": Kind.SET, "function": Kind.FUNCTION,
}  # fmt: skip


PAIRS = 2_048
"""So many pairs of elements are compared at the most."""


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
    if isinstance(left, FiniteSet | SymSet) and isinstance(right, FiniteSet | SymSet):
        return _sets(site, left, right)
    raise _unsupported(site)


def _unsupported(site: Site) -> SpecError:
    return site.unsupported("the order of sets and functions that have no finite number of possible elements")


def _sets(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> Term:
    if any(isinstance(side, SymSet) and side.cells for side in (left, right)):
        raise _unsupported(site)
    mine, its = _in_order(members_of(left), members_of(right))
    fewer, as_many = _sizes(site, mine, its)
    return disj((fewer, conj((as_many, _first_alone(mine, its)))))


def _functions(site: Site, left: FunctionValue | SymFun, right: FunctionValue | SymFun) -> Term:
    """Functions by size; of one size, sequences come first, then others by their domain; then by values."""
    one, other = entries_of(left), entries_of(right)
    mine, its = _in_order(
        {key: present for key, (present, _) in one.items()}, {key: present for key, (present, _) in other.items()}
    )
    fewer, as_many = _sizes(site, mine, its)
    ours, theirs = _numbered(mine), _numbered(its)
    alike = conj((as_many, *(iff(mine[key], its[key]) for key in mine)))
    later = FALSE
    for key in reversed(mine) if alike is not FALSE else ():
        if key in one and key in other:  # it is in both domains or in none
            before, same = precedes(site, one[key][1], other[key][1]), _same(site, one[key][1], other[key][1])
            later = disj((conj((mine[key], before)), conj((disj((neg(mine[key]), same)), later))))
    domains = disj((conj((ours, neg(theirs))), conj((iff(ours, theirs), _first_alone(mine, its)))))
    return disj((fewer, conj((as_many, domains)), conj((alike, later))))


def _in_order(left: Mapping[Value, Term], right: Mapping[Value, Term]) -> tuple[dict[Value, Term], dict[Value, Term]]:
    """The conditions of what is in one of two sets, for the same values in canonical order."""
    both = sorted({**left, **right}, key=order_of)
    return {value: left.get(value, FALSE) for value in both}, {value: right.get(value, FALSE) for value in both}


def _sizes(site: Site, left: Mapping[Value, Term], right: Mapping[Value, Term]) -> tuple[Term, Term]:
    """Whether there are fewer on the left, and whether there are as many."""
    unlike = [value for value in left if left[value] is not right[value]]
    one, other = count_of([left[value] for value in unlike]), count_of([right[value] for value in unlike])
    return precedes(site, one, other), _same(site, one, other)


def _first_alone(left: dict[Value, Term], right: dict[Value, Term]) -> Term:
    """Whether the first value that is in one of two sets only is on the left: of sets of one size it is first."""
    result = FALSE
    for value in reversed(left):
        here, there = left[value], right[value]
        result = disj((conj((here, neg(there))), conj((iff(here, there), result))))
    return result


def _numbered(keys: Mapping[Value, Term]) -> Term:
    """Whether a domain that is not empty is 1..n for some n."""
    numbers = takewhile(lambda number: number in keys, count(1))
    chain = [keys[number] for number in numbers]
    return conj((
        *chain[:1], *(implies(after, before) for before, after in pairwise(chain)),
        *(neg(present) for key, present in keys.items() if not (type(key) is int and 1 <= key <= len(chain))),
    )) if chain else FALSE  # fmt: skip


def _same(site: Site, left: Sym, right: Sym) -> Term:
    return equal(Site(site.path, site.span, Failures()), left, right)


def check_few(site: Site, found: Elements) -> None:
    """Raises SpecError UNSUPPORTED where too many would have to be compared with one another."""
    opened = sum(not is_value(element) for _, element in found)
    if opened * len(found) > PAIRS:
        raise site.unsupported(f"the order of {len(found)} elements whose values depend on the state")


def first_of(site: Site, found: Elements) -> Elements:
    """The elements that may be the first of those that are there, each if it is; of equal ones, one is."""
    present = [pair for pair in found if pair[0] is not FALSE]
    plain = [pair for pair in present if is_value(pair[1])]
    if len(plain) > 1:
        plain.sort(key=lambda pair: order_of(pair[1]))  # type: ignore[arg-type]
    opened = [pair for pair in present if not is_value(pair[1])]
    result: Elements = []
    left = TRUE
    for inside, element in plain:
        here = conj((left, inside))
        beaten = [conj((there, precedes(site, other, element))) for there, other in _beside(here, opened)]
        result.append((conj((here, neg(disj(beaten)))), element))
        left = conj((left, neg(inside)))
    for place, (inside, element) in enumerate(opened):
        later, earlier = _beside(inside, opened[place + 1 :]), _beside(inside, [*plain, *opened[:place]])
        beaten = [conj((there, precedes(site, other, element))) for there, other in later]
        beaten.extend(conj((there, neg(precedes(site, element, other)))) for there, other in earlier)
        result.append((conj((inside, neg(disj(beaten)))), element))
    return [pair for pair in result if pair[0] is not FALSE]


def _beside(condition: Term, others: Elements) -> Elements:
    """Those that may be there where the condition holds."""
    return [pair for pair in others if conj((condition, pair[0])) is not FALSE]


def distinct(site: Site, found: Elements) -> Elements:
    """The elements with conditions that hold for one only of those that are equal."""
    result: Elements = []
    for inside, element in found:
        seen = disj(conj((there, _same(site, other, element))) for there, other in result)
        result.append((conj((inside, neg(seen))), element))
    return result


def ranked(site: Site, found: Elements) -> Elements:
    """The elements in canonical order: in each place, if there are so many, the one that is there."""
    check_few(site, found)
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
