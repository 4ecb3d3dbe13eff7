"""Logic and equality on symbolic values; the connectives that guard their operands are in `symbolic.reading`."""

from __future__ import annotations

from symcheck.core.ops import Op
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.lazy import primitive
from symcheck.symbolic.ops.registry import encodes, truth_of
from symcheck.symbolic.sets.enumeration import settle
from symcheck.symbolic.sets.integers import as_value
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, boolean_of
from symcheck.term import Term, iff, neg
from symcheck.value import FALSE, TRUE, make_set


@encodes(Op.NOT)
def negation(site: Site, operand: Sym) -> Sym:
    return boolean_of(neg(truth_of(site, operand)))


@encodes(Op.IFF)
def equivalence(site: Site, left: Sym, right: Sym) -> Sym:
    return boolean_of(iff(truth_of(site, left), truth_of(site, right)))


@encodes(Op.EQ)
def equality(site: Site, left: Sym, right: Sym) -> Sym:
    return boolean_of(_equal(site, left, right))


@encodes(Op.NE)
def inequality(site: Site, left: Sym, right: Sym) -> Sym:
    return boolean_of(neg(_equal(site, left, right)))


def _equal(site: Site, left: Sym, right: Sym) -> Term:
    if left is right or primitive(left) or primitive(right):
        return equal(site, left, right)
    if as_value(left) is not None and as_value(right) is not None:
        return equal(site, left, right)
    return equal(site, settle(site, left), settle(site, right))


@encodes(Op.BOOLEAN)
def boolean_set(site: Site) -> Sym:
    return make_set((FALSE, TRUE))
