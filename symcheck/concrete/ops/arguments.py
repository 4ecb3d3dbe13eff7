"""How operators check the arguments that they were given; must not know what any operator computes."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import Boolean, FunctionValue, LazyFunction, SetValue, TupleValue, Value, describe


def argument_error(value: Value, operator: str, wanted: str) -> SpecError:
    """The error of an argument of the wrong kind; `wanted` says which one would do ("an integer")."""
    return SpecError(Code.ARGUMENT_TYPE, f"{operator} takes {wanted}, not {describe(value)}")


def integer(value: Value, operator: str) -> int:
    if type(value) is int:
        return value
    raise argument_error(value, operator, "an integer")


def a_set(value: Value, operator: str) -> SetValue:
    if isinstance(value, SetValue):
        return value
    raise SpecError(Code.NOT_A_SET, f"{operator} takes a set, not {describe(value)}")


def sequence(value: Value, operator: str) -> TupleValue:
    if isinstance(value, TupleValue):
        return value
    if isinstance(value, LazyFunction):
        return sequence(value.normal(), operator)
    raise argument_error(value, operator, "a sequence")


def a_function(value: Value, operator: str) -> FunctionValue:
    if isinstance(value, FunctionValue):
        return value
    if isinstance(value, LazyFunction):
        return value.normal()
    raise argument_error(value, operator, "a function")


def truth(value: Value, operator: str) -> bool:
    if isinstance(value, Boolean):
        return bool(value)
    raise SpecError(Code.NOT_BOOLEAN, f"{operator} takes a Boolean, not {describe(value)}")
