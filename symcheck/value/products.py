"""Sets of functions, records, tuples and sequences, represented by their parts; must not know of syntax."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from math import prod
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.compare import equal
from symcheck.value.functions import FunctionValue, LazyFunction, TupleValue, function_on
from symcheck.value.integer_domains import same_domain
from symcheck.value.kinds import Kind, kind_of
from symcheck.value.lazy_sets import LazySet, PowerSet, infinite
from symcheck.value.scalars import String
from symcheck.value.sets import FiniteSet, SetValue, membership_error

if TYPE_CHECKING:
    from symcheck.value import Value
    from symcheck.value.filled import FilledFunction


class FunctionSet(LazySet):
    """`[domain -> range]`."""

    __slots__ = ("domain", "range")

    def __init__(self, domain: SetValue, range: SetValue) -> None:
        self.domain = domain
        self.range = range

    def contains(self, value: Value) -> bool:
        if isinstance(value, LazyFunction):
            value = cast("LazyFunction", value.explicit()) if not value.domain.is_finite() else value
            if value.endless:
                filled = cast("FilledFunction", value)
                return same_domain(filled.domain, self.domain) and filled.has_values_in(self.range)
            if not value.domain.is_finite():
                if not equal(value.domain, self.domain):
                    return False
                raise infinite(value.domain)
            value = value.normal()
        if isinstance(value, FunctionValue):
            contains = self.range.contains
            return equal(value.domain, self.domain) and all(map(contains, value))
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def _nowhere(self) -> bool:
        """Whether there is no result for the elements of an infinite domain that certainly has some."""
        some = self.domain.is_primitive() or isinstance(self.domain, (PowerSet, SequenceSet))
        return some and is_void(self.range) and not self.domain.is_finite()

    def __iter__(self) -> Iterator[Value]:
        if self._nowhere():
            return iter(())
        domain = self.domain.normal()  # at once: an infinite set is an error of who asks
        results = tuple(self.range) if domain else ()
        return map(partial(function_on, domain), product(results, repeat=len(domain)))

    def is_finite(self) -> bool:
        if not self.domain.is_finite():
            return self._nowhere()
        return self.range.is_finite() or not self.domain.cardinality()

    def cardinality(self) -> int:
        if self._nowhere():
            return 0
        size = self.domain.cardinality()
        return int(self.range.cardinality() ** size) if size else 1

    def parts(self) -> tuple[object, ...]:
        return self.domain, self.range

    def __str__(self) -> str:
        return f"[{self.domain} -> {self.range}]"


class RecordSet(LazySet):
    """`[name : set, …]`; `fields` in the order of their names."""

    __slots__ = ("fields", "names")

    def __init__(self, fields: dict[String, SetValue]) -> None:
        assert fields, "the grammar has no record set without fields"
        self.names = FiniteSet(fields)
        self.fields = tuple([fields[name] for name in self.names.order])  # type: ignore[index]

    def contains(self, value: Value) -> bool:
        if isinstance(value, LazyFunction):
            value = value.normal()
        if isinstance(value, FunctionValue):
            if len(value) != len(self.fields):
                return False
            if value.domain != self.names and not equal(value.domain, self.names):
                return False
            return all(field.contains(part) for field, part in zip(self.fields, value.values, strict=True))
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def __iter__(self) -> Iterator[Value]:
        if any(map(is_void, self.fields)):
            return iter(())
        return map(partial(function_on, self.names), product(*self.fields))

    def is_finite(self) -> bool:
        return product_is_finite(self.fields)

    def cardinality(self) -> int:
        return product_cardinality(self.fields)

    def parts(self) -> tuple[object, ...]:
        return self.names, self.fields

    def __str__(self) -> str:
        pairs = zip(self.names.order, self.fields, strict=True)
        return "[" + ", ".join(f"{name.text}: {field}" for name, field in pairs) + "]"  # type: ignore[union-attr]


class Product(LazySet):
    """`A \\X B \\X …`."""

    __slots__ = ("factors",)

    def __init__(self, factors: Sequence[SetValue]) -> None:
        self.factors = tuple(factors)

    def contains(self, value: Value) -> bool:
        if isinstance(value, LazyFunction):
            value = value.normal()
        if isinstance(value, TupleValue):
            if len(value) != len(self.factors):
                return False
            for factor, part in zip(self.factors, value, strict=True):  # noqa: SIM110 (a generator costs a frame)
                if not factor.contains(part):
                    return False
            return True
        if isinstance(value, FunctionValue) or kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def __iter__(self) -> Iterator[Value]:
        return iter(()) if any(map(is_void, self.factors)) else map(TupleValue, product(*self.factors))

    def is_finite(self) -> bool:
        return product_is_finite(self.factors)

    def cardinality(self) -> int:
        return product_cardinality(self.factors)

    def parts(self) -> tuple[object, ...]:
        return (self.factors,)

    def __str__(self) -> str:
        return "(" + " \\X ".join(map(str, self.factors)) + ")"


class SequenceSet(LazySet):
    """`Seq(base)`; infinite unless the base is empty."""

    __slots__ = ("base",)

    def __init__(self, base: SetValue) -> None:
        self.base = base

    def contains(self, value: Value) -> bool:
        if isinstance(value, LazyFunction):
            value = value.normal()
        if isinstance(value, TupleValue):
            contains = self.base.contains
            return all(map(contains, value))
        if kind_of(value) is Kind.MODEL:
            return False
        raise membership_error(value, self)

    def __iter__(self) -> Iterator[Value]:
        if not self.is_finite():
            raise infinite(self)
        return iter((TupleValue(),))

    def is_finite(self) -> bool:
        return self.base.is_finite() and not self.base.cardinality()

    def cardinality(self) -> int:
        if not self.is_finite():
            raise infinite(self)
        return 1

    def parts(self) -> tuple[object, ...]:
        return (self.base,)

    def __str__(self) -> str:
        return f"Seq({self.base})"


def is_void(container: SetValue) -> bool:
    """Whether a set is known to be empty. What has elements that cannot be compared has elements."""
    try:
        return container.is_finite() and not container.cardinality()
    except SpecError as error:
        if error.code is not Code.INCOMPARABLE:
            raise
        return False


def product_is_finite(factors: tuple[SetValue, ...]) -> bool:
    """Whether a product of sets is finite: all of them are, or one is empty."""
    return all(factor.is_finite() for factor in factors) or any(map(is_void, factors))


def product_cardinality(factors: tuple[SetValue, ...]) -> int:
    """The size of a product of sets. Errors: INFINITE_SET."""
    if any(map(is_void, factors)):
        return 0
    return prod(factor.cardinality() for factor in factors)
