from __future__ import annotations

import pytest

from symcheck.base.span import Source
from symcheck.syntax.layout import mark_definitions
from symcheck.syntax.lexer import tokenize


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a == 1 b == 2", ["a", "b"]),
        ("a == b c(x, F(_)) == 2", ["a", "c"]),
        ("a == b f[x \\in S, y \\in T[1]] == 2", ["a", "f"]),
        ("a == b x (+) y == 2", ["a", "x"]),
        ("a == b -. x == 2", ["a", "-."]),
        ("a == b x ^+ == 2", ["a", "x"]),
        ("a == ~ b == 2", ["a", "b"]),
        ("== == a", []),
        (") == ] ==", []),
        ("(a) ==", []),
        ("a(b == ) ==", ["b"]),
        ("f[x \\in (LET y == 1 z == 2 IN {y, z})] == 3", ["f", "y", "z"]),
    ],
)
def test_the_first_token_of_each_definition_has_column_zero(text: str, marked: list[str]) -> None:
    tokens = tokenize(Source("<test>", text), module=False)
    mark_definitions(tokens)
    found = [word for word, column in zip(tokens.texts, tokens.columns, strict=True) if column == 0]
    assert found == [*marked, ""]
