"""The kinds of values that TLC tells apart when it compares; must not know what any value holds."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError

if TYPE_CHECKING:
    from symcheck.value import Value


class Kind(IntEnum):
    """In the canonical order of values: model values come first, functions (so tuples and records) last."""

    MODEL = 0
    BOOLEAN = 1
    INTEGER = 2
    STRING = 3
    SET = 4
    FUNCTION = 5


def kind_of(value: Value) -> Kind:
    """The kind of a value."""
    return Kind.INTEGER if type(value) is int else value.kind  # type: ignore[union-attr]


DESCRIPTIONS = {
    Kind.MODEL: "a model value",
    Kind.BOOLEAN: "a Boolean",
    Kind.INTEGER: "an integer",
    Kind.STRING: "a string",
    Kind.SET: "a set",
    Kind.FUNCTION: "a function",
}


def describe(value: Value) -> str:
    """The kind in words and the value itself, for messages: `the string "a"`."""
    words = DESCRIPTIONS[kind_of(value)].split(" ", 1)[1]
    if getattr(value, "is_record", False) or getattr(value, "is_sequence", False):
        words = "record" if getattr(value, "is_record", False) else "tuple"
    text = str(value)
    return f"the {words} {text if len(text) <= 200 else text[:197] + '...'}"


def incomparable(left: Value, right: Value) -> SpecError:
    """The error of comparing values of different kinds."""
    return SpecError(Code.INCOMPARABLE, f"cannot compare {describe(left)} with {describe(right)}")
