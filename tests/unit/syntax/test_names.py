from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import ast, parse_expression
from tests.unit.syntax.shapes import Shape, shape

A, B, X = (["id", word] for word in "abx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("F(a, b)", ["opapp", "F", [A, B]]),
        ("F (a)", ["opapp", "F", [A]]),
        ("F(LAMBDA x, y : x, +, ~, -., \\/, ')",
         ["opapp", "F", [["lambda", ["x", "y"], X], *(["opref", s] for s in ("+", "~", "-.", "\\/", "'"))]]),
        ("F( - )", ["opapp", "F", [["opref", "-"]]]),
        ("F(-a, ~a)", ["opapp", "F", [["prefix", "-.", A], ["prefix", "~", A]]]),
        ("M!N(a)!F(b)", ["opapp", ["M", None, "N", [A], "F"], [B]]),
        ("M!+(a, b)", ["opapp", ["M", None, "+"], [A, B]]),
        ("M!\\cup", ["id", ["M", None, "\\cup"], None]),
        ("a!1!2", ["id", ["a", None, "1", None, "2"], None]),
        ("a!<<!>>!@!:", ["id", ["a", None, "<<", None, ">>", None, "@", None, ":"], None]),
        ("a!(b)!1", ["id", ["a", None, "()", [B], "1"], None]),
        ("a!!b", ["infix", "!!", A, B]),
        ("<1>2!1", ["id", ["<1>2", None, "1"], None]),
        ("l(x) :: a + b", ["label", "l", [X], ["infix", "+", A, B]]),
        ("l :: a", ["label", "l", None, A]),
        ("ℕ", ["id", "Nat"]),
    ],
)  # fmt: skip
def test_shapes(text: str, expected: Shape) -> None:
    assert shape(parse_expression(text)) == expected


def test_spans_of_parts() -> None:
    expr = parse_expression(" M(a) ! F(b)")
    assert isinstance(expr, ast.Name)
    assert [part.span.text for part in expr.parts] == ["M(a)", "F(b)"]
    assert expr.span.text == "M(a) ! F(b)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("F(a", "expected `)` to close the `(` of line 1, column 2, found the end of the text"),
        ("F(a,)", "expected an expression, found `)`"),
        ("F()", "expected an expression, found `)`"),
        ("F(LAMBDA : x)", "expected a parameter, found `:`"),
        ("F(LAMBDA x x)", "expected `:` before the body of the LAMBDA, found `x`"),
        ("M!", "expected a name or a selector after `!`, found the end of the text"),
        ("l(a + b) :: a", "expected a label with names only as its parameters, found `::`"),
        ("F(+)", "expected an expression, found the end of the text"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(text)
    assert caught.value.diagnostics[0].message == message
