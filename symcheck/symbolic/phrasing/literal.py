"""What a clause can say of one place in a state, and the same under another naming of values; must not know layouts.

A place is a variable and the way into it. What is said of a place that is not there (an absent key, a value of another
kind) is true: so every literal means something in every state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from symcheck.symbolic.layouts.measures import Measure
from symcheck.term import Term
from symcheck.value import (
    FALSE,
    FiniteSet,
    FunctionValue,
    ModelValue,
    String,
    TupleValue,
    Value,
    make_function,
    make_set,
)

Renaming = Mapping[Value, Value]


class UnphrasableError(Exception):
    """A formula that has no TLA+ form here; the message is one phrase."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A step of a way: into the part with this index, of a value that may be of several kinds."""

    index: int


Way: TypeAlias = "tuple[Value | Kind, ...]"


@dataclass(frozen=True, slots=True)
class Place:
    """A variable and the keys that are applied to it, one after another."""

    variable: str
    way: Way = ()

    def then(self, step: Value | Kind) -> Place:
        return Place(self.variable, (*self.way, step))


@dataclass(frozen=True, slots=True)
class Among:
    """The scalar at the place is one of some values, or (`inside` false) none of them."""

    place: Place
    values: frozenset[Value]
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Contains:
    """The set at the place has the element."""

    place: Place
    element: Value
    inside: bool = True


@dataclass(frozen=True, slots=True)
class HasKey:
    """The function at the place is defined there."""

    place: Place
    key: Value
    inside: bool = True


@dataclass(frozen=True, slots=True)
class IsKind:
    """The value at the place is of one of some kinds, by the index of its part."""

    place: Place
    kinds: frozenset[int]


@dataclass(frozen=True, slots=True)
class Within:
    """The number at the place is in one of some intervals, from small to large; None is no bound."""

    place: Place
    intervals: tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of numbers, each at a place and with a factor, is at most (`<=`), is (`=`) or is not (`#`) so much."""

    terms: frozenset[tuple[Place, int]]
    bound: int
    sign: str


@dataclass(frozen=True, slots=True)
class Compares:
    """A comparison of numbers, as a term over the numbers at some places."""

    term: Term
    places: tuple[tuple[Term, Place], ...]


@dataclass(frozen=True, slots=True)
class Adds:
    """What is measured of a state, each so many times, adds up to `total`; `term` says so of solver variables. It is
    there in every state."""

    terms: tuple[tuple[Measure, int], ...]
    total: int
    term: Term


Literal = Among | Contains | HasKey | IsKind | Within | Linear | Compares | Adds
Clause = frozenset[Literal]


def renamed_value(value: Value, names: Renaming) -> Value:
    """The value with other scalars in it. The indices of sequences are places, not values: they stay."""
    if isinstance(value, int | ModelValue | String):
        return names.get(value, value)
    if isinstance(value, FiniteSet):
        return make_set(renamed_value(element, names) for element in value)
    if isinstance(value, TupleValue):
        return TupleValue([renamed_value(item, names) for item in value])
    if isinstance(value, FunctionValue):
        return make_function([(renamed_value(key, names), renamed_value(item, names)) for key, item in value.items()])
    return value


def renamed_place(place: Place, names: Renaming) -> Place:
    way = tuple(step if isinstance(step, Kind) else renamed_value(step, names) for step in place.way)
    return Place(place.variable, way)


def renamed(literal: Literal, names: Renaming) -> Literal | None:
    """The literal with other scalars in it; None where terms would have to be renamed."""
    match literal:
        case Among(place, values, inside):
            moved = frozenset(renamed_value(value, names) for value in values)
            return Among(renamed_place(place, names), moved, inside)
        case Contains(place, element, inside):
            return Contains(renamed_place(place, names), renamed_value(element, names), inside)
        case HasKey(place, key, inside):
            return HasKey(renamed_place(place, names), renamed_value(key, names), inside)
        case IsKind() | Within():
            return replace(literal, place=renamed_place(literal.place, names))
        case Linear(terms, bound, sign):
            return linear({renamed_place(place, names): factor for place, factor in terms}, bound, sign)
        case Compares(_, places):
            same = all(renamed_place(place, names) == place for _, place in places)
            return literal if same else None
        case Adds():
            return literal  # it has no scalars that are spoken of in general


def linear(terms: Mapping[Place, int], bound: int, sign: str) -> Linear | None:
    """The comparison in its one form; None if no number is left in it."""
    left = {place: factor for place, factor in terms.items() if factor}
    if not left:
        return None
    if sign != "<=" and left[min(left, key=str)] < 0:
        left, bound = {place: -factor for place, factor in left.items()}, -bound
    return Linear(frozenset(left.items()), bound, sign)


def denied(literal: Linear) -> Linear:
    """The comparison that holds where this one does not."""
    if literal.sign != "<=":
        return Linear(literal.terms, literal.bound, "#" if literal.sign == "=" else "=")
    return Linear(frozenset((place, -factor) for place, factor in literal.terms), -literal.bound - 1, "<=")


def places_of(literal: Literal) -> tuple[Place, ...]:
    """The places that have to be there."""
    if isinstance(literal, Adds):
        return ()
    if isinstance(literal, Compares):
        return tuple(place for _, place in literal.places)
    if isinstance(literal, Linear):
        return tuple(sorted((place for place, _ in literal.terms), key=str))
    return (literal.place,)


def scalars(literal: Literal) -> frozenset[Value]:
    """The scalars that a renaming would change."""
    found: set[Value] = set()
    for place in places_of(literal):
        for step in place.way:
            if not isinstance(step, Kind):
                found |= scalars_of(step)
    match literal:
        case Among(_, values):
            for value in values:
                found |= scalars_of(value)
        case Contains(_, value) | HasKey(_, value):
            found |= scalars_of(value)
        case _:
            pass
    return frozenset(found)


def scalars_of(value: Value) -> frozenset[Value]:
    if isinstance(value, int | ModelValue | String):
        return frozenset((value,))
    if isinstance(value, FiniteSet | TupleValue):
        parts = list(value)
    elif isinstance(value, FunctionValue):
        parts = [part for pair in value.items() for part in pair]
    else:
        return frozenset()
    return frozenset().union(*(scalars_of(part) for part in parts))


def is_claim(literal: Literal) -> bool:
    """Whether the literal reads better as it is than denied: it says what is there."""
    match literal:
        case Among(_, values, inside):
            return inside and values != frozenset((FALSE,))
        case Contains(_, _, inside) | HasKey(_, _, inside):
            return inside
        case IsKind():
            return False
        case Linear(_, _, sign):
            return sign != "#"
        case Within() | Compares() | Adds():
            return True
