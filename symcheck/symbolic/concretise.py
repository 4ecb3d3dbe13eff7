"""Writing a symbolic value out as plain values with their conditions; must not know any operator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set, Sized
from itertools import islice

from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import kinds_of
from symcheck.symbolic.values import LazyFunction, LazySet, Sym, SymFun, SymSet, Union, is_value
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import FiniteSet, Value, explicit, function_on, make_set

LIMIT = 20_000
"""How many plain values one symbolic value may be written out as."""

Options = list[tuple[Term, Value]]


def concretise(site: Site, sym: Sym, limit: int = LIMIT) -> Options:
    """Every plain value that `sym` may be, each with its condition; the values are distinct."""
    if is_value(sym):
        return [(TRUE, sym)]
    found: dict[Value, list[Term]] = {}
    for count, (guard, value) in enumerate(_options(site, sym)):
        if count >= limit:
            raise site.too_large("the set of values that this expression may have")
        found.setdefault(value, []).append(guard)
    if all(len(guards) == 1 for guards in found.values()):
        return [(guards[0], value) for value, guards in found.items()]
    return [(disj(guards), value) for value, guards in found.items()]


def concretisable(sym: Sym) -> bool:
    """Whether `sym` can be written out at all: it holds no integer without bounds."""
    if is_value(sym):
        return True
    if isinstance(sym, Term):
        return sym.sort is BOOL
    if isinstance(sym, Union):
        return all(concretisable(alternative) for _, alternative in sym.options)
    if isinstance(sym, SymSet):
        return all(concretisable(element) for _, element in sym.cells)
    if isinstance(sym, SymFun):
        return all(concretisable(value) for _, value in sym.entries.values())
    return False


def at_most(sym: Sym, limit: int) -> bool:
    """Whether `sym` can be written out as at most `limit` values (an upper bound is compared)."""
    return _bound(sym, limit) <= limit


def _bound(sym: Sym, limit: int) -> int:
    if is_value(sym):
        return 1
    if isinstance(sym, Term):
        return 2 if sym.sort is BOOL else limit + 1
    if isinstance(sym, Union):
        return sum(_bound(alternative, limit) for _, alternative in sym.options)
    product = 1
    if isinstance(sym, SymSet):
        if sym.cells:
            return limit + 1
        open_members = sum(term is not TRUE for term in sym.members.values())
        return limit + 1 if open_members > 20 else int(1 << open_members)
    if isinstance(sym, SymFun):
        for present, value in sym.entries.values():
            product *= _bound(value, limit) + (present is not TRUE)
            if product > limit:
                return limit + 1
        return product
    return limit + 1


def _options(site: Site, sym: Sym) -> Iterator[tuple[Term, Value]]:
    if isinstance(sym, Term):
        if sym.sort is not BOOL:
            raise site.unsupported(
                "an unbounded integer inside an element of a set or a key of a function",
                "bound the depth with --length, or the integers with a constraint",
            )
        yield sym, YES
        yield neg(sym), NO
    elif isinstance(sym, Union):
        for guard, alternative in sym.options:
            for inner, value in _options(site, alternative):
                both = conj((guard, inner))
                if both is not FALSE:
                    yield both, value
    elif isinstance(sym, SymSet):
        yield from _set_options(site, sym)
    elif isinstance(sym, SymFun):
        yield from _function_options(site, sym)
    elif isinstance(sym, LazySet | LazyFunction):
        raise site.unsupported("a set or a function that is not written out as an element of another value")
    else:
        yield TRUE, sym


def _set_options(site: Site, sym: SymSet) -> Iterator[tuple[Term, Value]]:
    parts: list[tuple[Term, frozenset[Value]]] = [(TRUE, frozenset())]
    for element, inside in sym.members.items():
        if inside is TRUE:
            parts = [(guard, chosen | {element}) for guard, chosen in parts]
            continue
        grown = []
        for guard, chosen in parts:
            for more, now in ((conj((guard, inside)), chosen | {element}), (conj((guard, neg(inside))), chosen)):
                if more is not FALSE:
                    grown.append((more, now))
        _check(site, grown)
        parts = grown
    for inside, cell in sym.cells:
        grown = []
        for guard, chosen in parts:
            out = conj((guard, neg(inside)))
            if out is not FALSE:
                grown.append((out, chosen))
            for inner, value in _options(site, cell):
                into = conj((guard, inside, inner))
                if into is not FALSE:
                    grown.append((into, chosen | {value}))
        _check(site, grown)
        parts = grown
    for guard, chosen in parts:
        # elements of several kinds make no set: that is an error wherever it happens
        if len(kinds_of(chosen)) <= 1:
            yield guard, make_set(chosen)


def _function_options(site: Site, sym: SymFun) -> Iterator[tuple[Term, Value]]:
    shared = _shared([value for _, value in sym.entries.values()])
    fixed: dict[Value, Value] = {}
    open_keys: list[Value] = []
    parts: list[tuple[Term, tuple[Value | None, ...], _Settled]] = [(TRUE, (), {})]  # None: the key is not there
    for key, (present, value) in sym.entries.items():
        choices = list(islice(_settling(site, value, shared), LIMIT + 1))
        if present is TRUE and len(choices) == 1 and choices[0][0] is TRUE:
            fixed[key] = explicit(choices[0][1])
            continue
        open_keys.append(key)
        here = [(conj((present, inner)), explicit(item), settles) for inner, item, settles in choices]
        grown = []
        for guard, items, settled in parts:
            if present is not TRUE:
                out = conj((guard, neg(present)))
                if out is not FALSE:
                    grown.append((out, (*items, None), settled))
            for inner, item, settles in here:
                into = conj((guard, inner))
                if into is FALSE:
                    continue
                if not settles:
                    grown.append((into, (*items, item), settled))
                elif all(settled.get(term, holds) is holds for term, holds in settles.items()):
                    grown.append((into, (*items, item), {**settled, **settles}))
        _check(site, grown)
        parts = grown
    tables: dict[tuple[bool, ...], _Table | None] = {}  # of functions of one type most have the same keys
    for guard, items, _ in parts:
        there = tuple([item is not None for item in items])
        if there not in tables:
            tables[there] = _table(fixed, [key for key, some in zip(open_keys, there, strict=True) if some])
        table = tables[there]
        if table is not None:
            domain, values, places = table
            filled = values.copy()
            for place, item in zip(places, (item for item in items if item is not None), strict=True):
                filled[place] = item
            yield guard, function_on(domain, tuple(filled))


_Table = tuple[FiniteSet, list[Value], list[int]]
"""A domain, values in its order, and where among them those go that are still open."""


def _table(fixed: Mapping[Value, Value], open_keys: Sequence[Value]) -> _Table | None:
    """None for keys of several kinds: they make no domain."""
    keys = (*fixed, *open_keys)
    if len(kinds_of(keys)) > 1:
        return None
    domain = make_set(keys)
    places = {key: place for place, key in enumerate(domain.order)}
    return domain, [fixed.get(key, key) for key in domain.order], [places[key] for key in open_keys]


_Settled = dict[Term, bool]
"""Which of the conditions that several unions have in common hold."""


def _shared(values: Iterable[Sym]) -> Set[Term]:
    """The conditions of more than one union: made from one choice, as in <<x, f(x)>>, they stand or fall together."""
    counts = Counter(guard for value in values if isinstance(value, Union) for guard, _ in value.options)
    return {guard for guard, count in counts.items() if count > 1}


def _settling(site: Site, value: Sym, shared: Set[Term]) -> Iterator[tuple[Term, Value, _Settled]]:
    """As `_options`, with what each says of the shared conditions: those of one union exclude one another."""
    if isinstance(value, SymFun):
        if value.written is None:
            value.written = list(_function_options(site, value))
        yield from ((guard, item, {}) for guard, item in value.written)
        return
    if not shared or not isinstance(value, Union):
        yield from ((guard, item, {}) for guard, item in _options(site, value))
        return
    mine = [guard for guard, _ in value.options if guard in shared]
    for guard, alternative in value.options:
        settled = {other: other is guard for other in mine}
        for inner, item in _options(site, alternative):
            both = conj((guard, inner))
            if both is not FALSE:
                yield both, item, settled


def _check(site: Site, parts: Sized) -> None:
    if len(parts) > LIMIT:
        raise site.too_large("the set of values that this expression may have")
