"""Compiles IF and CASE; must not know how their parts are compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.code import Code, Sort, as_test, from_test
from symcheck.concrete.frame import Frame
from symcheck.core.expr import Case, If
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope


def _joined(*codes: Code) -> Sort:
    sorts = {code.sort for code in codes}
    return sorts.pop() if len(sorts) == 1 else Sort.OTHER


def compile_if(compiler: Compiler, node: If, scope: Scope) -> Code:
    condition = compiler.compile(node.condition, scope)
    then, otherwise = compiler.compile(node.then, scope), compiler.compile(node.otherwise, scope)
    test = as_test(condition, "the condition of IF", node.condition.span)
    reads = condition.reads | then.reads | otherwise.reads
    sort = _joined(then, otherwise)
    if sort is Sort.BOOLEAN and then.test is not None and otherwise.test is not None:
        yes_test, no_test = then.test, otherwise.test
        return from_test(lambda f: yes_test(f) if test(f) else no_test(f), reads)
    yes, no = then.run, otherwise.run

    def run(f: Frame) -> Value:
        return yes(f) if test(f) else no(f)

    return Code(run, reads, sort, lazy=then.lazy or otherwise.lazy)


def compile_case(compiler: Compiler, node: Case, scope: Scope) -> Code:
    guards = [compiler.compile(guard, scope) for guard, _ in node.arms]
    values = [compiler.compile(value, scope) for _, value in node.arms]
    other = None if node.other is None else compiler.compile(node.other, scope)
    every = [*guards, *values, *([] if other is None else [other])]
    arms = tuple(
        (as_test(guard, "a guard of CASE", arm[0].span), value.run)
        for arm, guard, value in zip(node.arms, guards, values, strict=True)
    )
    otherwise = None if other is None else other.run
    span = node.span

    def run(f: Frame) -> Value:
        for holds, value in arms:
            if holds(f):
                return value(f)
        if otherwise is None:
            raise SpecError(ErrorCode.CASE_NO_MATCH, "no guard of the CASE holds and it has no OTHER", span)
        return otherwise(f)

    reads = frozenset[int]().union(*(code.reads for code in every))
    results = values if other is None else [*values, other]
    return Code(run, reads, _joined(*results), lazy=any(code.lazy for code in results))
