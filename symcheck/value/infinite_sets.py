"""The primitive sets, and combinations of sets of which one is infinite or large; must not know of syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import filterfalse
from typing import TYPE_CHECKING, Final

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.kinds import Kind, kind_of
from symcheck.value.lazy_sets import InfiniteSet, Interval, LazySet, is_small
from symcheck.value.scalars import ModelValue
from symcheck.value.sets import CANNOT_TELL, FiniteSet, SetValue, make_set, membership_error

if TYPE_CHECKING:
    from symcheck.value import Value

Limits = tuple[int | None, int | None, FiniteSet]


class Primitive(InfiniteSet):
    """One of the sets that have no definition in TLA+: equal to itself only, and compared with nothing else."""

    __slots__ = ("_admits", "_name")

    def __init__(self, name: str, admits: Callable[[Value], bool | None]) -> None:
        self._name = name
        self._admits = admits

    def contains(self, value: Value) -> bool:
        admitted = self._admits(value)
        if admitted is not None:
            return admitted
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def is_primitive(self) -> bool:
        return True

    def parts(self) -> tuple[object, ...]:
        return (self._name,)

    def __str__(self) -> str:
        return self._name

    def __reduce__(self) -> str:
        return self._name.upper()


def _natural(value: Value) -> bool | None:
    return value >= 0 if type(value) is int else None


def _integer(value: Value) -> bool | None:
    return True if type(value) is int else None


def _string(value: Value) -> bool | None:
    return True if kind_of(value) is Kind.STRING else None


def _any(value: Value) -> bool | None:
    return True


NAT: Final = Primitive("Nat", _natural)
INT: Final = Primitive("Int", _integer)
REAL: Final = Primitive("Real", _integer)
STRING: Final = Primitive("STRING", _string)
ANY: Final = Primitive("Any", _any)


class _Pair(LazySet):
    """A combination of two sets, of which at least one is represented lazily."""

    __slots__ = ("left", "right")

    def __init__(self, left: SetValue, right: SetValue) -> None:
        self.left = left
        self.right = right

    def cardinality(self) -> int:
        return len(self.normal())

    def normal(self) -> FiniteSet:
        try:
            return self._normal
        except AttributeError:
            self._normal = self._enumerate()
            return self._normal

    def __iter__(self) -> Iterator[Value]:
        return iter(self.normal())

    def parts(self) -> tuple[object, ...]:
        return self.left, self.right


class Union(_Pair):
    """`left \\cup right`."""

    __slots__ = ()

    def contains(self, value: Value) -> bool:
        """Where one part cannot tell, as Nat of a string, the other may contain the value all the same. Stricter than
        that, TLC asks them in turn and gives up at once."""
        try:
            if self.left.contains(value):
                return True
        except SpecError as error:
            if error.code not in CANNOT_TELL or not self.right.contains(value):
                raise
            return True
        return self.right.contains(value)

    def is_finite(self) -> bool:
        return self.left.is_finite() and self.right.is_finite()

    def _enumerate(self) -> FiniteSet:
        return make_set([*self.left, *self.right])

    def __str__(self) -> str:
        return f"({self.left} \\cup {self.right})"


class Intersection(_Pair):
    """`left \\cap right`."""

    __slots__ = ()

    def contains(self, value: Value) -> bool:
        return self.left.contains(value) and self.right.contains(value)

    def is_finite(self) -> bool:
        return self.left.is_finite() or self.right.is_finite()

    def __iter__(self) -> Iterator[Value]:
        few, many = (self.left, self.right) if self.left.is_finite() else (self.right, self.left)
        return filter(many.contains, few)

    def _enumerate(self) -> FiniteSet:
        return FiniteSet.in_order(tuple(self))

    def __str__(self) -> str:
        return f"({self.left} \\cap {self.right})"


class Difference(_Pair):
    """`left \\ right`."""

    __slots__ = ()

    def contains(self, value: Value) -> bool:
        return self.left.contains(value) and not self.right.contains(value)

    def is_finite(self) -> bool:
        return self.left.is_finite()

    def __iter__(self) -> Iterator[Value]:
        return filterfalse(self.right.contains, self.left)

    def _enumerate(self) -> FiniteSet:
        return FiniteSet.in_order(tuple(self))

    def __str__(self) -> str:
        return f"({self.left} \\ {self.right})"


class Filtered(LazySet):
    """`{x \\in base : predicate}` over a base that is represented lazily. `limits`, where they are known, say the same
    of integers: each a least one, a greatest one (None: none) and those that are left out."""

    __slots__ = ("_predicate", "base", "limits")

    def __init__(
        self, base: SetValue, predicate: Callable[[Value], bool], limits: tuple[Limits, ...] | None = None
    ) -> None:
        self.base = base
        self._predicate = predicate
        self.limits = limits

    def contains(self, value: Value) -> bool:
        return self.base.contains(value) and self._predicate(value)

    def is_finite(self) -> bool:
        return self.base.is_finite()

    def cardinality(self) -> int:
        return len(self.normal())

    def normal(self) -> FiniteSet:
        try:
            return self._normal
        except AttributeError:
            predicate = self._predicate
            self._normal = FiniteSet.in_order(tuple([element for element in self.base if predicate(element)]))
            return self._normal

    def __iter__(self) -> Iterator[Value]:
        # without the explicit form, so that a search for a witness stops at the first one
        return filter(self._predicate, self.base)

    def parts(self) -> tuple[object, ...]:
        return self.base, id(self._predicate)

    def __str__(self) -> str:
        # a message must not cost, or fail with, what it is about
        return f"{{x \\in {self.base} : ...}}"


def union(left: SetValue, right: SetValue) -> SetValue:
    """`left \\cup right`, written out where both are small. Errors: INCOMPARABLE."""
    if type(left) is FiniteSet and type(right) is FiniteSet:
        if not left or not right:
            return left or right
        united = FiniteSet(left | right)
        return united if _same_class(left, right) else make_set(united)
    if is_small(left) and is_small(right):
        try:
            return union(left.normal(), right.normal())
        except SpecError as error:
            if error.code is not Code.INCOMPARABLE or _are_listed(left, right):
                raise
    return Union(left, right)


def _are_listed(left: SetValue, right: SetValue) -> bool:
    """Whether TLC joins two sets at once; others have elements of several kinds until somebody lists them."""
    return all(type(one) is FiniteSet or type(one) is Interval for one in (left, right))


def intersection(left: SetValue, right: SetValue) -> SetValue:
    """`left \\cap right`, written out where one is small. Errors: INCOMPARABLE, MEMBERSHIP."""
    if type(left) is FiniteSet and type(right) is FiniteSet:
        if left and right:
            right.compare_elements(left)
        return FiniteSet(left & right)
    found = Intersection(left, right)
    return found.normal() if is_small(left) or is_small(right) else found


def difference(left: SetValue, right: SetValue) -> SetValue:
    """`left \\ right`, written out where the left is small. Errors: INCOMPARABLE, MEMBERSHIP."""
    if type(left) is FiniteSet and type(right) is FiniteSet:
        left.check_order()
        if left and right:
            right.compare_elements(left)
        return left.without(right)
    if type(left) is Interval and type(right) is FiniteSet and is_small(left):
        return difference(left.normal(), right)
    found = Difference(left, right)
    return found.normal() if is_small(left) else found


def _same_class(left: FiniteSet, right: FiniteSet) -> bool:
    """Whether two non-empty sets certainly have elements of one kind: within a set the kind is the same, but for model
    values."""
    one, other = next(frozenset.__iter__(left)), next(frozenset.__iter__(right))
    return type(one) is type(other) and type(one) is not ModelValue

