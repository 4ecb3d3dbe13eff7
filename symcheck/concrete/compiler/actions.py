"""Compiles what speaks of two states: primes, UNCHANGED, [A]_v, ENABLED, A \\cdot B; must not know how steps are
searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import READS_STATE, Code, as_test, from_test, located
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.value import Value, equal

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

_STATE = frozenset((READS_STATE,))


def no_value(what: str, span: Span) -> Code:
    """Code for what has no value in a state or a step."""

    def refuse(f: Frame) -> Value:
        raise SpecError(ErrorCode.UNSUPPORTED, f"{what} cannot be evaluated in a state or a step", span)

    return Code(refuse, _STATE)


def compile_action(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    first = node.args[0]
    assert isinstance(first, Expr), "action operators take expressions"
    match node.op:
        case Op.PRIME:
            if scope.primed:
                return no_value("a doubly primed expression", node.span)
            return compiler.compile(first, scope.in_successor())
        case Op.UNCHANGED:
            test, reads = compile_unchanged(compiler, first, scope, node.span)
            return from_test(test, reads)
        case Op.SQUARE | Op.ANGLE:
            return _compile_subscripted(compiler, node, scope)
        case Op.ENABLED:
            if compiler.enabled is None:
                return no_value("ENABLED", node.span)
            return from_test(compiler.enabled(compiler, first, scope), _STATE | _slots(compiler, first, scope))
        case Op.COMPOSE:
            second = node.args[1]
            assert isinstance(second, Expr), "action operators take expressions"
            if compiler.composed is None:
                return no_value("an action composition", node.span)
            reads = _STATE | _slots(compiler, first, scope) | _slots(compiler, second, scope)
            return from_test(compiler.composed(compiler, first, second, scope, first.span), reads)
        case _:
            return no_value(f"the operator {node.op.value}", node.span)


def _slots(compiler: Compiler, expr: Expr, scope: Scope) -> frozenset[int]:
    free = compiler.analysis.free_in(expr)
    return frozenset(scope.slots[entity].index for entity in free if entity in scope.slots)


def compile_unchanged(compiler: Compiler, expr: Expr, scope: Scope, span: Span) -> tuple[Test, frozenset[int]]:
    """The condition that an expression has the same value in both states."""
    before = compiler.compile(expr, scope)
    after = compiler.compile(expr, scope.in_successor())
    old, new = before.run, after.run

    def unchanged(f: Frame) -> bool:
        try:
            return equal(new(f), old(f))
        except SpecError as error:
            raise located(error, span) from None

    return unchanged, before.reads | after.reads | _STATE


def _compile_subscripted(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    action, subscript = node.args
    assert isinstance(action, Expr), "action operators take expressions"
    assert isinstance(subscript, Expr), "action operators take expressions"
    code = compiler.compile(action, scope)
    holds = as_test(code, "the action", action.span)
    unchanged, reads = compile_unchanged(compiler, subscript, scope, node.span)
    reads |= code.reads
    if node.op is Op.SQUARE:
        return from_test(lambda f: holds(f) or unchanged(f), reads)
    return from_test(lambda f: holds(f) and not unchanged(f), reads)
