"""When what a register holds is described by a smaller layout; must not know why anybody asks."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.symbolic.layouts.layout import (
    Atoms,
    Entries,
    Filled,
    Fixed,
    Flag,
    Layout,
    Members,
    Mixed,
    Number,
    options,
)
from symcheck.symbolic.layouts.parts import atoms_of, part_of
from symcheck.symbolic.layouts.register import CHANGES, FILLER, Register
from symcheck.term import FALSE, TRUE, Term, conj, disj, eq, integer, neg
from symcheck.value import TRUE as YES


def within(register: Register, layout: Layout) -> Iterator[Term]:
    """Conditions that all hold where the layout describes what the register holds, as it holds it: with the same keys
    in rows, and as many rows taken. `layout` is no larger than that of the register."""
    match register.layout:
        case Fixed():
            return
        case Mixed():
            assert register.selector is not None, "a kind is picked"
            for pick, part in zip(register.selector.picks, register.parts.values(), strict=True):
                yield from _unless(neg(pick), _kind_within(part, layout))
        case _:
            yield from _kind_within(register, layout)


def _kind_within(register: Register, layout: Layout) -> Iterator[Term]:
    """The same for a register of one kind, where the layout may be one of other kinds."""
    match register.layout:
        case Fixed(value):
            if value not in atoms_of(layout):
                yield FALSE
        case Flag():
            (bit,) = register.variables
            yield disj(bit if value is YES else neg(bit) for value in atoms_of(layout))
        case Number():
            if not any(isinstance(option, Number) for option in options(layout)):
                numbers = [value for value in atoms_of(layout) if isinstance(value, int)]
                yield disj(eq(register.variables[0], integer(value)) for value in numbers)
        case Atoms(values):
            assert register.selector is not None, "a scalar is picked"
            known = atoms_of(layout)
            yield disj(pick for value, pick in zip(values, register.selector.picks, strict=True) if value in known)
        case Members():
            members = part_of(layout, Members)
            yield from (FALSE,) if members is None else _members_within(register, members)
        case Entries():
            entries = part_of(layout, Entries)
            yield from (FALSE,) if entries is None else _entries_within(register, entries)
        case Filled():
            filled = part_of(layout, Filled)
            if filled is None:
                yield FALSE
            else:
                yield from within(register.parts[FILLER], filled.filler)
                yield from within(register.parts[CHANGES], filled.changes)
        case Mixed():
            raise AssertionError("no part of a layout has several kinds itself")


def _members_within(register: Register, members: Members) -> Iterator[Term]:
    for value, bit in register.bits.items():
        always = members.universe.get(value)
        if always is None:
            yield neg(bit)
        elif always:
            yield bit
    for place, slot in enumerate(() if register.slots is None else register.slots.slots):
        if members.cells is None or place >= members.cells.count:
            yield neg(slot.taken)
        else:
            yield from _unless(neg(slot.taken), within(slot.part, members.cells.element))


def _entries_within(register: Register, entries: Entries) -> Iterator[Term]:
    for key, bit in register.bits.items():
        entry = entries.entries.get(key)
        if entry is None:
            yield neg(bit)
            continue
        if entry[0]:
            yield bit
        yield from _unless(neg(bit), within(register.parts[key], entry[1]))
    for place, row in enumerate(() if register.rows is None else register.rows.rows):
        if entries.rows is None or place >= entries.rows.count:
            yield neg(row.taken)
        else:
            yield from _unless(neg(row.taken), within(row.key, entries.rows.key))
            yield from _unless(neg(row.taken), within(row.value, entries.rows.value))


def _unless(absent: Term, conditions: Iterator[Term]) -> Iterator[Term]:
    found = conj(conditions)
    if found is not TRUE:
        yield disj((absent, found))
