"""Nodes of expressions replaced by others, through the definitions that they call; must not know why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from symcheck.core.expr import Argument, Definition, Expr, Let
from symcheck.core.parts import callee, reached, within
from symcheck.core.substitute import Substitution


def put(exprs: Sequence[Expr], node: Expr, by: Expr) -> list[Expr]:
    """The expressions with a node replaced wherever it stands."""
    return put_all(exprs, {node: by})


def put_all(exprs: Sequence[Expr], by: Mapping[Expr, Expr]) -> list[Expr]:
    """The expressions with some nodes replaced wherever they stand; of one inside of another, the outer one.

    Definitions that come to them are made anew, under their names; what does not come to them is shared with the
    originals."""
    substitution = putting(exprs, by)
    return [substitution.expr(each) for each in exprs]


def putting(exprs: Sequence[Expr], by: Mapping[Expr, Expr]) -> Substitution:
    """What `put_all` does to these expressions, with the definitions that are made anew."""
    substitution = Substitution({}, dict(by.items()))
    leading = _leading_to(exprs, by.keys())
    for old in leading:
        substitution.copies[old] = old.anew()
    for old in leading:
        substitution.copies[old]._body = substitution.expr(old.body)
    return substitution


def _leading_to(exprs: Sequence[Expr], nodes: Set[Argument]) -> list[Definition]:
    """The definitions in whose bodies such a node stands, or a call of such a definition; but for those of a LET, which
    are a part of what they stand in."""
    called: dict[Definition, set[Definition]] = {}
    leading: set[Definition] = set()
    local: set[Definition] = set()
    for here in reached(*exprs):
        if isinstance(here, Let):
            local.update(here.definitions)
        definition = callee(here)
        if definition is not None and definition not in called:
            inside = list(within(definition.body))
            called[definition] = {found for each in inside if (found := callee(each)) is not None}
            if not nodes.isdisjoint(inside):
                leading.add(definition)
    before = -1
    while before != len(leading):
        before = len(leading)
        leading.update(each for each, others in called.items() if others & leading)
    return [each for each in called if each in leading - local]
