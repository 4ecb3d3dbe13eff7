"""Compiles logic: what need not be evaluated is not; must not know what binds names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.code import Code, Sort, as_test, from_test, is_atomic, located
from symcheck.concrete.frame import Frame, Test
from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.value import EMPTY_SET, FiniteSet, String, Value, equal

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope


def _tests(compiler: Compiler, node: Apply, scope: Scope) -> tuple[tuple[Test, ...], frozenset[int]]:
    tests = []
    reads = frozenset[int]()
    for argument in node.args:
        assert isinstance(argument, Expr), "logic takes expressions"
        code = compiler.compile(argument, scope)
        tests.append(as_test(code, f"an argument of {node.op.value}", argument.span))
        reads |= code.reads
    return tuple(tests), reads


def _and(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    tests, reads = _tests(compiler, node, scope)
    return from_test(conjoin(tests), reads)


def conjoin(tests: tuple[Test, ...]) -> Test:
    """All of the conditions, left to right."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda f: first(f) and second(f)
    if len(tests) == 3:
        one, two, three = tests
        return lambda f: one(f) and two(f) and three(f)

    def every(f: Frame) -> bool:
        for test in tests:  # noqa: SIM110 (a generator costs a frame)
            if not test(f):
                return False
        return True

    return every


def _or(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    tests, reads = _tests(compiler, node, scope)
    if len(tests) == 2:
        first, second = tests
        return from_test(lambda f: first(f) or second(f), reads)

    def some(f: Frame) -> bool:
        for test in tests:  # noqa: SIM110 (a generator costs a frame)
            if test(f):
                return True
        return False

    return from_test(some, reads)


def _implies(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (left, right), reads = _tests(compiler, node, scope)
    return from_test(lambda f: right(f) if left(f) else True, reads)


def _not(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (test,), reads = _tests(compiler, node, scope)
    return from_test(lambda f: not test(f), reads)


def _iff(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    (left, right), reads = _tests(compiler, node, scope)
    return from_test(lambda f: left(f) is right(f), reads)


def _equality(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = (compiler.compile(argument, scope) for argument in node.args)  # type: ignore[arg-type]
    reads = left.reads | right.reads
    test = _equal_test(left, right, node)
    if node.op is Op.EQ:
        return from_test(test, reads)
    return from_test(lambda f: not test(f), reads)


def _equal_test(left: Code, right: Code, node: Apply) -> Test:
    one, other, span = left.run, right.run, node.span
    if left.sort is Sort.INTEGER and right.sort is Sort.INTEGER:
        return lambda f: one(f) == other(f)
    if left.sort is Sort.BOOLEAN and right.sort is Sort.BOOLEAN and left.test is not None and right.test is not None:
        holds, other_holds = left.test, right.test
        return lambda f: holds(f) is other_holds(f)

    def generic(x: Value, y: Value) -> bool:
        try:
            return equal(x, y)
        except SpecError as error:
            raise located(error, span) from None

    known = right.value if right.value is not None else left.value
    if known is not None and is_atomic(known):
        run, kind, literal = (one if right.value is not None else other), type(known), known

        def equals_literal(f: Frame) -> bool:
            value = run(f)
            return value == literal if type(value) is kind else generic(value, literal)

        return equals_literal

    if known == EMPTY_SET:
        container = one if right.value is not None else other

        def is_empty(f: Frame) -> bool:
            value = container(f)
            return not value if type(value) is FiniteSet else generic(value, EMPTY_SET)

        return is_empty

    def equals(f: Frame) -> bool:
        x, y = one(f), other(f)
        if x is y:
            return True
        kind = type(x)
        if (kind is int or kind is String) and kind is type(y):
            return x == y
        return generic(x, y)

    return equals


SPECIAL = {
    Op.AND: _and,
    Op.OR: _or,
    Op.IMPLIES: _implies,
    Op.NOT: _not,
    Op.IFF: _iff,
    Op.EQ: _equality,
    Op.NE: _equality,
}
