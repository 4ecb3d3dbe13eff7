"""What number and string literals stand for; must not know where they are written."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span

MOST_DIGITS = 4000
_BASES = {"b": 2, "o": 8, "h": 16}
_ESCAPES = {'"': '"', "\\": "\\", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def number_value(text: str, span: Span, code: Code = Code.SYNTAX) -> int:
    """`12`, `\\b1010`, `\\o17`, `\\hFF`. Raises SpecError for more digits than Python reads and prints."""
    if len(text) > MOST_DIGITS:
        raise SpecError(code, f"expected a number of at most {MOST_DIGITS} digits, found {len(text)}", span)
    return int(text[2:], _BASES[text[1].lower()]) if text[0] == "\\" else int(text)


def string_value(literal: str) -> str:
    """The text of a literal, quotes and escapes undone."""
    text = literal[1:-1]
    if "\\" not in text:
        return text
    first, *rest = text.split("\\")
    pieces = [first]
    index = 0
    while index < len(rest):
        piece = rest[index]
        if piece:
            pieces += [_ESCAPES[piece[0]], piece[1:]]
        else:
            # An escaped backslash splits into an empty piece and what follows it.
            index += 1
            pieces += ["\\", rest[index]]
        index += 1
    return "".join(pieces)
