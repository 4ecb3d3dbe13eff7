"""Compiles EXCEPT; must not know how its parts are compiled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import Code, explicit_run, explicit_text, located
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.concrete.compiler.fused import Text, statements
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

# the new value of a function at a key; `change` are statements that put a value in the place of the old one
_AT_KEY = """\
 at = {{key}}
 kind = type(function)
 if kind is {{Tuple}} and type(at) is int:
  position = at - 1
  if not 0 <= position < len(function):
   return function
  items = list(function)
 elif (kind is {{Function}} or kind is {{Record}}) and (position := function[1]._index.get(at)) is not None:
  items = list(function[2])
 else:
  return {{slow}}(f, function, at)
{change}
 return {{Tuple}}(items) if kind is {{Tuple}} else {{new}}(kind, (None, function[1], tuple(items)))"""
_KINDS = {"Tuple": TupleValue, "Function": FunctionValue, "Record": RecordValue, "new": tuple.__new__}


def compile_except(compiler: Compiler, node: Except, scope: Scope) -> Code:
    """The updates apply one after another; one outside of the domain changes nothing, as in TLC."""
    base = compiler.compile(node.base, scope)
    updates = [_Changing(compiler, update, scope) for update in node.updates]
    reads = base.reads.union(*(each.reads for each in updates))
    first = " function = {base}\n"
    if len(updates) == 1:
        return Code(updates[0].function(("f",), first, base=base.text), reads, lazy=base.lazy)
    parts = {f"change{place}": each.function() for place, each in enumerate(updates)}
    lines = "".join(f" function = {{{name}}}(f, function)\n" for name in parts)
    run = statements(f"{first}{lines} return function", base=base.text, **parts)
    return Code(run, reads, lazy=base.lazy)


class _Changing:
    """One update, compiled: the keys of its path, and what it puts there. `@` has a slot."""

    def __init__(self, compiler: Compiler, update: Update, scope: Scope) -> None:
        inner, (self._at,) = scope.bind(update.at, lazy=False)
        self._value = compiler.compile(update.value, inner)
        self._keys = [compiler.compile(step, scope) for step in update.path]
        self._spans = [step.span for step in update.path]
        self._run: Run | None = None  # the value alone, made when it is first needed
        self.reads = (self._value.reads - {self._at}).union(*(key.reads for key in self._keys))

    def function(self, arguments: tuple[str, ...] = ("f", "function"), first: str = "", **parts: Text) -> Run:
        """What changes a function on a frame; `first` may find out which function, with these parts."""
        return self._step(0, arguments, first, **parts)

    def _step(self, place: int, arguments: tuple[str, ...], first: str, **parts: Text) -> Callable[..., Value]:
        if place == len(self._keys) - 1:
            old = " f[{slot}] = items[position]\n" if self._at in self._value.reads else ""
            change = f"{old} items[position] = {{value}}"
            then: Change = self._replaced
        else:
            then = self._step(place + 1, ("f", "function"), "")
            change = " items[position] = {then}(f, items[position])"
        slow = partial(_slow_change, then, self._spans[place])
        return statements(
            first + _AT_KEY.format(change=change), arguments, key=self._keys[place].text, slow=slow, then=then,
            slot=self._at, value=explicit_text(self._value), **_KINDS, **parts,
        )  # fmt: skip

    def _replaced(self, f: Frame, old: Value) -> Value:
        f[self._at] = old
        if self._run is None:
            self._run = explicit_run(self._value)
        return self._run(f)


def _slow_change(change: Change, span: Span, f: Frame, function: Value, at: Value) -> Value:
    """The change of any value at a key. Errors: NOT_A_FUNCTION; those of membership for a key of another kind."""
    try:
        if isinstance(function, LazyFunction):
            if function.domain.is_finite():
                return _slow_change(change, span, f, function.normal(), at)
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
        if isinstance(function, FunctionValue) and (old := function.get(at)) is not None:
            return function.replace(at, change(f, old))
        if isinstance(function, TupleValue) and type(at) is int:
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
