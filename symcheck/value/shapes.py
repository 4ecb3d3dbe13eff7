"""What values are made of, as far as it tells quickly that a comparison cannot fail; must not know equality."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from symcheck.value.kinds import Kind
from symcheck.value.scalars import PLAIN, ModelValue

if TYPE_CHECKING:
    from symcheck.value import Value

_REMEMBERED = 1 << 14


class Shape:
    """The kinds in the places of a value, or the types of model values: `keys` is what two functions must share to be
    looked into; the shape of a set has the one shape of its elements as its only part. There is one object for each
    shape."""

    __slots__ = ("keys", "kind", "parts")

    def __init__(self, kind: object, keys: object, parts: tuple[Shape | None, ...]) -> None:
        self.kind = kind
        self.keys = keys
        self.parts = parts


@cache
def _one(kind: object, keys: object, parts: tuple[Shape | None, ...]) -> Shape:
    return Shape(kind, keys, parts)


@lru_cache(maxsize=_REMEMBERED)
def shape_of(value: Value) -> Shape | None:
    """The shape of a value; None where a comparison must look."""
    found: Any = value  # its classes are known by what they say of themselves
    kind: object = type(found)
    if kind in PLAIN:
        return _one(kind, None, ())
    if isinstance(found, ModelValue):
        return _one(found.type or Kind.MODEL, None, ())
    if isinstance(found, frozenset):
        parts = {shape_of(element) for element in frozenset.__iter__(found)}
        return _one(Kind.SET, None, tuple(parts)) if len(parts) < 2 and None not in parts else None
    if getattr(found, "is_sequence", False):
        return _one(Kind.FUNCTION, len(found), tuple([shape_of(item) for item in found]))
    if getattr(found, "is_record", False):
        return _one(Kind.FUNCTION, found[1], tuple([shape_of(item) for item in found[2]]))
    return None


def shapes_of(values: Iterable[Value]) -> frozenset[Shape | None]:
    """The shapes of some values."""
    return frozenset([shape_of(value) for value in values])


@lru_cache(maxsize=_REMEMBERED)
def comparable_shapes(one: Shape | None, others: frozenset[Shape | None]) -> bool:
    """Whether no comparison of a value of the one shape with values of the others fails; False where one might."""
    return all(_comparable(one, other) for other in others)


@lru_cache(maxsize=_REMEMBERED)
def all_comparable(shapes: frozenset[Shape | None]) -> bool:
    """Whether no comparison among values of these shapes fails; False where one might."""
    return all(comparable_shapes(one, shapes) for one in shapes)


def _comparable(one: Shape | None, other: Shape | None) -> bool:
    if one is None or other is None:
        return False
    if one.kind != other.kind:  # what is typed goes with untyped model values, too
        return one.kind is Kind.MODEL or other.kind is Kind.MODEL
    if one.kind is Kind.FUNCTION and one.keys != other.keys:
        # sequences of other lengths and records with other fields are not looked into
        return type(one.keys) is type(other.keys)
    return all(_comparable(mine, its) for mine, its in zip(one.parts, other.parts, strict=False))
