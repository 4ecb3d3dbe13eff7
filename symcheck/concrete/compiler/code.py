"""Compiled expressions with what is known of them beforehand; must not know how each construct is compiled."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import Diagnostic, SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.frame import Frame, Run, Test
from symcheck.concrete.compiler.fused import Text, call_of, function, fuse
from symcheck.value import (
    FALSE,
    TRUE,
    Boolean,
    FunctionSet,
    Product,
    RecordSet,
    SetValue,
    String,
    Value,
    describe,
    list_if_small,
)

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

# constants of these classes are listed when they are first needed, where they are small
_LISTED = frozenset((Product, FunctionSet, RecordSet))


class Code:
    """`reads` are the slots and the markers above that the result depends on: none for a constant. `lazy` says that
    the result may be a lazily represented value, `value` is the result itself where it is written out; `slot` and
    `variable` say which slot of a frame, or which variable of its state, the code reads and does nothing else. `listed`
    gives the elements in canonical order, of a set that need not be made for that.

    It is given as a function, as a text, or as both; `test` and `condition` are the same for Python's bool."""

    __slots__ = ("_condition", "_run", "_test", "_text", "lazy", "listed", "reads", "slot", "sort", "value", "variable")

    def __init__(
        self,
        run: Run | None,
        reads: frozenset[int],
        sort: Sort = Sort.OTHER,
        test: Test | None = None,
        lazy: bool = False,
        value: Value | None = None,
        slot: int | None = None,
        variable: int | None = None,
        text: Text | None = None,
        condition: Text | None = None,
        listed: Text | None = None,
    ) -> None:
        self._run = run
        self._test = test
        self._text = text
        self._condition = condition
        self.reads = reads
        self.sort = sort
        self.lazy = lazy
        self.value = value
        self.slot = slot
        self.variable = variable
        self.listed = listed

    @property
    def run(self) -> Run:
        if self._run is None:
            self._run = function(self.text)
        return self._run

    @property
    def test(self) -> Test | None:
        if self._test is None and self._condition is not None:
            self._test = function(self._condition)
        return self._test

    @property
    def text(self) -> Text:
        if self._text is None:
            if self._run is None:
                assert self._condition is not None, "code is given in one way at least"
                self._text = fuse("({T} if {holds} else {F})", T=TRUE, F=FALSE, holds=self._condition)
            else:
                self._text = call_of(self._run)
        return self._text

    @property
    def condition(self) -> Text | None:
        if self._condition is None and self._test is not None:
            self._condition = call_of(self._test)
        return self._condition


def literal(value: Value) -> Code:
    """Code for a value that is known already."""

    def run(f: Frame) -> Value:
        return value

    text = fuse("{value}", value=value)
    if isinstance(value, Boolean):
        return Code(run, NOTHING, Sort.BOOLEAN, value=value, text=text, condition=Text(str(bool(value)), {}))
    if type(value) is int:
        return Code(run, NOTHING, Sort.INTEGER, value=value, text=text)
    return Code(run, NOTHING, lazy=value.lazy, value=value, text=text)  # type: ignore[union-attr]


def from_test(test: Test, reads: frozenset[int]) -> Code:
    """Code for a Boolean expression."""
    return from_condition(call_of(test), reads)


def from_condition(condition: Text, reads: frozenset[int]) -> Code:
    """Code for a Boolean expression, from a text that gives Python's True or False and nothing else."""
    return Code(None, reads, Sort.BOOLEAN, condition=condition)


def from_text(text: Text, reads: frozenset[int], sort: Sort = Sort.OTHER, lazy: bool = False) -> Code:
    """Code for an expression that is no condition."""
    return Code(None, reads, sort, lazy=lazy, text=text)


def once(code: Code) -> Code:
    """The same code, run at most once where it is a constant. An error is not remembered."""
    if code.reads or code.value is not None:
        return code
    if code.condition is not None:
        return from_condition(_remembered(code.condition), NOTHING)
    return Code(None, NOTHING, code.sort, lazy=code.lazy, text=_remembered(code.text))


def _remembered(text: Text) -> Text:
    """The text, evaluated at most once; for what does not depend on the frame."""
    results: list[object] = []
    evaluate: list[Run] = []  # made when it is first needed: most constants are read, few are evaluated

    def remember(f: Frame) -> object:
        if not evaluate:
            evaluate.append(function(text))
        result = evaluate[0](f)
        if type(result) in _LISTED:
            list_if_small(result)  # type: ignore[arg-type]
        results.append(result)
        return result

    return fuse("({results}[0] if {results} else {remember}(f))", results=results, remember=remember)


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


def placed(rule: Callable[..., T], span: Span) -> Callable[..., T]:
    """The rule with a place for its errors."""

    def apply(*arguments: Value) -> T:
        try:
            return rule(*arguments)
        except SpecError as error:
            raise located(error, span) from None

    return apply


def not_boolean(value: Value, what: str, span: Span) -> SpecError:
    return SpecError(ErrorCode.NOT_BOOLEAN, f"{what} is not a Boolean but {describe(value)}", span)


def as_test(code: Code, what: str, span: Span) -> Test:
    """The code as a Python condition. Errors: NOT_BOOLEAN; `what` names the expression in its message."""
    test = code.test
    return function(as_condition(code, what, span)) if test is None else test


def as_condition(code: Code, what: str, span: Span) -> Text:
    """The same as a text."""
    if code.condition is not None:
        return code.condition

    def wrong(value: Value) -> bool:
        raise not_boolean(value, what, span)

    pattern = "(({x} := {value}) is {T} or ({x} is not {F} and {wrong}({x})))"
    return fuse(pattern, value=code.text, T=TRUE, F=FALSE, wrong=wrong)


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
    return function(explicit_text(code)) if code.lazy else code.run


def explicit_text(code: Code) -> Text:
    """The same as a text."""
    if not code.lazy:
        return code.text
    pattern = "({x} if type({x} := {value}) is int or not {x}.lazy else {x}.explicit())"
    return fuse(pattern, value=code.text)


def is_atomic(value: Value) -> bool:
    """Whether the value's own equality decides TLA+ equality among values of its type."""
    return type(value) is int or type(value) is String
