"""Whether plain values can all be compared with one another, however deep inside; must not know symbolic values."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.value import FiniteSet, FunctionValue, Kind, ModelValue, Value, kind_of


def kinds_of(values: Iterable[Value]) -> set[Kind | str]:
    """The kinds among some values. Untyped model values go with everything and add none, a typed one adds its type."""
    found: set[Kind | str] = set()
    for value in values:
        if not isinstance(value, ModelValue):
            found.add(kind_of(value))
        elif value.type:
            found.add(value.type)
    return found


def uniform(values: Iterable[Value]) -> bool:
    """Whether no comparison among these values can fail; False where one perhaps could."""
    found = list(values)
    kinds = kinds_of(found)
    if len(kinds) > 1:
        return False
    if Kind.SET in kinds:
        return _sets([value for value in found if isinstance(value, FiniteSet)])
    if Kind.FUNCTION in kinds:
        return _functions([value for value in found if isinstance(value, FunctionValue)])
    return True


def _sets(sets: list[FiniteSet]) -> bool:
    inside = {found.element_kind for found in sets} - {Kind.MODEL}
    if len(inside) > 1:
        return False
    if inside <= {Kind.BOOLEAN, Kind.INTEGER, Kind.STRING}:
        return not inside or not any(map(_typed, sets))
    return uniform(element for found in sets for element in found.elements)


def _typed(found: FiniteSet) -> bool:
    return any(isinstance(element, ModelValue) and element.type for element in found.elements)


def _functions(functions: list[FunctionValue]) -> bool:
    table: dict[Value, list[Value]] = {}
    for function in functions:
        for key, value in function.items():
            table.setdefault(key, []).append(value)
    return len(kinds_of(table)) <= 1 and uniform(table) and all(map(uniform, table.values()))
