"""The keys of a function that is written out, with their conditions and values; must not know when keys are equal."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.symbolic.values import MapCell, SymFun, SymMap, SymSet, entries_of, set_of
from symcheck.value import FiniteSet, FunctionValue


def every_cell(function: FunctionValue | SymFun | SymMap) -> Iterator[MapCell]:
    """All keys of a function with their conditions and values, plain ones first."""
    for key, (present, value) in entries_of(function).items():
        yield present, key, value
    if isinstance(function, SymMap):
        yield from function.cells


def domain_of(function: FunctionValue | SymFun | SymMap) -> FiniteSet | SymSet:
    """The set of the keys."""
    if isinstance(function, FunctionValue):
        return function.domain
    cells = tuple((present, key) for present, key, _ in function.cells) if isinstance(function, SymMap) else ()
    domain = set_of({key: present for key, (present, _) in function.entries.items()}, cells)
    assert isinstance(domain, FiniteSet | SymSet)
    return domain
