"""Compiles functions, records and tuples applied and made; must not know what binds names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.code import Code, as_set, explicit_text, from_text, literal, located
from symcheck.concrete.compiler.fused import fuse
from symcheck.concrete.ops.functions import application
from symcheck.core.expr import Apply, Argument, Literal
from symcheck.core.ops import Op
from symcheck.value import EMPTY_TUPLE, FiniteSet, FunctionValue, RecordSet, RecordValue, String, TupleValue, Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


def _apply(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    function, argument = (compiler.compile(part, scope) for part in node.args)  # type: ignore[arg-type]
    reads, of, span = function.reads | argument.reads, function.text, node.span

    def slow(value: Value, key: Value) -> Value:
        try:
            return application(value, key)
        except SpecError as error:
            raise located(error, span) from None

    if isinstance(argument.value, String):
        pattern = (
            "({x}[2][{y}] if type({x} := {of}) is {Record} and ({y} := {x}[1]._index.get({name})) is not None"
            " else {slow}({x}, {name}))"
        )
        return from_text(fuse(pattern, of=of, Record=RecordValue, name=argument.value, slow=slow), reads)
    if type(argument.value) is int and argument.value > 0:
        pattern = "({x}[{at}] if type({x} := {of}) is {Tuple} and {at} < len({x}) else {slow}({x}, {key}))"
        at = argument.value - 1
        return from_text(fuse(pattern, of=of, at=at, key=argument.value, Tuple=TupleValue, slow=slow), reads)
    # the condition at the end holds: it is there to evaluate both, in order
    pattern = (
        "(({x}[{y} - 1] if type({y}) is int and 0 < {y} <= len({x}) else {slow}({x}, {y})) if {z} is {Tuple} else"
        " {x}[2][{z}] if ({z} is {Function} or {z} is {Record}) and ({z} := {x}[1]._index.get({y})) is not None else"
        " {slow}({x}, {y})) if ({z} := type({x} := {of})) is not ({y} := {at}) else None"
    )
    kinds = {"Tuple": TupleValue, "Function": FunctionValue, "Record": RecordValue}
    return from_text(fuse(f"({pattern})", of=of, at=argument.text, slow=slow, **kinds), reads)


def _tuple(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    codes = [compiler.compile(argument, scope) for argument in node.args]  # type: ignore[arg-type]
    texts = tuple(explicit_text(code) for code in codes)
    reads = frozenset[int]().union(*(code.reads for code in codes))
    if not texts:
        return literal(EMPTY_TUPLE)
    return from_text(fuse("{Tuple}(({parts}))", Tuple=TupleValue, parts=texts), reads)


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
    texts = tuple(explicit_text(code) for code in codes)
    reads = frozenset[int]().union(*(code.reads for code in codes))
    pattern = "{new}({Record}, (None, {domain}, ({parts})))"
    return from_text(fuse(pattern, new=tuple.__new__, Record=RecordValue, domain=domain, parts=texts), reads)


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
