"""Least upper bounds of layouts; must not know what values they are for."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.layouts.layout import (
    Atoms,
    Cells,
    Entries,
    Filled,
    Fixed,
    Flag,
    Layout,
    Members,
    Mixed,
    Number,
    Rows,
    entries_layout,
    members_layout,
)
from symcheck.symbolic.values import ATOMS
from symcheck.value import FALSE, TRUE, FiniteSet, FunctionValue, Value, order_key


def join(left: Layout | None, right: Layout) -> Layout:
    """The smallest layout that describes the values of both; the left one itself if nothing is new."""
    if left is None or left == right:
        return right if left is None else left
    parts = _Parts()
    parts.add(left)
    parts.add(right)
    joined = parts.layout()
    return left if joined == left else joined


def joined(layouts: Iterable[Layout]) -> Layout | None:
    """The smallest layout that describes the values of all; None if there is none."""
    parts = _Parts()
    for layout in layouts:
        parts.add(layout)
    return parts.layout() if parts.some else None


class _Parts:
    """Layouts taken apart by kind."""

    def __init__(self) -> None:
        self._atoms: set[Value] = set()
        self._number = False
        self._members: Members | None = None
        self._entries: Entries | None = None
        self._filled: Filled | None = None

    @property
    def some(self) -> bool:
        held = (self._members, self._entries, self._filled)
        return bool(self._atoms) or self._number or any(part is not None for part in held)

    def add(self, layout: Layout) -> None:
        match layout:
            case Fixed(value):
                if isinstance(value, ATOMS):
                    self._atoms.add(value)
                elif isinstance(value, FiniteSet):
                    self._add_members(members_layout(value))
                else:
                    assert isinstance(value, FunctionValue)
                    self._add_entries(entries_layout(value))
            case Flag():
                self._atoms.update((FALSE, TRUE))
            case Atoms(values):
                self._atoms.update(values)
            case Number():
                self._number = True
            case Members():
                self._add_members(layout)
            case Entries():
                self._add_entries(layout)
            case Filled():
                self._add_filled(layout)
            case Mixed(parts):
                for part in parts:
                    self.add(part)

    def _add_members(self, other: Members) -> None:
        mine = self._members
        if mine is None:
            self._members = other
            return
        universe = {value: always and other.universe.get(value, False) for value, always in mine.universe.items()}
        universe.update((value, False) for value in other.universe if value not in universe)
        self._members = Members(universe, _joined_cells(mine.cells, other.cells))

    def _add_entries(self, other: Entries) -> None:
        mine = self._entries
        if mine is None:
            self._entries = other
            return
        joined: dict[Value, tuple[bool, Layout]] = {}
        for key, (always, layout) in mine.entries.items():
            found = other.entries.get(key)
            joined[key] = (False, layout) if found is None else (always and found[0], join(layout, found[1]))
        joined.update((key, (False, layout)) for key, (_, layout) in other.entries.items() if key not in joined)
        sequence, distinct = mine.sequence and other.sequence, mine.distinct and other.distinct
        self._entries = Entries(joined, sequence, distinct, _joined_rows(mine.rows, other.rows))

    def _add_filled(self, other: Filled) -> None:
        mine = self._filled
        if mine is None:
            self._filled = other
        elif mine.domain != other.domain:
            raise SpecError(Code.UNSUPPORTED, "the symbolic reading does not support a variable that has as values "
                            f"functions with several infinite domains, {mine.domain} and {other.domain}")
        else:
            drawn = mine.drawn or other.drawn
            filler, changes = join(mine.filler, other.filler), join(mine.changes, other.changes)
            self._filled = Filled(mine.domain, filler, changes, drawn)

    def layout(self) -> Layout:
        parts: list[Layout] = []
        if self._number:
            self._atoms = {value for value in self._atoms if not isinstance(value, int)}
            parts.append(Number())
        held = [part for part in (self._members, self._entries, self._filled) if part is not None]
        if self._atoms == {FALSE, TRUE} and not parts and not held:
            return Flag()
        if len(self._atoms) == 1:
            parts.append(Fixed(next(iter(self._atoms))))
        elif self._atoms:
            parts.append(Atoms(tuple(sorted(self._atoms, key=order_key))))
        parts.extend(held)
        return parts[0] if len(parts) == 1 else Mixed(tuple(parts))


def _joined_cells(left: Cells | None, right: Cells | None) -> Cells | None:
    if left is None or right is None:
        return left or right
    return Cells(join(left.element, right.element), max(left.count, right.count), left.again)


def _joined_rows(left: Rows | None, right: Rows | None) -> Rows | None:
    if left is None or right is None:
        return left or right
    count = max(left.count, right.count)
    return Rows(join(left.key, right.key), join(left.value, right.value), count, left.again)


