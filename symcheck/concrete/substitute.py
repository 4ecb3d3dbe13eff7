"""Puts arguments in the place of parameters inside an expression; must not know what any node means.

Bound names are unique objects, so nothing can be captured; a definition of a LET is copied where it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

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
    Expr,
    FunctionExpr,
    If,
    Lambda,
    Let,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Quantified,
    SetFilter,
    SetMap,
    TemporalQuantified,
    Update,
)


def substitute(expr: Expr, arguments: Mapping[Local, Argument]) -> Expr:
    """The expression with each of these parameters replaced by its argument."""
    return Substitution(arguments).expr(expr)


class Substitution:
    """A rewriting of expressions; `copies` are the definitions that are replaced by others where they are called."""

    def __init__(self, arguments: Mapping[Local, Argument]) -> None:
        self._arguments = arguments
        self.copies: dict[Definition, Definition] = {}

    def expr(self, node: Expr) -> Expr:
        return cast(Expr, self.argument(node))

    def argument(self, node: Argument) -> Argument:
        match node:
            case LocalRef():
                return self._arguments.get(node.local, node)
            case LocalOperatorRef():
                return self._arguments.get(node.operator, node)
            case Apply():
                return replace(node, args=self._all(node.args)) if node.args else node
            case ConstantRef():
                return replace(node, args=tuple(map(self.expr, node.args)))
            case Call():
                definition = self.copies.get(node.definition, node.definition)
                return replace(node, definition=definition, args=self._all(node.args))
            case DefinitionRef():
                return replace(node, definition=self.copies.get(node.definition, node.definition))
            case CallLocal():
                return self._call_local(node)
            case Lambda():
                return replace(node, body=self.expr(node.body))
            case Quantified() | SetMap() | FunctionExpr():
                return replace(node, bounds=tuple(map(self._bound, node.bounds)), body=self.expr(node.body))
            case TemporalQuantified():
                return replace(node, body=self.expr(node.body))
            case Choose() | SetFilter():
                return replace(node, bound=self._bound(node.bound), body=self.expr(node.body))
            case Except():
                return replace(node, base=self.expr(node.base), updates=tuple(map(self._update, node.updates)))
            case If():
                return replace(
                    node,
                    condition=self.expr(node.condition),
                    then=self.expr(node.then),
                    otherwise=self.expr(node.otherwise),
                )
            case Case():
                arms = tuple((self.expr(guard), self.expr(value)) for guard, value in node.arms)
                return replace(node, arms=arms, other=None if node.other is None else self.expr(node.other))
            case Let():
                return self._let(node)
            case _:
                return node

    def _all(self, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return tuple(map(self.argument, arguments))

    def _bound(self, bound: Bound) -> Bound:
        return bound if bound.domain is None else replace(bound, domain=self.expr(bound.domain))

    def _update(self, update: Update) -> Update:
        return replace(update, path=tuple(map(self.expr, update.path)), value=self.expr(update.value))

    def _let(self, node: Let) -> Let:
        copies = []
        for definition in node.definitions:
            copy = replace(definition, _body=None)
            self.copies[definition] = copy
            copies.append(copy)
        for definition, copy in zip(node.definitions, copies, strict=True):
            copy._body = self.expr(definition.body)
        return replace(node, definitions=tuple(copies), body=self.expr(node.body))

    def _call_local(self, node: CallLocal) -> Expr:
        operator = self._arguments.get(node.operator)
        given = self._all(node.args)
        match operator:
            case None:
                return replace(node, args=given)
            case Lambda():
                return substitute(operator.body, dict(zip(operator.params, given, strict=True)))
            case DefinitionRef():
                return Call(operator.definition, given, node.span)
            case LocalOperatorRef():
                return CallLocal(operator.operator, given, node.span)
            case OpRef():
                return Apply(operator.op, given, node.span)
            case _:
                raise AssertionError("an operator parameter is given an operator")
