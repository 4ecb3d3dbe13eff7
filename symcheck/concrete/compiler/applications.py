"""Compiles built-in operators applied: special forms where speed or evaluation order asks for them, rules otherwise;
must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from symcheck.concrete.compiler import (
    actions,
    arithmetic_code,
    comprehensions,
    folds,
    function_code,
    logic_code,
    set_code,
)
from symcheck.concrete.compiler.arguments import argument_text
from symcheck.concrete.compiler.code import NOTHING, READS_OUTSIDE, Code, Sort, from_condition, from_text, placed
from symcheck.concrete.compiler.fused import Text, fuse
from symcheck.concrete.ops import EVALUATE_OUTSIDE
from symcheck.concrete.ops.registry import STRUCTURAL, TEMPORAL
from symcheck.core.expr import Apply, DefinitionRef, Lambda, LocalOperatorRef, OpRef
from symcheck.core.ops import Op
from symcheck.value import TRUE, FiniteSet, FunctionValue, RecordValue, TupleValue

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

Special = Callable[["Compiler", Apply, "Scope"], Code]

# every operator that is not compiled by applying its rule to its arguments' values
SPECIAL: dict[Op, Special] = {
    **logic_code.SPECIAL,
    **arithmetic_code.SPECIAL,
    **set_code.SPECIAL,
    **function_code.SPECIAL,
    Op.UNION: comprehensions.compile_union,
    **dict.fromkeys((Op.FOLD_SET, Op.FOLD_SEQ), folds.compile_fold),
    **dict.fromkeys((Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.SQUARE, Op.ANGLE, Op.COMPOSE), actions.compile_action),
}

_BOOLEAN = frozenset((Op.NOT, Op.IFF, Op.SUBSETEQ, Op.IS_FINITE_SET, Op.TLC_SET, Op.PRINT_T, Op.ASSERT))
_INTEGER = frozenset((Op.LEN, Op.CARDINALITY, Op.NEG, Op.JAVA_TIME))
# what gives sets that are represented by their parts
_LAZY = frozenset(
    (
        Op.SUBSET, Op.PRODUCT, Op.FUNCTION_SET, Op.RECORD_SET, Op.SEQ, Op.NAT, Op.INT, Op.REAL, Op.STRING,
        Op.ANY, Op.CUP, Op.CAP, Op.SETMINUS, Op.DOMAIN, Op.PRINT,
    )
)  # fmt: skip


# what rules give for the commonest arguments, without a call
_QUICK: dict[Op, tuple[str, dict[str, object]]] = {
    Op.LEN: ("(len({x}) if type({x} := {argument}) is {Tuple} else {apply}({x}))", {"Tuple": TupleValue}),
    Op.HEAD: ("({x}[0] if type({x} := {argument}) is {Tuple} and len({x}) else {apply}({x}))", {"Tuple": TupleValue}),
    Op.CARDINALITY: ("(len({x}) if type({x} := {argument}) is {Set} else {apply}({x}))", {"Set": FiniteSet}),
    Op.DOMAIN: (
        "({x}[1] if type({x} := {argument}) is {Record} or type({x}) is {Function} else {apply}({x}))",
        {"Record": RecordValue, "Function": FunctionValue},
    ),
}


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
    arguments: list[Text] = []
    reads = NOTHING
    for argument in node.args:
        text, read = argument_text(compiler, argument, scope, by_need=False)
        if isinstance(argument, Lambda | DefinitionRef | LocalOperatorRef | OpRef):
            text = fuse("{partial}({operator}.call, f)", partial=partial, operator=text)
        arguments.append(text)
        reads |= read
    if node.op in EVALUATE_OUTSIDE:
        reads |= {READS_OUTSIDE}
    sort = Sort.BOOLEAN if node.op in _BOOLEAN else Sort.INTEGER if node.op in _INTEGER else Sort.OTHER
    applied = placed(rule, node.span)
    if (quick := _QUICK.get(node.op)) is not None:
        pattern, kinds = quick
        text = fuse(pattern, argument=arguments[0], apply=applied, **kinds)
    elif arguments:
        text = fuse("{apply}({arguments})", apply=applied, arguments=tuple(arguments))
    else:
        text = fuse("{apply}()", apply=applied)
    if sort is Sort.BOOLEAN:
        return from_condition(fuse("({value} is {T})", value=text, T=TRUE), reads)
    return from_text(text, reads, sort, lazy=node.op in _LAZY)
