"""The value reading of the set operators; must not know expressions."""

from __future__ import annotations

from symcheck.concrete.ops.arguments import a_set
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import (
    STRING,
    PowerSet,
    Product,
    Value,
    boolean,
    difference,
    intersection,
    is_subset,
    make_set,
    union,
    union_all,
)


@evaluates(Op.SET)
def enumeration(*values: Value) -> Value:
    return make_set(values)


@evaluates(Op.IN)
def member(value: Value, container: Value) -> Value:
    return boolean(a_set(container, "\\in").contains(value))


@evaluates(Op.NOTIN)
def no_member(value: Value, container: Value) -> Value:
    return boolean(not a_set(container, "\\notin").contains(value))


@evaluates(Op.CUP)
def cup(left: Value, right: Value) -> Value:
    return union(a_set(left, "\\cup"), a_set(right, "\\cup"))


@evaluates(Op.CAP)
def cap(left: Value, right: Value) -> Value:
    return intersection(a_set(left, "\\cap"), a_set(right, "\\cap"))


@evaluates(Op.SETMINUS)
def minus(left: Value, right: Value) -> Value:
    return difference(a_set(left, "\\"), a_set(right, "\\"))


@evaluates(Op.SUBSETEQ)
def subset(left: Value, right: Value) -> Value:
    return boolean(is_subset(a_set(left, "\\subseteq"), a_set(right, "\\subseteq")))


@evaluates(Op.SUBSET)
def power_set(base: Value) -> Value:
    return PowerSet(a_set(base, "SUBSET"))


@evaluates(Op.UNION)
def generalized_union(sets: Value) -> Value:
    return union_all(a_set(sets, "UNION"))


@evaluates(Op.PRODUCT)
def product(*factors: Value) -> Value:
    return Product([a_set(factor, "\\X") for factor in factors])


@evaluates(Op.CARDINALITY)
def cardinality(container: Value) -> Value:
    return a_set(container, "Cardinality").cardinality()


@evaluates(Op.IS_FINITE_SET)
def is_finite(container: Value) -> Value:
    return boolean(a_set(container, "IsFiniteSet").is_finite())


@evaluates(Op.STRING)
def strings() -> Value:
    return STRING
