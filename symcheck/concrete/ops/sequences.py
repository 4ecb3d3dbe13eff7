"""The value reading of the Sequences module; must not know expressions.

As in TLC, strings are sequences of characters to Len, Tail, SubSeq and \\o, and to nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.ops.arguments import a_set, integer, sequence, truth
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import EMPTY_TUPLE, SequenceSet, String, TupleValue, Value, explicit
from symcheck.value.limits import LONGEST_SEQUENCE


@evaluates(Op.SEQ)
def sequences(base: Value) -> Value:
    return SequenceSet(a_set(base, "Seq"))


@evaluates(Op.LEN)
def length(value: Value) -> Value:
    return len(value) if isinstance(value, String) else len(sequence(value, "Len"))


@evaluates(Op.HEAD)
def head(value: Value) -> Value:
    """Errors: EMPTY_SEQUENCE."""
    items = sequence(value, "Head")
    if not items:
        raise SpecError(Code.EMPTY_SEQUENCE, "the empty sequence has no Head")
    return items[0]


@evaluates(Op.TAIL)
def tail(value: Value) -> Value:
    """Errors: EMPTY_SEQUENCE."""
    items = value if isinstance(value, String) else sequence(value, "Tail")
    if not items:
        raise SpecError(Code.EMPTY_SEQUENCE, "the empty sequence has no Tail")
    return String(items.text[1:]) if isinstance(items, String) else TupleValue(items[1:])


@evaluates(Op.APPEND)
def append(value: Value, last: Value) -> Value:
    return TupleValue((*sequence(value, "Append"), explicit(last)))


@evaluates(Op.CONCAT)
def concatenation(left: Value, right: Value) -> Value:
    """Errors: TOO_LARGE."""
    if isinstance(left, String) and isinstance(right, String):
        _check_length(len(left.text) + len(right.text))
        return String(left.text + right.text)
    first, second = sequence(left, "\\o"), sequence(right, "\\o")
    _check_length(len(first) + len(second))
    return TupleValue((*first, *second))


def _check_length(length: int) -> None:
    if length > LONGEST_SEQUENCE:
        raise SpecError(Code.TOO_LARGE, f"a sequence of {length} elements is too large to be written out")


@evaluates(Op.SUB_SEQ)
def subsequence(value: Value, first: Value, last: Value) -> Value:
    """Errors: DOMAIN when a non-empty range leaves the sequence."""
    items = value if isinstance(value, String) else sequence(value, "SubSeq")
    low, high = integer(first, "SubSeq"), integer(last, "SubSeq")
    if low > high:
        return String("") if isinstance(items, String) else EMPTY_TUPLE
    if low < 1 or high > len(items):
        raise SpecError(Code.DOMAIN, f"SubSeq from {low} to {high} leaves the sequence {value}")
    return String(items.text[low - 1 : high]) if isinstance(items, String) else TupleValue(items[low - 1 : high])


@evaluates(Op.SELECT_SEQ)
def selection(value: Value, chosen: Callable[[Value], Value]) -> Value:
    return TupleValue([item for item in sequence(value, "SelectSeq") if truth(chosen(item), "SelectSeq")])
