"""The whole rule for joining symbolic values that hold under different conditions; must not know any operator.

After Rosette's merging: values of one kind are merged inside, values of different kinds become a guarded union.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from symcheck.symbolic.lazy import Either
from symcheck.symbolic.uniform import join_shapes
from symcheck.symbolic.values import (
    ATOMS,
    LazyFunction,
    LazySet,
    MapCell,
    Sym,
    SymFilled,
    SymFun,
    SymMap,
    SymSet,
    Union,
    altered,
    boolean_of,
    entries_of,
    mapping_of,
    members_of,
    set_of,
    shape_of_set,
)
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, integer, ite, neg
from symcheck.value import TRUE as YES
from symcheck.value import Boolean, FiniteSet, FunctionValue, Value

Option = tuple[Term, Sym]

_SETS = (FiniteSet, SymSet)
_FUNCTIONS = (FunctionValue, SymFun, SymMap)


def choose(condition: Term, then: Sym, otherwise: Sym) -> Sym:
    """IF condition THEN then ELSE otherwise."""
    if condition is TRUE or then is otherwise:
        return then
    if condition is FALSE:
        return otherwise
    return merge(((condition, then), (neg(condition), otherwise)))


MANY = 8
"""Of so many options or more, what most of them agree on is said once."""

KEPT = 512
"""Up to so many plain sets, or plain functions, stay alternatives of their own: each is still known as a whole."""


def blended(sym: Sym) -> Sym:
    """The same value with all of its sets merged into one, and all of its functions: as a state is laid out."""
    if not isinstance(sym, Union):
        return sym
    kinds = _Kinds()
    kinds.add(TRUE, sym)
    return kinds.join(0)


def merge(options: Iterable[Option]) -> Sym:
    """The value of the option whose condition holds; conditions exclude one another, one holds where it is used."""
    live = [option for option in options if option[0] is not FALSE]
    assert live, "a value on a path that is never taken"
    first = live[0][1]
    if len(live) == 1 or all(sym is first for _, sym in live):
        return first
    kinds = _Kinds()
    for guard, sym in live:
        kinds.add(guard, sym)
    return kinds.join(KEPT)


class _Kinds:
    """The options sorted by kind."""

    def __init__(self) -> None:
        self.booleans: list[tuple[Term, Term]] = []
        self.atoms: dict[Value, list[Term]] = {}
        self.integers: list[tuple[Term, Term]] = []
        self.sets: list[tuple[Term, FiniteSet | SymSet]] = []
        self.functions: list[tuple[Term, FunctionValue | SymFun | SymMap]] = []
        self.lazy: list[tuple[Term, LazySet]] = []
        self.rules: list[tuple[Term, LazyFunction]] = []

    def add(self, guard: Term, sym: Sym) -> None:
        if isinstance(sym, Union):
            for inner, alternative in sym.options:
                both = conj((guard, inner))
                if both is not FALSE:
                    self.add(both, alternative)
        elif isinstance(sym, Term):
            (self.booleans if sym.sort is BOOL else self.integers).append((guard, sym))
        elif isinstance(sym, Boolean):
            self.booleans.append((guard, TRUE if sym is YES else FALSE))
        elif isinstance(sym, ATOMS):
            self.atoms.setdefault(sym, []).append(guard)
        elif isinstance(sym, _SETS):
            self.sets.append((guard, sym))
        elif isinstance(sym, _FUNCTIONS):
            self.functions.append((guard, sym))
        elif isinstance(sym, LazySet):
            self.lazy.append((guard, sym))
        elif isinstance(sym, LazyFunction):
            self.rules.append((guard, sym))
        else:
            raise AssertionError(f"a value of an unknown kind: {type(sym)}")

    def join(self, kept: int) -> Sym:
        joined: list[Option] = []
        joined.extend(_join_filled([(guard, sym) for guard, sym in self.rules if isinstance(sym, SymFilled)]))
        rules = dict.fromkeys(sym for _, sym in self.rules if not isinstance(sym, SymFilled))
        joined.extend((disj(guard for guard, sym in self.rules if sym is rule), rule) for rule in rules)
        if self.integers:
            for value in [value for value in self.atoms if isinstance(value, int)]:
                self.integers.extend((guard, integer(value)) for guard in self.atoms.pop(value))
            joined.append((_any(self.integers), _join_integers(self.integers)))
        joined.extend((disj(guards), value) for value, guards in self.atoms.items())
        if self.lazy:
            joined.append((_any([*self.lazy, *self.sets]), _join_lazy_sets(self.lazy, self.sets)))
        else:
            joined.extend(_kept(self.sets, FiniteSet, kept) or _one(self.sets, _join_sets))
        joined.extend(_kept(self.functions, FunctionValue, kept) or _one(self.functions, _join_functions))
        if self.booleans:
            if not joined:
                return boolean_of(_join_booleans(self.booleans))
            for wanted in (True, False):
                guard = disj(conj((g, b if wanted else neg(b))) for g, b in self.booleans)
                if guard is not FALSE:
                    joined.append((guard, boolean_of(TRUE if wanted else FALSE)))
        return joined[0][1] if len(joined) == 1 else Union(tuple(joined))


def _kept(options: Sequence[Option], plain: type, kept: int) -> list[Option]:
    """The options by themselves if all are plain and few; else none."""
    if len(options) > kept or not all(isinstance(sym, plain) for _, sym in options):
        return []
    found: dict[Sym, list[Term]] = {}
    for guard, sym in options:
        found.setdefault(sym, []).append(guard)
    return [(disj(guards), sym) for sym, guards in found.items()]


def _one(options: list[Any], join: Callable[[list[Any]], Sym]) -> list[Option]:
    return [(_any(options), join(options))] if options else []


def _any(options: Sequence[tuple[Term, object]]) -> Term:
    return disj(guard for guard, _ in options)


def _join_booleans(options: list[tuple[Term, Term]]) -> Term:
    if len(options) == 2 and options[1][0] is neg(options[0][0]):
        return ite(options[0][0], options[0][1], options[1][1])
    first = options[0][1]
    if all(term is first for _, term in options):
        return first
    kept = FALSE
    if len(options) >= MANY:
        usual, times = Counter(term for _, term in options).most_common(1)[0]
        if 2 * times > len(options):
            # most leave it as it is: what the others do is all that has to be said, as one condition holds
            options = [(guard, term) for guard, term in options if term is not usual]
            kept = conj((usual, neg(_any(options))))
    return disj((kept, *(conj((guard, term)) for guard, term in options)))


def _join_integers(options: list[tuple[Term, Term]]) -> Term:
    result = options[-1][1]
    for guard, term in reversed(options[:-1]):
        result = ite(guard, term, result)
    return result


def _join_lazy_sets(lazy: list[tuple[Term, LazySet]], sets: list[tuple[Term, FiniteSet | SymSet]]) -> Sym:
    first = lazy[0][1]
    if not sets and all(sym is first for _, sym in lazy):
        return first
    return Either((*lazy, *sets))


def _join_sets(options: list[tuple[Term, FiniteSet | SymSet]]) -> Sym:
    if len(options) == 1:
        return options[0][1]
    tables = [(guard, members_of(value)) for guard, value in options]
    cells: list[Option] = []
    for guard, value in options:
        if isinstance(value, SymSet):
            cells.extend((conj((guard, inside)), element) for inside, element in value.cells)
    base, keys = _common(options)
    if base is None:
        for _, table in tables:
            keys.update(dict.fromkeys(table))
    members = {key: _join_booleans([(guard, table.get(key, FALSE)) for guard, table in tables]) for key in keys}
    if base is None:
        return set_of(members, tuple(cells))
    return altered(base, members, tuple(cells), reduce(join_shapes, (shape_of_set(value) for _, value in options)))


def _common(options: list[tuple[Term, FiniteSet | SymSet]]) -> tuple[SymSet | None, dict[Value, None]]:
    """The set that all options were made from, with the members that are others in some option."""
    first = options[0][1]
    base = None if not isinstance(first, SymSet) else first.origin[0] if first.origin else first
    keys: dict[Value, None] = {}
    for _, value in options:
        changes = value.since(base) if isinstance(value, SymSet) and base is not None else None
        if changes is None:
            return None, {}
        keys.update(dict.fromkeys(changes))
    return base, keys


def _join_functions(options: list[tuple[Term, FunctionValue | SymFun | SymMap]]) -> Sym:
    if len(options) == 1:
        return options[0][1]
    tables = [(guard, entries_of(value)) for guard, value in options]
    keys: dict[Value, None] = {}
    for _, table in tables:
        keys.update(dict.fromkeys(table))
    absent = (FALSE, None)
    entries: dict[Value, tuple[Term, Sym]] = {}
    for key in keys:
        found = [(guard, *table.get(key, absent)) for guard, table in tables]
        present = _join_booleans([(guard, inside) for guard, inside, _ in found])
        if present is FALSE:
            continue
        values = [(guard, value) for guard, inside, value in found if inside is not FALSE and value is not None]
        entries[key] = (present, merge(values))
    return mapping_of(entries, _join_cells(options))


def _join_filled(options: list[tuple[Term, SymFilled]]) -> Iterator[Option]:
    """One function for each infinite domain."""
    while options:
        domain = options[0][1].domain
        same = [(guard, sym) for guard, sym in options if sym.domain == domain]
        options = [(guard, sym) for guard, sym in options if sym.domain != domain]
        first = same[0][1]
        if any(sym is not first for _, sym in same):
            changes = _join_functions([(guard, sym.changes) for guard, sym in same])
            assert isinstance(changes, FunctionValue | SymFun | SymMap), "a table is a function"
            drawn = next((sym.drawn for _, sym in same if sym.drawn is not None), None)
            first = SymFilled(domain, merge((guard, sym.filler) for guard, sym in same), changes, drawn)
        yield _any(same), first


def _join_cells(options: list[tuple[Term, FunctionValue | SymFun | SymMap]]) -> tuple[MapCell, ...]:
    """What has the same key, of the functions themselves, stays one cell."""
    found: dict[int, list[tuple[Term, MapCell]]] = {}
    for guard, value in options:
        for cell in value.cells if isinstance(value, SymMap) else ():
            found.setdefault(id(cell[1]), []).append((guard, cell))
    cells: list[MapCell] = []
    for same in found.values():
        present = disj(conj((guard, cell[0])) for guard, cell in same)
        if present is not FALSE:
            key = same[0][1][1]
            cells.append((present, key, merge((conj((guard, cell[0])), cell[2]) for guard, cell in same)))
    return tuple(cells)
