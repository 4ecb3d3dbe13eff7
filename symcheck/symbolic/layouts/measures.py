"""What of a state is a number, or can be counted: numbers, sizes of sets, lengths, how often a value stands in a
function; must not know what is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Members, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.term import FALSE, TRUE, Term, add, integer, ite, neg
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import Value

LARGEST = 256
"""Elements or keys that are counted in one place."""


class What(Enum):
    """What is measured of the value at a place."""

    NUMBER = "the number itself"
    SIZE = "the elements of a set"
    LENGTH = "the elements of a sequence"
    KEYS = "the keys of a function"
    TIMES = "the keys at which a function has a value"
    IS = "1 where it is a value, else 0"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that every state has: `term` over the variables of the registers. The place is a variable and the keys
    applied to it; `value` is for TIMES and IS."""

    term: Term
    what: What
    variable: str
    keys: tuple[Value, ...] = ()
    value: Value | None = None


def measures(registers: Mapping[str, Register]) -> list[Measure]:
    """Those of places that are there in every state, and that are not the same in all of them; how often there is a
    value comes first."""
    found = [each for name, register in registers.items() for each in _of(register, name, ())]
    return sorted(found, key=lambda each: each.value is None)


def _of(register: Register, name: str, keys: tuple[Value, ...]) -> Iterator[Measure]:
    match register.layout:
        case Number():
            yield Measure(register.variables[0], What.NUMBER, name, keys)
        case Atoms(values) if all(isinstance(value, int) for value in values):
            yield Measure(_number(register, values), What.NUMBER, name, keys)
        case Atoms() | Flag():
            for value, holds in _picks(register).items():
                yield Measure(_count((holds,)), What.IS, name, keys, value)
        case Members(universe, cells):
            inside = list(register.bits.values())
            if cells is not None:
                assert register.slots is not None, "cells stand in slots"
                # of those that stand in one slot only, unless they may be among the plain elements
                inside = [present for present, _ in register.slots.cells] if cells.again and not universe else []
            if _is_some(inside) and len(inside) <= LARGEST:
                yield Measure(_count(inside), What.SIZE, name, keys)
        case Entries(entries, sequence=sequence, rows=rows):
            if rows is None and len(entries) <= LARGEST:
                yield from _of_function(register, sequence, name, keys)
        case _:
            pass


def _of_function(register: Register, sequence: bool, name: str, keys: tuple[Value, ...]) -> Iterator[Measure]:
    if _is_some(register.bits.values()):
        yield Measure(_count(register.bits.values()), What.LENGTH if sequence else What.KEYS, name, keys)
    if any(bit is not TRUE for bit in register.bits.values()):
        return
    if not _is_counted(register):
        for key, part in register.parts.items():
            yield from _of(part, name, (*keys, key))
        return
    times: dict[Value, list[Term]] = {}
    for part in register.parts.values():
        for value, holds in _picks(part).items():
            times.setdefault(value, []).append(holds)
    for value, here in times.items():
        if _is_some(here):
            yield Measure(_count(here), What.TIMES, name, keys, value)


def _is_counted(register: Register) -> bool:
    """Whether it is counted how often a function has each value: of scalars at several keys, and not all numbers."""
    parts = register.parts.values()
    if len(parts) < 2 or not all(isinstance(part.layout, Atoms | Flag | Fixed) for part in parts):
        return False
    return not all(isinstance(value, int) for part in parts for value in _picks(part))


def _picks(register: Register) -> Mapping[Value, Term]:
    """The scalars that a place may hold, each with the condition that it does."""
    match register.layout:
        case Fixed(value):
            return {value: TRUE}
        case Flag():
            bit = register.variables[0]
            return {YES: bit, NO: neg(bit)}
        case Atoms(values):
            assert register.selector is not None
            return dict(zip(values, register.selector.picks, strict=True))
        case _:
            raise AssertionError("one of several scalars")


def _number(register: Register, values: Iterable[Value]) -> Term:
    assert register.selector is not None
    picks = zip(values, register.selector.picks, strict=True)
    return add(ite(pick, integer(int(value)), integer(0)) for value, pick in picks)  # type: ignore[arg-type]


def _is_some(conditions: Iterable[Term]) -> bool:
    return any(each is not TRUE and each is not FALSE for each in conditions)


def _count(conditions: Iterable[Term]) -> Term:
    return add(ite(each, integer(1), integer(0)) for each in conditions)
