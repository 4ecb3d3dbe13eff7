"""How a state variable is laid out in solver variables: the shapes, and their least upper bounds; makes no variables.

A layout describes every value that a variable may have: it only ever grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.values import ATOMS
from symcheck.value import FALSE, TRUE, FiniteSet, FunctionValue, SetValue, Value, order_key

if TYPE_CHECKING:
    from symcheck.symbolic.functions.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always this value: no solver variable at all."""

    value: Value


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """One of several scalars, in canonical order."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """An integer without bounds."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Elements that are no plain values, as they hold integers without bounds: up to so many, each of one layout."""

    element: Layout
    count: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Keys that are no plain values, as they hold integers without bounds: up to so many, with a value each."""

    key: Layout
    value: Layout
    count: int


@dataclass(frozen=True, slots=True)
class Members:
    """A set over a ground universe: element -> whether it is in every value; and over cells."""

    universe: Mapping[Value, bool]
    cells: Cells | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A function: key -> whether it is in every domain, and the layout of its value. `sequence`: every domain is 1..n
    for some n, so that a key is there only with all before it; `distinct`: and no value stands there twice. `rows` are
    for keys that are no plain values."""

    entries: Mapping[Value, tuple[bool, Layout]]
    sequence: bool = False
    distinct: bool = False
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A function on an infinite domain: one value at every key but those of the changes, a function of their own.
    `drawn`: it may stand for one that may be any."""

    domain: SetValue
    filler: Layout
    changes: Layout
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Mixed:
    """Values of several kinds: scalars, a number, a set, a function, at most one part of each."""

    parts: tuple[Layout, ...]


Layout: TypeAlias = "Fixed | Flag | Atoms | Number | Members | Entries | Filled | Mixed"


def join(left: Layout | None, right: Layout) -> Layout:
    """The smallest layout that describes the values of both; the left one itself if nothing is new."""
    if left is None or left == right:
        return right if left is None else left
    parts = _Parts()
    parts.add(left)
    parts.add(right)
    joined = parts.layout()
    return left if joined == left else joined


def members_layout(value: FiniteSet) -> Members:
    return Members(dict.fromkeys(value, True))


def entries_layout(value: FunctionValue) -> Entries:
    items = {key: (True, Fixed(item)) for key, item in value.items()}
    distinct = value.is_sequence and len({part.value for _, part in items.values()}) == len(items)
    return Entries(dict(items), value.is_sequence, distinct)


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
    return Cells(join(left.element, right.element), max(left.count, right.count))


def _joined_rows(left: Rows | None, right: Rows | None) -> Rows | None:
    if left is None or right is None:
        return left or right
    return Rows(join(left.key, right.key), join(left.value, right.value), max(left.count, right.count))


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
        case Entries(entries, sequence, distinct, rows):
            if isinstance(before, Fixed) and isinstance(before.value, FunctionValue):
                before = entries_layout(before.value)
            parts = before.entries if isinstance(before, Entries) else {}
            return Entries(
                {
                    key: (always, widened(parts[key][1], part) if key in parts else part)
                    for key, (always, part) in entries.items()
                },
                sequence,
                distinct,
                rows,
            )
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


def options(layout: Layout) -> tuple[Layout, ...]:
    """The parts of several kinds; of one kind, the layout itself."""
    return layout.parts if isinstance(layout, Mixed) else (layout,)


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
                    return Entries(inner, sequence, distinct, Rows(key_part, value_part, rows.count))
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


def describe(layout: Layout) -> str:
    """A short phrase for --verbose."""
    match layout:
        case Fixed(value):
            return f"always {value}" if isinstance(value, ATOMS) else "constant"
        case Flag():
            return "boolean"
        case Atoms(values):
            return f"one of {len(values)} values"
        case Number():
            return "integer without bounds"
        case Members(universe, cells):
            more = "" if cells is None else f" and {cells.count} that are not known beforehand"
            return f"set over {len(universe)} possible elements{more}"
        case Entries(entries, sequence, rows=rows):
            if sequence:
                return f"sequence of up to {len(entries)} elements"
            more = "" if rows is None else f" and {rows.count} that are not known beforehand"
            return f"function with {len(entries)} possible keys{more}"
        case Filled(domain, _, changes):
            return f"function on {domain}: one value, but for a {describe(changes)}"
        case Mixed(parts):
            return " or ".join(describe(part) for part in parts)
