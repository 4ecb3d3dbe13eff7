"""Compiles functions, records and tuples applied and made; must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.code import Code, as_set, explicit_run, located
from symcheck.concrete.frame import Frame
from symcheck.concrete.ops.functions import application
from symcheck.core.expr import Apply, Argument, Literal
from symcheck.core.ops import Op
from symcheck.value import FiniteSet, FunctionValue, RecordSet, RecordValue, String, TupleValue, Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope


def _apply(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    function, argument = (compiler.compile(part, scope) for part in node.args)  # type: ignore[arg-type]
    reads, of, at, span = function.reads | argument.reads, function.run, argument.run, node.span

    def slow(value: Value, key: Value) -> Value:
        try:
            return application(value, key)
        except SpecError as error:
            raise located(error, span) from None

    if isinstance(argument.value, String):
        name = argument.value

        if function.slot is not None:
            slot = function.slot

            def field_of_name(f: Frame) -> Value:
                record = f[slot]
                if type(record) is RecordValue:
                    position = record[1]._index.get(name)  # type: ignore[union-attr]
                    if position is not None:
                        return record[2][position]  # type: ignore[index, return-value]
                return slow(record, name)

            return Code(field_of_name, reads)

        def field(f: Frame) -> Value:
            record = of(f)
            if type(record) is RecordValue:
                position = record[1]._index.get(name)  # type: ignore[union-attr]
                if position is not None:
                    return record[2][position]  # type: ignore[index, return-value]
            return slow(record, name)

        return Code(field, reads)

    if function.variable is not None and argument.slot is not None:
        # the commonest form, a variable at a bound name, without two more calls
        variable, slot = function.variable, argument.slot

        def at_name(f: Frame) -> Value:
            value, key = f[0][variable], f[slot]
            kind = type(value)
            if kind is RecordValue or kind is FunctionValue:
                position = value[1]._index.get(key)
                if position is not None:
                    return value[2][position]  # type: ignore[no-any-return]
            if kind is TupleValue and type(key) is int and 0 < key <= len(value):
                return value[key - 1]  # type: ignore[no-any-return]
            return slow(value, key)

        return Code(at_name, reads)

    def apply(f: Frame) -> Value:
        value, key = of(f), at(f)
        kind = type(value)
        if kind is TupleValue:
            if type(key) is int and 0 < key <= len(value):  # type: ignore[arg-type]
                return value[key - 1]  # type: ignore[index, return-value]
        elif kind is RecordValue or kind is FunctionValue:
            position = value[1]._index.get(key)  # type: ignore[index, union-attr]
            if position is not None:
                return value[2][position]  # type: ignore[index, misc, return-value]
        return slow(value, key)

    return Code(apply, reads)


def _tuple(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    codes = [compiler.compile(argument, scope) for argument in node.args]  # type: ignore[arg-type]
    runs = tuple(explicit_run(code) for code in codes)
    reads = frozenset[int]().union(*(code.reads for code in codes))
    if len(runs) == 2:
        first, second = runs
        return Code(lambda f: TupleValue((first(f), second(f))), reads)
    return Code(lambda f: TupleValue([run(f) for run in runs]), reads)


def _fields(args: tuple[Argument, ...]) -> tuple[tuple[String, Argument], ...]:
    """The (name, expression) pairs of a record or of a record set, by name."""
    pairs = []
    for name, part in zip(args[::2], args[1::2], strict=True):
        assert isinstance(name, Literal), "a field's name is a literal"
        assert isinstance(name.value, String), "a field's name is a string"
        pairs.append((name.value, part))
    return tuple(sorted(pairs, key=lambda pair: pair[0].text))


def _record(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    pairs = _fields(node.args)
    domain = FiniteSet.in_order(tuple(name for name, _ in pairs)).indexed()
    codes = [compiler.compile(part, scope) for _, part in pairs]  # type: ignore[arg-type]
    runs = tuple(explicit_run(code) for code in codes)
    reads = frozenset[int]().union(*(code.reads for code in codes))
    make = tuple.__new__
    if len(runs) == 1:
        (only,) = runs
        return Code(lambda f: make(RecordValue, (None, domain, (only(f),))), reads)
    if len(runs) == 2:
        first, second = runs
        return Code(lambda f: make(RecordValue, (None, domain, (first(f), second(f)))), reads)
    return Code(lambda f: make(RecordValue, (None, domain, tuple([run(f) for run in runs]))), reads)


def _record_set(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    pairs = _fields(node.args)
    codes = [compiler.compile(part, scope) for _, part in pairs]  # type: ignore[arg-type]
    sets = tuple(
        as_set(code, f"the set of the field {name.text}", part.span)
        for code, (name, part) in zip(codes, pairs, strict=True)
    )
    reads = frozenset[int]().union(*(code.reads for code in codes))
    names = tuple(name for name, _ in pairs)
    return Code(
        lambda f: RecordSet({name: field(f) for name, field in zip(names, sets, strict=True)}), reads, lazy=True
    )


SPECIAL: dict[Op, Callable[[Compiler, Apply, Scope], Code]] = {
    Op.APPLY: _apply,
    Op.TUPLE: _tuple,
    Op.RECORD: _record,
    Op.RECORD_SET: _record_set,
}
