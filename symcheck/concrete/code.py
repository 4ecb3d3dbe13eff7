"""Compiled expressions with what is known of them beforehand; must not know how each construct is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import Diagnostic, SpecError
from symcheck.base.span import Span
from symcheck.concrete.frame import Frame, Run, Test
from symcheck.value import FALSE, TRUE, Boolean, SetValue, String, Value, describe

T = TypeVar("T")


class Sort(Enum):
    """What an expression is known to give if it gives anything."""

    BOOLEAN = 1
    INTEGER = 2
    OTHER = 3


# what an expression may read besides slots
READS_STATE = -1
READS_OUTSIDE = -2  # registers, clocks, random numbers: never computed once for all

NOTHING: frozenset[int] = frozenset()


@dataclass(slots=True)
class Code:
    """`reads` are the slots and the markers above that the result depends on: none for a constant. `lazy` says that
    the result may be a lazily represented value, `value` is the result itself where it is written out; `slot` and
    `variable` say which slot of a frame, or which variable of its state, the code reads and does nothing else."""

    run: Run
    reads: frozenset[int]
    sort: Sort = Sort.OTHER
    test: Test | None = None
    lazy: bool = False
    value: Value | None = None
    slot: int | None = None
    variable: int | None = None


def literal(value: Value) -> Code:
    """Code for a value that is known already."""

    def run(f: Frame) -> Value:
        return value

    if isinstance(value, Boolean):
        truth = bool(value)
        return Code(run, NOTHING, Sort.BOOLEAN, lambda f: truth, value=value)
    if type(value) is int:
        return Code(run, NOTHING, Sort.INTEGER, value=value)
    return Code(run, NOTHING, lazy=value.lazy, value=value)  # type: ignore[union-attr]


def from_test(test: Test, reads: frozenset[int]) -> Code:
    """Code for a Boolean expression."""

    def run(f: Frame) -> Value:
        return TRUE if test(f) else FALSE

    return Code(run, reads, Sort.BOOLEAN, test)


def once(code: Code) -> Code:
    """The same code, run at most once where it is a constant. An error is not remembered."""
    if code.reads or code.value is not None:
        return code
    run, test = code.run, code.test
    if test is not None:
        return from_test(remembering(test), NOTHING)
    return Code(remembering(run), NOTHING, code.sort, lazy=code.lazy)


def remembering(run: Callable[[Frame], T]) -> Callable[[Frame], T]:
    """The same, run at most once; for what does not depend on the frame."""
    result: T | None = None

    def remembered(f: Frame) -> T:
        nonlocal result
        if result is None:
            result = run(f)
        return result

    return remembered


def located(error: SpecError, span: Span) -> SpecError:
    """The error with a place, unless it has one: the innermost expression that fails is the one to show."""
    first = error.diagnostics[0]
    if first.span is not None:
        return error
    return SpecError.of((Diagnostic(first.code, first.message, span, first.hint), *error.diagnostics[1:]))


def not_boolean(value: Value, what: str, span: Span) -> SpecError:
    return SpecError(ErrorCode.NOT_BOOLEAN, f"{what} is not a Boolean but {describe(value)}", span)


def as_test(code: Code, what: str, span: Span) -> Test:
    """The code as a Python condition. Errors: NOT_BOOLEAN; `what` names the expression in its message."""
    if code.test is not None:
        return code.test
    run = code.run

    def test(f: Frame) -> bool:
        value = run(f)
        if value is TRUE:
            return True
        if value is FALSE:
            return False
        raise not_boolean(value, what, span)

    return test


def as_set(code: Code, what: str, span: Span) -> Callable[[Frame], SetValue]:
    """The code as a set. Errors: NOT_A_SET."""
    run = code.run

    def set_of(f: Frame) -> SetValue:
        value = run(f)
        if isinstance(value, SetValue):
            return value
        raise not_a_set(value, what, span)

    return set_of


def not_a_set(value: Value, what: str, span: Span | None = None) -> SpecError:
    return SpecError(ErrorCode.NOT_A_SET, f"{what} is not a set but {describe(value)}", span)


def explicit_run(code: Code) -> Run:
    """The code with its result in explicit form, for what is stored in other values."""
    if not code.lazy:
        return code.run
    run = code.run

    def explicitly(f: Frame) -> Value:
        value = run(f)
        if type(value) is int or not value.lazy:  # type: ignore[union-attr]
            return value
        return value.explicit()  # type: ignore[union-attr]

    return explicitly


def is_atomic(value: Value) -> bool:
    """Whether the value's own equality decides TLA+ equality among values of its type."""
    return type(value) is int or type(value) is String
