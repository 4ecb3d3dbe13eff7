"""One node of expressions replaced by another, through the definitions that they call; must not know why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.core.expr import Argument, Definition, Expr, Let
from symcheck.core.parts import callee, parts, reached
from symcheck.core.substitute import Substitution


def put(exprs: Sequence[Expr], node: Expr, by: Expr) -> list[Expr]:
    """The expressions with a node replaced wherever it stands. Definitions that come to it are made anew, under their
    names; what does not come to it is shared with the originals."""
    substitution = Substitution({}, {node: by})
    leading = _leading_to(exprs, node)
    for old in leading:
        copy = Definition(old.name, old.module, old.params, old.span, None, old.level, old.recursive)
        substitution.copies[old] = copy
    for old in leading:
        substitution.copies[old]._body = substitution.expr(old.body)
    return [substitution.expr(each) for each in exprs]


def _leading_to(exprs: Sequence[Expr], node: Expr) -> list[Definition]:
    """The definitions in whose bodies the node stands, or a call of such a definition; but for those of a LET, which
    are a part of what they stand in."""
    called: dict[Definition, set[Definition]] = {}
    leading: set[Definition] = set()
    local: set[Definition] = set()
    for here in (each for expr in exprs for each in reached(expr)):
        if isinstance(here, Let):
            local.update(here.definitions)
        definition = callee(here)
        if definition is not None and definition not in called:
            inside = list(_inside(definition.body))
            called[definition] = {found for each in inside if (found := callee(each)) is not None}
            if node in inside:
                leading.add(definition)
    before = -1
    while before != len(leading):
        before = len(leading)
        leading.update(each for each, others in called.items() if others & leading)
    return [each for each in called if each in leading - local]


def _inside(node: Argument) -> Iterator[Argument]:
    """A node and all of its parts, not looking into what is called."""
    todo = [node]
    while todo:
        here = todo.pop()
        yield here
        todo.extend(part for part, _ in parts(here))
