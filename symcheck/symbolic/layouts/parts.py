"""What a layout is made of: its set, its function, its scalars; must not know solver variables."""

from __future__ import annotations

from dataclasses import replace
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
from symcheck.value import FiniteSet, FunctionValue, Value, make_function, make_set

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


def plainest(layout: Layout) -> Layout:
    """The same layout with every part that has one value only as that value."""
    match layout:
        case Members(universe, None) if all(universe.values()):
            return Fixed(make_set(universe))
        case Entries(entries, sequence, distinct, rows):
            inner = {key: (always, plainest(part)) for key, (always, part) in entries.items()}
            if rows is None and all(always for always, _ in inner.values()):
                items = [(key, part.value) for key, (_, part) in inner.items() if isinstance(part, Fixed)]
                if len(items) == len(inner):
                    return Fixed(make_function(items))
            if rows is not None:
                rows = replace(rows, key=plainest(rows.key), value=plainest(rows.value))
            return Entries(inner, sequence, distinct, rows)
        case Filled(domain, filler, changes, drawn):
            return Filled(domain, plainest(filler), plainest(changes), drawn)
        case _:
            return layout


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
