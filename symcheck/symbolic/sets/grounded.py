"""A value as a state holds it, its sets and functions written out; must not know layouts."""

from __future__ import annotations

from symcheck.base.diagnostic import Code
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.merge import merge
from symcheck.symbolic.sets.enumeration import written_out
from symcheck.symbolic.sets.orderable import check_comparable, check_elements, check_inside
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import (
    ATOMS,
    LazySet,
    Sym,
    SymFilled,
    SymFun,
    SymMap,
    SymSet,
    Union,
    altered,
    function_of,
    is_value,
)
from symcheck.term import FALSE, Term, conj, disj
from symcheck.value import FunctionValue, Value

INFINITE = "a variable whose value is an infinite set"

MANY = 2_000
"""An element that may be more plain values than this is not written out: one of few histories, each of very many."""

_SETTLED = (Term, *ATOMS)


def grounded(site: Site, sym: Sym, before: Sym | None = None) -> Sym:
    """A value as a state holds it: every element of its sets a plain value, but for those with integers without bounds,
    and those that may be very many values. What it shares with `before`, a value that a state already holds, is not
    looked at."""
    if sym is before:
        return sym
    if isinstance(sym, SymMap):
        return _grounded_map(site, sym, before)
    if isinstance(sym, SymFilled):
        return _grounded_filled(site, sym, before)
    if isinstance(sym, RuleFunction):
        written = sym.written_out(site)
        if written is None:
            raise site.unsupported("a variable whose value is a function with too many keys to be written out")
        return grounded(site, written)
    if isinstance(sym, LazySet):
        return grounded(site, _listed(site, sym))
    if isinstance(sym, Union):
        if sym.scalar:
            return sym
        return merge((guard, grounded(site.under(guard), alternative)) for guard, alternative in sym.options)
    if isinstance(sym, SymFun):
        changed = {}
        shared = before.entries if isinstance(before, SymFun) else {}
        for key, entry in sym.entries.items():
            if shared.get(key) is entry or isinstance(entry[1], _SETTLED):
                continue
            if (value := grounded(site.under(entry[0]), entry[1])) is not entry[1]:
                changed[key] = (entry[0], value)
        return function_of({**sym.entries, **changed}) if changed else sym
    if isinstance(sym, SymSet):
        check_comparable(site, sym)
        check_elements(site, sym)
        if not sym.cells:
            return sym
        members: dict[Value, list[Term]] = {}
        cells = tuple(entry for entry in sym.cells if not _is_written_out(entry[1]))
        for inside, cell in sym.cells:
            if _is_written_out(cell):
                for guard, value in concretise(site, cell):
                    members.setdefault(value, []).append(conj((inside, guard)))
        known = sym.members
        return altered(sym, {value: disj((known.get(value, FALSE), *terms)) for value, terms in members.items()}, cells)
    if is_value(sym):
        check_inside(site, sym)
    return sym


def _is_written_out(element: Sym) -> bool:
    return concretisable(element) and at_most(element, MANY)


def _listed(site: Site, container: LazySet) -> Sym:
    """The set written out. That it is infinite is no error: nobody has asked for its elements."""
    apart = Site(site.path, site.span, Failures())
    found = written_out(apart, container)
    for failure in apart.failures:
        if failure.code is Code.INFINITE_SET:
            site.under(failure.condition).lacks(INFINITE, "use --engine explicit", elsewhere=True)
        else:
            site.failures.add(failure)
    return found


def _grounded_map(site: Site, sym: SymMap, before: Sym | None) -> Sym:
    shared = {id(key): value for _, key, value in before.cells} if isinstance(before, SymMap) else {}
    plain = before.entries if isinstance(before, SymMap | SymFun) else {}
    entries = {
        key: entry if plain.get(key) is entry else (entry[0], grounded(site.under(entry[0]), entry[1]))
        for key, entry in sym.entries.items()
    }
    cells = []
    for present, key, value in sym.cells:
        here = site.under(present)
        own = key if id(key) in shared else grounded(here, key)
        cells.append((present, own, grounded(here, value, shared.get(id(key)))))
    return SymMap(entries, tuple(cells))


def _grounded_filled(site: Site, sym: SymFilled, before: Sym | None) -> Sym:
    known = before if isinstance(before, SymFilled) else None
    filler = grounded(site, sym.filler, None if known is None else known.filler)
    changes = grounded(site, sym.changes, None if known is None else known.changes)
    if filler is sym.filler and changes is sym.changes:
        return sym
    assert isinstance(changes, FunctionValue | SymFun | SymMap), "a function stays one"
    return SymFilled(sym.domain, filler, changes, sym.drawn)
