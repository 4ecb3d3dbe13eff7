"""How a state variable is laid out in solver variables: the shapes; makes no variables.

A layout describes every value that a variable may have: it only ever grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from symcheck.symbolic.values import ATOMS
from symcheck.value import FiniteSet, FunctionValue, SetValue, Value

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
    """Elements that are not known beforehand, as they hold integers without bounds or may be very many values: up to so
    many, each of one layout.
    `again`: a place that an element has left may be taken again, and nothing stands in two places."""

    element: Layout
    count: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Keys that are no plain values, as they hold integers without bounds: up to so many, with a value each. `again` as
    with cells."""

    key: Layout
    value: Layout
    count: int
    again: bool = False


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


def members_layout(value: FiniteSet) -> Members:
    return Members(dict.fromkeys(value, True))


def entries_layout(value: FunctionValue) -> Entries:
    items = {key: (True, Fixed(item)) for key, item in value.items()}
    distinct = value.is_sequence and len({part.value for _, part in items.values()}) == len(items)
    return Entries(dict(items), value.is_sequence, distinct)


def options(layout: Layout) -> tuple[Layout, ...]:
    """The parts of several kinds; of one kind, the layout itself."""
    return layout.parts if isinstance(layout, Mixed) else (layout,)


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
