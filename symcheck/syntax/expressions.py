"""Expressions: operators by precedence ranges, junction lists by columns, keyword forms; must not know modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.syntax.ast import (
    Application,
    At,
    Bound,
    Case,
    Choose,
    Expr,
    Fairness,
    FieldAccess,
    If,
    Junction,
    Let,
    Name,
    NamePart,
    Number,
    Operation,
    Quantifier,
    Recursive,
    String,
)
from symcheck.syntax.cursor import MAX_NESTING
from symcheck.syntax.definitions import Definition, DefinitionParser
from symcheck.syntax.lexer import Tokens, identifier
from symcheck.syntax.literals import number_value, string_value
from symcheck.syntax.operators import AS_PREFIX, INFIX, POSTFIX, Operator

if TYPE_CHECKING:
    from collections.abc import Callable

_AFTER_OPERAND: dict[str, Operator] = {**INFIX, **POSTFIX}
_NAME_GOES_ON = frozenset({"(", "!", "::"})


class ExpressionParser(DefinitionParser):
    """An operator-precedence parser: one call reads a whole run of operators, brackets and keywords recur."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.beginnings: dict[str, Callable[[], Expr]] = {
            "id": self.name, "step": self.name, "num": self.number, "str": self.string, "@": self.old_value,
            "(": self.parenthesised, "<<": self.tuple_or_action, "{": self.set_form, "[": self.bracket_form,
            "/\\": self.junction, "\\/": self.junction, ".": self.fraction,
            "\\A": self.quantifier, "\\E": self.quantifier, "\\AA": self.quantifier, "\\EE": self.quantifier,
            "CHOOSE": self.choose, "IF": self.if_form, "CASE": self.case_form, "LET": self.let_form,
            "WF_": self.fairness, "SF_": self.fairness,
        }  # fmt: skip

    # ------------------------------------------------------------ operators

    def expression(self) -> Expr:
        entered = self.depth
        self.depth = entered + 1
        if entered >= MAX_NESTING:
            raise self.too_deep()
        kinds, columns, limit = self.kinds, self.columns, self.limit
        beginnings = self.beginnings
        pending: list[tuple[Operator, int]] = []
        operands: list[Expr] = []
        while True:
            at = self.at
            kind = kinds[at]
            if columns[at] <= limit:
                raise self.no_expression()
            if kind == "id" and kinds[at + 1] not in _NAME_GOES_ON:
                start = self.starts[at]
                text = self.texts[at]
                span = Span(self.source, start, start + len(text))
                operand: Expr = Name((NamePart(identifier(text), (), span),), span)
                self.at = at + 1
            elif kind in beginnings:
                operand = beginnings[kind]()
            elif kind in AS_PREFIX:
                pending.append((AS_PREFIX[kind], at))
                self.at = at + 1
                self.depth += 1
                if self.depth > MAX_NESTING:
                    raise self.too_deep()
                continue
            else:
                operand = self.nonfix()
            chained = 0
            while True:
                at = self.at
                kind = kinds[at]
                if columns[at] <= limit:
                    operator = None
                    break
                operator = _AFTER_OPERAND.get(kind)
                if operator is not None:
                    if operator.fixity == "infix":
                        break
                    operand = self.postfix(operand, operator, pending)
                elif kind == "[":
                    operand = self.application(operand)
                elif kind == ".":
                    self.at = at + 1
                    name = self.identifier("a field's name")
                    operand = FieldAccess(operand, name, operand.span.to(name.span))
                else:
                    break
                chained += 1
                if chained > MAX_NESTING:
                    raise self.too_deep()
            operands.append(operand)
            if operator is None:
                while pending:
                    self.reduce(pending, operands)
                self.depth = entered
                return operands[0]
            if pending:
                self.make_room(operator, pending, operands)
            pending.append((operator, at))
            self.at = at + 1

    def make_room(self, right: Operator, pending: list[tuple[Operator, int]], operands: list[Expr]) -> None:
        """Apply every operator that binds tighter than the infix one that stands here."""
        while pending:
            left, index = pending[-1]
            if left.low > right.high or (left is right and left.left_associative):
                self.reduce(pending, operands)
            elif left.high < right.low:
                # `a = ~b = c`: the prefix operator would hide that the two infix ones are in conflict.
                depth = len(pending) - 1
                while left.fixity == "prefix" and depth:
                    depth -= 1
                    left, index = pending[depth]
                if left.fixity == "infix" and not left.high < right.low:
                    raise self.conflict(index)
                return
            else:
                raise self.conflict(index)

    def reduce(self, pending: list[tuple[Operator, int]], operands: list[Expr]) -> None:
        """Apply the last operator to its operands."""
        operator, at = pending.pop()
        start = self.starts[at]
        symbol_span = Span(self.source, start, start + len(self.texts[at]))
        right = operands.pop()
        if operator.fixity == "prefix":
            span = Span(self.source, start, right.span.end)
            operands.append(Operation("prefix", operator.symbol, (right,), span, symbol_span))
        else:
            left = operands.pop()
            span = Span(self.source, left.span.start, right.span.end)
            operands.append(Operation("infix", operator.symbol, (left, right), span, symbol_span))

    def postfix(self, operand: Expr, operator: Operator, pending: list[tuple[Operator, int]]) -> Expr:
        if pending and not pending[-1][0].high < operator.low:
            raise self.conflict(pending[-1][1])
        at = self.at
        self.at = at + 1
        symbol_span = self.span(at)
        return Operation("postfix", operator.symbol, (operand,), operand.span.to(symbol_span), symbol_span)

    def conflict(self, left: int) -> SpecError:
        """The error that the operator at an index and the one that stands here bind equally."""
        line, column = self.source.position(self.starts[left])
        here = self.texts[self.at]
        return SpecError(
            Code.PRECEDENCE,
            f"expected parentheses: `{self.texts[left]}` of line {line}, column {column} and `{here}` found here "
            f"have no order of precedence",
            self.span(self.at),
            "put one of the two into parentheses",
        )

    def application(self, function: Expr) -> Expr:
        opened = self.at
        self.at += 1
        args = self.items("", [])
        self.close("]", opened)
        return Application(function, args, Span(self.source, function.span.start, self.since(opened).end))

    # ------------------------------------------------------------ literals

    def number(self) -> Expr:
        at = self.at
        self.at = at + 1
        span = self.span(at)
        whole, _, fraction = self.texts[at].partition(".")
        return Number(number_value(whole, span), fraction, span)

    def fraction(self) -> Expr:
        """`.5`, which reads as two tokens."""
        at = self.at
        if self.kinds[at + 1] != "num" or not self.adjacent(at) or not self.texts[at + 1].isdigit():
            raise self.no_expression()
        self.at = at + 2
        return Number(0, self.texts[at + 1], self.since(at))

    def string(self) -> Expr:
        at = self.at
        self.at = at + 1
        return String(string_value(self.texts[at]), self.span(at))

    def old_value(self) -> Expr:
        self.at += 1
        return At(self.span(self.at - 1))

    # ------------------------------------------------------------ keyword forms

    def junction(self) -> Expr:
        """A bulleted list: items begin with the same bullet in the same column."""
        first = self.at
        kinds, columns = self.kinds, self.columns
        symbol, column, outer = kinds[first], columns[first], self.limit
        self.limit = column
        items = []
        while kinds[self.at] == symbol and columns[self.at] == column:
            self.at += 1
            items.append(self.expression())
        self.limit = outer
        return Junction(cast('Literal["/\\\\", "\\\\/"]', symbol), tuple(items), self.since(first))

    def quantifier(self) -> Expr:
        first = self.at
        self.at += 1
        bounds = [self.bound(domain_optional=True)]
        while bounds[0].domain is not None and self.accept(","):
            bounds.append(self.bound())
        self.expect(":", "before the body of the quantifier")
        body = self.expression()
        symbol = cast('Literal["\\\\A", "\\\\E", "\\\\AA", "\\\\EE"]', self.kinds[first])
        return Quantifier(symbol, tuple(bounds), body, self.since(first))

    def choose(self) -> Expr:
        first = self.at
        self.at += 1
        bound: Bound = self.bound(domain_optional=True)
        self.expect(":", "before the body of CHOOSE")
        body = self.expression()
        return Choose(bound, body, self.since(first))

    def if_form(self) -> Expr:
        first = self.at
        self.at += 1
        condition = self.expression()
        self.expect("THEN")
        then = self.expression()
        self.expect("ELSE")
        otherwise = self.expression()
        return If(condition, then, otherwise, self.since(first))

    def case_form(self) -> Expr:
        first = self.at
        kinds = self.kinds
        arms: list[tuple[Expr, Expr]] = []
        other = None
        while True:
            self.at += 1
            if kinds[self.at] == "OTHER" and arms:
                self.at += 1
                self.expect("->", "after OTHER")
                other = self.expression()
                break
            guard = self.expression()
            self.expect("->", "between a case and its value")
            arms.append((guard, self.expression()))
            if kinds[self.at] != "[]" or self.columns[self.at] <= self.limit:
                break
        return Case(tuple(arms), other, self.since(first))

    def let_form(self) -> Expr:
        first = self.at
        kinds = self.kinds
        self.at += 1
        definitions: list[Definition | Recursive] = []
        while True:
            if kinds[self.at] == "RECURSIVE":
                definitions.append(self.recursive())
            elif self.columns[self.at] == 0 and kinds[self.at] != "eof":
                definitions.append(self.definition(False, self.at))
            elif kinds[self.at] == "IN" and definitions:
                break
            else:
                raise self.failure("a definition or IN" if definitions else "a definition")
        self.at += 1
        body = self.expression()
        return Let(tuple(definitions), body, self.since(first))

    def fairness(self) -> Expr:
        """`WF_v(A)`: where the subscript reads as `v(A)`, its last argument is the action."""
        first = self.at
        self.at += 1
        subscript = self.subscript()
        if self.kinds[self.at] == "(":
            opened = self.at
            self.at += 1
            action = self.expression()
            self.close(")", opened)
        elif isinstance(subscript, Name) and len(subscript.parts[-1].args) == 1:
            last = subscript.parts[-1]
            action = cast("Expr", last.args[0])
            bare = Span(self.source, last.span.start, last.span.start + len(last.name))
            parts = (*subscript.parts[:-1], NamePart(last.name, (), bare))
            subscript = Name(parts, Span(self.source, subscript.span.start, bare.end))
        else:
            raise self.failure("`(` and the action")
        return Fairness(self.kinds[first] == "SF_", subscript, action, self.since(first))

