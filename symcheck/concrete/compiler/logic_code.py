"""Compiles logic: what need not be evaluated is not; must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.code import Code, Sort, as_condition, from_condition, is_atomic, located
from symcheck.concrete.compiler.fused import Text, fuse
from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.value import EMPTY_SET, EMPTY_TUPLE, FiniteSet, String, TupleValue, Value, equal

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


def _conditions(compiler: Compiler, node: Apply, scope: Scope) -> tuple[list[Text], frozenset[int]]:
    conditions = []
    reads = frozenset[int]()
    for argument in node.args:
        assert isinstance(argument, Expr), "logic takes expressions"
        code = compiler.compile(argument, scope)
        conditions.append(as_condition(code, f"an argument of {node.op.value}", argument.span))
        reads |= code.reads
    return conditions, reads


def _joining(word: str) -> Callable[[Compiler, Apply, Scope], Code]:
    def special(compiler: Compiler, node: Apply, scope: Scope) -> Code:
        conditions, reads = _conditions(compiler, node, scope)
        parts = {f"a{place}": condition for place, condition in enumerate(conditions)}
        return from_condition(fuse("(" + f" {word} ".join(f"{{{name}}}" for name in parts) + ")", **parts), reads)

    return special


def _implies(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (left, right), reads = _conditions(compiler, node, scope)
    return from_condition(fuse("({right} if {left} else True)", left=left, right=right), reads)


def _not(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (condition,), reads = _conditions(compiler, node, scope)
    return from_condition(fuse("(not {condition})", condition=condition), reads)


def _iff(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (left, right), reads = _conditions(compiler, node, scope)
    return from_condition(fuse("({left} is {right})", left=left, right=right), reads)


def _equality(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = (compiler.compile(argument, scope) for argument in node.args)  # type: ignore[arg-type]
    reads = left.reads | right.reads
    condition = _equal(left, right, node)
    if node.op is Op.NE:
        condition = fuse("(not {condition})", condition=condition)
    return from_condition(condition, reads)


def _equal(left: Code, right: Code, node: Apply) -> Text:
    span = node.span
    if left.sort is Sort.INTEGER and right.sort is Sort.INTEGER:
        return fuse("({left} == {right})", left=left.text, right=right.text)
    if left.sort is Sort.BOOLEAN and right.sort is Sort.BOOLEAN and left.condition and right.condition:
        return fuse("({left} is {right})", left=left.condition, right=right.condition)

    def generic(x: Value, y: Value) -> bool:
        try:
            return equal(x, y)
        except SpecError as error:
            raise located(error, span) from None

    known = right.value if right.value is not None else left.value
    other = left.text if right.value is not None else right.text
    if known is not None and is_atomic(known):
        pattern = "({x} == {known} if type({x} := {other}) is {kind} else {generic}({x}, {known}))"
        return fuse(pattern, known=known, other=other, kind=type(known), generic=generic)
    if known == EMPTY_SET:
        pattern = "(not {x} if type({x} := {other}) is {kind} else {generic}({x}, {known}))"
        return fuse(pattern, known=known, other=other, kind=FiniteSet, generic=generic)
    if known == EMPTY_TUPLE:
        pattern = "(not len({x}) if type({x} := {other}) is {kind} else {generic}({x}, {known}))"
        return fuse(pattern, known=known, other=other, kind=TupleValue, generic=generic)
    pattern = (
        "(({x} := {left}) is ({y} := {right}) or ({x} == {y}"
        " if ({z} := type({x})) is type({y}) and ({z} is int or {z} is {String}) else {generic}({x}, {y})))"
    )
    return fuse(pattern, left=left.text, right=right.text, String=String, generic=generic)


SPECIAL = {
    Op.AND: _joining("and"),
    Op.OR: _joining("or"),
    Op.IMPLIES: _implies,
    Op.NOT: _not,
    Op.IFF: _iff,
    Op.EQ: _equality,
    Op.NE: _equality,
}
