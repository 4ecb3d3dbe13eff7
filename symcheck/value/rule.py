"""What a function on an infinite domain is at each key, where that depends on the key; must not know of expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import TYPE_CHECKING, ClassVar

from symcheck.value.compare import order_key
from symcheck.value.functions import LazyFunction, TupleValue
from symcheck.value.infinite_sets import INT, NAT
from symcheck.value.integer_domains import IntegersBut
from symcheck.value.kinds import Kind
from symcheck.value.products import Product
from symcheck.value.scalars import String
from symcheck.value.sets import FiniteSet, SetValue

if TYPE_CHECKING:
    from symcheck.value import Value

_SAMPLE = 12
"""At so many keys functions are compared that may have been made by different rules."""


class Rule:
    """Rules with one `name` and the same `read` give the same values. `run` gives the value at a key; a reading that
    holds a rule without one, from another process or another reading, asks its own expressions for it. `text` is that
    of the constructor."""

    __slots__ = ("_known", "name", "read", "run", "text")
    lazy: ClassVar[bool] = False
    kind: ClassVar[Kind] = Kind.FUNCTION

    def __init__(self, name: str, read: tuple[Value, ...], text: str, run: Callable[[Value], Value] | None) -> None:
        self.name = name
        self.read = read
        self.text = text
        self.run = run
        self._known: dict[Value, Value] = {}

    def at(self, key: Value) -> Value:
        """The value at a key of the domain."""
        found = self._known.get(key)
        if found is None:
            assert self.run is not None, f"nobody knows the values of {self}"
            found = self._known[key] = self.run(key)
        return found

    def order_key(self) -> tuple[object, ...]:
        return (Kind.FUNCTION, float("inf"), self.name, [order_key(each) for each in self.read])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self.name == other.name and self.read == other.read

    def __hash__(self) -> int:
        return hash((self.name, self.read))

    def __str__(self) -> str:
        """Another text for each rule: constructors with one text may mean different functions."""
        return f"{self.text} (* {self.name}: {', '.join(map(str, self.read))} *)"

    __repr__ = __str__

    def __reduce__(self) -> tuple[object, ...]:
        return Rule, (self.name, self.read, self.text, None)


class RuleFunction(LazyFunction):
    """A function by its rule that is `held` as such a rule, rather than written out, where it becomes a part of a
    state."""

    __slots__ = ("_held",)

    def __init__(self, domain: SetValue, rule: Callable[[Value], Value], held: Callable[[], Value]) -> None:
        super().__init__(domain, rule)
        self._held: Value | Callable[[], Value] = held

    def explicit(self) -> Value:
        if callable(self._held):
            self._held = self._held()
        return self._held

    def __eq__(self, other: object) -> bool:
        return self is other or self.explicit() == (other.explicit() if isinstance(other, RuleFunction) else other)

    def __hash__(self) -> int:
        return hash(self.explicit())

    def order_key(self) -> tuple[object, ...]:
        return order_key(self.explicit())


def sample(domain: SetValue) -> tuple[Value, ...]:
    """Some elements of a domain, the same ones for equal domains."""
    return tuple(islice(_some(domain), _SAMPLE))


def _some(domain: SetValue) -> Iterator[Value]:
    if isinstance(domain, Product):
        yield from map(TupleValue, product(*(tuple(islice(_some(factor), 3)) for factor in domain.factors)))
    elif isinstance(domain, FiniteSet):
        yield from domain
    elif isinstance(domain, IntegersBut):
        start = domain.low if domain.low is not None else domain.high if domain.high is not None else 0
        step = -1 if domain.low is None and domain.high is not None else 1
        yield from (number for number in range(start, start + 1000 * step, step) if domain.contains(number))
    elif domain is NAT or domain is INT:
        yield from range(0 if domain is NAT else -_SAMPLE // 2, _SAMPLE)
    else:
        yield from map(String, ("", "a"))
