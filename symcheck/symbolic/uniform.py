"""Whether plain values can all be compared with one another, however deep inside; must not know symbolic values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from symcheck.value import FiniteSet, FunctionValue, Kind, ModelValue, Value, kind_of


@dataclass(frozen=True, slots=True)
class Shape:
    """What some values are made of: their kinds, and the shapes of all elements of the sets among them, of all keys of
    the functions, and of the values at each key."""

    kinds: frozenset[Kind | str]
    elements: Shape | None = None
    keys: Shape | None = None
    values: Mapping[Value, Shape] = field(default_factory=dict)

    @property
    def uniform(self) -> bool:
        """Whether no comparison among these values can fail; False where one perhaps could."""
        return (
            len(self.kinds) <= 1
            and (self.elements is None or self.elements.uniform)
            and (self.keys is None or self.keys.uniform)
            and all(shape.uniform for shape in self.values.values())
        )

    @property
    def ordered(self) -> bool:
        """Whether each set among these values and inside of them has an order; False where one perhaps has none."""
        return (
            (self.elements is None or self.elements.uniform)
            and (self.keys is None or self.keys.uniform)
            and all(shape.ordered for shape in self.values.values())
        )


def shape_of(values: Iterable[Value]) -> Shape:
    """The shape of some values taken together."""
    found = list(frozenset.__iter__(values) if isinstance(values, FiniteSet) else values)
    kinds = frozenset(kinds_of(found))
    elements: dict[Value, None] = {}
    table: dict[Value, dict[Value, None]] = {}
    for value in found:
        if isinstance(value, FiniteSet):
            elements.update(dict.fromkeys(frozenset.__iter__(value)))  # which need not have an order
        elif isinstance(value, FunctionValue):
            for key, item in value.items():
                table.setdefault(key, {})[item] = None
    return Shape(
        kinds,
        shape_of(elements) if Kind.SET in kinds else None,
        shape_of(table) if Kind.FUNCTION in kinds else None,
        {key: shape_of(items) for key, items in table.items()},
    )


def join_shapes(left: Shape, right: Shape) -> Shape:
    """The shape of the values of both; the left one itself if the right one adds nothing."""
    if left is right:
        return left
    kinds = left.kinds | right.kinds
    elements, keys = _joined(left.elements, right.elements), _joined(left.keys, right.keys)
    values = {key: _joined(left.values.get(key), shape) for key, shape in right.values.items()}
    fresh = {key: shape for key, shape in values.items() if shape is not left.values.get(key)}
    if not fresh and len(kinds) == len(left.kinds) and elements is left.elements and keys is left.keys:
        return left
    return Shape(kinds, elements, keys, {**left.values, **fresh})  # type: ignore[dict-item]


def _joined(left: Shape | None, right: Shape | None) -> Shape | None:
    if left is None or right is None:
        return right if left is None else left
    return join_shapes(left, right)


def kinds_of(values: Iterable[Value]) -> set[Kind | str]:
    """The kinds among some values. Untyped model values go with everything and add none, a typed one adds its type."""
    found: set[Kind | str] = set()
    for value in values:
        if not isinstance(value, ModelValue):
            found.add(kind_of(value))
        elif value.type:
            found.add(value.type)
    return found


def uniform(values: Iterable[Value]) -> bool:
    """Whether no comparison among these values can fail; False where one perhaps could."""
    return shape_of(values).uniform
