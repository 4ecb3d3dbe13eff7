"""The value reading of the operators on functions and tuples; must not know expressions."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.ops.arguments import a_function, a_set
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import (
    FilledFunction,
    FunctionSet,
    FunctionValue,
    Interval,
    LazyFunction,
    TupleValue,
    Value,
    describe,
    explicit,
    make_function,
    make_tuple,
)


def not_a_function(value: Value, what: str) -> SpecError:
    return SpecError(Code.NOT_A_FUNCTION, f"{what} {describe(value)}, which is not a function")


@evaluates(Op.APPLY)
def application(function: Value, argument: Value) -> Value:
    """Errors: NOT_A_FUNCTION; DOMAIN; INCOMPARABLE or MEMBERSHIP for an argument of another kind."""
    if isinstance(function, FunctionValue | LazyFunction):
        return function.apply(argument)
    raise not_a_function(function, "cannot apply")


@evaluates(Op.DOMAIN)
def domain(function: Value) -> Value:
    if isinstance(function, TupleValue):
        return Interval(1, len(function))
    if isinstance(function, FunctionValue | LazyFunction):
        return function.domain
    raise not_a_function(function, "cannot take the domain of")


@evaluates(Op.FUNCTION_SET)
def function_set(arguments: Value, results: Value) -> Value:
    return FunctionSet(a_set(arguments, "[S -> T]"), a_set(results, "[S -> T]"))


@evaluates(Op.TUPLE)
def tuple_of(*values: Value) -> Value:
    return make_tuple(values)


@evaluates(Op.MERGE)
def merge(left: Value, right: Value) -> Value:
    """`left @@ right`: where both are defined, the left one counts (the TLC module)."""
    preferred = a_function(left, "@@")
    right = explicit(right)
    if isinstance(right, FilledFunction) and all(map(right.domain.contains, preferred.domain)):
        return FilledFunction(right.domain, right.filler, {**right.changes, **dict(preferred.items())})
    other = a_function(right, "@@")
    return make_function({**dict(other.items()), **dict(preferred.items())})


@evaluates(Op.SINGLETON)
def singleton(key: Value, value: Value) -> Value:
    return make_function(((key, value),))
