"""Names with their arguments and instance paths, operator arguments, labels; must not know the other forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.syntax.ast import Argument, Identifier, Label, Lambda, Name, NamePart, OperatorSymbol, Parameter
from symcheck.syntax.cursor import Cursor
from symcheck.syntax.lexer import identifier
from symcheck.syntax.operators import AS_PREFIX, INFIX, POSTFIX, PREFIX

if TYPE_CHECKING:
    from symcheck.base.diagnostic import SpecError
    from symcheck.syntax.ast import Expr

_SYMBOLS = frozenset(INFIX) | frozenset(PREFIX) | frozenset(POSTFIX)
_SELECTORS = frozenset({"<<", ">>", "@", ":"})
_TAKES_ARGUMENTS = _SYMBOLS | {"id"}
# After a lone symbol these tokens show that it was an argument, not the beginning of an expression.
_AFTER_ARGUMENT = frozenset(
    {",", ")", "eof", "====", "----", "---- MODULE", "LOCAL", "INSTANCE", "IN", "THEOREM", "ASSUME", "CONSTANT",
     "VARIABLE", "RECURSIVE", "USE", "HIDE"}
)  # fmt: skip


class NameParser(Cursor):
    """Names where they are used, and parameters where they are declared."""

    def name(self) -> Expr:
        """`x`, `F(a)`, `I(y)!Op(x)`, `a!1!<<`, `<1>2!1`, or a label `l(x) :: e`.

        Arguments are read here and not in a method of their own, so that nested calls cost few frames of the stack.
        """
        first = self.at
        kinds, columns, limit = self.kinds, self.columns, self.limit
        parts: list[NamePart] = []
        while True:
            begun = opened = self.at
            name = self.part_name(bool(parts))
            if name == "()" or (kinds[begun] in _TAKES_ARGUMENTS and kinds[self.at] == "("):
                opened = self.at
            args: list[Argument] = []
            if kinds[opened] == "(" and columns[opened] > limit:
                while True:
                    self.at += 1
                    kind = kinds[self.at]
                    if kind == "LAMBDA":
                        at = self.at
                        params = self.lambda_parameters()
                        args.append(Lambda(params, self.expression(), self.since(at)))
                    elif kind in _SYMBOLS and self.stands_alone():
                        args.append(self.operator_symbol())
                    else:
                        args.append(self.expression())
                    if kinds[self.at] != ",":
                        break
                self.close(")", opened)
            parts.append(NamePart(name, tuple(args), self.since(begun)))
            if kinds[self.at] != "!" or columns[self.at] <= limit:
                break
            self.at += 1
        if kinds[self.at] == "::" and columns[self.at] > limit and len(parts) == 1:
            params = self.label_parameters(parts[0])
            self.at += 1
            body = self.expression()
            return Label(parts[0].name, params, body, self.since(first))
        return Name(tuple(parts), self.since(first))

    def part_name(self, selector: bool) -> str:
        """The name of one part of a name; after a `!` also a selector, of which `()` is left to be read."""
        at = self.at
        kind = self.kinds[at]
        self.at = at + 1
        if kind == "id":
            return identifier(self.texts[at])
        if kind in _SYMBOLS and (kind != "=" or not selector or self.kinds[self.at] == "("):
            return kind
        if kind == "=":
            self.at = at - 1
            raise self.failure("an operator")
        if kind == "step" or (selector and kind == "num"):
            return self.texts[at]
        if selector and kind in _SELECTORS:
            return kind
        self.at = at
        if selector and kind == "(":
            return "()"
        raise self.failure("a name or a selector after `!`" if selector else "a name")

    def label_parameters(self, part: NamePart) -> tuple[Identifier, ...]:
        params = []
        for arg in part.args:
            if not isinstance(arg, Name) or len(arg.parts) > 1 or arg.parts[0].args:
                raise self.failure("a label with names only as its parameters")
            params.append(Identifier(arg.parts[0].name, arg.span))
        return tuple(params)

    # ------------------------------------------------------------ operators as arguments

    def argument(self) -> Argument:
        """An expression, an operator symbol alone, or a LAMBDA."""
        at = self.at
        kind = self.kinds[at]
        if kind == "LAMBDA":
            params = self.lambda_parameters()
            return Lambda(params, self.expression(), self.since(at))
        if kind in _SYMBOLS and self.stands_alone():
            return self.operator_symbol()
        return self.expression()

    def stands_alone(self) -> bool:
        """Whether the symbol here is an argument of its own, not the beginning of an expression."""
        following = self.at + 1
        return self.kinds[following] in _AFTER_ARGUMENT or self.columns[following] == 0

    def operator_symbol(self) -> OperatorSymbol:
        self.at += 1
        return OperatorSymbol(self.kinds[self.at - 1], self.span(self.at - 1))

    def lambda_parameters(self) -> tuple[Identifier, ...]:
        """`LAMBDA x, y :`"""
        self.at += 1
        params = [self.identifier("a parameter")]
        while self.accept(","):
            params.append(self.identifier("a parameter"))
        self.expect(":", "before the body of the LAMBDA")
        return tuple(params)

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

    def parameter(self, what: str = "a parameter") -> Parameter:
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
        name = self.identifier(what)
        arity = 0
        if kinds[self.at] == "(":
            opened = self.at
            self.at += 1
            self.expect("_", "for each parameter")
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
        if self.kinds[self.at] == ")":
            raise self.failure("a parameter", "a definition without parameters has no parentheses")
        params = [self.parameter()]
        while self.accept(","):
            params.append(self.parameter())
        self.close(")", opened)
        return tuple(params)
