"""Equality as TLC checks it, and the canonical order; must not know how sets and functions are stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.kinds import Kind, incomparable, kind_of
from symcheck.value.scalars import PLAIN, ModelValue, String

if TYPE_CHECKING:
    from symcheck.value import Value
    from symcheck.value.filled import FilledFunction
    from symcheck.value.functions import Function
    from symcheck.value.sets import SetValue


def order_key(value: Value) -> tuple[object, ...]:
    """A key that sorts values canonically: by kind, then integers by size, strings by text, sets by cardinality and
    then by their sorted elements, functions by size, domain and then values. Errors: INFINITE_SET."""
    return (Kind.INTEGER, value) if type(value) is int else value.order_key()  # type: ignore[union-attr]


def equal(left: Value, right: Value) -> bool:
    """TLA+ equality. Errors: INCOMPARABLE where TLC refuses to compare; INFINITE_SET."""
    if left is right:
        return True
    kind = type(left)
    if kind is type(right):
        if kind is int or kind is String:
            return left == right
        if left == right:
            return True
    return equal_kinds(left, right)


def equal_kinds(left: Value, right: Value) -> bool:
    """`equal` without its shortcuts."""
    if type(left) is type(right) and kind_of(left) is Kind.FUNCTION:
        return _equal_functions(left, right)  # type: ignore[arg-type]
    one: object = left
    other_one: object = right
    if isinstance(one, frozenset) and isinstance(other_one, frozenset) and len(one) != len(other_one):
        return False
    kind, other = kind_of(left), kind_of(right)
    if kind is Kind.MODEL or other is Kind.MODEL:
        check_model_values(left, right)
        return left == right
    if kind is not other:
        raise incomparable(left, right)
    if kind is Kind.SET:
        return _equal_sets(left, right)  # type: ignore[arg-type]
    if kind is Kind.FUNCTION:
        return _equal_functions(left, right)  # type: ignore[arg-type]
    return left == right


def comparable(left: Value, right: Value) -> bool:
    """Whether `left = right` has a value."""
    try:
        equal(left, right)
    except SpecError as error:
        if error.code is Code.INCOMPARABLE:
            return False
        raise
    return True


def check_model_values(left: Value, right: Value) -> None:
    """Refuses a typed model value beside anything but a model value of its type or an untyped one."""
    for one, other in ((left, right), (right, left)):
        if (
            isinstance(one, ModelValue)
            and one.type
            and (not isinstance(other, ModelValue) or other.type not in ("", one.type))
        ):
            raise incomparable(left, right)


def check_comparable(left: Value, right: Value) -> None:
    """Refuses two values of different kinds; does not look inside them. Errors: INCOMPARABLE."""
    kind, other = kind_of(left), kind_of(right)
    if kind is Kind.MODEL or other is Kind.MODEL:
        check_model_values(left, right)
    elif kind is not other:
        raise incomparable(left, right)


def _equal_sets(left: SetValue, right: SetValue) -> bool:
    if left == right:
        return True
    if left.is_primitive() or right.is_primitive():
        raise incomparable(left, right)
    if not left.is_finite() and not right.is_finite():
        from symcheck.value.integer_domains import as_integers  # it is made of sets

        one, other = as_integers(left), as_integers(right)
        if one is not None and other is not None:
            return one == other
    ours, others = left.normal(), right.normal()
    if len(ours) != len(others):
        return False
    for x, y in zip(frozenset.__iter__(ours), frozenset.__iter__(others), strict=True):
        if type(x) is type(y) and type(x) in PLAIN:
            return False
        break
    # the first elements that differ decide, in canonical order
    return all(equal(x, y) for x, y in zip(ours, others, strict=True))


def _equal_functions(left: Function, right: Function) -> bool:
    if type(left) is type(right) and not left.lazy and not left.endless:
        return left.same_as(right)  # type: ignore[union-attr, arg-type]
    from symcheck.value.sets import explicit  # sets are made by comparisons

    if left.lazy or right.lazy:
        left, right = cast("Function", explicit(left)), cast("Function", explicit(right))
    if left == right:
        return True
    if left.endless or right.endless:
        return _equal_endless(left, right)
    one, other = left.normal(), right.normal()
    return len(one) == len(other) and equal(one.domain, other.domain) and equal_in_order(one.values, other.values)


def _equal_endless(left: Function, right: Function) -> bool:
    """Of functions of which one has an infinite domain, and one value at all of its keys but finitely many."""
    if not left.endless or not right.endless:
        other = right if left.endless else left
        if not other.domain.is_finite():
            raise SpecError(Code.INFINITE_SET, f"cannot compare functions at all elements of {other.domain}")
        return False
    one, two = cast("FilledFunction", left), cast("FilledFunction", right)
    if one.domain != two.domain:
        return False
    if one.ruled or two.ruled:
        return not one.differs(two)
    if not equal(cast("Value", one.filler), cast("Value", two.filler)):
        return False
    return all(equal(one.apply(key), two.apply(key)) for key in {**one.changes, **two.changes})


def equal_in_order(left: Iterable[Value], right: Iterable[Value]) -> bool:
    """Whether values, as many on each side, are equal; the first that differ decide. Errors: INCOMPARABLE."""
    for x, y in zip(left, right, strict=True):
        if x is not y and x != y:
            return False if type(x) is type(y) and type(x) in PLAIN else equal(x, y)
    return True
