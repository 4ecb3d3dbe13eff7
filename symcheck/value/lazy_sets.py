"""Finite or infinite sets that are represented by their parts, enumerated on demand; must not know of syntax."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, combinations
from typing import TYPE_CHECKING, ClassVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.kinds import Kind, kind_of
from symcheck.value.limits import LARGEST_EXPLICIT_SET
from symcheck.value.sets import FiniteSet, SetValue, membership_error

if TYPE_CHECKING:
    from symcheck.value import Value

# sets that are written out at once where that may help: their elements exist already, or are cheap to make
_SMALL_INTERVAL = 1 << 16
_SMALL_SET = 1 << 10


def infinite(container: SetValue) -> SpecError:
    """The error of enumerating an infinite set."""
    return SpecError(Code.INFINITE_SET, f"cannot enumerate the infinite set {container}")


class LazySet(SetValue):
    """A set that makes its explicit form once, when it is needed. Those of a class that is `large` are not counted to
    see whether they are small."""

    __slots__ = ("_normal",)
    lazy: ClassVar[bool] = True
    large: ClassVar[bool] = False
    _normal: FiniteSet

    def normal(self) -> FiniteSet:
        try:
            return self._normal
        except AttributeError:
            if self.cardinality() > LARGEST_EXPLICIT_SET:
                raise SpecError(Code.TOO_LARGE, f"the set {self} has too many elements to be written out") from None
            self._normal = self._enumerate()
            return self._normal

    @property
    def listed(self) -> FiniteSet | None:
        """The explicit form where it has been made already."""
        return getattr(self, "_normal", None)

    def _enumerate(self) -> FiniteSet:
        return FiniteSet.in_order(tuple(self))

    def explicit(self) -> Value:
        return self.normal() if self.is_finite() else self

    @abstractmethod
    def parts(self) -> tuple[object, ...]:
        """What the set is made of: equal parts make equal sets of one class."""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, SetValue):
            return False
        if type(self) is type(other) and self.parts() == other.parts():
            return True
        if self.is_finite() != other.is_finite() or not self.is_finite():
            return False
        return self.cardinality() == other.cardinality() and frozenset.__eq__(self.normal(), other.normal())

    def __hash__(self) -> int:
        return hash(self.normal()) if self.is_finite() else hash((type(self), self.parts()))

    def __repr__(self) -> str:
        return str(self)


class InfiniteSet(LazySet):
    """One that is never listed."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Value]:
        raise infinite(self)

    def is_finite(self) -> bool:
        return False

    def cardinality(self) -> int:
        raise infinite(self)


class Interval(LazySet):
    """`low..high`, empty where high is below low."""

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high if high >= low else low - 1

    def contains(self, value: Value) -> bool:
        if type(value) is int:
            return self.low <= value <= self.high
        # nothing is an element of the empty set, so nothing need be compared
        if kind_of(value) is Kind.MODEL or self.high < self.low:
            return False
        raise membership_error(value, self)

    def __iter__(self) -> Iterator[Value]:
        return iter(range(self.low, self.high + 1))

    def cardinality(self) -> int:
        return self.high - self.low + 1

    def parts(self) -> tuple[object, ...]:
        return self.low, self.high

    def __str__(self) -> str:
        return f"{self.low}..{self.high}" if self.low <= self.high else "{}"


class PowerSet(LazySet):
    """`SUBSET base`, in order of cardinality."""

    __slots__ = ("base",)

    def __init__(self, base: SetValue) -> None:
        self.base = base

    def contains(self, value: Value) -> bool:
        if isinstance(value, SetValue):
            return is_subset(value, self.base)
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def __iter__(self) -> Iterator[Value]:
        elements = self.base.normal().order  # at once: an infinite base is an error of who asks
        chosen = (combinations(elements, size) for size in range(len(elements) + 1))
        return map(FiniteSet.in_order, chain.from_iterable(chosen))

    def is_finite(self) -> bool:
        return self.base.is_finite()

    def cardinality(self) -> int:
        return 1 << self.base.cardinality()

    def parts(self) -> tuple[object, ...]:
        return (self.base,)

    def __str__(self) -> str:
        return f"SUBSET {self.base}"


def is_small(container: SetValue) -> bool:
    """Whether to write a set out rather than to keep it, or what is made from it, in parts."""
    if type(container) is FiniteSet:
        return True
    if type(container) is Interval:
        return container.high - container.low < _SMALL_INTERVAL
    if isinstance(container, LazySet) and container.large:
        return False
    return _has_few(container)


def _has_few(container: SetValue) -> bool:
    """Whether a set is known to have few elements. Some cannot be counted, as where a part has elements of several
    kinds: whoever needs them is told so then."""
    try:
        return container.is_finite() and container.cardinality() <= _SMALL_SET
    except SpecError:
        return False


def list_if_small(container: SetValue) -> None:
    """Makes the explicit form of a set that is asked for again and again, where that is quick and can be done."""
    if isinstance(container, LazySet) and not container.large and _has_few(container):
        with suppress(SpecError):
            container.normal()


def is_subset(left: SetValue, right: SetValue) -> bool:
    """`left \\subseteq right`, enumerating only the left. Errors: INFINITE_SET; those of membership."""
    if type(left) is FiniteSet:
        listed = right if type(right) is FiniteSet else right.listed if isinstance(right, LazySet) else None
        if listed is not None and frozenset.issubset(left, listed):
            return True
        contains = right.contains
        return all(map(contains, left.order))
    if isinstance(left, Interval) and isinstance(right, Interval):
        return left.low > left.high or (right.low <= left.low and left.high <= right.high)
    if isinstance(left, PowerSet) and isinstance(right, PowerSet):
        return is_subset(left.base, right.base)
    return all(map(right.contains, left))
