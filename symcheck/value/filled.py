"""Functions with an infinite domain that follow a rule at all keys but finitely many; must not know of expressions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.compare import order_key
from symcheck.value.functions import LazyFunction, outside
from symcheck.value.infinite_sets import INT, NAT, STRING
from symcheck.value.integer_domains import IntegersBut
from symcheck.value.kinds import Kind
from symcheck.value.lazy_sets import infinite
from symcheck.value.products import Product
from symcheck.value.rule import Rule, sample
from symcheck.value.sets import FiniteSet, SetValue

if TYPE_CHECKING:
    from symcheck.value import FunctionValue, Value


class FilledFunction(LazyFunction):
    """`[any \\in domain |-> filler]`, but for the keys in `changes`, whose values are others; a filler that depends on
    the key is a `Rule`. Equal functions with one value at almost all keys have one form; those by rules have one where
    the rule is the same. The domain is one that `can_be_filled`, the filler and what is changed are explicit."""

    __slots__ = ("_hash", "changes", "filler")
    endless: ClassVar[bool] = True

    def __init__(self, domain: SetValue, filler: Value | Rule, changes: Mapping[Value, Value] | None = None) -> None:
        super().__init__(domain, self._filler_at)
        self.filler = filler
        self._hash: int | None = None
        if isinstance(filler, Rule):
            known = filler.run is not None
            self.changes = {key: v for key, v in (changes or {}).items() if not (known and self._is_filler(key, v))}
        else:
            self.changes = {key: value for key, value in (changes or {}).items() if value != filler}

    def _filler_at(self, key: Value) -> Value:
        return self.filler.at(key) if isinstance(self.filler, Rule) else self.filler

    def _is_filler(self, key: Value, value: Value) -> bool:
        try:
            return self._filler_at(key) == value
        except SpecError:  # it is one where the function is applied
            return False

    def get(self, key: Value) -> Value | None:
        found = self.changes.get(key)
        if found is None and self.domain.contains(key):
            return self._filler_at(key)
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
        if isinstance(self.filler, Rule):
            return (Kind.FUNCTION, float("inf"), str(self.domain), self.filler.order_key(), changed)
        return (Kind.FUNCTION, float("inf"), str(self.domain), order_key(self.filler), changed)

    @property
    def ruled(self) -> bool:
        """Whether what it is at most keys depends on the key."""
        return isinstance(self.filler, Rule)

    def has_values_in(self, container: SetValue) -> bool:
        """Errors: INFINITE_SET where a rule gives elements of it at all keys that were tried."""
        if not all(map(container.contains, self.changes.values())):
            return False
        if not isinstance(self.filler, Rule):
            return container.contains(self.filler)
        if not all(container.contains(self.filler.at(key)) for key in _sample(self.domain) if key not in self.changes):
            return False
        raise SpecError(Code.INFINITE_SET, f"cannot look at all elements of {self.domain}")

    def differs(self, other: FilledFunction) -> bool:
        """Whether it is another function, on the same domain. Errors: INFINITE_SET where two rules seem to agree."""
        one, two = self.filler, other.filler
        if one == two:
            return self.changes != other.changes
        if not isinstance(one, Rule) and not isinstance(two, Rule):
            return True  # at the keys where neither is changed
        if any(isinstance(rule, Rule) and rule.run is None for rule in (one, two)):
            raise infinite(self.domain)
        if any(self._tried(key) != other._tried(key) for key in {*sample(self.domain), *self.changes, *other.changes}):
            return True
        raise SpecError(Code.INFINITE_SET, f"cannot compare two functions at all elements of {self.domain}")

    def _tried(self, key: Value) -> Value | None:
        try:
            return self.get(key)
        except SpecError:
            return None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, FilledFunction) or self.domain != other.domain:
            return False
        return not self.differs(other)

    def __hash__(self) -> int:
        """Of what it is at some keys: functions by different rules may be equal."""
        if self._hash is None:
            tried: tuple[Value | None, ...] = ()
            if not isinstance(self.filler, Rule):
                changes, filler = self.changes, self.filler
                tried = tuple([changes.get(key, filler) for key in _sample(self.domain)])
            elif self.filler.run is not None:
                tried = tuple([self._tried(key) for key in _sample(self.domain)])
            self._hash = hash((self.domain, tried))
        return self._hash

    def __str__(self) -> str:
        if isinstance(self.filler, Rule):
            base = self.filler.text
        else:
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


_sample = lru_cache(maxsize=64)(sample)


def can_be_filled(domain: SetValue) -> bool:
    """Whether a domain is infinite, and one that tells by its form alone which set it is."""
    return not domain.is_finite() and _plain(domain)


def _plain(part: SetValue) -> bool:
    if isinstance(part, Product):
        return all(map(_plain, part.factors))
    return part in (NAT, INT, STRING) or type(part) in (FiniteSet, IntegersBut)
