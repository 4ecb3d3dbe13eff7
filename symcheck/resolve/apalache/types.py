"""Apalache's type annotations, as far as they say from which set a generator takes its value; must not know what
becomes of that set.

Source: Apalache's manual, "Type annotations" (grammar of Type System 1.2; records in brackets are those of 1.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.base.span import Span
from symcheck.core.expr import Apply, Argument, Expr, Literal, Variable
from symcheck.core.ops import Op
from symcheck.value import BOOLEAN, String

# the annotation that ends where a declared name stands, but for ends of comments and the keyword
_BEFORE = re.compile(r"@type:([^;@]*);[\s*)\\(]*(?:(?:VARIABLES?|CONSTANTS?)\b[\s\\*()]*)?$")
_ALIAS = re.compile(r"@typeAlias:\s*(\w+)\s*=([^;@]*);")
_TOKEN = re.compile(r"\s*(->|<<|>>|[A-Za-z_$][\w$]*|[(){}\[\],:])")
_SCALARS = {"Int": Op.INT, "Str": Op.STRING}


@dataclass(frozen=True, slots=True)
class Collection:
    """A set ("Set") or a sequence ("Seq") of elements that are in `elements`."""

    kind: str
    elements: Expr


def annotated(variable: Variable, span: Span) -> Expr | Collection | None:
    """The values of the type that stands before the declaration of a variable, as an expression at `span`; None where
    there is none, or where it is one of those whose values are not an element each of some set without limits: sets,
    sequences and functions inside of others, and types that are named and no alias of the same file."""
    text = variable.span.source.text
    found = _BEFORE.search(text, 0, variable.span.start)
    if found is None:
        return None
    try:
        aliases = dict(_ALIAS.findall(text))
        return _Parser(_tokens(found.group(1), aliases), span).whole()
    except (IndexError, ValueError):
        return None


def _tokens(text: str, aliases: Mapping[str, str]) -> list[str]:
    """The tokens of a type, with those of its aliases in their places: `$name`, or NAME in capitals as in 1.0. An alias
    inside of itself stays as it is. Raises ValueError for what is no token."""
    text = re.sub(r"\\\*", " ", text)  # an annotation may go over several lines
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError(text)
    found: list[str] = []
    for token, then in zip(tokens, (*tokens[1:], ""), strict=True):
        name = token[1:] if token.startswith("$") else token if token.isupper() and then != ":" else None
        if name is None or name not in aliases:
            found.append(token)
        else:
            others = {other: written for other, written in aliases.items() if other != name}
            found += _tokens(aliases[name], others)
    return found


class _Parser:
    """Raises IndexError or ValueError for what it does not read."""

    def __init__(self, tokens: list[str], span: Span) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0
        self._span = span

    def whole(self) -> Expr | Collection:
        if self._tokens[0] in ("Set", "Seq"):
            kind = self._next()
            self._expect("(")
            found: Expr | Collection = Collection(kind, self._type())
            self._expect(")")
        else:
            found = self._type()
        self._expect("")
        return found

    def _type(self) -> Expr:
        token = self._next()
        match token:
            case "Bool":
                return Literal(BOOLEAN, self._span)
            case "Int" | "Str":
                return Apply(_SCALARS[token], (), self._span)
            case "(":
                found = self._type()
                self._expect(")")
                return found
            case "{":
                return Apply(Op.RECORD_SET, tuple(self._fields("}")), self._span)
            case "[":
                return Apply(Op.RECORD_SET, tuple(self._fields("]")), self._span)
            case "<<":
                parts: list[Argument] = [self._type()]
                while self._next_of((",", ">>")) == ",":
                    parts.append(self._type())
                return Apply(Op.PRODUCT, tuple(parts), self._span)
            case _:
                raise ValueError(token)

    def _fields(self, closing: str) -> list[Argument]:
        found: list[Argument] = []
        end = ","
        while end == ",":
            found.append(Literal(String(self._next()), self._span))
            self._expect(":")
            found.append(self._type())
            end = self._next_of((",", closing))
        return found

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_of(self, wanted: tuple[str, ...]) -> str:
        found = self._next()
        if found not in wanted:
            raise ValueError(found)
        return found

    def _expect(self, token: str) -> None:
        self._next_of((token,))
