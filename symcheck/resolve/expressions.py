"""Expressions as written to resolved ones: every form but names, which it inherits; must not know of configurations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symcheck.base.diagnostic import Code
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Case,
    Choose,
    Except,
    Expr,
    FunctionExpr,
    If,
    Lambda,
    Literal,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
    SetFilter,
    SetMap,
    TemporalQuantified,
    Update,
)
from symcheck.core.ops import Op
from symcheck.resolve import scope as meanings
from symcheck.resolve.naming.names import Leading, Names, Parts
from symcheck.resolve.report import counted
from symcheck.resolve.resolution import Place
from symcheck.syntax import ast
from symcheck.value import FALSE, String


class Body(Names):
    """Resolves one expression of a module, or the body of one definition."""

    def __init__(self, at: Place, bound: dict[str, meanings.Meaning] | None = None) -> None:
        super().__init__(at, bound)
        self._at: list[Local] = []

    def expression(self, node: ast.Expr) -> Expr:
        match node:
            case ast.Name():
                return self.name(node)
            case ast.Operation():
                return self._operation(node)
            case ast.Parenthesised(body=body) | ast.Label(body=body):
                return self.expression(body)
            case ast.Junction():
                return self._junction(node)
            case ast.Number(value=value, fraction=fraction):
                if fraction and fraction.strip("0"):
                    return self.resolution.lack(f"the number {node.span.text} is not an integer", node.span)
                return Literal(value, node.span)
            case ast.String(text=text):
                return Literal(String(text), node.span)
            case ast.Application():
                return self._application(node)
            case ast.FieldAccess(record=record, name=name):
                return Apply(Op.APPLY, (self.expression(record), _string(name)), node.span)
            case ast.TupleExpr(items=items):
                return Apply(Op.TUPLE, self._all(items), node.span)
            case ast.SetEnum(items=items):
                return Apply(Op.SET, self._all(items), node.span)
            case ast.Quantifier():
                return self._quantifier(node)
            case ast.Choose(bound=bound, body=body):
                groups, inner = self._under((bound,), body)
                return Choose(groups[0], inner, node.span)
            case ast.SetFilter(bound=bound, body=body):
                groups, inner = self._under((bound,), body)
                return SetFilter(groups[0], inner, node.span)
            case ast.SetMap(bounds=bounds, body=body):
                groups, inner = self._under(bounds, body)
                return SetMap(groups, inner, node.span)
            case ast.FunctionExpr(bounds=bounds, body=body):
                groups, inner = self._under(bounds, body)
                return FunctionExpr(groups, inner, None, node.span)
            case ast.FunctionSet(domain=domain, codomain=codomain):
                return Apply(Op.FUNCTION_SET, (self.expression(domain), self.expression(codomain)), node.span)
            case ast.RecordExpr(fields=fields):
                return Apply(Op.RECORD, self._fields(fields), node.span)
            case ast.RecordSet(fields=fields):
                return Apply(Op.RECORD_SET, self._fields(fields), node.span)
            case ast.Except():
                return self._except(node)
            case ast.At():
                if not self._at:
                    self.report.error(Code.MISPLACED, "@ stands only in the new value of an EXCEPT", node.span)
                    return Literal(FALSE, node.span)
                return LocalRef(self._at[-1], node.span)
            case ast.If(condition=condition, then=then, otherwise=otherwise):
                return If(self.expression(condition), self.expression(then), self.expression(otherwise), node.span)
            case ast.Case(arms=arms, other=other):
                resolved = tuple((self.expression(guard), self.expression(value)) for guard, value in arms)
                return Case(resolved, None if other is None else self.expression(other), node.span)
            case ast.Let():
                from symcheck.resolve.let import resolve_let

                return resolve_let(self, node)
            case ast.ActionExpr(square=square, action=action, subscript=subscript):
                op = Op.SQUARE if square else Op.ANGLE
                return Apply(op, (self.expression(action), self.expression(subscript)), node.span)
            case ast.Fairness(strong=strong, subscript=subscript, action=action):
                op = Op.STRONG_FAIRNESS if strong else Op.WEAK_FAIRNESS
                return Apply(op, (self.expression(subscript), self.expression(action)), node.span)
            case _:
                assert_never(node)

    def _all(self, items: Sequence[ast.Expr]) -> tuple[Expr, ...]:
        return tuple(map(self.expression, items))

    # ------------------------------------------------------------ operators

    def _operation(self, node: ast.Operation) -> Expr:
        symbol = node.symbol
        if node.fixity == "infix":
            if symbol in ("/\\", "\\/"):
                return self._junction(node)
            if symbol == "\\X":
                return self._product(node)
            return self._infix(node)
        if symbol == "-." and isinstance(node.operands[0], ast.Number) and not node.operands[0].fraction:
            meaning = self.seen(symbol)
            if isinstance(meaning, meanings.Builtin):
                return Literal(-node.operands[0].value, node.span)
        return self._applied(node, (self._operand(node.operands[0]),))

    def _infix(self, node: ast.Operation) -> Expr:
        """A chain that leans to the left is walked, not recursed into: it may be thousands long."""
        chain = [node]
        first = node.operands[0]
        while isinstance(first, ast.Operation) and first.fixity == "infix" and first.symbol not in _FLAT:
            chain.append(first)
            first = first.operands[0]
        result = self._operand(first)
        for link in reversed(chain):
            result = self._applied(link, (result, self._operand(link.operands[1])))
        return result

    def _operand(self, node: ast.Expr) -> Expr:
        return self.expression(node)

    def _applied(self, node: ast.Operation, operands: tuple[Expr, ...]) -> Expr:
        meaning = self.lookup(node.symbol, node.symbol_span)
        if meaning is None:
            return Literal(FALSE, node.span)
        if isinstance(meaning, meanings.Builtin) and len(operands) == len(meaning.signature):
            return Apply(meaning.op, operands, node.span)
        return self.applied(meaning, node.symbol, operands, self.context.passed_on(), node.span)

    def _junction(self, node: ast.Junction | ast.Operation) -> Expr:
        """Nested conjunctions become one, as do disjunctions, in the order of writing."""
        symbol = node.symbol
        items: list[Expr] = []
        stack: list[ast.Expr] = [node]
        while stack:
            item = stack.pop()
            match item:
                case ast.Junction(symbol=other, items=inner) if other == symbol or len(inner) == 1:
                    stack.extend(reversed(inner))
                case ast.Operation(fixity="infix", symbol=other, operands=inner) if other == symbol:
                    stack.extend(reversed(inner))
                case ast.Parenthesised(body=body):
                    stack.append(body)
                case _:
                    items.append(self.expression(item))
        if len(items) == 1:
            return items[0]
        return Apply(Op.AND if symbol == "/\\" else Op.OR, tuple(items), node.span)

    def _product(self, node: ast.Operation) -> Expr:
        factors: list[ast.Expr] = []
        left: ast.Expr = node
        while isinstance(left, ast.Operation) and left.symbol == "\\X":
            factors.append(left.operands[1])
            left = left.operands[0]
        factors.append(left)
        return Apply(Op.PRODUCT, self._all(factors[::-1]), node.span)

    def _application(self, node: ast.Application) -> Expr:
        count = self._function_arity(node.function)
        if count is not None and len(node.args) not in (1, count):
            self.report.error(
                Code.ARITY, f"the function is defined with {counted(count)} but applied to {len(node.args)}", node.span
            )
        function = self.expression(node.function)
        return Apply(Op.APPLY, (function, self._index(node.args, node.span)), node.span)

    def _function_arity(self, function: ast.Expr) -> int | None:
        """How many arguments a function defined by `f[x \\in S] == e` was given there, where that is known."""
        if isinstance(function, ast.Name) and len(function.parts) == 1 and not function.parts[0].args:
            meaning = self.seen(function.parts[0].name)
            if isinstance(meaning, (meanings.Defined, meanings.Bound)):
                return meaning.function
        return None

    def _index(self, args: Sequence[ast.Expr], span: Span) -> Expr:
        return self.expression(args[0]) if len(args) == 1 else Apply(Op.TUPLE, self._all(args), span)

    def _fields(self, fields: Sequence[tuple[ast.Identifier, ast.Expr]]) -> tuple[Expr, ...]:
        seen: set[str] = set()
        flat: list[Expr] = []
        for name, value in fields:
            if name.name in seen:
                self.report.error(Code.DUPLICATE, f"the field {name.name} is given twice", name.span)
            seen.add(name.name)
            flat += (_string(name), self.expression(value))
        return tuple(flat)

    def _except(self, node: ast.Except) -> Expr:
        base = self.expression(node.base)
        updates = []
        for update in node.updates:
            path = tuple(
                _string(step) if isinstance(step, ast.Identifier) else self._index(step, update.span)
                for step in update.path
            )
            at = Local("@", 0, update.span)
            self._at.append(at)
            value = self.expression(update.value)
            self._at.pop()
            updates.append(Update(path, at, value, update.span))
        return Except(base, tuple(updates), node.span)

    # ------------------------------------------------------------ binders

    def bounds(self, groups: Sequence[ast.Bound]) -> tuple[Bound, ...]:
        """Resolves the domains outside of all groups, then puts the identifiers into scope."""
        domains = [None if group.domain is None else self.expression(group.domain) for group in groups]
        resolved: list[Bound] = []
        for group, domain in zip(groups, domains, strict=True):
            locals_ = tuple(self.declare(name) for name in group.names)
            if group.pattern:
                resolved.append(Bound(locals_, True, domain, group.span))
            else:
                resolved.extend(Bound((local,), False, domain, group.span) for local in locals_)
        return tuple(resolved)

    def declare(self, name: ast.Identifier, arity: int = 0) -> Local:
        """A bound identifier, put into scope."""
        local = Local(name.name, arity, name.span)
        self.bind(name.name, name.span, meanings.Bound(local))
        return local

    def _under(self, groups: Sequence[ast.Bound], body: ast.Expr) -> tuple[tuple[Bound, ...], Expr]:
        outside = self.locals
        self.locals = dict(outside)
        resolved = self.bounds(groups)
        inner = self.expression(body)
        self.locals = outside
        return resolved, inner

    def _quantifier(self, node: ast.Quantifier) -> Expr:
        groups, body = self._under(node.bounds, node.body)
        match node.symbol:
            case "\\A":
                return Quantified(Quantifier.FORALL, groups, body, node.span)
            case "\\E":
                return Quantified(Quantifier.EXISTS, groups, body, node.span)
            case "\\AA" | "\\EE":
                kind = Quantifier.FORALL if node.symbol == "\\AA" else Quantifier.EXISTS
                locals_ = tuple(local for group in groups for local in group.locals)
                return TemporalQuantified(kind, locals_, body, node.span)
            case _:
                assert_never(node.symbol)

    def abstraction(self, node: ast.Lambda) -> Lambda:
        outside = self.locals
        self.locals = dict(outside)
        params = tuple(self.declare(name) for name in node.params)
        body = self.expression(node.body)
        self.locals = outside
        return Lambda(params, body, node.span)

    def selected(self, defined: meanings.Defined, parts: Parts, leading: Leading, span: Span) -> Expr:
        from symcheck.resolve.naming.selectors import select

        return select(self, defined, parts, leading, span)

    def part_operator(
        self, defined: meanings.Defined, parts: Parts, leading: Leading, arity: int, span: Span
    ) -> Argument:
        from symcheck.resolve.naming.selectors import select_operator

        return select_operator(self, defined, parts, leading, arity, span)


_FLAT = ("/\\", "\\/", "\\X")


def _string(name: ast.Identifier) -> Literal:
    return Literal(String(name.name), name.span)
