"""The value reading of logic's operators, given all of their arguments; must not know expressions.

Written out in an expression, AND, OR and IMPLIES evaluate no argument that cannot matter; that is compilation's part.
"""

from __future__ import annotations

from symcheck.concrete.ops.arguments import truth
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import BOOLEAN, Value, boolean, equal


@evaluates(Op.NOT)
def negation(value: Value) -> Value:
    return boolean(not truth(value, "~"))


@evaluates(Op.AND)
def conjunction(*values: Value) -> Value:
    return boolean(all(truth(value, "/\\") for value in values))


@evaluates(Op.OR)
def disjunction(*values: Value) -> Value:
    return boolean(any(truth(value, "\\/") for value in values))


@evaluates(Op.IMPLIES)
def implication(left: Value, right: Value) -> Value:
    return boolean(truth(right, "=>") or not truth(left, "=>"))


@evaluates(Op.IFF)
def equivalence(left: Value, right: Value) -> Value:
    return boolean(truth(left, "<=>") is truth(right, "<=>"))


@evaluates(Op.EQ)
def equality(left: Value, right: Value) -> Value:
    return boolean(equal(left, right))


@evaluates(Op.NE)
def inequality(left: Value, right: Value) -> Value:
    return boolean(not equal(left, right))


@evaluates(Op.BOOLEAN)
def booleans() -> Value:
    return BOOLEAN
