"""What stands for a parameter, an expression or an operator; must not know of names."""

from __future__ import annotations

from symcheck.core.expr import Argument, Local, LocalOperatorRef, LocalRef


def as_argument(local: Local) -> Argument:
    return LocalOperatorRef(local, local.span) if local.arity else LocalRef(local, local.span)
