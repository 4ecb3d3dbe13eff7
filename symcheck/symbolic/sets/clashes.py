"""Which of many plain values cannot be compared with which, found by what differs first in them, as a comparison finds
it; must not know conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.uniform import uniform
from symcheck.value import FiniteSet, FunctionValue, Kind, ModelValue, Value, comparable, kind_of

Owners = tuple[Value, ...]
"""The values that hold something at the place that is looked at."""

Clash = tuple[Owners, Owners]
"""None of the first can be compared with any of the second."""

Row = tuple[Sequence[Value], Owners]
"""What is compared one after the other, and who holds it."""


@lru_cache(maxsize=256)
def clashes(values: frozenset[Value]) -> tuple[Clash, ...]:
    """All pairs of these values that cannot be compared, by groups. Takes as long as the values are large together
    where few stand at each place. Errors: INFINITE_SET."""
    found: list[Clash] = []
    _among({value: (value,) for value in values}, found)
    return tuple(found)


def _among(held: Mapping[Value, Owners], found: list[Clash]) -> None:
    """Clashes of values that are different at one place, where `held` stands."""
    if len(held) < 2 or uniform(held):
        return
    kinds: dict[Kind | str, dict[Value, Owners]] = {}
    for item, owners in held.items():
        kinds.setdefault(item.type if isinstance(item, ModelValue) else kind_of(item), {})[item] = owners
    for one, two in combinations(kinds, 2):
        if "" not in (one, two):  # an untyped model value goes with everything
            found.append((_all(kinds[one].values()), _all(kinds[two].values())))
    for kind, items in kinds.items():
        if kind is Kind.FUNCTION:
            _functions(items, found)
        elif kind is Kind.SET:
            _sets(items, found)


def _functions(items: Mapping[Value, Owners], found: list[Clash]) -> None:
    """The domains decide first, then the values in the order of the keys."""
    domains: dict[FiniteSet, list[Row]] = {}
    for item, owners in items.items():
        if isinstance(item, FunctionValue):
            domains.setdefault(item.domain, []).append((item.values, owners))
    _among({domain: _all(owners for _, owners in rows) for domain, rows in domains.items()}, found)
    for rows in domains.values():
        _in_order(rows, found)
    _others([item for item in items if not isinstance(item, FunctionValue)], items, found)


def _sets(items: Mapping[Value, Owners], found: list[Clash]) -> None:
    """The sizes decide first, then the elements in their order; a set without one is like no other of its size."""
    sizes: dict[int, list[Row]] = {}
    strange: list[Value] = []
    for item, owners in items.items():
        if isinstance(item, FiniteSet):
            try:
                row = item.order
            except SpecError as error:
                if error.code is not Code.INCOMPARABLE:
                    raise
                strange.append(item)
            else:
                sizes.setdefault(len(row), []).append((row, owners))
    for rows in sizes.values():
        _in_order(rows, found)
    _others([*strange, *(item for item in items if not isinstance(item, FiniteSet))], items, found)


def _in_order(rows: list[Row], found: list[Clash]) -> None:
    """Clashes of sequences of one length: the first items that differ decide."""
    alike = [rows]
    for place in range(len(rows[0][0])):
        following: list[list[Row]] = []
        for group in alike:
            parts: dict[Value, list[Row]] = {}
            for row in group:
                parts.setdefault(row[0][place], []).append(row)
            _among({item: _all(owners for _, owners in part) for item, part in parts.items()}, found)
            following.extend(part for part in parts.values() if len(part) > 1)
        alike = following


def _others(strange: Sequence[Value], items: Mapping[Value, Owners], found: list[Clash]) -> None:
    """Clashes of values that are not looked into, with any of their kind."""
    for place, one in enumerate(strange):
        before = set(strange[:place])
        for two, owners in items.items():
            if two is not one and two not in before and not comparable(one, two):
                found.append((items[one], owners))


def _all(owners: Iterable[Owners]) -> Owners:
    return tuple([value for group in owners for value in group])
