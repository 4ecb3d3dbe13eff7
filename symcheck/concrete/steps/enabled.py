"""Conditions that ask for steps: ENABLED A, and A \\cdot B of two states; must not know what they are asked for.

ENABLED A of an instance speaks of some next values of the instance's own variables, whatever stands for them
(Specifying Systems, section 17.8: ENABLED cannot be instantiated by substitution). So what was put for a variable is a
variable again, with the expression's value in the state at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.steps.entering import afresh
from symcheck.concrete.steps.forks import ForkCompiler
from symcheck.concrete.steps.ways import intermediate
from symcheck.core.expr import Expr, Variable
from symcheck.core.parts import free_locals
from symcheck.core.stand_ins import own

if TYPE_CHECKING:
    from symcheck.concrete.compiler.scope import Scope


class _FoundError(Exception):
    """What was looked for is there; no error: it ends the search."""


def enabled(compiler: Compiler, expr: Expr, scope: Scope) -> Test:
    """ENABLED: the condition that the action has a successor. Errors: UNSUPPORTED for an instance with parameters that
    its variables speak of, where these have no value outside of the action."""
    action, put = own(expr, compiler.analysis.varies)
    values = [_value(compiler, node, scope) for node in put.values()]
    if put:
        compiler = _with(compiler, tuple(put))

    def found(f: Frame) -> None:
        raise _FoundError

    count = len(compiler.index)
    primed = scope.primed
    fork = ForkCompiler(compiler).fork(action, replace(scope, primed=False), found)
    unit = scope.unit

    def test(f: Frame) -> bool:
        g = f[:]
        g.extend([None] * (unit.size - len(g)))
        if primed:
            g[0] = tuple(f[1])
        if values:
            g[0] = (*g[0], *(value(f) for value in values))
        g[1] = [None] * count
        try:
            fork.run(g)
        except _FoundError:
            return True
        return False

    return test


def _value(compiler: Compiler, node: Expr, scope: Scope) -> Callable[[Frame], object]:
    """The value, in the state at hand, of what stands for a variable."""
    if not free_locals(node) <= scope.slots.keys() | scope.operators.keys():
        raise SpecError(
            Code.UNSUPPORTED,
            "ENABLED is not decided in an instance with parameters that its variables speak of",
            node.span,
        )
    return compiler.compile(node, scope).run


def _with(compiler: Compiler, variables: tuple[Variable, ...]) -> Compiler:
    """A compiler for states that end with the values of these."""
    return Compiler(
        (*compiler.index, *variables), compiler.constants, compiler.enabled, compiler.composed, compiler.outside
    )


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
