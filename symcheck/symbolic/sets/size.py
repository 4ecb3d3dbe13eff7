"""How many elements a lazy set may have, without writing it out; must not know what the elements are."""

from __future__ import annotations

from symcheck.symbolic.lazy import Cup, Either, Filtered, Functions, Integers, PowerSet, Records, Tuples
from symcheck.symbolic.values import LazySet, Sym, SymSet, Union, alternatives
from symcheck.value import FiniteSet

WRITTEN_OUT = 4_096
"""Lazy sets of up to so many elements are written out where that helps."""

_MANY = 1 << 60


def size_bound(container: Sym) -> int:
    """An upper bound on how many elements a set has; very large for infinite ones."""
    if isinstance(container, FiniteSet):
        return len(container)
    if isinstance(container, SymSet):
        return len(container.members) + len(container.cells)
    if isinstance(container, Union):
        return sum(size_bound(option) for _, option in container.options)
    if isinstance(container, PowerSet):
        base = size_bound(container.base)
        return _MANY if base > 16 else 1 << base
    if isinstance(container, Functions):
        keys, values = size_bound(container.domain), size_bound(container.codomain)
        return _MANY if keys > 16 or values > WRITTEN_OUT else min(_MANY, values**keys)
    if isinstance(container, Records | Tuples):
        product = 1
        factors = [f for _, f in container.fields] if isinstance(container, Records) else list(container.factors)
        for factor in factors:
            product = min(_MANY, product * size_bound(factor))
        return product
    if isinstance(container, Integers):
        return _interval(container)
    if isinstance(container, Cup):
        return min(_MANY, size_bound(container.left) + size_bound(container.right))
    if isinstance(container, Either):
        return max(size_bound(option) for _, option in container.options)
    if isinstance(container, Filtered):
        return size_bound(container.base)
    return _MANY if isinstance(container, LazySet) else 0


def writable(container: LazySet) -> bool:
    """Whether a lazy set is small enough to be written out unasked."""
    return size_bound(container) <= WRITTEN_OUT


def _interval(container: Integers) -> int:
    if container.low is None or container.high is None:
        return _MANY
    lows = [value for _, value in alternatives(container.low)]
    highs = [value for _, value in alternatives(container.high)]
    if not all(isinstance(value, int) for value in (*lows, *highs)):
        return _MANY
    return max(0, max(highs) - min(lows) + 1)  # type: ignore[type-var, operator]
