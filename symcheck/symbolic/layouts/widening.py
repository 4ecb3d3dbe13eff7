"""Layouts with numbers without bounds in the place of integers; must not know when they are asked for."""

from __future__ import annotations

from dataclasses import replace

from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import (
    Atoms,
    Cells,
    Entries,
    Filled,
    Fixed,
    Layout,
    Members,
    Mixed,
    Number,
    entries_layout,
    members_layout,
    options,
)
from symcheck.value import FiniteSet, FunctionValue, Value


def widened(before: Layout, after: Layout) -> Layout:
    """`after` with a number without bounds wherever it has integers that `before` does not have; what did not grow, and
    what stands in new places, stays."""
    if before == after:
        return after
    match after:
        case Atoms(values):
            known = _integers(before)
            fresh = any(isinstance(value, int) and value not in known for value in values)
            return join(after, Number()) if fresh else after
        case Members(cells=Cells() as cells):
            held = before.cells if isinstance(before, Members) else None
            if held is None:
                return after
            return replace(after, cells=replace(cells, element=widened(held.element, cells.element)))
        case Entries(entries, sequence, distinct, rows):
            if isinstance(before, Fixed) and isinstance(before.value, FunctionValue):
                before = entries_layout(before.value)
            parts = before.entries if isinstance(before, Entries) else {}
            inner = {
                key: (always, widened(parts[key][1], part) if key in parts else part)
                for key, (always, part) in entries.items()
            }
            table = before.rows if isinstance(before, Entries) else None
            if rows is not None and table is not None:
                rows = replace(rows, key=widened(table.key, rows.key), value=widened(table.value, rows.value))
            return Entries(inner, sequence, distinct, rows)
        case Filled(domain, filler, changes, drawn) if isinstance(before, Filled):
            return Filled(domain, widened(before.filler, filler), widened(before.changes, changes), drawn)
        case Mixed(parts):
            result: Layout | None = None
            for option in parts:
                similar = [part for part in options(before) if type(part) is type(option)]
                result = join(result, widened(similar[0], option) if similar else option)
            assert result is not None
            return result
        case _:
            return after


def with_numbers(layout: Layout, wide: Layout) -> Layout:
    """`layout` with a number without bounds wherever `wide` has one in its place, and no element yet of what holds such
    numbers there; itself where there is none."""
    if any(isinstance(option, Number) for option in options(wide)):
        return join(layout, Number())
    match layout, wide:
        case Fixed(FiniteSet() as value), Members():
            return _unless_same(layout, members_layout(value), wide)
        case Members(cells=None), Members(cells=Cells() as cells):
            return replace(layout, cells=replace(cells, count=0))
        case Fixed(FunctionValue() as value), Entries():
            return _unless_same(layout, entries_layout(value), wide)
        case Entries(rows=rows), Entries():
            entries = {
                key: (always, with_numbers(part, wide.entries[key][1]) if key in wide.entries else part)
                for key, (always, part) in layout.entries.items()
            }
            if rows is None and wide.rows is not None:
                # what has unknown keys is no sequence
                return Entries(entries, rows=replace(wide.rows, count=0))
            return replace(layout, entries=entries)
        case Filled(), Filled():
            filler, changes = with_numbers(layout.filler, wide.filler), with_numbers(layout.changes, wide.changes)
            return replace(layout, filler=filler, changes=changes)
        case _:
            return layout


def _unless_same(layout: Fixed, open_: Layout, wide: Layout) -> Layout:
    after = with_numbers(open_, wide)
    return layout if after == open_ else after


def _integers(layout: Layout) -> frozenset[int]:
    """The integers among the scalars that a layout describes."""
    found: list[Value] = []
    for option in options(layout):
        if isinstance(option, Atoms):
            found.extend(option.values)
        elif isinstance(option, Fixed):
            found.append(option.value)
    return frozenset(value for value in found if isinstance(value, int))


def narrowed(layout: Layout, integers: int) -> Layout:
    """The same layout with every choice of more than so many integers made a number; itself if there is none."""
    match layout:
        case Atoms(values) if sum(isinstance(value, int) for value in values) > integers:
            return join(layout, Number())
        case Entries(entries, sequence, distinct, rows):
            inner = {key: (always, narrowed(part, integers)) for key, (always, part) in entries.items()}
            same = all(inner[key][1] is part for key, (_, part) in entries.items())
            if rows is not None:
                key_part, value_part = narrowed(rows.key, integers), narrowed(rows.value, integers)
                if key_part is not rows.key or value_part is not rows.value:
                    return Entries(inner, sequence, distinct, replace(rows, key=key_part, value=value_part))
            return layout if same else Entries(inner, sequence, distinct, rows)
        case Filled(domain, filler, changes, drawn):
            less = narrowed(filler, integers), narrowed(changes, integers)
            return layout if less[0] is filler and less[1] is changes else Filled(domain, *less, drawn)
        case Mixed(parts):
            if all(narrowed(part, integers) is part for part in parts):
                return layout
            result: Layout | None = None
            for part in parts:
                result = join(result, narrowed(part, integers))
            assert result is not None
            return result
        case _:
            return layout


