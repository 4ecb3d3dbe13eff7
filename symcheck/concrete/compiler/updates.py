"""Compiles EXCEPT; must not know how its parts are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import Code, explicit_run, located
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.core.expr import Except, Update
from symcheck.value import (
    EMPTY_TUPLE,
    FilledFunction,
    FunctionValue,
    LazyFunction,
    RecordValue,
    String,
    TupleValue,
    Value,
    describe,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

# changes a value on a frame
Change = Callable[[Frame, Value], Value]


def compile_except(compiler: Compiler, node: Except, scope: Scope) -> Code:
    """The updates apply one after another; one outside of the domain changes nothing, as in TLC."""
    base = compiler.compile(node.base, scope)
    reads = base.reads
    changes: list[Change] = []
    for update in node.updates:
        change, read = _compile_update(compiler, update, scope)
        changes.append(change)
        reads |= read
    run = base.run
    if len(changes) == 1:
        (only,) = changes
        return Code(lambda f: only(f, run(f)), reads, lazy=base.lazy)
    every = tuple(changes)

    def updated(f: Frame) -> Value:
        value = run(f)
        for change in every:
            value = change(f, value)
        return value

    return Code(updated, reads, lazy=base.lazy)


def _compile_update(compiler: Compiler, update: Update, scope: Scope) -> tuple[Change, frozenset[int]]:
    inner, (at,) = scope.bind(update.at, lazy=False)
    code = compiler.compile(update.value, inner)
    value = explicit_run(code)
    reads = code.reads - {at}
    uses_at = at in code.reads
    steps = [compiler.compile(step, scope) for step in update.path]

    def replaced(f: Frame, old: Value) -> Value:
        f[at] = old
        return value(f)

    change: Change = replaced if uses_at else (lambda f, old: value(f))
    for code, step in zip(reversed(steps), reversed(update.path), strict=True):
        change = _at_step(code.run, change, step.span)
        reads |= code.reads
    return change, reads


def _at_step(key: Run, change: Change, span: Span) -> Change:
    """The change of a function's value at one key."""

    def changed(f: Frame, function: Value) -> Value:
        at = key(f)
        if type(function) is TupleValue:
            if type(at) is int:
                if 0 < at <= len(function):
                    items = list(function)
                    items[at - 1] = change(f, items[at - 1])
                    return TupleValue(items)
                return function
        elif isinstance(function, FunctionValue):
            domain = function[1]
            position = domain.index.get(at)  # type: ignore[union-attr]
            if position is not None:
                items = list(function[2])  # type: ignore[arg-type]
                items[position] = change(f, items[position])
                return tuple.__new__(type(function), (None, domain, tuple(items)))
        return _slow_change(f, function, at, change, span)

    return changed


def _slow_change(f: Frame, function: Value, at: Value, change: Change, span: Span) -> Value:
    try:
        if isinstance(function, LazyFunction):
            if function.domain.is_finite():
                return _at_step(lambda f: at, change, span)(f, function.normal())
            if not function.domain.contains(at):
                return function
            held = function.explicit()
            if isinstance(held, FilledFunction):
                function = held
                return function.updated(at, change(f, function.apply(at)))
            new, rest = change(f, function.apply(at)), function
            return LazyFunction(rest.domain, lambda key: new if key == at else rest.apply(key))
        if function == EMPTY_TUPLE:
            return function
        if isinstance(function, TupleValue) or _is_field_mismatch(function, at):
            raise SpecError(ErrorCode.NOT_A_FUNCTION, f"{describe(function)} cannot be updated at {describe(at)}")
        if isinstance(function, FunctionValue):
            function.domain.contains(at)
            return function
        raise SpecError(ErrorCode.NOT_A_FUNCTION, f"EXCEPT updates {describe(function)}, which is not a function")
    except SpecError as error:
        raise located(error, span) from None


def _is_field_mismatch(function: Value, at: Value) -> bool:
    """A record takes names of fields only."""
    return isinstance(function, RecordValue) and not isinstance(at, String)
