"""The value reading of arithmetic: unbounded integers, floor division; must not know expressions."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.ops.arguments import argument_error, integer
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import INT, NAT, REAL, Interval, Value, boolean
from symcheck.value.limits import LARGEST_INTEGER_BITS


@evaluates(Op.NAT)
def naturals() -> Value:
    return NAT


@evaluates(Op.INT)
def integers() -> Value:
    return INT


@evaluates(Op.REAL)
def reals() -> Value:
    return REAL


@evaluates(Op.INFINITY)
def infinity() -> Value:
    raise SpecError(Code.UNSUPPORTED, "Infinity has no value here")


@evaluates(Op.NEG)
def negative(value: Value) -> Value:
    return -integer(value, "-")


@evaluates(Op.ADD)
def plus(left: Value, right: Value) -> Value:
    return integer(left, "+") + integer(right, "+")


@evaluates(Op.SUB)
def minus(left: Value, right: Value) -> Value:
    return integer(left, "-") - integer(right, "-")


@evaluates(Op.MUL)
def times(left: Value, right: Value) -> Value:
    """Errors: TOO_LARGE."""
    found = integer(left, "*") * integer(right, "*")
    if found.bit_length() > LARGEST_INTEGER_BITS:
        raise SpecError(Code.TOO_LARGE, f"a product of {found.bit_length()} bits is too large to be written out")
    return found


@evaluates(Op.DIV)
def quotient(left: Value, right: Value) -> Value:
    """Rounds down (Specifying Systems, page 75). Errors: DIVISION_BY_ZERO."""
    dividend, divisor = integer(left, "\\div"), integer(right, "\\div")
    if divisor == 0:
        raise SpecError(Code.DIVISION_BY_ZERO, f"{dividend} \\div 0 is undefined")
    return dividend // divisor


@evaluates(Op.MOD)
def modulus(left: Value, right: Value) -> Value:
    """Errors: DIVISION_BY_ZERO, NONPOSITIVE_DIVISOR."""
    dividend, divisor = integer(left, "%"), integer(right, "%")
    if divisor == 0:
        raise SpecError(Code.DIVISION_BY_ZERO, f"{dividend} % 0 is undefined")
    if divisor < 0:
        raise SpecError(Code.NONPOSITIVE_DIVISOR, f"the divisor of {dividend} % {divisor} is not positive")
    return dividend % divisor


@evaluates(Op.POW)
def power(left: Value, right: Value) -> Value:
    """Errors: UNDEFINED for 0 ^ 0; ARGUMENT_TYPE for a negative exponent; TOO_LARGE."""
    base, exponent = integer(left, "^"), integer(right, "^")
    if exponent < 0:
        raise argument_error(exponent, "^", "a natural number as its exponent")
    if exponent == 0 and base == 0:
        raise SpecError(Code.UNDEFINED, "0 ^ 0 is undefined")
    if base.bit_length() * exponent > LARGEST_INTEGER_BITS:
        raise SpecError(Code.TOO_LARGE, f"{base} ^ {exponent} is too large to be written out")
    return int(base**exponent)


@evaluates(Op.REAL_DIV)
def ratio(left: Value, right: Value) -> Value:
    """Exact division of integers; a result that is no integer is UNSUPPORTED."""
    dividend, divisor = integer(left, "/"), integer(right, "/")
    if divisor == 0:
        raise SpecError(Code.DIVISION_BY_ZERO, f"{dividend} / 0 is undefined")
    if dividend % divisor:
        raise SpecError(Code.UNSUPPORTED, f"{dividend} / {divisor} is no integer, and other reals have no value here")
    return dividend // divisor


@evaluates(Op.RANGE)
def interval(left: Value, right: Value) -> Value:
    return Interval(integer(left, ".."), integer(right, ".."))


@evaluates(Op.LT)
def less(left: Value, right: Value) -> Value:
    return boolean(integer(left, "<") < integer(right, "<"))


@evaluates(Op.LE)
def at_most(left: Value, right: Value) -> Value:
    return boolean(integer(left, "\\leq") <= integer(right, "\\leq"))


@evaluates(Op.GT)
def greater(left: Value, right: Value) -> Value:
    return boolean(integer(left, ">") > integer(right, ">"))


@evaluates(Op.GE)
def at_least(left: Value, right: Value) -> Value:
    return boolean(integer(left, "\\geq") >= integer(right, "\\geq"))
