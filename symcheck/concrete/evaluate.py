"""Evaluates single expressions to values; must not know specifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.code import located
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.deep import deeply
from symcheck.concrete.steps.enabled import composed, enabled
from symcheck.core.expr import Constant, Expr, Variable
from symcheck.value import Filtered, FiniteSet, FunctionValue, Interval, Value, explicit

State = Mapping[Variable, Value]
_LONG = 1000  # elements of an interval


def evaluate(
    expr: Expr,
    state: State | None = None,
    successor: State | None = None,
    constants: Mapping[Constant, Value] | None = None,
) -> Value:
    """The value of an expression, in a state or a step where it speaks of one; finite sets and functions explicit, but
    for a long interval, which stays one.

    Errors: those of definedness (codes D...), each with the place of the innermost expression that fails.
    """
    variables = tuple(dict.fromkeys((*(state or ()), *(successor or ()))))
    compiler = Compiler(variables, constants, enabled, composed)
    return deeply(lambda: _evaluate(compiler, expr, variables, state, successor), expr.span)


def _evaluate(
    compiler: Compiler, expr: Expr, variables: Sequence[Variable], state: State | None, successor: State | None
) -> Value:
    scope = compiler.scope()
    run = compiler.compile(expr, scope).run
    before = None if state is None else tuple(state.get(variable) for variable in variables)
    after = None if successor is None else [successor.get(variable) for variable in variables]
    value = run(scope.frame(before, after))
    if isinstance(value, Interval) and value.cardinality() > _LONG:
        return value
    try:
        value = explicit(value)
        check_comparable_inside(value)
    except SpecError as error:
        raise located(error, expr.span) from None
    return value


def check_comparable_inside(value: Value) -> None:
    """Puts every set within a value in order, which finds elements that cannot be compared. Errors:
    INCOMPARABLE; INFINITE_SET for a filtered infinite set, which has no form of its own."""
    if isinstance(value, Filtered):
        value.normal()
    elif isinstance(value, FiniteSet):
        for element in value.order:
            check_comparable_inside(element)
    elif isinstance(value, FunctionValue):
        check_comparable_inside(value.domain)
        for result in value:
            check_comparable_inside(result)
