"""Infinite sets of integers that one bound and finitely many exceptions describe: one form for each; must not know of
syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.infinite_sets import INT, NAT, Difference, Filtered
from symcheck.value.kinds import Kind, kind_of
from symcheck.value.lazy_sets import InfiniteSet, Interval
from symcheck.value.sets import FiniteSet, SetValue, membership_error

if TYPE_CHECKING:
    from symcheck.value import Value

_FAR = 1 << 12
"""A bound moves past so many exceptions in a row at most."""


class IntegersBut(InfiniteSet):
    """The integers from `low` on, or up to `high`, or all, without `holes`; made by `integers_but`."""

    __slots__ = ("high", "holes", "low")

    def __init__(self, low: int | None, high: int | None, holes: FiniteSet) -> None:
        self.low = low
        self.high = high
        self.holes = holes

    def contains(self, value: Value) -> bool:
        if type(value) is int:
            if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
                return False
            return value not in self.holes
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def parts(self) -> tuple[object, ...]:
        return self.low, self.high, self.holes

    def __str__(self) -> str:
        if self.low is not None:
            base = "Nat" if self.low == 0 else f"{{any \\in Int : any >= {self.low}}}"
        else:
            base = "Int" if self.high is None else f"{{any \\in Int : any <= {self.high}}}"
        return f"({base} \\ {self.holes})" if self.holes else base

    def __reduce__(self) -> tuple[object, ...]:
        return IntegersBut, (self.low, self.high, self.holes)


def integers_but(low: int | None, high: int | None, holes: SetValue) -> SetValue | None:
    """The integers from `low` on, or up to `high`, or all, without `holes`, a finite set of integers: equal sets have
    one form. None where that is a finite set, or has very many exceptions."""
    if low is not None and high is not None:
        return None
    left = {hole for hole in holes if type(hole) is int and (low is None or hole >= low)}
    left = {hole for hole in left if high is None or hole <= high}
    if len(left) > _FAR:
        return None
    while low in left:
        left.discard(low)
        low += 1
    while high in left:
        left.discard(high)
        high -= 1
    if not left and high is None and low in (None, 0):
        return INT if low is None else NAT
    return IntegersBut(low, high, FiniteSet(left))


def as_integers(domain: SetValue) -> SetValue | None:
    """The one form of a set, if it is infinite and one of these; None for any other, or where that is not known."""
    if domain in (NAT, INT) or isinstance(domain, IntegersBut):
        return domain
    if isinstance(domain, Filtered) and domain.limits is not None:
        base = as_integers(domain.base)
        for low, high, holes in domain.limits:
            base = None if base is None else _limited(base, low, high, holes)
        return base
    if isinstance(domain, Difference) and isinstance(domain.right, FiniteSet | Interval):
        base = as_integers(domain.left)
        if base is not None and domain.right.cardinality() <= _FAR and all(type(hole) is int for hole in domain.right):
            return _limited(base, None, None, domain.right)
    return None


def _limited(base: SetValue, low: int | None, high: int | None, holes: SetValue) -> SetValue | None:
    known = base if isinstance(base, IntegersBut) else IntegersBut(0 if base is NAT else None, None, FiniteSet())
    lows = [each for each in (known.low, low) if each is not None]
    highs = [each for each in (known.high, high) if each is not None]
    return integers_but(max(lows, default=None), min(highs, default=None), FiniteSet({*known.holes, *holes}))


def same_domain(one: SetValue, other: SetValue) -> bool:
    """Whether two infinite domains are the same set. Errors: INFINITE_SET where their forms do not tell."""
    left, right = as_integers(one), as_integers(other)
    if one == other or (left is not None and left == right):
        return True
    if (left is None or right is None) and not one.is_finite() and not other.is_finite() and _unsure(one, other):
        raise SpecError(Code.INFINITE_SET, f"cannot compare the infinite sets {one} and {other}")
    return False


def _unsure(one: SetValue, other: SetValue) -> bool:
    """Whether a set is one that its form does not tell: {x \\in Nat : P}, and what is made of such sets."""
    from symcheck.value.filled import can_be_filled

    return not all(can_be_filled(each) or as_integers(each) is not None for each in (one, other))
