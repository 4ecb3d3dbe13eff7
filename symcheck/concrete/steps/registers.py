"""What assumptions store in registers before a behavior begins; must not know behaviors, nor which assumptions hold."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.core.expr import Apply
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.spec import Named


def fill(compiler: Compiler, assumptions: Iterable[Named]) -> None:
    """Evaluates the assumptions that speak of TLCSet, in order, for what they store: TLC keeps that for the search. One
    that cannot be evaluated stores what it stored until then; whoever judges assumptions tells of it."""
    for assumption in assumptions:
        if any(isinstance(node, Apply) and node.op is Op.TLC_SET for node in reached(assumption.expr)):
            scope = compiler.scope()
            try:
                compiler.compile(assumption.expr, scope).run(scope.frame(None, None))
            except (SpecError, RecursionError):
                continue
