"""The forms with keywords, quantifiers and junction lists; must not know operators or modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from symcheck.base.span import Span
from symcheck.syntax.ast import (
    Bound,
    Case,
    Choose,
    Fairness,
    If,
    Junction,
    Lambda,
    Let,
    Name,
    NamePart,
    OperatorSymbol,
    Quantifier,
    Recursive,
)
from symcheck.syntax.definitions import WITH_TWO, Definition, DefinitionParser

if TYPE_CHECKING:
    from symcheck.syntax.ast import Expr


class FormParser(DefinitionParser):
    """What begins with a keyword, a quantifier or a bullet, and goes on as far as it can."""

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
        self.expect("ELSE", hint="every IF has an ELSE: IF P THEN a ELSE b")
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
                hint = WITH_TWO if self.kinds[self.at : self.at + 2] == ["id", "="] else ""
                raise self.failure("a definition or IN" if definitions else "a definition", hint)
        self.at += 1
        body = self.expression()
        return Let(tuple(definitions), body, self.since(first))

    def fairness(self) -> Expr:
        """`WF_v(A)`: where the subscript reads as `v(A)`, its last argument is the action."""
        first = self.at
        self.at += 1
        subscript = self.name() if self.kinds[self.at] == "id" else self.subscript()
        if self.kinds[self.at] == "(":
            opened = self.at
            self.at += 1
            action = self.expression()
            self.close(")", opened)
        elif isinstance(subscript, Name) and len(subscript.parts[-1].args) == 1:
            last = subscript.parts[-1]
            argument = last.args[0]
            if isinstance(argument, Lambda | OperatorSymbol):
                raise self.failure("an action in the parentheses")
            action = argument
            bare = Span(self.source, last.span.start, last.span.start + len(last.name))
            parts = (*subscript.parts[:-1], NamePart(last.name, (), bare))
            subscript = Name(parts, Span(self.source, subscript.span.start, bare.end))
        else:
            raise self.failure("`(` and the action")
        return Fairness(self.kinds[first] == "SF_", subscript, action, self.since(first))

