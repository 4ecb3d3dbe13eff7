"""Compiles the arguments of calls: at once, by need, or as operators; must not know what they are given to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcheck.concrete.compiler.code import Code
from symcheck.concrete.compiler.frame import Thunk
from symcheck.concrete.compiler.fused import Text, call_of, fuse
from symcheck.concrete.compiler.operators import compile_operator
from symcheck.concrete.compiler.scope import Scope, Slot
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
    from symcheck.concrete.compiler.expressions import Compiler

_Operator = Lambda | DefinitionRef | LocalOperatorRef | OpRef


def argument_text(compiler: Compiler, argument: Argument, scope: Scope, by_need: bool) -> tuple[Text, frozenset[int]]:
    """What gives the item for a parameter's slot: a value, a Thunk where it may not be needed, or an operator."""
    given = compile_known(compiler, argument, scope, by_need)
    return (given.known.raw_text() if given.known is not None and by_need else given.text), given.reads


@dataclass(frozen=True, slots=True)
class Given:
    """An argument: the text that gives the item for a slot, what that reads, whether its value may be represented
    lazily, and where the value is already, for an argument that is only a name."""

    text: Text
    reads: frozenset[int]
    lazy: bool
    known: Slot | None


def compile_known(compiler: Compiler, argument: Argument, scope: Scope, by_need: bool) -> Given:
    """As `argument_text`, with all that is known of the argument."""
    if isinstance(argument, _Operator):
        item, reads = compile_operator(compiler, argument, scope)
        slot = scope.slots[argument.operator] if isinstance(argument, LocalOperatorRef) else None
        return Given(call_of(item), reads, False, slot)
    code = compiler.compile(argument, scope)
    text = suspending(code) if by_need else code.text
    return Given(text, code.reads, code.lazy, _known(argument, code, scope))


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


def suspending(code: Code) -> Text:
    """Gives a Thunk of the code."""
    return fuse("{Thunk}({run}, f)", Thunk=Thunk, run=code.run)
