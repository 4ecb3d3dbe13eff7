"""Compiles built-in operators applied: special forms where speed or evaluation order asks for them, rules otherwise;
must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete import actions, arithmetic_code, function_code, logic_code, set_code
from symcheck.concrete.arguments import compile_argument
from symcheck.concrete.code import NOTHING, READS_OUTSIDE, Code, Sort, located
from symcheck.concrete.frame import Frame, Run
from symcheck.concrete.ops import EVALUATE_OUTSIDE
from symcheck.concrete.registry import STRUCTURAL, TEMPORAL, Rule
from symcheck.core.expr import Apply, DefinitionRef, Lambda, LocalOperatorRef, OpRef
from symcheck.core.ops import Op
from symcheck.value import TRUE, Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope

Special = Callable[["Compiler", Apply, "Scope"], Code]

# every operator that is not compiled by applying its rule to its arguments' values
SPECIAL: dict[Op, Special] = {
    **logic_code.SPECIAL,
    **arithmetic_code.SPECIAL,
    **set_code.SPECIAL,
    **function_code.SPECIAL,
    **dict.fromkeys((Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.SQUARE, Op.ANGLE), actions.compile_action),
}

_BOOLEAN = frozenset((Op.NOT, Op.IFF, Op.SUBSETEQ, Op.IS_FINITE_SET, Op.TLC_SET, Op.PRINT_T, Op.ASSERT))
_INTEGER = frozenset((Op.LEN, Op.CARDINALITY, Op.NEG, Op.JAVA_TIME))
# what gives sets that are represented by their parts
_LAZY = frozenset(
    (
        Op.RANGE, Op.SUBSET, Op.PRODUCT, Op.FUNCTION_SET, Op.RECORD_SET, Op.SEQ, Op.NAT, Op.INT, Op.REAL, Op.STRING,
        Op.ANY, Op.CUP, Op.CAP, Op.SETMINUS, Op.DOMAIN, Op.FOLD_SET, Op.FOLD_SEQ, Op.PRINT,
    )
)  # fmt: skip


def compile_apply(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    special = SPECIAL.get(node.op)
    if special is not None:
        return special(compiler, node, scope)
    if node.op in TEMPORAL:
        return actions.no_value(f"the operator {node.op.value}", node.span)
    assert node.op not in STRUCTURAL, "structural operators have a special form"
    return _by_rule(compiler, node, scope)


def _by_rule(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    rule = compiler.rule(node.op, node.span)
    arguments: list[Callable[[Frame], object]] = []
    reads = NOTHING
    for argument in node.args:
        run, read = compile_argument(compiler, argument, scope, by_need=False)
        if isinstance(argument, Lambda | DefinitionRef | LocalOperatorRef | OpRef):
            run = _callable(run)
        arguments.append(run)
        reads |= read
    if node.op in EVALUATE_OUTSIDE:
        reads |= {READS_OUTSIDE}
    sort = Sort.BOOLEAN if node.op in _BOOLEAN else Sort.INTEGER if node.op in _INTEGER else Sort.OTHER
    run = _applying(rule, tuple(arguments), node.span)
    if sort is Sort.BOOLEAN:
        return Code(run, reads, sort, lambda f: run(f) is TRUE)
    return Code(run, reads, sort, lazy=node.op in _LAZY)


def _callable(operator: Callable[[Frame], object]) -> Callable[[Frame], object]:
    """An operator's value as the Python function that rules take."""
    return lambda f: partial(operator(f).call, f)  # type: ignore[attr-defined]


def _applying(rule: Rule, arguments: tuple[Callable[[Frame], object], ...], span: Span) -> Run:
    if len(arguments) == 1:
        (only,) = arguments

        def apply_one(f: Frame) -> Value:
            try:
                return rule(only(f))
            except SpecError as error:
                raise located(error, span) from None

        return apply_one
    if len(arguments) == 2:
        first, second = arguments

        def apply_two(f: Frame) -> Value:
            try:
                return rule(first(f), second(f))
            except SpecError as error:
                raise located(error, span) from None

        return apply_two

    def apply(f: Frame) -> Value:
        try:
            return rule(*[argument(f) for argument in arguments])
        except SpecError as error:
            raise located(error, span) from None

    return apply
