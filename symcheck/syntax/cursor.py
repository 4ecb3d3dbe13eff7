"""A place in the token list, and how to say what was expected there; must not know the grammar of anything."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.base.span import Span
from symcheck.syntax.ast import Identifier
from symcheck.syntax.lexer import KEYWORDS, KINDS, Tokens, identifier, shorten

if TYPE_CHECKING:
    from symcheck.syntax.ast import Expr

MAX_NESTING = 256
"""How deep expressions may nest (chains of one left-associative operator aside)."""

_MISTAKES = {
    "==": "equality is written with one =",
    "->": "a function's value is written after |->",
    "LAMBDA": "LAMBDA may stand only where an operator is expected as an argument",
    "<>": "inequality is written # or /=; <> is a temporal operator",
    "<-": "write `< -` with a space to compare with a negative number",
    "step": "write `< 1 >` with spaces to compare: <1> names a step of a proof",
}
_FOREIGN_WORDS = {
    "and": r"conjunction is written /\ ", "or": r"disjunction is written \/", "not": "negation is written ~",
    "in": r"membership is written \in", "union": r"union is written \cup or \union",
    "intersect": r"intersection is written \cap or \intersect", "div": r"integer division is written \div",
    "mod": "the remainder is written %", "forall": r"the universal quantifier is written \A",
    "exists": r"the existential quantifier is written \E", "implies": "implication is written =>",
}  # fmt: skip

FOREIGN_CONNECTIVES = {"&&": "conjunction is written /\\", "||": "disjunction is written \\/"}
"""What parses all the same, as operators that a specification may define."""

_FOREIGN_BEGINNINGS = {"not": "negation is written ~", "if": "write IF … THEN … ELSE …", "let": "write LET … IN …"}


class Cursor(ABC):
    """Reads tokens one by one. `limit` is the column of the innermost junction bullet, 0 outside all of them."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.source = tokens.source
        self.kinds = tokens.kinds
        self.texts = tokens.texts
        self.starts = tokens.starts
        self.columns = tokens.columns
        self.at = 0
        self.limit = 0
        self.depth = 0

    @abstractmethod
    def expression(self) -> Expr:
        """The longest expression here."""

    # ------------------------------------------------------------ places

    def span(self, index: int) -> Span:
        """Where one token stands."""
        start = self.starts[index]
        return Span(self.source, start, start + len(self.texts[index]))

    def since(self, index: int) -> Span:
        """From a token to the last one read."""
        last = self.at - 1
        return Span(self.source, self.starts[index], self.starts[last] + len(self.texts[last]))

    # ------------------------------------------------------------ reading

    def accept(self, kind: str) -> bool:
        """Read a token of this kind if it stands here."""
        if self.kinds[self.at] == kind:
            self.at += 1
            return True
        return False

    def expect(self, kind: str, why: str = "", hint: str = "") -> int:
        """Read a token of this kind, or fail; returns its index."""
        at = self.at
        if self.kinds[at] != kind:
            raise self.failure(f"`{kind}`{f' {why}' if why else ''}", hint)
        self.at = at + 1
        return at

    def close(self, kind: str, opened: int) -> None:
        """Read what closes the bracket at an index."""
        if self.kinds[self.at] != kind:
            line, column = self.source.position(self.starts[opened])
            raise self.failure(f"`{kind}` to close the `{self.texts[opened]}` of line {line}, column {column}")
        self.at += 1

    def identifier(self, what: str = "an identifier") -> Identifier:
        """Read a name where it is declared."""
        at = self.at
        if self.kinds[at] != "id":
            hint = f"{self.texts[at]} is a reserved word" if self.texts[at] in KEYWORDS else ""
            raise self.failure(what, hint)
        self.at = at + 1
        return Identifier(identifier(self.texts[at]), self.span(at))

    # ------------------------------------------------------------ failing

    def failure(self, expected: str, hint: str = "") -> SpecError:
        """The error that says what was expected and what stands here instead."""
        at = self.at
        return SpecError(
            Code.SYNTAX, f"expected {expected}, found {self.found()}", self.span(at), hint or self.hint_here()
        )

    def found(self) -> str:
        """What stands here, for a message."""
        at = self.at
        kind = self.kinds[at]
        if kind == "eof":
            return "the end of the text"
        if kind == "====":
            return "the end of the module"
        if self.columns[at] == 0:
            return f"the start of the definition `{self._left_side(at)}`"
        text = self.texts[at].strip()
        return f"`{shorten(text)}`"

    def _left_side(self, at: int) -> str:
        stop = self.kinds.index("==", at)
        text = self.source.text[self.starts[at] : self.starts[stop] + len(self.texts[stop])]
        text = " ".join(text[:60].split())
        return shorten(text)

    def hint_here(self) -> str:
        """A hint on a slip that is easy to make, judged by the tokens near this one."""
        at = self.at
        for index in range(at, max(at - 3, -1), -1):
            if index in self.tokens.split:
                return self.split_hint(index)
        kind, text = self.kinds[at], self.texts[at]
        if kind == "!":
            unequal = self.kinds[at + 1] == "=" and self.adjacent(at)
            return "inequality is written # or /=" if unequal else "negation is written ~"
        if kind == "," and self.kinds[max(at - 2, 0)] == "UNCHANGED":
            return "several variables are a tuple: UNCHANGED <<x, y>>"
        if kind == "'":
            return 'strings are written "…"; \' primes a variable'
        if at and self.kinds[at - 1] == "id" and self.texts[at - 1] in _FOREIGN_BEGINNINGS:
            return _FOREIGN_BEGINNINGS[self.texts[at - 1]]
        if self.columns[at] == 0 and kind != "eof":
            # Right behind another token of its line this is an equality meant, not a definition begun.
            if self.first_on_line(at):
                return ""
            if self.kinds[at + 1] != "==":
                return _MISTAKES["=="] if self.line(at) == self.line(self.kinds.index("==", at)) else ""
            short_end = self.first_on_line(at + 1) and self.kinds[at + 2] == "=" and self.adjacent(at + 1)
            return "a module ends with at least four =" if short_end else _MISTAKES["=="]
        if kind == "id":
            if text.lower() in _FOREIGN_WORDS:
                return _FOREIGN_WORDS[text.lower()]
            return nearest(text, KEYWORDS) if text.isupper() else ""
        return _MISTAKES.get(kind, "")

    def split_hint(self, index: int) -> str:
        """A hint on a backslash word that is no operator, of which only the beginning was read as one."""
        whole = self.texts[index] + (self.texts[index + 1] if self.adjacent(index) else "")
        if whole[1:] in _FOREIGN_WORDS:
            return _FOREIGN_WORDS[whole[1:]]
        words = [word for word in KINDS if word[0] == "\\" and len(word) > 1]
        return nearest(whole, words) or f"there is no operator {whole}"

    def line(self, index: int) -> int:
        return self.source.position(self.starts[index])[0]

    def first_on_line(self, index: int) -> bool:
        return index == 0 or self.line(index - 1) < self.line(index)

    def adjacent(self, index: int) -> bool:
        """Whether the next token follows this one without a blank."""
        return self.starts[index] + len(self.texts[index]) == self.starts[index + 1]

    def too_deep(self) -> SpecError:
        return SpecError(
            Code.NESTING,
            f"expected at most {MAX_NESTING} levels of nesting, found more",
            self.span(self.at),
            "name the inner parts by definitions of their own",
        )
