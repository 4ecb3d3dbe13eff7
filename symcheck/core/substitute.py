"""Arguments put for parameters inside a resolved expression; must not know why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from symcheck.base.span import Span
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

Mapped = Mapping[Local, Argument]


def substitute(expr: Expr, mapping: Mapped) -> Expr:
    """The expression with each local of the mapping replaced. Locals are things, not names, so nothing is captured.
    Parts that speak of none of them are shared with the original."""
    return Substitution(mapping).expr(expr) if mapping else expr


class Substitution:
    """A rewriting of expressions; `copies` are definitions that stand for others wherever those are called, `put` holds
    nodes with what stands for them."""

    def __init__(self, mapping: Mapped, put: Mapping[Argument, Argument] | None = None) -> None:
        self._mapping = mapping
        self.copies: dict[Definition, Definition] = {}
        self._done: dict[Argument, Argument] = dict(put or {})

    def expr(self, node: Expr) -> Expr:
        result = self.argument(node)
        assert not isinstance(result, (Lambda, DefinitionRef, LocalOperatorRef, OpRef)), "an expression stays one"
        return result

    def argument(self, node: Argument) -> Argument:
        known = self._done.get(node)
        if known is None:
            known = self._done[node] = self._replaced(node)
        return known

    def _replaced(self, node: Argument) -> Argument:
        match node:
            case Literal() | VariableRef() | OpRef():
                return node
            case LocalRef(local=local) | LocalOperatorRef(operator=local):
                return self._mapping.get(local, node)
            case DefinitionRef(definition=definition):
                mapped = self.copies.get(definition)
                return node if mapped is None else DefinitionRef(mapped, node.span)
            case Apply(args=args):
                new = self._all(args)
                return node if new is args else replace(node, args=new)
            case Call(definition=definition, args=args):
                mapped = self.copies.get(definition, definition)
                new = self._all(args)
                return node if new is args and mapped is definition else Call(mapped, new, node.span)
            case CallLocal(operator=operator, args=args):
                new = self._all(args)
                found = self._mapping.get(operator)
                if found is not None:
                    return apply_argument(found, new, node.span)
                return node if new is args else replace(node, args=new)
            case ConstantRef(args=args):
                new_args = self._exprs(args)
                return node if new_args is args else replace(node, args=new_args)
            case Lambda(body=body) | TemporalQuantified(body=body):
                inner = self.expr(body)
                return node if inner is body else replace(node, body=inner)
            case Quantified(bounds=bounds, body=body) | SetMap(bounds=bounds, body=body) | FunctionExpr(
                bounds=bounds, body=body
            ):
                groups = self._bounds(bounds)
                inner = self.expr(body)
                return node if groups is bounds and inner is body else replace(node, bounds=groups, body=inner)
            case Choose(bound=bound, body=body) | SetFilter(bound=bound, body=body):
                (group,) = self._bounds((bound,))
                inner = self.expr(body)
                return node if group is bound and inner is body else replace(node, bound=group, body=inner)
            case Except(base=base, updates=updates):
                return Except(
                    self.expr(base),
                    tuple(replace(u, path=self._exprs(u.path), value=self.expr(u.value)) for u in updates),
                    node.span,
                )
            case If(condition=condition, then=then, otherwise=otherwise):
                return If(self.expr(condition), self.expr(then), self.expr(otherwise), node.span)
            case Case(arms=arms, other=other):
                new_arms = tuple((self.expr(guard), self.expr(value)) for guard, value in arms)
                return Case(new_arms, None if other is None else self.expr(other), node.span)
            case Let():
                return self._let(node)
            case _:
                assert_never(node)

    def _let(self, node: Let) -> Expr:
        """Local definitions may speak of the replaced locals, so they are made anew."""
        for old in node.definitions:
            self.copies[old] = old.anew()
        for old in node.definitions:
            self.copies[old]._body = self.expr(old.body)
        return Let(tuple(self.copies[old] for old in node.definitions), self.expr(node.body), node.span)

    def _bounds(self, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
        new = tuple(
            bound if bound.domain is None or (domain := self.expr(bound.domain)) is bound.domain
            else replace(bound, domain=domain)
            for bound in bounds
        )
        return bounds if all(a is b for a, b in zip(new, bounds, strict=True)) else new

    def _all(self, args: tuple[Argument, ...]) -> tuple[Argument, ...]:
        new = tuple(map(self.argument, args))
        return args if all(a is b for a, b in zip(new, args, strict=True)) else new

    def _exprs(self, args: tuple[Expr, ...]) -> tuple[Expr, ...]:
        new = tuple(map(self.expr, args))
        return args if all(a is b for a, b in zip(new, args, strict=True)) else new


def unfold(call: Call) -> Expr:
    """The body of the called definition with the arguments in their places."""
    return substitute(call.definition.body, dict(zip(call.definition.params, call.args, strict=True)))


def apply_argument(argument: Argument, args: tuple[Argument, ...], span: Span) -> Expr:
    """An argument, which stands for a parameter, applied as the parameter was."""
    match argument:
        case OpRef(op=op):
            return Apply(op, args, span)
        case DefinitionRef(definition=definition):
            return Call(definition, args, span)
        case LocalOperatorRef(operator=operator):
            return CallLocal(operator, args, span)
        case Lambda(params=params, body=body):
            definition = Definition("LAMBDA", "", params, argument.span, body)
            return Let((definition,), Call(definition, args, span), span)
        case _:
            return argument
