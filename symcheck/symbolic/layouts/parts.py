"""What a layout is made of: its set, its function, its scalars; must not know solver variables."""

from __future__ import annotations

from typing import TypeVar

from symcheck.symbolic.layouts.layout import (
    Atoms,
    Entries,
    Filled,
    Fixed,
    Flag,
    Layout,
    Members,
    Mixed,
    entries_layout,
    members_layout,
    options,
)
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import FiniteSet, FunctionValue, Value

Part = TypeVar("Part", Members, Entries, Filled)


def part_of(layout: Layout | None, kind: type[Part]) -> Part | None:
    """The set, or the function, among the parts of a layout."""
    if isinstance(layout, kind):
        return layout
    if isinstance(layout, Fixed):
        if kind is Members and isinstance(layout.value, FiniteSet):
            return members_layout(layout.value)
        if kind is Entries and isinstance(layout.value, FunctionValue):
            return entries_layout(layout.value)
    if isinstance(layout, Mixed):
        return next((found for part in layout.parts if (found := part_of(part, kind)) is not None), None)
    return None


def atoms_of(layout: Layout) -> set[Value]:
    """The scalars among the values that a layout describes; a number without bounds is none of them."""
    found: set[Value] = set()
    for option in options(layout):
        match option:
            case Fixed(value):
                found.add(value)
            case Flag():
                found.update((NO, YES))
            case Atoms(values):
                found.update(values)
            case _:
                pass
    return found
