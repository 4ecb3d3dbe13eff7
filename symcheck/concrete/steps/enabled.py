"""Conditions that ask for steps: ENABLED A, and A \\cdot B of two states; must not know what they are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symcheck.base.span import Span
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.steps.entering import afresh
from symcheck.concrete.steps.forks import ForkCompiler
from symcheck.concrete.steps.ways import intermediate
from symcheck.core.expr import Expr

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


class _FoundError(Exception):
    """What was looked for is there; no error: it ends the search."""


def enabled(compiler: Compiler, expr: Expr, scope: Scope) -> Test:
    """ENABLED: the condition that the action has a successor."""

    def found(f: Frame) -> None:
        raise _FoundError

    count = len(compiler.index)
    primed = scope.primed
    fork = ForkCompiler(compiler).fork(expr, replace(scope, primed=False), found)
    unit = scope.unit

    def test(f: Frame) -> bool:
        g = f[:]
        g.extend([None] * (unit.size - len(g)))
        if primed:
            g[0] = tuple(f[1])
        g[1] = [None] * count
        try:
            fork.run(g)
        except _FoundError:
            return True
        return False

    return test


def composed(compiler: Compiler, first: Expr, second: Expr, scope: Scope, span: Span) -> Test:
    """`A \\cdot B`: the condition that A leads from the one state to some state from which B leads to the other
    (Specifying Systems, section 16.2.3). Errors: UNASSIGNED where A leaves a variable open."""
    assert not scope.primed, "an action cannot be primed"
    names = tuple(variable.name for variable in compiler.index)
    arrives = compiler.condition(second, afresh(compiler, scope), "the second part of the composition")
    target = scope.unit.slot()

    def between(f: Frame) -> None:
        g = f[:]
        g[0], g[1] = intermediate(f[1], names, span), f[target]
        if arrives(g):
            raise _FoundError

    fork = ForkCompiler(compiler).fork(first, scope, between)
    unit = scope.unit

    def test(f: Frame) -> bool:
        g = f[:]
        g.extend([None] * (unit.size - len(g)))
        g[target], g[1] = f[1], [None] * len(names)
        try:
            fork.run(g)
        except _FoundError:
            return True
        return False

    return test
