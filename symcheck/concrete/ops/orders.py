"""The value reading of orders and permutations; must not know expressions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from itertools import permutations

from symcheck.concrete.ops.arguments import a_set, sequence, truth
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import TupleValue, Value, make_function, make_set


@evaluates(Op.SORT_SEQ)
def sort_seq(items: Value, before: Callable[[Value, Value], Value]) -> Value:
    """A stable sort by `before`, which is meant to be a strict or a weak order."""

    def order(left: Value, right: Value) -> int:
        if truth(before(left, right), "SortSeq"):
            return -1
        return 1 if truth(before(right, left), "SortSeq") else 0

    return TupleValue(sorted(sequence(items, "SortSeq"), key=cmp_to_key(order)))


@evaluates(Op.SET_TO_SEQ)
def set_to_seq(container: Value) -> Value:
    """The elements in canonical order."""
    return TupleValue(a_set(container, "SetToSeq").normal().order)


@evaluates(Op.PERMUTATIONS)
def permutations_of(container: Value) -> Value:
    """The bijections of a finite set onto itself (the TLC module)."""
    elements = a_set(container, "Permutations").normal().order
    return make_set(make_function(zip(elements, images, strict=True)) for images in permutations(elements))
