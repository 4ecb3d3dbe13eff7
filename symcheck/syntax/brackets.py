"""The forms in brackets: sets, functions, records, EXCEPT, tuples, actions; must not know operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.syntax.ast import (
    ActionExpr,
    Bound,
    Except,
    ExceptUpdate,
    FunctionExpr,
    FunctionSet,
    Identifier,
    Name,
    Operation,
    Parenthesised,
    RecordExpr,
    RecordSet,
    SetEnum,
    SetFilter,
    SetMap,
    TupleExpr,
)
from symcheck.syntax.names import NameParser

if TYPE_CHECKING:
    from symcheck.base.span import Span
    from symcheck.syntax.ast import Expr


class BracketParser(NameParser):
    """What begins with a bracket, and the bounds that such forms share with quantifiers."""

    # ------------------------------------------------------------ bounds

    def bound(self, domain_optional: bool = False) -> Bound:
        r"""`x, y \in S` or `<<x, y>> \in S`; the domain may be left out where the caller says so."""
        first = self.at
        pattern = self.kinds[first] == "<<"
        if pattern:
            self.at += 1
        names = [self.identifier("a bound variable")]
        while self.accept(","):
            names.append(self.identifier("a bound variable"))
        if pattern:
            self.close(">>", first)
        if self.kinds[self.at] == r"\in":
            self.at += 1
            return Bound(tuple(names), pattern, self.expression(), self.since(first))
        if not domain_optional:
            raise self.failure(r"`\in` and the set that the variable ranges over")
        return Bound(tuple(names), pattern, None, self.since(first))

    def bounds(self) -> tuple[Bound, ...]:
        bounds = [self.bound()]
        while self.accept(","):
            bounds.append(self.bound())
        return tuple(bounds)

    @staticmethod
    def as_bound(expr: Expr) -> Bound | None:
        r"""`x \in S` or `<<x, y>> \in S` read as an expression, now as a bound."""
        if not isinstance(expr, Operation) or expr.symbol != r"\in":
            return None
        left, domain = expr.operands
        names = left.items if isinstance(left, TupleExpr) else (left,)
        found = []
        for name in names:
            if not isinstance(name, Name) or len(name.parts) > 1 or name.parts[0].args:
                return None
            found.append(Identifier(name.parts[0].name, name.span))
        return Bound(tuple(found), isinstance(left, TupleExpr), domain, expr.span) if found else None

    # ------------------------------------------------------------ ( and <<

    def parenthesised(self) -> Expr:
        opened = self.at
        self.at += 1
        body = self.expression()
        self.close(")", opened)
        return Parenthesised(body, self.since(opened))

    def items(self, closing: str, beginning: list[Expr]) -> tuple[Expr, ...]:
        """Expressions between commas up to a closing token, which is not read."""
        kinds = self.kinds
        while (beginning and kinds[self.at] == ",") or (not beginning and kinds[self.at] != closing):
            if beginning:
                self.at += 1
            beginning.append(self.expression())
        return tuple(beginning)

    def tuple_or_action(self) -> Expr:
        opened = self.at
        self.at += 1
        items = self.items(">>", [])
        if self.kinds[self.at] == ">>_" and len(items) == 1:
            self.at += 1
            subscript = self.subscript()
            return ActionExpr(False, items[0], subscript, self.since(opened))
        self.close(">>", opened)
        return TupleExpr(items, self.since(opened))

    def subscript(self) -> Expr:
        """What may follow `]_` or `>>_`: a name with its arguments, or something in brackets."""
        kind = self.kinds[self.at]
        if self.columns[self.at] > self.limit:
            if kind == "id":
                return self.name()
            if kind == "(":
                return self.parenthesised()
            if kind == "<<":
                return self.tuple_or_action()
            if kind == "{":
                return self.set_form()
            if kind == "[":
                return self.bracket_form()
        raise self.failure("a variable, a tuple or a parenthesised expression as subscript")

    # ------------------------------------------------------------ {

    def set_form(self) -> Expr:
        opened = self.at
        self.at += 1
        if self.accept("}"):
            return SetEnum((), self.since(opened))
        first = self.expression()
        if self.accept(":"):
            bound = self.as_bound(first)
            if bound is not None:
                body = self.expression()
                self.close("}", opened)
                return SetFilter(bound, body, self.since(opened))
            if isinstance(first, Operation) and first.symbol == r"\in":
                self.at -= 1
                hint = r"only names and tuples of names may stand left of \in in a set filter"
                raise self.failure("`}` or `,`", hint)
            bounds = [self.bound()]
            while self.accept(","):
                bounds.append(self.bound())
            self.close("}", opened)
            return SetMap(first, tuple(bounds), self.since(opened))
        items = self.items("}", [first])
        if self.kinds[self.at] == "|->":
            raise self.failure("`}` or `,`", "a record is written [field |-> value]")
        self.close("}", opened)
        return SetEnum(items, self.since(opened))

    # ------------------------------------------------------------ [

    def bracket_form(self) -> Expr:
        opened = self.at
        kinds = self.kinds
        self.at = opened + 1
        if kinds[opened + 1] == "id":
            following = kinds[opened + 2]
            if following == "|->" or following == ":":
                return self.record(opened, following)
            if following == ",":
                return self.function(opened, ())
        first = self.expression()
        kind = kinds[self.at]
        if kind == "|->" or kind == ",":
            bound = self.as_bound(first)
            if bound is not None:
                return self.function(opened, (bound,))
            if kind == "|->":
                raise self.failure("`->`, `EXCEPT` or `]_`", r"`|->` follows a field's name or `x \in S`")
        if kind == "->":
            self.at += 1
            codomain = self.expression()
            self.close("]", opened)
            return FunctionSet(first, codomain, self.since(opened))
        if kind == "]_":
            self.at += 1
            subscript = self.subscript()
            return ActionExpr(True, first, subscript, self.since(opened))
        if kind == "EXCEPT":
            return self.except_form(opened, first)
        raise self.failure("`|->`, `->`, `:`, `EXCEPT` or `]_`")

    def function(self, opened: int, bounds: tuple[Bound, ...]) -> Expr:
        if not bounds:
            bounds = (self.bound(),)
        if self.accept(","):
            bounds += self.bounds()
        self.expect("|->", "before the function's value")
        body = self.expression()
        self.close("]", opened)
        return FunctionExpr(bounds, body, self.since(opened))

    def record(self, opened: int, separator: str) -> Expr:
        fields = []
        while True:
            name = self.identifier("a field's name")
            self.expect(separator, f"after the field {name.name}")
            fields.append((name, self.expression()))
            if not self.accept(","):
                break
        self.close("]", opened)
        span: Span = self.since(opened)
        return RecordExpr(tuple(fields), span) if separator == "|->" else RecordSet(tuple(fields), span)

    def except_form(self, opened: int, base: Expr) -> Expr:
        self.at += 1
        updates = [self.update()]
        while self.accept(","):
            updates.append(self.update())
        self.close("]", opened)
        return Except(base, tuple(updates), self.since(opened))

    def update(self) -> ExceptUpdate:
        """`![i, j].name = value`."""
        first = self.expect("!", "before what EXCEPT changes")
        path: list[tuple[Expr, ...] | Identifier] = []
        while True:
            at = self.at
            if self.kinds[at] == "[":
                self.at += 1
                path.append(self.items("", []))
                self.close("]", at)
            elif self.kinds[at] == ".":
                self.at += 1
                path.append(self.identifier("a field's name"))
            else:
                break
        if not path:
            raise self.failure("`[` or `.` after `!`")
        self.expect("=", "before the new value")
        return ExceptUpdate(tuple(path), self.expression(), self.since(first))
