"""Compiles the arguments of calls: at once, by need, or as operators; must not know what they are given to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symcheck.concrete.code import Code
from symcheck.concrete.frame import Frame, Run, Thunk
from symcheck.concrete.operators import compile_operator
from symcheck.concrete.scope import Scope, Slot
from symcheck.core.expr import (
    Argument,
    Call,
    DefinitionRef,
    Lambda,
    Literal,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    VariableRef,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler

_Operator = Lambda | DefinitionRef | LocalOperatorRef | OpRef


def compile_argument(
    compiler: Compiler, argument: Argument, scope: Scope, by_need: bool
) -> tuple[Callable[[Frame], object], frozenset[int]]:
    """What gives the item for a parameter's slot: a value, a Thunk where it may not be needed, or an operator."""
    item, reads, known = compile_known(compiler, argument, scope, by_need)
    return (known.raw() if known is not None and by_need else item), reads


def compile_known(
    compiler: Compiler, argument: Argument, scope: Scope, by_need: bool
) -> tuple[Callable[[Frame], object], frozenset[int], Slot | None]:
    """As `compile_argument`, with where the value is already, for an argument that is only a name."""
    if isinstance(argument, _Operator):
        item, reads = compile_operator(compiler, argument, scope)
        known = scope.slots[argument.operator] if isinstance(argument, LocalOperatorRef) else None
        return item, reads, known
    code = compiler.compile(argument, scope)
    return suspending(code.run) if by_need else code.run, code.reads, _known(argument, code, scope)


def _known(argument: Argument, code: Code, scope: Scope) -> Slot | None:
    """Where an argument's value is already, for one that is a name, a variable or a literal."""
    match argument:
        case LocalRef():
            return scope.slots[argument.local]
        case Call() if not argument.args and (slot := scope.slots.get(argument.definition)) is not None:
            return slot if slot.primed is scope.primed else None
        case Literal():
            return Slot(0, code=code)
        case VariableRef() if not scope.primed:
            return Slot(0, code=code)
        case _:
            return None


def suspending(run: Run) -> Callable[[Frame], object]:
    """Gives a Thunk of the code."""
    return lambda f: Thunk(run, f)
