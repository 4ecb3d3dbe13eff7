"""Which variable an equation or a membership gives a value to; must not know how actions are split."""

from __future__ import annotations

from symcheck.core.expr import Apply, Call, Expr, LocalRef, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.symbolic.environment import Env, Thunk, home


def target_of(expr: Expr, env: Env, primed: bool) -> Variable | None:
    """The variable that an equation or a membership with this left side gives a value to, primed or as it is."""
    if not primed:
        return variable_of(expr, env)
    if isinstance(expr, Apply) and expr.op is Op.PRIME:
        return variable_of(expr.args[0], env)
    if isinstance(expr, LocalRef):
        bound = env[expr.local]
        return target_of(bound.expr, bound.env, primed) if isinstance(bound, Thunk) else None
    if isinstance(expr, Call) and not expr.definition.params and not expr.definition.recursive:
        return target_of(expr.definition.body, home(expr.definition, env), primed)
    return None


def variable_of(expr: object, env: Env) -> Variable | None:
    """The variable that an expression is, under whatever names; None where it is anything else."""
    if isinstance(expr, VariableRef):
        return expr.variable
    if isinstance(expr, LocalRef):
        bound = env[expr.local]
        return variable_of(bound.expr, bound.env) if isinstance(bound, Thunk) else None
    if isinstance(expr, Call) and not expr.definition.params and not expr.definition.recursive:
        return variable_of(expr.definition.body, home(expr.definition, env))
    return None
