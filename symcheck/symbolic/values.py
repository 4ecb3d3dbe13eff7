"""Symbolic values: plain values where nothing depends on the state, else terms; must not know any operator.

A symbolic value (`Sym`) is one of
- a `Value`: nothing in it depends on the state;
- a `Term` of sort BOOL or INT: a boolean, an integer without known bounds;
- `SymSet`: each possible element with the condition under which it is in the set; `cells` are elements that could not
  be written out as values, each with its condition;
- `SymFun`: each possible key with the condition under which it is in the domain, and its value. Tuples, sequences
  and records are functions here as in TLA+: a sequence has keys 1..n whose conditions imply one another downwards;
- `Union`: values of several kinds, each with its condition; conditions exclude one another and cover everything;
- a `LazySet` (see `symbolic.lazy`): a set that is known by its description, such as SUBSET S;
- `SymMap`: a function some of whose keys could not be written out as values (see `symbolic.maps`);
- `SymFilled`: a function on an infinite domain with one value at all keys but finitely many (see `symbolic.filled`);
- a `LazyFunction` (see `symbolic.rule_function`): a function that is known by its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from symcheck.base.diagnostic import SpecError
from symcheck.symbolic.sieve import Sieve, in_order
from symcheck.symbolic.uniform import Shape, shape_of
from symcheck.term import FALSE as NO
from symcheck.term import TRUE as YES
from symcheck.term import Term, conj, neg
from symcheck.value import (
    FALSE,
    TRUE,
    Boolean,
    FiniteSet,
    FunctionValue,
    Kind,
    ModelValue,
    Rule,
    SetValue,
    String,
    Value,
    make_function,
    make_set,
)

if TYPE_CHECKING:
    from symcheck.symbolic.functions.drawn import Drawn


class SymSet:
    """`members`: value -> condition, never FALSE; `cells`: (condition, element) for elements that are no values."""

    __slots__ = ("_empty", "_ordered", "_shape", "_sieve", "_uniform", "cells", "members", "origin")

    def __init__(
        self, members: Mapping[Value, Term], cells: tuple[tuple[Term, Sym], ...] = (), shape: Shape | None = None
    ) -> None:
        """`shape` is that of the members, or of more values, where it is known already."""
        self.members = members
        self.cells = cells
        self._shape = shape
        self._uniform: bool | None = None
        self._ordered: tuple[tuple[Term, Value], ...] | None = None
        self._sieve: Sieve | None = None
        self._empty: Term | None = None
        self.origin: tuple[SymSet, Mapping[Value, Term]] | None = None

    def since(self, base: Sym) -> Mapping[Value, Term] | None:
        """The conditions of those members that are others than in `base`, FALSE for one that is no member any more;
        None where that is not known. Cells are not considered."""
        if self.origin is None or self.origin[0] is not base:
            return {} if self is base else None
        return self.origin[1]

    def part(self, found: Mapping[Value, Term]) -> Sym:
        """The set of some of the members, under other conditions, in canonical order."""
        part = set_of(found, (), self.shape)
        if isinstance(part, SymSet):
            part._ordered = tuple([(inside, value) for value, inside in part.members.items()])
        return part

    @property
    def empty(self) -> Term:
        """The condition that no member is in the set."""
        if self._empty is None:
            self._empty = conj(map(neg, self.members.values()))
        return self._empty

    @property
    def shape(self) -> Shape:
        """The shape of the members taken together, or of more values."""
        if self._shape is None:
            self._shape = shape_of(self.members)
        return self._shape

    @property
    def kinds(self) -> frozenset[Kind | str]:
        """The kinds among the members, as `kinds_of` has them."""
        return self.shape.kinds

    @property
    def uniform(self) -> bool:
        """Whether all members can be compared with one another, however deep inside."""
        if self._uniform is None:
            self._uniform = self.shape.uniform
        return self._uniform

    @property
    def sieve(self) -> Sieve:
        """The members, to be sorted by what stands inside of them."""
        if self._sieve is None:
            self._sieve = Sieve(self.members)
        return self._sieve

    @property
    def ordered(self) -> tuple[tuple[Term, Value], ...]:
        """The members in canonical order, each after its condition."""
        if self._ordered is None:
            values = in_order(self.members)
            self._ordered = tuple([(self.members[value], value) for value in values])
        return self._ordered


class SymFun:
    """`entries`: key -> (condition of being in the domain, value); no condition is FALSE. `written`: the values that it
    may be, once they were written out as a part of another value. `kinds`: conditions of keys by kind, once known.
    `told`: when it is which plain function (`equality.telling`), once that was asked."""

    __slots__ = ("entries", "kinds", "told", "written")

    def __init__(self, entries: Mapping[Value, tuple[Term, Sym]]) -> None:
        self.entries = entries
        self.written: list[tuple[Term, Value]] | None = None
        self.kinds: Mapping[str, list[Term]] | None = None
        self.told: Callable[[Value], Term | None] | None = None


class Union:
    """`options`: (condition, alternative), at least two. An alternative is a plain value, an INT term, a
    symbolic set or a symbolic function. Plain sets and functions stand by themselves as long as they are few; next to
    a symbolic one they are merged into it, so that there is at most one term, one symbolic set and one function."""

    __slots__ = ("_scalar", "options")

    def __init__(self, options: tuple[tuple[Term, Sym], ...]) -> None:
        self.options = options
        self._scalar: bool | None = None

    @property
    def scalar(self) -> bool:
        """Whether no alternative is a set or a function."""
        if self._scalar is None:
            self._scalar = all(isinstance(alternative, (Term, *ATOMS)) for _, alternative in self.options)
        return self._scalar


class LazySet:
    """Base of the sets that are known by description only."""

    __slots__ = ()


class LazyFunction:
    """Base of the functions that are known by their rule only."""

    __slots__ = ()


class SymMap(LazyFunction):
    """`entries` as those of a SymFun; `cells`: (condition, key, value) for keys that are no values. Where two keys that
    are there are equal, so are their values."""

    __slots__ = ("cells", "entries")

    def __init__(self, entries: Mapping[Value, tuple[Term, Sym]], cells: tuple[MapCell, ...]) -> None:
        self.entries = entries
        self.cells = cells


class SymFilled(LazyFunction):
    """A function on an infinite domain: `changes` where these have a key, `filler` at every other key, or what that
    rule gives there (see `symbolic.key_rule`). `drawn`: it stands for a function that may be any (see there)."""

    __slots__ = ("changes", "domain", "drawn", "filler")

    def __init__(
        self, domain: SetValue, filler: Sym, changes: FunctionValue | SymFun | SymMap, drawn: Drawn | None = None
    ) -> None:
        self.domain = domain
        self.filler = filler
        self.changes = changes
        self.drawn = drawn


MapCell: TypeAlias = "tuple[Term, Sym, Sym]"

Sym: TypeAlias = "Value | Term | SymSet | SymFun | Union | LazySet | LazyFunction"

ATOMS = (Boolean, int, String, ModelValue, Rule)

# asked all the time: as a tuple that is there already, not as a union that is made anew
_OPEN = (Term, SymSet, SymFun, Union, LazySet, LazyFunction)
_SETS = (FiniteSet, SymSet, LazySet)
_FUNCTIONS = (FunctionValue, SymFun)


def boolean_of(term: Term) -> Sym:
    """A BOOL term as a symbolic value."""
    return TRUE if term is YES else FALSE if term is NO else term


def set_of(
    members: Mapping[Value, Term], cells: tuple[tuple[Term, Sym], ...] = (), shape: Shape | None = None
) -> Sym:
    """A set with these possible elements; a plain value when nothing is left open."""
    if NO in members.values():
        members = {value: term for value, term in members.items() if term is not NO}
    if cells:
        return SymSet(members, cells, shape)
    for term in members.values():
        if term is not YES:
            return SymSet(members, (), shape)
    return make_set(members)


def altered(
    base: SymSet, changes: Mapping[Value, Term], cells: tuple[tuple[Term, Sym], ...] = (), shape: Shape | None = None
) -> Sym:
    """A set with these cells and the members of another one, but for some whose conditions are others; it knows how
    little that is. `shape`: as for a SymSet."""
    members = dict(base.members)
    for value, inside in changes.items():
        if inside is NO:
            members.pop(value, None)
        else:
            members[value] = inside
    result = set_of(members, cells, shape)
    if isinstance(result, SymSet):
        first, before = base.origin or (base, {})
        result.origin = (first, {**before, **changes})
    return result


def function_of(entries: Mapping[Value, tuple[Term, Sym]]) -> Sym:
    """A function with these possible entries; a plain value when nothing is left open."""
    plain = True
    for present, value in entries.values():
        if present is not YES:
            if present is NO:
                return function_of({key: entry for key, entry in entries.items() if entry[0] is not NO})
            plain = False
        elif plain and not is_value(value):
            plain = False
    return make_function((key, entry[1]) for key, entry in entries.items()) if plain else SymFun(entries)  # type: ignore[misc]


def mapping_of(entries: Mapping[Value, tuple[Term, Sym]], cells: tuple[MapCell, ...]) -> Sym:
    """A function with these possible entries and cells."""
    live = tuple(cell for cell in cells if cell[0] is not NO)
    return SymMap(entries, live) if live else function_of(entries)


def tuple_of(items: Iterable[Sym]) -> Sym:
    """<<items>>."""
    return function_of({index: (YES, item) for index, item in enumerate(items, 1)})


def shape_of_set(value: FiniteSet | SymSet) -> Shape:
    """The shape of the elements that are plain values."""
    return value.shape if isinstance(value, SymSet) else shape_of(value.elements)


def members_of(value: FiniteSet | SymSet) -> Mapping[Value, Term]:
    """The possible elements of a set; cells are left out."""
    if isinstance(value, SymSet):
        return value.members
    try:
        return dict.fromkeys(value.order, YES)
    except SpecError:  # elements that cannot be compared: who needs their order says so
        return dict.fromkeys(frozenset.__iter__(value), YES)


def entries_of(value: FunctionValue | SymFun | SymMap) -> Mapping[Value, tuple[Term, Sym]]:
    """The possible entries of a function; cells are left out."""
    if isinstance(value, SymFun | SymMap):
        return value.entries
    return {key: (YES, item) for key, item in value.items()}


def is_value(sym: Sym) -> TypeGuard[Value]:
    """Whether nothing in it depends on the state (lazy sets count as open: they are no element of anything)."""
    return not isinstance(sym, _OPEN)


def is_set(sym: Sym) -> bool:
    return isinstance(sym, _SETS)


def is_function(sym: Sym) -> bool:
    return isinstance(sym, _FUNCTIONS)


def alternatives(sym: Sym) -> tuple[tuple[Term, Sym], ...]:
    """The options of a union; of anything else, itself."""
    return sym.options if isinstance(sym, Union) else ((YES, sym),)
