"""Compiles IF and CASE; must not know how their parts are compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.code import Code, Sort, as_condition, from_condition, from_text
from symcheck.concrete.compiler.fused import fuse
from symcheck.core.expr import Case, If
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


def _joined(*codes: Code) -> Sort:
    sorts = {code.sort for code in codes}
    return sorts.pop() if len(sorts) == 1 else Sort.OTHER


def compile_if(compiler: Compiler, node: If, scope: Scope) -> Code:
    condition = compiler.compile(node.condition, scope)
    then, otherwise = compiler.compile(node.then, scope), compiler.compile(node.otherwise, scope)
    holds = as_condition(condition, "the condition of IF", node.condition.span)
    reads = condition.reads | then.reads | otherwise.reads
    sort = _joined(then, otherwise)
    pattern = "({yes} if {holds} else {no})"
    if sort is Sort.BOOLEAN and then.condition is not None and otherwise.condition is not None:
        return from_condition(fuse(pattern, yes=then.condition, holds=holds, no=otherwise.condition), reads)
    text = fuse(pattern, yes=then.text, holds=holds, no=otherwise.text)
    return from_text(text, reads, sort, lazy=then.lazy or otherwise.lazy)


def compile_case(compiler: Compiler, node: Case, scope: Scope) -> Code:
    guards = [compiler.compile(guard, scope) for guard, _ in node.arms]
    values = [compiler.compile(value, scope) for _, value in node.arms]
    other = None if node.other is None else compiler.compile(node.other, scope)
    every = [*guards, *values, *([] if other is None else [other])]
    span = node.span

    def no_match() -> Value:
        raise SpecError(ErrorCode.CASE_NO_MATCH, "no guard of the CASE holds and it has no OTHER", span)

    text = fuse("{no_match}()", no_match=no_match) if other is None else other.text
    for arm, guard, value in zip(reversed(node.arms), reversed(guards), reversed(values), strict=True):
        holds = as_condition(guard, "a guard of CASE", arm[0].span)
        text = fuse("({value} if {holds} else {rest})", value=value.text, holds=holds, rest=text)
    reads = frozenset[int]().union(*(code.reads for code in every))
    results = values if other is None else [*values, other]
    return from_text(text, reads, _joined(*results), lazy=any(code.lazy for code in results))
