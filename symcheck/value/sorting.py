"""Puts values in the canonical order, quickly where the interpreter's own comparison gives it; must not know sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from symcheck.value.compare import equal, order_key
from symcheck.value.scalars import SCALARS

if TYPE_CHECKING:
    from symcheck.value import Value

_values = itemgetter(2)


def canonical(elements: Iterable[Value]) -> list[Value]:
    """The values in canonical order. Errors: INCOMPARABLE where two first differ in kind; INFINITE_SET."""
    found: list[Any] = list(elements)
    if len(found) < 2:
        return found
    types = set(map(type, found))
    if len(types) == 1:
        (only,) = types
        if only in SCALARS:
            found.sort()
            return found
        if issubclass(only, tuple | frozenset):
            return _by_size(found, issubclass(only, frozenset))
    return _by_key(found)


def _by_key(found: list[Any]) -> list[Any]:
    found.sort(key=order_key)
    # neighbours suffice: values whose first difference is one of kind have neighbours of that sort between them
    for left, right in pairwise(found):
        equal(left, right)
    return found


def _by_size(found: list[Any], sets: bool) -> list[Any]:
    """Explicit values of one class; those of different sizes need no other comparison."""
    sizes = set(map(len, found))
    if len(sizes) == 1:
        return _of_one_size(found, sets)
    groups: dict[int, list[Any]] = {size: [] for size in sorted(sizes)}
    for value in found:
        groups[len(value)].append(value)
    return [value for group in groups.values() for value in _of_one_size(group, sets)]


def _of_one_size(found: list[Any], sets: bool) -> list[Any]:
    if sets:
        if _are_uniform([value.order for value in found]):
            found.sort(key=_order)
            return found
        return _by_key(found)
    domain = found[0][1] if found[0] and found[0][0] is None else None
    if domain is None:
        if _are_uniform(found):
            found.sort()
            return found
    elif all(value[1] is domain or value[1] == domain for value in found) and _are_uniform(list(map(_values, found))):
        found.sort(key=_values)
        return found
    return _by_key(found)


def _order(value: Any) -> tuple[Value, ...]:
    return value.order  # type: ignore[no-any-return]


def _are_uniform(rows: Sequence[Sequence[Value]]) -> bool:
    """Whether each column has scalars of one type, so that rows compare as tuples do."""
    for column in zip(*rows, strict=True):
        types = set(map(type, column))
        if len(types) > 1 or not types <= SCALARS:
            return False
    return True
