"""Functions with an infinite domain that have one value at all keys but finitely many; must not know of expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from symcheck.value.compare import order_key
from symcheck.value.functions import LazyFunction, outside
from symcheck.value.infinite_sets import INT, NAT, STRING
from symcheck.value.integer_domains import IntegersBut
from symcheck.value.kinds import Kind
from symcheck.value.lazy_sets import infinite
from symcheck.value.products import Product
from symcheck.value.sets import FiniteSet, SetValue

if TYPE_CHECKING:
    from symcheck.value import FunctionValue, Value


class FilledFunction(LazyFunction):
    """`[any \\in domain |-> filler]`, but for the keys in `changes`, whose values are others. Equal functions have one
    form. The domain is one that `can_be_filled`, the filler and what is changed are explicit."""

    __slots__ = ("_hash", "changes", "filler")
    endless: ClassVar[bool] = True

    def __init__(self, domain: SetValue, filler: Value, changes: Mapping[Value, Value] | None = None) -> None:
        super().__init__(domain, lambda key: filler)
        self.filler = filler
        self.changes = {key: value for key, value in (changes or {}).items() if value != filler}
        self._hash: int | None = None

    def get(self, key: Value) -> Value | None:
        found = self.changes.get(key)
        if found is None and self.domain.contains(key):
            return self.filler
        return found

    def apply(self, key: Value) -> Value:
        found = self.get(key)
        if found is None:
            raise outside(self, key)
        return found

    def updated(self, key: Value, value: Value) -> FilledFunction:
        """The function with another value at a key of its domain."""
        return FilledFunction(self.domain, self.filler, {**self.changes, key: value})

    def normal(self) -> FunctionValue:
        raise infinite(self.domain)

    def explicit(self) -> Value:
        return self

    def order_key(self) -> tuple[object, ...]:
        """After all finite functions."""
        changed = [(order_key(key), order_key(self.changes[key])) for key in self._keys()]
        return (Kind.FUNCTION, float("inf"), str(self.domain), order_key(self.filler), changed)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, FilledFunction):
            return False
        return self.domain == other.domain and self.filler == other.filler and self.changes == other.changes

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self.domain, self.filler, frozenset(self.changes.items())))
        return self._hash

    def __str__(self) -> str:
        filler = str(self.filler)
        name, count = "any", 1
        while f"[{name} \\in" in filler:  # no name is bound where it has a meaning already
            count += 1
            name = f"any{count}"
        base = f"[{name} \\in {self.domain} |-> {filler}]"
        if not self.changes:
            return base
        return f"[{base} EXCEPT {', '.join(f'![{key}] = {self.changes[key]}' for key in self._keys())}]"

    __repr__ = __str__

    def __reduce__(self) -> tuple[object, ...]:
        return FilledFunction, (self.domain, self.filler, self.changes)

    def _keys(self) -> FiniteSet:
        return FiniteSet(self.changes)


def can_be_filled(domain: SetValue) -> bool:
    """Whether a domain is infinite, and one that tells by its form alone which set it is."""
    return not domain.is_finite() and _plain(domain)


def _plain(part: SetValue) -> bool:
    if isinstance(part, Product):
        return all(map(_plain, part.factors))
    return part in (NAT, INT, STRING) or type(part) in (FiniteSet, IntegersBut)
