"""The immediate parts of an expression, with the names that each binds; must not know what any node means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Call,
    CallLocal,
    Case,
    Choose,
    ConstantRef,
    Definition,
    DefinitionRef,
    Except,
    FunctionExpr,
    If,
    Lambda,
    Let,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Quantified,
    SetFilter,
    SetMap,
    TemporalQuantified,
    VariableRef,
)

# what may be bound by name inside an expression
Entity = Local | Definition
Part = tuple[Argument, tuple[Entity, ...]]
_NONE: tuple[Entity, ...] = ()


def parts(node: Argument) -> Iterator[Part]:
    """Each part of a node, in the order of evaluation, with what the node binds in it. The bodies of operators that a
    LET defines are parts; the bodies of called definitions are not."""
    match node:
        case Literal() | VariableRef() | LocalRef() | DefinitionRef() | LocalOperatorRef() | OpRef():
            return
        case Apply() | Call() | CallLocal() | ConstantRef():
            for argument in node.args:
                yield argument, _NONE
        case Lambda():
            yield node.body, node.params
        case Quantified() | SetMap():
            yield from _bound(node.bounds)
            yield node.body, tuple(local for bound in node.bounds for local in bound.locals)
        case FunctionExpr():
            yield from _bound(node.bounds)
            own = () if node.recursive is None else (node.recursive,)
            yield node.body, (*(local for bound in node.bounds for local in bound.locals), *own)
        case Choose() | SetFilter():
            yield from _bound((node.bound,))
            yield node.body, node.bound.locals
        case TemporalQuantified():
            yield node.body, node.locals
        case Except():
            yield node.base, _NONE
            for update in node.updates:
                for step in update.path:
                    yield step, _NONE
                yield update.value, (update.at,)
        case If():
            yield node.condition, _NONE
            yield node.then, _NONE
            yield node.otherwise, _NONE
        case Case():
            for guard, value in node.arms:
                yield guard, _NONE
                yield value, _NONE
            if node.other is not None:
                yield node.other, _NONE
        case Let():
            for definition in node.definitions:
                yield definition.body, (*definition.params, *node.definitions)
            yield node.body, node.definitions
        case _:
            assert_never(node)


def _bound(bounds: tuple[Bound, ...]) -> Iterator[Part]:
    for bound in bounds:
        if bound.domain is not None:
            yield bound.domain, _NONE


def within(*roots: Argument) -> Iterator[Argument]:
    """The roots and everything inside of them, each node once, without bodies of definitions but for those of LET."""
    return _walk(roots, into_calls=False)


def reached(*roots: Argument) -> Iterator[Argument]:
    """The roots and everything that they reach, bodies of called definitions included, each node once."""
    return _walk(roots, into_calls=True)


def _walk(roots: Iterable[Argument], into_calls: bool) -> Iterator[Argument]:
    seen: set[Argument] = set()
    todo = list(roots)
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            yield here
            definition = callee(here) if into_calls else None
            if definition is not None:
                todo.append(definition.body)
            todo.extend(part for part, _ in parts(here))


def free_locals(node: Argument, bound: frozenset[Entity] = frozenset()) -> set[Local]:
    """The identifiers that a node speaks of and does not bind, not looking into what it calls."""
    match node:
        case LocalRef(local=local) | LocalOperatorRef(operator=local):
            return set() if local in bound else {local}
        case _:
            called = {node.operator} if isinstance(node, CallLocal) and node.operator not in bound else set()
            return called.union(*(free_locals(part, bound.union(inside)) for part, inside in parts(node)))


def callee(node: Argument) -> Definition | None:
    """The definition that a node calls or passes on."""
    return node.definition if isinstance(node, Call | DefinitionRef) else None


def called(nodes: Iterable[Argument]) -> Iterator[Definition]:
    """The definitions that some nodes call or pass on."""
    return (found for node in nodes if (found := callee(node)) is not None)
