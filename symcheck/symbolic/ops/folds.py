"""Folds over symbolic sets and sequences: each element is taken where it is there, in canonical order."""

from __future__ import annotations

from itertools import combinations

from symcheck.base.diagnostic import SpecError
from symcheck.core.ops import Op
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.kinds import kind
from symcheck.symbolic.merge import choose
from symcheck.symbolic.ops.registry import Operator, encodes
from symcheck.symbolic.ops.sequences import slots_of
from symcheck.symbolic.sets.enumeration import Elements, elements
from symcheck.symbolic.sets.ordering import distinct, ranked
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import FALSE, INT, Term, variable

PAIRED = 40
"""Of so many elements at the most every two are tried whether they may change places."""


@encodes(Op.FOLD_SET)
def fold_set(site: Site, operator: Operator, base: Sym, container: Sym) -> Sym:
    found = elements(site, container)
    if all(is_value(element) for _, element in found):
        return _folded(site, operator, base, found)
    if _is_order_free(site, operator, base, found):
        return _folded(site, operator, base, distinct(site, found))
    return _folded(site, operator, base, ranked(site, found))


def _is_order_free(site: Site, operator: Operator, base: Sym, found: Elements) -> bool:
    """Whether any two elements may change places: sums of integers are, as terms are in a normal form."""
    if kind(base) != "integer" or len(found) > PAIRED:
        return False
    so_far, quiet = variable("fold so far", INT), Site(site.path, site.span, Failures())
    for (_, one), (_, other) in combinations(found, 2):
        try:
            first = operator(quiet, other, operator(quiet, one, so_far))
            second = operator(quiet, one, operator(quiet, other, so_far))
        except SpecError:
            return False
        if not (isinstance(first, Term) and first is second):
            return False
    return True


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
