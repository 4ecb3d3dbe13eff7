"""Functions some of whose keys are no plain values, as they hold integers without bounds; must not know layouts.

A `SymMap` is a table: a cell is there under a condition and maps its key to its value. Two cells that are there may
have the same key only with the same value, so whichever is found first is right. A cell that is changed keeps its key,
the very object: that is how a layout knows it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symcheck.base.diagnostic import Code
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import every_cell
from symcheck.symbolic.kinds import comparable, kind
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import MapCell, Sym, SymFun, SymMap, alternatives, is_value, mapping_of
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import FunctionValue, Value

Function = FunctionValue | SymFun | SymMap


def table(cells: Iterable[MapCell]) -> Sym:
    """The function with these cells, those with plain keys among them in no cell; a key may repeat if its conditions
    exclude one another or its values agree."""
    entries: dict[Value, tuple[Term, Sym]] = {}
    others: list[MapCell] = []
    for present, key, value in cells:
        if present is FALSE:
            continue
        if not is_value(key):
            others.append((present, key, value))
        elif key in entries:
            before = entries[key]
            entries[key] = (disj((before[0], present)), choose(before[0], before[1], value))
        else:
            entries[key] = (present, value)
    return mapping_of(entries, tuple(others))


def is_at(site: Site, argument: Sym, key: Sym) -> Term:
    """Whether an argument is a key. What cannot be compared is something else."""
    if not any(comparable(one, other) for one in _kinds(argument) for other in _kinds(key)):
        return FALSE
    return equal(Site(site.path, site.span, Failures()), argument, key)


def _kinds(sym: Sym) -> set[str]:
    return {kind(alternative) for _, alternative in alternatives(sym)}


def has_key(site: Site, function: Function, argument: Sym) -> Term:
    """argument \\in DOMAIN function."""
    return disj(conj((present, is_at(site, argument, key))) for present, key, _ in every_cell(function))


def found_at(site: Site, function: Function, argument: Sym) -> Sym:
    """function[argument]; DOMAIN where it is none of the keys."""
    left = TRUE
    results: list[tuple[Term, Sym]] = []
    for present, key, value in every_cell(function):
        here = conj((left, present, is_at(site, argument, key)))
        if here is not FALSE:
            results.append((here, value))
            left = conj((left, neg(here)))
    site.fail(left, Code.DOMAIN, "a function is applied outside its domain")
    return merge(results) if results else 0


def changed_at(site: Site, function: Function, argument: Sym, change: Callable[[Site, Sym], Sym]) -> Sym:
    """The function with `change` of its value at a key; itself where there is no such key."""
    matches = [(conj((present, is_at(site, argument, key))), (present, key, value)) for present, key, value in
               every_cell(function)]
    some = disj(match for match, _ in matches)
    here = site.under(some)
    if some is FALSE or here.path is FALSE:
        return function
    new = change(here, found_at(Site(here.path, here.span, Failures()), function, argument))
    return table((present, key, choose(match, new, value)) for match, (present, key, value) in matches)


def overridden(site: Site, first: Function, second: Function) -> Sym:
    """first @@ second: what the first has no key for is as in the second."""
    cells = list(every_cell(first))
    for present, key, value in every_cell(second):
        cells.append((conj((present, neg(has_key(site, first, key)))), key, value))
    return table(cells)

