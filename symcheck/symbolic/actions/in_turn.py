"""The alternatives of an action in the order in which they are tried; must not know what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.core.expr import Apply, Call, Expr, Let, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.binding.elements import bindings_in, domains_of
from symcheck.symbolic.environment import Env, let_env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.values import LazySet
from symcheck.term import FALSE

Alternative = tuple[Expr, Env, Branch]
"""An action, what its names mean, and where it is begun."""


def in_turn(splitter: Splitter, expr: Expr, env: Env, start: Branch) -> Iterator[Alternative]:
    r"""The parts of disjunctions and the elements of \E at the top of an action, through definitions that are not
    recursive. What is chosen from a set that is not listed, or may fail to be, stays one."""
    match expr:
        case Apply(op=Op.OR):
            for part in expr.operands:
                yield from in_turn(splitter, part, env, start)
        case Let():
            yield from in_turn(splitter, expr.body, let_env(expr, env, start.path), start)
        case Call() if not expr.definition.recursive:
            inner = splitter.reading(start).entered(expr.definition, expr.args, env, start.path)
            yield from in_turn(splitter, expr.definition.body, inner, start)
        case Quantified() if expr.quantifier is Quantifier.EXISTS and (found := _listed(splitter, expr, env, start)):
            for begun, inner in found:
                yield from in_turn(splitter, expr.body, inner, begun)
        case _:
            yield expr, env, start


def _listed(splitter: Splitter, expr: Quantified, env: Env, start: Branch) -> list[tuple[Branch, Env]]:
    """A branch for each choice of elements; none where that is not known without a failure."""
    quiet = splitter.collecting(Failures())
    reading = quiet.reading(start)
    containers = domains_of(reading, expr.bounds, env, start.path)
    if any(isinstance(container, LazySet) for container in containers):
        return []
    found = [
        (start.when(guard), inner)
        for guard, inner, _ in bindings_in(reading, expr.bounds, containers, env, start.path)
    ]
    return [] if len(quiet.failures) else [each for each in found if each[0].path is not FALSE]
