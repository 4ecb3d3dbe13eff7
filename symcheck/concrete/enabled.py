"""ENABLED: whether an action has a successor; must not know what it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symcheck.concrete.forks import ForkCompiler
from symcheck.concrete.frame import Frame, Test
from symcheck.core.expr import Expr

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope


class _FoundError(Exception):
    """A successor was found; no error: it ends the search."""


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
