"""Expressions: operators by precedence ranges, application; must not know modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.syntax.ast import Application, At, Expr, FieldAccess, Name, NamePart, Number, Operation, String
from symcheck.syntax.cursor import FOREIGN_CONNECTIVES, MAX_NESTING
from symcheck.syntax.forms import FormParser
from symcheck.syntax.lexer import Tokens, identifier
from symcheck.syntax.literals import number_value, string_value
from symcheck.syntax.operators import AS_PREFIX, INFIX, POSTFIX, Operator

if TYPE_CHECKING:
    from collections.abc import Callable

_AFTER_OPERAND: dict[str, Operator] = {**INFIX, **POSTFIX}
_NAME_GOES_ON = frozenset({"(", "!", "::"})


class ExpressionParser(FormParser):
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
        hint = "put one of the two into parentheses"
        if self.kinds[left] in ("/\\", "\\/") and self.first_on_line(left):
            hint += ", or align the bullet with the list that it belongs to"
        elif self.kinds[left] == "=":
            foreign = filter(None, map(FOREIGN_CONNECTIVES.get, self.texts[left : self.at]))
            hint = next(foreign, hint)
        return SpecError(
            Code.PRECEDENCE,
            f"expected parentheses: `{self.texts[left]}` of line {line}, column {column} and `{here}` found here "
            f"have no order of precedence",
            self.span(self.at),
            hint,
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
