"""Puts values in the canonical order, quickly where the interpreter's own comparison gives it; must not know sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, Final

from symcheck.value.compare import equal, order_key
from symcheck.value.scalars import SCALARS, TypedModelValue

if TYPE_CHECKING:
    from symcheck.value import Value


EMPTY: Final = "the empty set"  # goes with every shape


def canonical(elements: Iterable[Value]) -> list[Value]:
    """The values in canonical order. Errors: INCOMPARABLE where two first differ in kind; INFINITE_SET."""
    found: list[Any] = list(elements)
    if len(found) < 2:
        return found
    keys = found if _is_plain(found) else _keys(found)
    if keys is found:
        found.sort()
        return found
    if keys is None:
        return _slowly(found)
    return [found[place] for place in sorted(range(len(found)), key=keys.__getitem__)]


def shape(values: Sequence[Any]) -> object:
    """What values have in common whose order is that of the interpreter: scalars of one class, or tuples of such
    that are as long and in each place of one class. None where it is nothing."""
    if not values:
        return EMPTY
    types = set(map(type, values))
    if len(types) > 1:
        return None
    (only,) = types
    if only in SCALARS:
        return only
    if _is_plain(values):
        return (type(values[0][0]),) * len(values[0]) if values[0] else None
    if not getattr(only, "is_sequence", False) or len(set(map(len, values))) > 1:
        return None
    columns = [set(map(type, column)) for column in zip(*values, strict=True)]
    if any(len(column) > 1 or not column <= SCALARS for column in columns):
        return None
    return tuple(next(iter(column)) for column in columns)


def _is_plain(values: Sequence[Any]) -> bool:
    """Whether all are tuples of one length and of scalars of one class; the commonest case, seen in one go."""
    if not getattr(type(values[0]), "is_sequence", False):
        return False
    if len(set(map(type, values))) > 1 or len(set(map(len, values))) > 1:
        return False
    types = set(map(type, chain.from_iterable(values)))
    return len(types) == 1 and types <= SCALARS


def _slowly(found: list[Any]) -> list[Any]:
    """By `order_key`; functions with several domains are first separated by them."""
    domains: dict[Any, list[Any]] = {}
    if all(isinstance(value, tuple) and value and value[0] is None for value in found):
        for value in found:
            domains.setdefault(value[1], []).append(value)
    if len(domains) > 1:
        ordered = sorted(domains, key=lambda domain: (len(domain), domain.order_key()))
        for left, right in pairwise(ordered):
            equal(left, right)
        return [value for domain in ordered for value in canonical(domains[domain])]
    found.sort(key=order_key)
    # neighbours suffice: values whose first difference is one of kind have neighbours of that sort between them
    for left, right in pairwise(found):
        equal(left, right)
    return found


def _keys(values: Sequence[Any]) -> Sequence[Any] | None:
    """Keys that the interpreter compares in the canonical order, where all the values have one shape; else None."""
    types = set(map(type, values))
    if len(types) != 1:
        return None if values else values
    (only,) = types
    if only in SCALARS:
        return values
    if only is TypedModelValue:
        return values if len({value.type for value in values}) == 1 else None
    if issubclass(only, frozenset):
        known = [value.sorts_as for value in values]
        shapes = {each for each, _ in known}
        if None not in shapes and len(shapes - {EMPTY}) < 2:
            return [key for _, key in known]
        return _keys_of_rows([value.order for value in values])
    if not issubclass(only, tuple):
        return None
    if only.is_sequence:  # type: ignore[attr-defined]
        return _keys_of_columns(values) if len(set(map(len, values))) == 1 else _keys_of_rows(values)
    domain = values[0][1]
    if all(value[1] is domain or value[1] == domain for value in values):
        return _keys_of_columns([value[2] for value in values])
    return None


def _keys_of_rows(rows: Sequence[Sequence[Any]]) -> Sequence[Any] | None:
    """By length, then element by element, where all of the elements have one shape."""
    flat = list(chain.from_iterable(rows))
    keys = _keys(flat)
    if keys is None:
        return None
    if keys is flat:
        return [(len(row), row) for row in rows]
    rest = iter(keys)
    return [(len(row), tuple(islice(rest, len(row)))) for row in rows]


def _keys_of_columns(rows: Sequence[Sequence[Any]]) -> Sequence[Any] | None:
    """Element by element, where all rows have one length and each column has one shape."""
    columns = []
    native = True
    for column in zip(*rows, strict=True):
        keys = _keys(column)
        if keys is None:
            return None
        native = native and keys is column
        columns.append(keys)
    return rows if native else list(zip(*columns, strict=True))
