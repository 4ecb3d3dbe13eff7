"""Compiles arithmetic, past its rules where the arguments are integers; must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import Code, Sort, from_condition, from_text, located
from symcheck.concrete.compiler.fused import Text, fuse
from symcheck.concrete.ops.arithmetic import at_least, at_most, greater, interval, less, minus, plus, times
from symcheck.concrete.ops.registry import Rule
from symcheck.core.expr import Apply
from symcheck.core.ops import Op
from symcheck.value import Boolean, Interval, Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

_SHORT = 1 << 62
"""Products nearer to zero are not looked at."""

Special = Callable[["Compiler", Apply, "Scope"], Code]


def _by_rule(rule: Rule, x: Value, y: Value, span: Span) -> Value:
    try:
        return rule(x, y)
    except SpecError as error:
        raise located(error, span) from None


def _operands(compiler: Compiler, node: Apply, scope: Scope) -> tuple[Code, Code]:
    left, right = node.args
    return compiler.compile(left, scope), compiler.compile(right, scope)  # type: ignore[arg-type]


def _fused(rule: Rule, sign: str, compiler: Compiler, node: Apply, scope: Scope) -> tuple[Text, frozenset[int]]:
    """Python's operator where both are integers, which may be known beforehand; else the rule."""
    left, right = _operands(compiler, node, scope)
    reads, span = left.reads | right.reads, node.span
    if left.sort is Sort.INTEGER and right.sort is Sort.INTEGER:
        return fuse(f"({{left}} {sign} {{right}})", left=left.text, right=right.text), reads

    def by_rule(x: Value, y: Value) -> object:
        found = _by_rule(rule, x, y, span)
        return bool(found) if type(found) is Boolean else found

    if type(right.value) is int:
        pattern = f"({{x}} {sign} {{right}} if type({{x}} := {{left}}) is int else {{by_rule}}({{x}}, {{right}}))"
    else:
        # both are evaluated before either is looked at
        pattern = (
            f"({{x}} {sign} {{y}} if (type({{x}} := {{left}}) is int) & (type({{y}} := {{right}}) is int)"
            " else {by_rule}({x}, {y}))"
        )
    return fuse(pattern, left=left.text, right=right.text, by_rule=by_rule), reads


def _arithmetic(rule: Rule, sign: str) -> Special:
    def special(compiler: Compiler, node: Apply, scope: Scope) -> Code:
        return from_text(*_fused(rule, sign, compiler, node, scope), Sort.INTEGER)

    return special


def _product(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """`a * b`: by the rule too where the result is long, as it may be too long."""
    left, right = _operands(compiler, node, scope)
    pattern = (
        "({z} if (type({x} := {left}) is int) & (type({y} := {right}) is int)"
        " and -{short} < ({z} := {x} * {y}) < {short} else {by_rule}({x}, {y}))"
    )
    by_rule = partial(_by_rule, times, span=node.span)
    text = fuse(pattern, left=left.text, right=right.text, short=_SHORT, by_rule=by_rule)
    return from_text(text, left.reads | right.reads, Sort.INTEGER)


def _comparison(rule: Rule, sign: str) -> Special:
    def special(compiler: Compiler, node: Apply, scope: Scope) -> Code:
        return from_condition(*_fused(rule, sign, compiler, node, scope))

    return special


def _interval(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """`a..b`: a set, or just its elements."""
    left, right = _operands(compiler, node, scope)
    by_rule = partial(_by_rule, interval, span=node.span)
    pattern = "({made} if (type({x} := {left}) is int) & (type({y} := {right}) is int) else {by_rule}({x}, {y}))"
    parts = {"left": left.text, "right": right.text, "by_rule": by_rule}
    text = fuse(pattern.replace("{made}", "{Interval}({x}, {y})"), Interval=Interval, **parts)
    listed = fuse(pattern.replace("{made}", "range({x}, {y} + 1)"), **parts)
    return Code(None, left.reads | right.reads, lazy=True, text=text, listed=listed)


SPECIAL: dict[Op, Special] = {
    Op.ADD: _arithmetic(plus, "+"),
    Op.SUB: _arithmetic(minus, "-"),
    Op.MUL: _product,
    Op.LT: _comparison(less, "<"),
    Op.LE: _comparison(at_most, "<="),
    Op.GT: _comparison(greater, ">"),
    Op.GE: _comparison(at_least, ">="),
    Op.RANGE: _interval,
}
