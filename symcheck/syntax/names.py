"""Names with their arguments and instance paths, operator arguments, labels; must not know the other forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.syntax.ast import (
    Argument,
    Identifier,
    Label,
    Lambda,
    Name,
    NamePart,
    OperatorSymbol,
    Parameter,
)
from symcheck.syntax.cursor import Cursor
from symcheck.syntax.lexer import identifier
from symcheck.syntax.operators import AS_PREFIX, INFIX, POSTFIX, PREFIX

if TYPE_CHECKING:
    from symcheck.base.diagnostic import SpecError
    from symcheck.syntax.ast import Expr

_SYMBOLS = frozenset(INFIX) | frozenset(PREFIX) | frozenset(POSTFIX)
_SELECTORS = frozenset({"num", "<<", ">>", "@", ":"})
# After a lone symbol these tokens show that it was an argument, not the beginning of an expression.
_AFTER_ARGUMENT = frozenset({",", ")", "eof", "====", "----", "MODULE", "LOCAL", "INSTANCE", "IN", "THEOREM", "ASSUME",
                             "CONSTANT", "VARIABLE", "RECURSIVE", "USE", "HIDE"})  # fmt: skip


class NameParser(Cursor):
    """Names where they are used, and parameters where they are declared."""

    def name(self) -> Expr:
        """`x`, `F(a)`, `I(y)!Op(x)`, `a!1!<<`, `<1>2!1`, or a label `l(x) :: e`."""
        first = self.at
        kinds, columns, limit = self.kinds, self.columns, self.limit
        parts = [self.name_part()]
        while kinds[self.at] == "!" and columns[self.at] > limit:
            self.at += 1
            parts.append(self.name_part(selector=True))
        if kinds[self.at] == "::" and columns[self.at] > limit and len(parts) == 1:
            return self.label(first, parts[0])
        return Name(tuple(parts), self.since(first))

    def name_part(self, selector: bool = False) -> NamePart:
        at = self.at
        kind = self.kinds[at]
        if kind == "id":
            name = identifier(self.texts[at])
        elif kind in _SYMBOLS:
            name = kind
        elif selector and kind == "(":
            return NamePart("()", self.arguments(), self.since(at))
        elif (selector and kind in _SELECTORS) or kind == "step":
            self.at = at + 1
            return NamePart(self.texts[at] if kind in ("num", "step") else kind, (), self.span(at))
        else:
            raise self.failure("a name or a selector after `!`" if selector else "a name")
        self.at = at + 1
        if self.kinds[at + 1] == "(" and self.columns[at + 1] > self.limit:
            return NamePart(name, self.arguments(), self.since(at))
        return NamePart(name, (), self.span(at))

    def label(self, first: int, part: NamePart) -> Label:
        params = []
        for arg in part.args:
            if not isinstance(arg, Name) or len(arg.parts) > 1 or arg.parts[0].args:
                raise self.failure("a label with names only as its parameters")
            params.append(Identifier(arg.parts[0].name, arg.span))
        self.at += 1
        body = self.expression()
        return Label(part.name, tuple(params), body, self.since(first))

    def arguments(self) -> tuple[Argument, ...]:
        """`(a, LAMBDA x : y, +)`, at its opening parenthesis."""
        opened = self.at
        args: list[Argument] = []
        while True:
            self.at += 1
            kind = self.kinds[self.at]
            if kind == "LAMBDA" or kind in _SYMBOLS:
                args.append(self.argument())
            else:
                args.append(self.expression())
            if self.kinds[self.at] != ",":
                break
        self.close(")", opened)
        return tuple(args)

    def argument(self) -> Argument:
        """An expression, an operator symbol alone, or a LAMBDA."""
        at = self.at
        kind = self.kinds[at]
        if kind == "LAMBDA":
            return self.lambda_expression()
        following = self.kinds[at + 1] if kind in _SYMBOLS else ""
        if following and (following in _AFTER_ARGUMENT or self.columns[at + 1] == 0):
            self.at = at + 1
            return OperatorSymbol(kind, self.span(at))
        return self.expression()

    def lambda_expression(self) -> Lambda:
        first = self.at
        self.at += 1
        params = [self.identifier("a parameter")]
        while self.accept(","):
            params.append(self.identifier("a parameter"))
        self.expect(":", "before the body of the LAMBDA")
        body = self.expression()
        return Lambda(tuple(params), body, self.since(first))

    def nonfix(self) -> Expr:
        """An infix or postfix symbol before its arguments, `+(a, b)`; anything else here is no expression."""
        if self.kinds[self.at] in _SYMBOLS and self.kinds[self.at + 1] == "(":
            return self.name()
        raise self.no_expression()

    def no_expression(self) -> SpecError:
        """The error where an expression should begin."""
        at = self.at
        if 0 < self.columns[at] <= self.limit:
            hint = "this stands at or left of the bullet of the list that it would belong to"
            return self.failure("an expression", hint)
        return self.failure("an expression")

    def parameter(self) -> Parameter:
        """`x`, `F(_, _)`, `_ + _`, `-. _`, `_ ^+`."""
        at = self.at
        kinds = self.kinds
        if kinds[at] == "_":
            symbol = kinds[at + 1]
            if symbol in INFIX:
                self.at = at + 2
                self.expect("_")
                return Parameter(symbol, 2, self.since(at))
            if symbol in POSTFIX:
                self.at = at + 2
                return Parameter(symbol, 1, self.since(at))
            self.at = at + 1
            raise self.failure("an operator symbol between `_` and `_`")
        if kinds[at] in AS_PREFIX:
            self.at = at + 1
            self.expect("_")
            return Parameter(AS_PREFIX[kinds[at]].symbol, 1, self.since(at))
        name = self.identifier("a parameter")
        arity = 0
        if kinds[self.at] == "(":
            opened = self.at
            self.at += 1
            self.expect("_")
            arity = 1
            while self.accept(","):
                self.expect("_")
                arity += 1
            self.close(")", opened)
        return Parameter(name.name, arity, self.since(at))

    def parameters(self) -> tuple[Parameter, ...]:
        """`(x, F(_))`, at its opening parenthesis."""
        opened = self.at
        self.at += 1
        params = [self.parameter()]
        while self.accept(","):
            params.append(self.parameter())
        self.close(")", opened)
        return tuple(params)
