"""Folds over symbolic sets and sequences: each element is taken where it is there, in canonical order."""

from __future__ import annotations

from symcheck.core.ops import Op
from symcheck.symbolic.enumeration import Elements, elements
from symcheck.symbolic.merge import choose
from symcheck.symbolic.ops.registry import Operator, encodes
from symcheck.symbolic.ops.sequences import slots_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymSet
from symcheck.term import FALSE


@encodes(Op.FOLD_SET)
def fold_set(site: Site, operator: Operator, base: Sym, container: Sym) -> Sym:
    if isinstance(container, SymSet) and container.cells:
        raise site.unsupported("a fold over a set whose elements hold integers without bounds")
    return _folded(site, operator, base, elements(site, container))


@encodes(Op.FOLD_SEQ)
def fold_sequence(site: Site, operator: Operator, base: Sym, sequence: Sym) -> Sym:
    return _folded(site, operator, base, slots_of(site, sequence, "a fold"))


def _folded(site: Site, operator: Operator, base: Sym, items: Elements) -> Sym:
    result = base
    for inside, element in items:
        here = site.under(inside)
        if here.path is not FALSE:
            result = choose(inside, operator(here, element, result), result)
    return result
