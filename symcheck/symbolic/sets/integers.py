"""Infinite sets of integers that one bound and finitely many exceptions describe, as lazy sets and as values; must not
know how they came about."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.symbolic.kinds import number
from symcheck.symbolic.lazy import Filtered, Integers
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, Sym, alternatives
from symcheck.term import Term, conj, disj, eq, integer, le, neg
from symcheck.value import INT, NAT, FiniteSet, IntegersBut, SetValue, integers_but


@dataclass(frozen=True, slots=True, eq=False)
class Limited(Filtered):
    """Integers from a bound on, or up to one, without finitely many of them."""

    value: SetValue


def as_lazy(domain: SetValue) -> LazySet:
    """The lazy set of one of these values."""
    assert domain in (NAT, INT) or isinstance(domain, IntegersBut), f"{domain} is not made of integers"
    return _filter(domain) if isinstance(domain, IntegersBut) else Integers(0 if domain is NAT else None, None)


def _filter(domain: SetValue) -> Limited:
    low, high, holes = _bounds(domain)

    def test(site: Site, element: Sym) -> Term:
        held: list[Term] = []
        for guard, one in alternatives(element):
            term = number(one)
            kept = [neg(eq(term, integer(hole))) for hole in holes if isinstance(hole, int)]
            kept += [] if low is None else [le(integer(low), term)]
            kept += [] if high is None else [le(term, integer(high))]
            held.append(conj((guard, *kept)))
        return disj(held)

    return Limited(Integers(0 if low is not None and low >= 0 else None, None), test, domain)


def _bounds(domain: SetValue) -> tuple[int | None, int | None, FiniteSet]:
    if isinstance(domain, IntegersBut):
        return domain.low, domain.high, domain.holes
    return 0 if domain is NAT else None, None, FiniteSet()


def as_value(container: Sym) -> SetValue | None:
    """The value of such a lazy set; None for any other."""
    if isinstance(container, Limited):
        return container.value
    if isinstance(container, Integers) and container.high is None and container.low in (None, 0):
        return INT if container.low is None else NAT
    return None


def limited(container: Sym, low: int | None, high: int | None, holes: FiniteSet) -> LazySet | None:
    """Those of such a set from `low` on and up to `high` (None: no limit) that are no holes; None where that is finite,
    or the set another. It is no primitive set, whatever is left."""
    known = as_value(container)
    if known is None:
        return None
    first, last, missing = _bounds(known)
    lows = [each for each in (first, low) if each is not None]
    highs = [each for each in (last, high) if each is not None]
    left = integers_but(max(lows, default=None), min(highs, default=None), FiniteSet({*missing, *holes}))
    return None if left is None else _filter(left)
