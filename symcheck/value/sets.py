"""The base class of sets, and the explicit finite ones; must not know of lazily represented sets."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.compare import check_comparable, check_model_values, equal, order_key
from symcheck.value.kinds import Kind, describe, incomparable, kind_of
from symcheck.value.scalars import FALSE, PLAIN, SCALARS, TRUE, ModelValue, TypedModelValue
from symcheck.value.shapes import Shape, all_comparable, comparable_shapes, shape_of, shapes_of
from symcheck.value.sorting import canonical, shape

if TYPE_CHECKING:
    from symcheck.value import Value


class SetValue:
    """Any set. Sets are equal, and hash alike, when they have the same elements, however they are represented."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.SET
    lazy: ClassVar[bool] = False

    @abstractmethod
    def contains(self, value: Value) -> bool:
        """Membership, without enumeration. Errors: INCOMPARABLE or MEMBERSHIP as TLC has them."""

    @abstractmethod
    def __iter__(self) -> Iterator[Value]:
        """The elements in canonical order. Errors: INFINITE_SET."""

    def is_finite(self) -> bool:
        return True

    def is_primitive(self) -> bool:
        """Whether it is one of Nat, Int, Real, STRING and Any, which TLC compares with nothing."""
        return False

    @abstractmethod
    def cardinality(self) -> int:
        """How many elements. Errors: INFINITE_SET."""

    @abstractmethod
    def normal(self) -> FiniteSet:
        """The explicit set. Errors: INFINITE_SET; TOO_LARGE."""

    def order_key(self) -> tuple[object, ...]:
        return self.normal().order_key()


CANNOT_TELL = (Code.MEMBERSHIP, Code.INCOMPARABLE)
"""The errors of a set that is asked for a value of a kind which its elements never have."""


def membership_error(value: Value, container: SetValue) -> SpecError:
    """The error of a value whose kind the elements of a lazily represented set can never have."""
    return SpecError(Code.MEMBERSHIP, f"cannot tell whether {describe(value)} is an element of {container}")


class FiniteSet(frozenset["Value"], SetValue):
    """An explicit set; iteration is in canonical order. Build it with `make_set`, which checks the elements.

    It is a frozenset, so that hashing, equality and the set operations run at the interpreter's speed.
    """

    __slots__ = ("_element_kind", "_index", "_key", "_order", "_shapes", "_sorts_as")
    _order: tuple[Value, ...]
    _index: dict[Value, int]  # set for every domain of a function, so that application need not ask
    _element_kind: Kind
    _key: tuple[object, ...]
    _shapes: frozenset[Shape | None]
    _sorts_as: tuple[object, tuple[object, ...]]

    @classmethod
    def in_order(cls, elements: tuple[Value, ...]) -> FiniteSet:
        """The set of explicit elements that are known to be distinct, comparable and in canonical order."""
        found = cls(elements)
        found._order = elements
        return found

    def adding(self, value: Value) -> FiniteSet:
        """The set with one more explicit element; itself where it has it. Errors: INCOMPARABLE."""
        if value in self:
            return self
        for sample in frozenset.__iter__(self):
            if type(sample) is not type(value):
                return make_set((*frozenset.__iter__(self), value))
            break
        found, shapes = FiniteSet(frozenset.__or__(self, {value})), getattr(self, "_shapes", None)
        if shapes is not None:
            new = shape_of(value)
            found._shapes = shapes if new in shapes else shapes | {new}
        return found

    def part(self, elements: Iterable[Value]) -> FiniteSet:
        """The set of some of its elements."""
        found, shapes = FiniteSet(elements), getattr(self, "_shapes", None)
        if shapes is not None:
            found._shapes = shapes
        return found

    def without(self, other: frozenset[Value]) -> FiniteSet:
        """The set without some elements, in the order that is known already."""
        try:
            order = self._order
        except AttributeError:
            return FiniteSet(frozenset.__sub__(self, other))
        return FiniteSet.in_order(tuple([element for element in order if element not in other]))

    @property
    def elements(self) -> frozenset[Value]:
        """The elements, for operations where order does not matter."""
        return self

    @property
    def order(self) -> tuple[Value, ...]:
        """The elements in canonical order. Errors: INCOMPARABLE."""
        try:
            return self._order
        except AttributeError:
            self._order = tuple(canonical(frozenset.__iter__(self)))
            return self._order

    @property
    def is_ordered(self) -> bool:
        """Whether the order is known."""
        return hasattr(self, "_order")

    def check_order(self) -> None:
        """Refuses a set that has no canonical order, without sorting it where its elements are certainly comparable.
        Errors: INCOMPARABLE."""
        shapes = getattr(self, "_shapes", None)
        if shapes is None:
            # beside what is plain there are only model values
            if len(self) < 2 or self.is_ordered or type(next(frozenset.__iter__(self))) in PLAIN:
                return
            shapes = self.shapes
        if not all_comparable(shapes):
            iter(self)

    @property
    def sorts_as(self) -> tuple[object, tuple[object, ...]]:
        """The shape of the elements, and a key that the interpreter compares canonically with those of sets of elements
        of that shape; the shape is None where there is no such key. Errors: INCOMPARABLE."""
        try:
            return self._sorts_as
        except AttributeError:
            self._sorts_as = shape(self.order), (len(self), self.order)
            return self._sorts_as

    @property
    def index(self) -> dict[Value, int]:
        """Where each element stands in `order`."""
        try:
            return self._index
        except AttributeError:
            self._index = {element: position for position, element in enumerate(self.order)}
            return self._index

    def indexed(self) -> FiniteSet:
        """The set itself, with its index made: for the domain of a function, where application relies on it."""
        assert self.index is not None
        return self

    @property
    def element_kind(self) -> Kind:
        """The kind of the elements that are no model values; MODEL where there are none."""
        try:
            return self._element_kind
        except AttributeError:
            kinds = {kind_of(element) for element in frozenset.__iter__(self)}
            self._element_kind = max(kinds, default=Kind.MODEL)
            return self._element_kind

    def __iter__(self) -> Iterator[Value]:
        return iter(self.order)

    def contains(self, value: Value) -> bool:
        """Membership. What is no element must be comparable with every element; TLC looks at some of them, which comes
        to the same wherever the set can be put in order. Errors: INCOMPARABLE."""
        if value in self:
            return True
        for sample in frozenset.__iter__(self):
            if type(sample) is type(value) and type(sample) is not ModelValue:
                if type(value) not in SCALARS:
                    self._compare_inside(value)
                return False
            kind = self.element_kind
            if kind is Kind.MODEL or kind_of(value) is Kind.MODEL:
                check_model_values(value, next(frozenset.__iter__(self)))
            elif kind is not kind_of(value):
                raise incomparable(value, next(e for e in self.order if kind_of(e) is kind))
            elif kind >= Kind.SET:
                self._compare_inside(value)
            break
        return False

    @property
    def shapes(self) -> frozenset[Shape | None]:
        """The shapes of the elements, and perhaps more."""
        try:
            return self._shapes
        except AttributeError:
            self._shapes = shapes_of(frozenset.__iter__(self))
            return self._shapes

    def _compare_inside(self, value: Value) -> None:
        """Refuses a value that cannot be compared with some element, for what is inside of them."""
        if not comparable_shapes(shape_of(value), self.shapes):
            for element in frozenset.__iter__(self):
                equal(value, element)

    def compare_elements(self, other: FiniteSet) -> None:
        """Refuses another set, not empty as this one, if an element of it cannot be looked for in this one. Errors:
        INCOMPARABLE."""
        one, its = next(frozenset.__iter__(self)), next(frozenset.__iter__(other))
        if (type(one) is type(its) and type(one) in PLAIN) or frozenset.issubset(self, other):
            return
        if type(one) is not type(its) or not all(comparable_shapes(each, self.shapes) for each in other.shapes):
            for element in frozenset.__iter__(other):
                self.contains(element)

    def cardinality(self) -> int:
        return len(self)

    def normal(self) -> FiniteSet:
        return self

    def order_key(self) -> tuple[object, ...]:
        try:
            return self._key
        except AttributeError:
            self._key = (Kind.SET, len(self), *map(order_key, self.order))
            return self._key

    def __str__(self) -> str:
        return "{" + ", ".join(map(str, self.order)) + "}"

    __repr__ = __str__

    def __reduce__(self) -> tuple[type[FiniteSet], tuple[tuple[Value, ...]]]:
        return FiniteSet, (tuple(frozenset.__iter__(self)),)


def make_set(values: Iterable[Value]) -> FiniteSet:
    """The set of some values; lazily represented elements become explicit where they are finite.

    Errors: INCOMPARABLE for elements of different kinds (model values go with everything).
    """
    found = FiniteSet(values)
    if found:
        types = set(map(type, frozenset.__iter__(found)))
        if len(types) > 1:
            return _checked(found)
        (only,) = types
        if only is not int and (only.lazy or only is TypedModelValue):  # type: ignore[attr-defined]
            return _checked(found)
    return found


def _checked(found: FiniteSet) -> FiniteSet:
    if any(type(element) is not int and element.lazy for element in frozenset.__iter__(found)):  # type: ignore[union-attr]
        found = FiniteSet([explicit(element) for element in frozenset.__iter__(found)])
    samples: dict[Kind | str, Value] = {}
    for element in frozenset.__iter__(found):
        samples[element.type if isinstance(element, TypedModelValue) else kind_of(element)] = element
    for one, two in combinations(samples.values(), 2):
        check_comparable(one, two)
    return found


def explicit(value: Value) -> Value:
    """The value with its top in explicit form where it is finite."""
    if type(value) is not int and value.lazy:  # type: ignore[union-attr]
        return value.explicit()  # type: ignore[union-attr]
    return value


EMPTY_SET = FiniteSet()
BOOLEAN = FiniteSet((FALSE, TRUE))
