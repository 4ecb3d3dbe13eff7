"""Compiles arithmetic, past its rules where the arguments are integers; must not know what binds names."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.code import Code, Sort, from_test, located
from symcheck.concrete.frame import Frame
from symcheck.concrete.ops.arithmetic import at_least, at_most, greater, less, minus, plus, times
from symcheck.concrete.registry import Rule
from symcheck.core.expr import Apply
from symcheck.core.ops import Op
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope

Special = Callable[["Compiler", Apply, "Scope"], Code]


def _by_rule(rule: Rule, x: Value, y: Value, span: Span) -> Value:
    try:
        return rule(x, y)
    except SpecError as error:
        raise located(error, span) from None


def _operands(compiler: Compiler, node: Apply, scope: Scope) -> tuple[Code, Code]:
    left, right = node.args
    return compiler.compile(left, scope), compiler.compile(right, scope)  # type: ignore[arg-type]


def _add(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = _operands(compiler, node, scope)
    reads, one, other, span = left.reads | right.reads, left.run, right.run, node.span
    literal = right.value

    def add(f: Frame) -> Value:
        x, y = one(f), other(f)
        return x + y if type(x) is int and type(y) is int else _by_rule(plus, x, y, span)

    def add_literal(f: Frame) -> Value:
        x = one(f)
        return x + literal if type(x) is int else _by_rule(plus, x, literal, span)  # type: ignore[operator, arg-type]

    return Code(add_literal if type(literal) is int else add, reads, Sort.INTEGER)


def _subtract(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = _operands(compiler, node, scope)
    reads, one, other, span = left.reads | right.reads, left.run, right.run, node.span
    literal = right.value

    def subtract(f: Frame) -> Value:
        x, y = one(f), other(f)
        return x - y if type(x) is int and type(y) is int else _by_rule(minus, x, y, span)

    def subtract_literal(f: Frame) -> Value:
        x = one(f)
        return x - literal if type(x) is int else _by_rule(minus, x, literal, span)  # type: ignore[operator, arg-type]

    return Code(subtract_literal if type(literal) is int else subtract, reads, Sort.INTEGER)


def _multiply(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = _operands(compiler, node, scope)
    reads, one, other, span = left.reads | right.reads, left.run, right.run, node.span

    def multiply(f: Frame) -> Value:
        x, y = one(f), other(f)
        return x * y if type(x) is int and type(y) is int else _by_rule(times, x, y, span)

    return Code(multiply, reads, Sort.INTEGER)


def _comparison(rule: Rule, compare: Callable[[Any, Any], bool]) -> Special:
    def special(compiler: Compiler, node: Apply, scope: Scope) -> Code:
        left, right = _operands(compiler, node, scope)
        reads, one, other, span = left.reads | right.reads, left.run, right.run, node.span

        def holds(f: Frame) -> bool:
            x, y = one(f), other(f)
            return compare(x, y) if type(x) is int and type(y) is int else bool(_by_rule(rule, x, y, span))

        return from_test(holds, reads)

    return special


SPECIAL: dict[Op, Special] = {
    Op.ADD: _add,
    Op.SUB: _subtract,
    Op.MUL: _multiply,
    Op.LT: _comparison(less, operator.lt),
    Op.LE: _comparison(at_most, operator.le),
    Op.GT: _comparison(greater, operator.gt),
    Op.GE: _comparison(at_least, operator.ge),
}
