"""What stands for a parameter, an expression or an operator; must not know of names."""

from __future__ import annotations

from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    Definition,
    DefinitionRef,
    Expr,
    Lambda,
    Let,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
)


def as_argument(local: Local) -> Argument:
    return LocalOperatorRef(local, local.span) if local.arity else LocalRef(local, local.span)


def apply_argument(argument: Argument, args: tuple[Argument, ...], span: Span) -> Expr:
    """An argument, which stands for a parameter, applied as the parameter was."""
    match argument:
        case OpRef(op=op):
            return Apply(op, args, span)
        case DefinitionRef(definition=definition):
            return Call(definition, args, span)
        case LocalOperatorRef(operator=operator):
            return CallLocal(operator, args, span)
        case Lambda(params=params, body=body):
            definition = Definition("LAMBDA", "", params, argument.span, body)
            return Let((definition,), Call(definition, args, span), span)
        case _:
            return argument
