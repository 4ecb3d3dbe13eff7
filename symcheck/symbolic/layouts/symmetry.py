"""Constants that look alike, as permutations of solver variables; proves nothing about them.

Two elements of a constant set of model values or strings are exchanged wherever they occur in what a solver variable
stands for. Whether the specification treats them alike is for those to check who use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from symcheck.core.spec import Spec
from symcheck.symbolic.layouts.layout import Atoms, Entries, Flag, Members, Mixed, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.term import TRUE, Term, neg
from symcheck.value import FiniteSet, FunctionValue, ModelValue, String, Value, make_function, make_set

Address = tuple[tuple[str, Value], ...]  # where in the values of the variables a solver variable stands


def symmetries(spec: Spec, registers: Sequence[Register]) -> list[dict[Term, Term]]:
    """For neighbours in each constant set that permits it: the solver variables that their exchange moves, each with
    its image, a solver variable or the negation of one."""
    found = []
    for constant in spec.bound_constants.values():
        if isinstance(constant, FiniteSet) and all(isinstance(each, ModelValue | String) for each in constant):
            for one, other in pairwise(constant):
                images = _images(registers, {one: other, other: one})
                if images:
                    found.append(images)
    return found


def _images(registers: Sequence[Register], exchange: Mapping[Value, Value]) -> dict[Term, Term] | None:
    """None if the exchange leads out of the layouts."""
    images: dict[Term, Term] = {}
    for place, register in enumerate(registers):
        known = dict(_addresses(register, (("variable", place),)))
        for address, literal in known.items():
            image = known.get(tuple((tag, _exchanged(value, exchange)) for tag, value in address))
            if image is None or image.sort != literal.sort or (image is TRUE) != (literal is TRUE):
                return None
            if image is not literal and literal.payload is not None:
                images[literal] = image
    return images


def _addresses(register: Register, path: Address) -> Iterator[tuple[Address, Term]]:
    """Solver variables (or negations of one) by where they stand."""
    match register.layout:
        case Flag() | Number():
            yield path, register.variables[0]
        case Atoms(values):
            yield from _picks(register, path, values)
        case Members():
            yield from ((((*path, ("element", value))), bit) for value, bit in register.bits.items())
        case Entries():
            for key, bit in register.bits.items():
                yield (*path, ("key", key)), bit
                yield from _addresses(register.parts[key], (*path, ("at", key)))
        case Mixed():
            yield from _picks(register, path, tuple(register.parts))
            for index, part in register.parts.items():
                yield from _addresses(part, (*path, ("kind", index)))


def _picks(register: Register, path: Address, values: Sequence[Value]) -> Iterator[tuple[Address, Term]]:
    selector = register.selector
    assert selector is not None, "alternatives without a selector"
    if len(selector.variables) == len(values):
        yield from (((*path, ("is", value)), bit) for value, bit in zip(values, selector.variables, strict=True))
    elif len(values) == 2:
        (bit,) = selector.variables
        yield (*path, ("is", values[0])), neg(bit)
        yield (*path, ("is", values[1])), bit
    elif selector.variables:  # numbered in binary: nothing in them may move
        for place, bit in enumerate(selector.variables):
            yield (*path, ("bit", place), *(("is", value) for value in values)), bit


def _exchanged(value: Value, exchange: Mapping[Value, Value]) -> Value:
    if isinstance(value, ModelValue | String):
        return exchange.get(value, value)
    if isinstance(value, FiniteSet):
        return make_set(_exchanged(each, exchange) for each in value)
    if isinstance(value, FunctionValue):
        return make_function((_exchanged(key, exchange), _exchanged(item, exchange)) for key, item in value.items())
    return value
