"""The layout that describes all elements of a set: what a type says of a variable; must not know invariants."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.symbolic.layouts.joining import join, joined
from symcheck.symbolic.layouts.layout import Atoms, Entries, Filled, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.lazy import Cup, Filtered, Functions, Integers, PowerSet, Records, Tuples
from symcheck.symbolic.sets.enumeration import elements
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.value import FiniteSet, Value

LIMIT = 4_096
"""Possible elements, or solver variables, of one layout: more are not taken from a type."""


def typed(site: Site, container: Sym, integers: int) -> Layout | None:
    """The layout of the elements of a set; None where it is empty, not constant, or not small: `integers` says how many
    of them may stand in one place."""
    layout = _typed(site, container, integers)
    return layout if layout is not None and width(layout) <= LIMIT else None


def _typed(site: Site, container: Sym, integers: int) -> Layout | None:
    match container:
        case FiniteSet():
            return joined(Fixed(value) for value in container.order) if len(container) <= LIMIT else None
        case Integers():
            if size_bound(container) > integers:
                return None
            return joined(Fixed(value) for _, value in elements(site, container))  # type: ignore[arg-type]
        case PowerSet(base=base):
            if size_bound(base) > LIMIT:
                return None
            return Members({value: False for _, value in elements(site, base)})  # type: ignore[misc]
        case Functions(domain=domain, codomain=codomain):
            inner = _typed(site, codomain, integers)
            if inner is None or not isinstance(domain, FiniteSet) or len(domain) > LIMIT:
                return None
            keys = list(domain)
            return Entries(dict.fromkeys(keys, (True, inner)), keys == list(range(1, len(keys) + 1)))
        case Records(fields=fields):
            return _product(site, list(fields), False, integers)
        case Tuples(factors=factors):
            return _product(site, list(enumerate(factors, 1)), True, integers)
        case Cup(left=left, right=right):
            first, second = _typed(site, left, integers), _typed(site, right, integers)
            return None if first is None or second is None else join(first, second)
        case Filtered(base=base):
            return _typed(site, base, integers)
        case _:
            return None


def _product(site: Site, factors: Sequence[tuple[Value, Sym]], sequence: bool, integers: int) -> Layout | None:
    entries: dict[Value, tuple[bool, Layout]] = {}
    for key, factor in factors:
        inner = _typed(site, factor, integers)
        if inner is None:
            return None
        entries[key] = (True, inner)
    return Entries(entries, sequence)


def width(layout: Layout) -> int:
    """About how many solver variables a layout takes."""
    match layout:
        case Fixed():
            return 0
        case Flag() | Number():
            return 1
        case Atoms(values):
            return len(values)
        case Members(universe, cells):
            return len(universe) + (0 if cells is None else cells.count * (2 + width(cells.element)))
        case Entries(entries, rows=rows):
            more = 0 if rows is None else rows.count * (2 + width(rows.key) + width(rows.value))
            return sum((not always) + width(inner) for always, inner in entries.values()) + more
        case Filled(_, filler, changes):
            return width(filler) + width(changes)
        case Mixed(parts):
            return len(parts) + sum(map(width, parts))
