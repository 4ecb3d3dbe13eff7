"""Subexpression names (`Op!1!2`, `Op!>>`, `Op!(x)!1`, `Op!label`); must not know of any other names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.core.expr import Call, Definition, Expr, Let, Local
from symcheck.resolve.names import Leading, Names
from symcheck.resolve.resolution import Place
from symcheck.resolve.scope import Bound, Defined, Meaning
from symcheck.syntax import ast

_BINDERS = (ast.Quantifier, ast.FunctionExpr, ast.SetMap, ast.Choose, ast.SetFilter)
_Binder = ast.Quantifier | ast.FunctionExpr | ast.SetMap | ast.Choose | ast.SetFilter


@dataclass(slots=True)
class _Walk:
    """Where the selectors have led: the node, the LETs around it, and the identifiers that were given values."""

    node: ast.Expr
    lets: list[ast.Let] = field(default_factory=list)
    bound: list[ast.Identifier] = field(default_factory=list)
    values: list[ast.Argument] = field(default_factory=list)


def select(names: Names, defined: Defined, parts: tuple[ast.NamePart, ...], leading: Leading, span: Span) -> Expr:
    """The part of a definition that the selectors after its name point to, as a call of a definition of its own."""
    unit = defined.unit
    if unit is None or unit.body is None:
        return names.resolution.lack(f"symcheck cannot name a part of {parts[0].name}", span)
    head, *selectors = parts
    own = tuple(local.arity for local in defined.own)
    if len(head.args) != len(own):
        raise SpecError(
            Code.ARITY, f"{head.name} takes {len(own)} arguments but is given {len(head.args)}", at=head.span
        )
    walk = _Walk(unit.body)
    for selector in selectors:
        _step(walk, selector)
    given = (*names.arguments(own, head.args), *names.arguments((0,) * len(walk.values), tuple(walk.values)))
    name = "!".join(p.name for p in parts)
    if defined.home is None:
        local = _as_local(names, defined, walk, name)
        return Let((local,), Call(local, given, span), span)
    part = _as_definition(names, defined, walk, name)
    before = tuple(leading[local] for local in defined.leading)
    return Call(part.definition, (*before, *given), span)


def _as_local(names: Names, defined: Defined, walk: _Walk, name: str) -> Definition:
    """Of a LET around: what is seen there is seen here too, and means the same, as no name hides another."""
    extra = tuple(Local(identifier.name, 0, identifier.span) for identifier in walk.bound)
    params = (*defined.definition.params, *extra)
    bound: dict[str, Meaning] = {**names.locals, **{local.name: Bound(local) for local in params}}
    node = _within_lets(walk)
    definition = Definition(name, names.scope.module.name, params, node.span)
    definition._body = type(names)(names.place, bound).expression(node)
    names.resolution.made.append(definition)
    return definition


def _within_lets(walk: _Walk) -> ast.Expr:
    node = walk.node
    for let in reversed(walk.lets):
        node = ast.Let(let.definitions, node, node.span)
    return node


def _as_definition(names: Names, defined: Defined, walk: _Walk, name: str) -> Defined:
    assert defined.home is not None
    scope, position = defined.home
    extra = tuple(Local(identifier.name, 0, identifier.span) for identifier in walk.bound)
    node = _within_lets(walk)
    bound: dict[str, Meaning] = {local.name: Bound(local) for local in (*defined.own, *extra)}
    resolver = type(names)(Place(names.resolution, scope, position), bound)
    definition = Definition(name, scope.module.name, (*defined.definition.params, *extra), node.span)
    part = Defined(definition, defined.leading, lambda: resolver.expression(node), sink=defined.sink)
    names.resolution.require(part)
    return part


def _step(walk: _Walk, selector: ast.NamePart) -> None:
    node = _bare(walk)
    name = selector.name
    if name == ":":
        return
    if name in ("<<", ">>") or name.isdigit():
        index = 0 if name == "<<" else 1 if name == ">>" else int(name) - 1
        operands = _operands(node)
        if not 0 <= index < len(operands):
            raise SpecError(Code.UNKNOWN_NAME, f"there is no part {name} here", at=selector.span)
        walk.node = operands[index]
    elif name in ("()", "@") and isinstance(node, _BINDERS):
        _instantiate(walk, [i for group in _groups(node) for i in group.names], selector)
        walk.node = node.body
    elif not name.isdigit() and name not in ("()", "@"):
        _to_label(walk, selector)
    else:
        raise SpecError(Code.UNKNOWN_NAME, f"there is no part {name} here", at=selector.span)


def _instantiate(walk: _Walk, identifiers: Sequence[ast.Identifier], selector: ast.NamePart) -> None:
    if len(identifiers) != len(selector.args):
        raise SpecError(
            Code.ARITY, f"{len(identifiers)} identifiers are bound here but {len(selector.args)} values are given",
            at=selector.span,
        )
    walk.bound += identifiers
    walk.values += selector.args


def _to_label(walk: _Walk, selector: ast.NamePart) -> None:
    """Goes to the label below; the identifiers bound on the way are its parameters."""
    found = next(_labels(walk.node, selector.name, ()), None)
    if found is None:
        raise SpecError(Code.UNKNOWN_NAME, f"there is no label {selector.name} here", at=selector.span)
    label, lets = found
    _instantiate(walk, label.params, selector)
    walk.lets += lets
    walk.node = label.body


def _labels(node: object, name: str, lets: tuple[ast.Let, ...]) -> Iterator[tuple[ast.Label, tuple[ast.Let, ...]]]:
    if isinstance(node, ast.Label) and node.name == name:
        yield node, lets
    elif isinstance(node, tuple):
        for item in node:
            yield from _labels(item, name, lets)
    elif is_dataclass(node) and not isinstance(node, (Span, ast.Label)):
        inside = (*lets, node) if isinstance(node, ast.Let) else lets
        for slot in fields(node):
            if slot.name not in ("span", "symbol_span", "definitions"):
                yield from _labels(getattr(node, slot.name), name, inside)


def _bare(walk: _Walk) -> ast.Expr:
    """The node without parentheses, labels and LETs, which are kept for what is selected inside."""
    node = walk.node
    while isinstance(node, (ast.Parenthesised, ast.Label, ast.Let)):
        if isinstance(node, ast.Let):
            walk.lets.append(node)
        node = node.body
    return node


def _groups(node: _Binder) -> tuple[ast.Bound, ...]:
    return (node.bound,) if isinstance(node, (ast.Choose, ast.SetFilter)) else node.bounds


def _operands(node: ast.Expr) -> tuple[ast.Expr, ...]:
    """The parts of a node that numbers select, in order."""
    match node:
        case ast.Junction(items=items) | ast.TupleExpr(items=items) | ast.SetEnum(items=items):
            return items
        case ast.Operation(operands=operands):
            return operands
        case ast.Name(parts=parts):
            return tuple(a for a in parts[-1].args if not isinstance(a, (ast.Lambda, ast.OperatorSymbol)))
        case ast.If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case ast.Application(function=function, args=args):
            return (function, *args)
        case ast.FunctionSet(domain=domain, codomain=codomain):
            return (domain, codomain)
        case ast.RecordExpr(fields=pairs) | ast.RecordSet(fields=pairs):
            return tuple(value for _, value in pairs)
        case ast.Quantifier() | ast.FunctionExpr() | ast.SetMap() | ast.Choose() | ast.SetFilter():
            return tuple(group.domain for group in _groups(node) if group.domain is not None)
        case _:
            return ()
