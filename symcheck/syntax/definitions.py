"""Definitions, declarations and instances, as LET and modules share them; must not know what surrounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.syntax.ast import (
    FunctionDefinition,
    Identifier,
    Instance,
    ModuleDefinition,
    OperatorDefinition,
    Parameter,
    Recursive,
    Substitution,
)
from symcheck.syntax.brackets import BracketParser
from symcheck.syntax.lexer import identifier
from symcheck.syntax.operators import INFIX, POSTFIX, PREFIX

if TYPE_CHECKING:
    from symcheck.base.span import Span

WITH_TWO = "a definition is written with =="
Definition = OperatorDefinition | FunctionDefinition | ModuleDefinition


class DefinitionParser(BracketParser):
    """`F(x) == e`, `f[x \\in S] == e`, `a + b == e`, `I == INSTANCE M`, `RECURSIVE F(_)`."""

    def definition(self, local: bool, first: int) -> Definition:
        """A definition whose left side stands here; `first` is where it begins, LOCAL included."""
        at = self.at
        kinds = self.kinds
        kind = kinds[at]
        params: tuple[Parameter, ...] = ()
        if kind in PREFIX:
            name, name_span = kind, self.span(at)
            self.at = at + 1
            params = (self.operand(),)
        else:
            head = self.identifier("a definition")
            name, name_span = head.name, head.span
            following = kinds[at + 1]
            if following == "(":
                params = self.parameters()
            elif following == "[":
                return self.function_definition(local, first, head)
            elif following in INFIX and following != "=":
                self.at = at + 2
                params = (Parameter(head.name, 0, head.span), self.operand())
                name, name_span = following, self.span(at + 1)
            elif following in POSTFIX:
                self.at = at + 2
                params = (Parameter(head.name, 0, head.span),)
                name, name_span = following, self.span(at + 1)
        self.equals()
        if kinds[self.at] == "INSTANCE":
            instance = self.instance(False, self.at)
            return ModuleDefinition(name, params, instance, local, self.since(first), name_span)
        body = self.expression()
        return OperatorDefinition(name, params, body, local, self.since(first), name_span)

    def equals(self) -> None:
        if self.kinds[self.at] == "=":
            raise self.failure("`==`", WITH_TWO)
        self.expect("==")

    def operand(self) -> Parameter:
        name = self.identifier("a parameter")
        return Parameter(name.name, 0, name.span)

    def function_definition(self, local: bool, first: int, head: Identifier) -> FunctionDefinition:
        opened = self.at
        self.at += 1
        bounds = self.bounds()
        self.close("]", opened)
        self.equals()
        body = self.expression()
        return FunctionDefinition(head.name, bounds, body, local, self.since(first), head.span)

    def recursive(self) -> Recursive:
        first = self.at
        self.at += 1
        return Recursive(self.declarations("an operator to declare"), self.since(first))

    def declarations(self, what: str) -> tuple[Parameter, ...]:
        """`x, F(_), _ + _`"""
        found = [self.parameter(what)]
        while self.accept(","):
            found.append(self.parameter(what))
        self.no_name_follows()
        return tuple(found)

    def no_name_follows(self) -> None:
        """Fail at a name right after a list of names: the comma is missing."""
        at = self.at
        if self.kinds[at] != "id" or self.columns[at] == 0:
            return
        if self.kinds[at + 1] == "," or not self.first_on_line(at):
            raise self.failure("`,` before another name, or a definition")

    def instance(self, local: bool, first: int) -> Instance:
        self.expect("INSTANCE")
        module = self.identifier("the name of a module")
        substitutions: list[Substitution] = []
        if self.accept("WITH"):
            substitutions.append(self.substitution())
            while self.accept(","):
                substitutions.append(self.substitution())
        return Instance(module, tuple(substitutions), local, self.since(first))

    def substitution(self) -> Substitution:
        at = self.at
        kind = self.kinds[at]
        name = identifier(self.texts[at]) if kind == "id" else kind
        if kind != "id" and kind not in INFIX and kind not in PREFIX and kind not in POSTFIX:
            raise self.failure("the name of a constant or variable of the module")
        self.at = at + 1
        self.expect("<-", f"after {name}")
        value = self.argument()
        span: Span = self.since(at)
        return Substitution(name, value, span)
