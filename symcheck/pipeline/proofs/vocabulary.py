"""The names that a specification has for sets of values, and the sets whose elements may be alike; must not know
clauses, and does not know whether they are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Apply, Level
from symcheck.core.ops import Op
from symcheck.core.spec import Spec
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.layout import Entries, Layout, Mixed
from symcheck.symbolic.phrasing.literal import scalars_of
from symcheck.symbolic.phrasing.names import Names
from symcheck.value import FiniteSet, Interval, ModelValue, String, Value, make_set

_MANY = 100  # elements of a set that a name is looked for
_WRITTEN_OUT = (Op.RANGE, Op.SET, Op.SETMINUS, Op.CUP)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """`alike` are the constant sets of model values or strings; `indices` are other sets of scalars that are constants
    or the keys of functions."""

    names: Names
    alike: tuple[FiniteSet, ...]
    indices: tuple[FiniteSet, ...]


def vocabulary(encoded: Encoded) -> Vocabulary:
    """What the encoding's specification offers."""
    spec = encoded.spec
    constants: dict[FiniteSet, str] = {}
    for name, value in spec.bound_constants.items():
        found = _listed(value)
        if found and found not in constants:
            constants[found] = name
    sets = dict(constants)
    for name, found in _defined(spec):
        sets.setdefault(found, name)
    taken = [*spec.definitions, *spec.bound_constants, *(variable.name for variable in spec.variables)]
    taken += [str(each) for value in spec.bound_constants.values() for each in scalars_of(value)]
    several = [each for each in constants if len(each) > 1]
    alike = tuple(each for each in several if all(isinstance(value, ModelValue | String) for value in each))
    keys = dict.fromkeys(key for register in encoded.registers.values() for key in _keys(register.layout))
    others = dict.fromkeys(each for each in (*several, *keys) if each not in alike)
    indices = tuple(each for each in others if all(isinstance(value, int | ModelValue) for value in each))
    return Vocabulary(Names(sets, taken), alike, indices)


def _listed(value: Value) -> FiniteSet | None:
    if isinstance(value, Interval) and value.cardinality() <= _MANY:
        return value.normal()
    return value if isinstance(value, FiniteSet) and len(value) <= _MANY else None


def _defined(spec: Spec) -> Iterator[tuple[str, FiniteSet]]:
    """The definitions of the module itself that write out a set."""
    for name, definition in spec.definitions.items():
        if definition.module != spec.name or definition.params or definition.level is not Level.CONSTANT:
            continue
        body = definition.body
        if isinstance(body, Apply) and body.op in _WRITTEN_OUT:
            try:
                found = _listed(evaluate(body))
            except SpecError:
                continue
            if found is not None and len(found) > 1:
                yield name, found


def _keys(layout: Layout) -> Iterator[FiniteSet]:
    match layout:
        case Entries(entries, sequence):
            if len(entries) > 1 and not (sequence and not all(always for always, _ in entries.values())):
                yield make_set(entries) if not sequence else FiniteSet(entries)
            for _, inner in entries.values():
                yield from _keys(inner)
        case Mixed(parts):
            for part in parts:
                yield from _keys(part)
        case _:
            pass
