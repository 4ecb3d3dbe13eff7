"""Functions, and tuples and records, which are functions; must not know of lazily represented sets.

A function on 1..n is always a `TupleValue`, one on strings always a `RecordValue`: equal functions have one form.
All are Python tuples underneath, so that hashing and equality run at the interpreter's speed: a tuple holds its
elements; any other function is `(None, domain, values)`, which no tuple of values can equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.compare import equal, equal_in_order, order_key
from symcheck.value.kinds import Kind, describe
from symcheck.value.scalars import String
from symcheck.value.sets import EMPTY_SET, FiniteSet, SetValue, explicit, make_set

if TYPE_CHECKING:
    from symcheck.value import Value


class FunctionValue(tuple["Value", ...]):
    """A finite function. Its iteration and `len` are those of its values, in the canonical order of the keys."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.FUNCTION
    lazy: ClassVar[bool] = False
    is_sequence: ClassVar[bool] = False
    is_record: ClassVar[bool] = False
    endless: ClassVar[bool] = False

    @property
    def domain(self) -> FiniteSet:
        return self[1]  # type: ignore[return-value]

    @property
    def values(self) -> tuple[Value, ...]:
        """The values in the canonical order of the keys."""
        return self[2]  # type: ignore[return-value]

    def get(self, key: Value) -> Value | None:
        """The value at a key, or None outside the domain."""
        position = self.domain.index.get(key)
        return None if position is None else self.values[position]

    def items(self) -> Iterator[tuple[Value, Value]]:
        """The pairs in the canonical order of the keys."""
        return zip(self.domain.order, self.values, strict=True)

    def replace(self, key: Value, value: Value) -> FunctionValue:
        """The function with another value at a key; unchanged where the key is outside the domain."""
        position = self.domain.index.get(key)
        if position is None:
            return self
        values = list(self.values)
        values[position] = value
        return tuple.__new__(type(self), (None, self.domain, tuple(values)))

    def normal(self) -> FunctionValue:
        return self

    def apply(self, key: Value) -> Value:
        """The value at a key. Errors: DOMAIN; INCOMPARABLE or MEMBERSHIP for a key of another kind."""
        found = self.get(key)
        if found is None:
            self.domain.contains(key)
            raise outside(self, key)
        return found

    def same_as(self, other: FunctionValue) -> bool:
        """TLA+ equality with another one of its class. Errors: INCOMPARABLE."""
        mine, its = self.values, other.values
        if len(mine) != len(its) or not (self.domain is other.domain or equal(self.domain, other.domain)):
            return False
        return equal_in_order(mine, its)

    def order_key(self) -> tuple[object, ...]:
        return (Kind.FUNCTION, len(self), 1, self.domain.order_key(), *map(order_key, self.values))

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)

    def __str__(self) -> str:
        return "(" + " @@ ".join(f"{key} :> {value}" for key, value in self.items()) + ")"

    def __repr__(self) -> str:
        return str(self)

    def __reduce__(self) -> tuple[object, ...]:
        return make_function, (tuple(self.items()),)


class TupleValue(FunctionValue):
    """A tuple or sequence: a function on 1..n. It is the Python tuple of its elements."""

    __slots__ = ()
    is_sequence: ClassVar[bool] = True
    __len__ = tuple.__len__
    __iter__ = tuple.__iter__

    @property
    def domain(self) -> FiniteSet:
        return FiniteSet(range(1, len(self) + 1))

    @property
    def values(self) -> tuple[Value, ...]:
        return self

    def get(self, key: Value) -> Value | None:
        return self[key - 1] if type(key) is int and 0 < key <= len(self) else None

    def items(self) -> Iterator[tuple[Value, Value]]:
        return enumerate(self, 1)

    def replace(self, key: Value, value: Value) -> FunctionValue:
        if type(key) is not int or not 0 < key <= len(self):
            return self
        return TupleValue((*self[: key - 1], value, *self[key:]))

    def apply(self, key: Value) -> Value:
        if type(key) is not int and self:
            raise SpecError(Code.MEMBERSHIP, f"cannot apply the sequence {self} to {describe(key)}")
        if type(key) is not int or not 0 < key <= len(self):
            raise outside(self, key)
        return self[key - 1]

    def same_as(self, other: FunctionValue) -> bool:
        return len(self) == len(other) and equal_in_order(self, other)

    def order_key(self) -> tuple[object, ...]:
        return (Kind.FUNCTION, len(self), 0, *map(order_key, self))

    def __str__(self) -> str:
        return "<<" + ", ".join(map(str, self)) + ">>"

    def __reduce__(self) -> tuple[object, ...]:
        return TupleValue, (tuple(self),)


class RecordValue(FunctionValue):
    """A record: a function on a non-empty set of strings."""

    __slots__ = ()
    is_record: ClassVar[bool] = True

    def field(self, name: str) -> Value | None:
        """The value of a field, or None."""
        return self.get(String(name))

    def __str__(self) -> str:
        names = _field_names(self.domain)
        if names is None:
            return super().__str__()
        return "[" + ", ".join(f"{name} |-> {value}" for name, value in zip(names, self.values, strict=True)) + "]"


class LazyFunction:
    """A function given by a rule, with its results remembered: over an infinite domain, or recursive."""

    __slots__ = ("_normal", "_results", "_rule", "domain")
    kind: ClassVar[Kind] = Kind.FUNCTION
    lazy: ClassVar[bool] = True
    endless: ClassVar[bool] = False
    _normal: FunctionValue | None

    def __init__(self, domain: SetValue, rule: Callable[[Value], Value]) -> None:
        self.domain = domain
        self._rule = rule
        self._results: dict[Value, Value] = {}
        self._normal = None

    def get(self, key: Value) -> Value | None:
        """The value at a key, or None outside the domain."""
        found = self._results.get(key)
        if found is None and self.domain.contains(key):
            found = explicit(self._rule(key))
            self._results[key] = found
        return found

    def apply(self, key: Value) -> Value:
        """The value at a key. Errors: DOMAIN; those of membership in the domain; those of the rule."""
        found = self.get(key)
        if found is None:
            raise outside(self, key)
        return found

    def normal(self) -> FunctionValue:
        """The explicit function. Errors: INFINITE_SET; those of the rule."""
        if self._normal is None:
            domain = self.domain.normal()
            self._normal = function_on(domain, tuple([self.get(key) for key in domain.order]))  # type: ignore[misc]
        return self._normal

    def explicit(self) -> Value:
        return self.normal() if self.domain.is_finite() else self

    def order_key(self) -> tuple[object, ...]:
        return self.normal().order_key()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, LazyFunction):
            return equal(self.domain, other.domain) and self.normal() == other.normal()
        return isinstance(other, FunctionValue) and self.normal() == other

    def __hash__(self) -> int:
        return hash(self.normal())

    def __str__(self) -> str:
        # a message must not cost, or fail with, what it is about
        return f"[x \\in {self.domain} |-> ...]" if self._normal is None else str(self._normal)

    __repr__ = __str__


Function = FunctionValue | LazyFunction

EMPTY_TUPLE = TupleValue()


def outside(function: Function, key: Value) -> SpecError:
    """The error of a key outside the domain."""
    if isinstance(function, TupleValue):
        hint = "the first element has index 1" if key == 0 else ""
        if key == String("length") or key == String("len"):
            hint = "the length of a sequence s is Len(s)"
        return SpecError(Code.DOMAIN, f"index {key} is out of the bounds of {describe(function)}", hint=hint)
    if isinstance(function, RecordValue) and isinstance(key, String):
        return SpecError(Code.DOMAIN, f"{describe(function)} has no field {key.text}")
    return SpecError(Code.DOMAIN, f"{describe(key)} is not in the domain of {describe(function)}")


@lru_cache(maxsize=256)
def _field_names(domain: FiniteSet) -> tuple[str, ...] | None:
    """The names of a record's fields; None if one of them cannot be written as a field."""
    names = tuple([key.text for key in domain.order])  # type: ignore[union-attr]
    return names if all(_is_field_name(name) for name in names) else None


def _is_field_name(name: str) -> bool:
    return name.isascii() and name.replace("_", "a").isalnum() and not name.replace("_", "0").isdigit()


def function_on(domain: FiniteSet, values: tuple[Value, ...]) -> FunctionValue:
    """The function whose explicit values stand in the canonical order of its domain."""
    if not values:
        return EMPTY_TUPLE
    last = domain.order[-1]
    if type(last) is int:
        # n distinct integers whose first is 1 and whose last is n are 1..n
        if last == len(values) and domain.order[0] == 1:
            return TupleValue(values)
    elif type(last) is String and type(domain.order[0]) is String:
        return tuple.__new__(RecordValue, (None, domain.indexed(), values))
    return tuple.__new__(FunctionValue, (None, domain.indexed(), values))


def make_tuple(values: Iterable[Value]) -> TupleValue:
    """The tuple or sequence of some values."""
    return TupleValue([explicit(value) for value in values])


def make_record(fields: Mapping[str, Value]) -> FunctionValue:
    """The record with these fields; the empty one is the empty sequence."""
    return make_function([(String(name), value) for name, value in fields.items()])


def make_function(pairs: Mapping[Value, Value] | Iterable[tuple[Value, Value]]) -> FunctionValue:
    """The function of some pairs, in its one canonical form. Errors: INCOMPARABLE for keys of different kinds."""
    table = {explicit(key): explicit(value) for key, value in dict(pairs).items()}
    domain = make_set(table) if table else EMPTY_SET
    return function_on(domain, tuple([table[key] for key in domain.order]))
