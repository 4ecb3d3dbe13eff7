from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.syntax import ast, parse_expression
from symcheck.syntax.cursor import MAX_NESTING
from tests.unit.syntax.shapes import Shape, shape


def parsed(text: str) -> Shape:
    return shape(parse_expression(text))


def names(*words: str) -> list[Shape]:
    return [["id", word] for word in words]


A, B, C, D = names("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c", ["infix", "+", A, ["infix", "*", B, C]]),
        ("a - b + c", ["infix", "+", ["infix", "-", A, B], C]),
        ("a + b - c", ["infix", "+", A, ["infix", "-", B, C]]),
        ("a /\\ b => c \\/ d", ["infix", "=>", ["infix", "/\\", A, B], ["infix", "\\/", C, D]]),
        ("~a = b", ["prefix", "~", ["infix", "=", A, B]]),
        ("a = ~b", ["infix", "=", A, ["prefix", "~", B]]),
        ("a = ~b /\\ c", ["infix", "/\\", ["infix", "=", A, ["prefix", "~", B]], C]),
        ("-a ^ b", ["prefix", "-.", ["infix", "^", A, B]]),
        ("-a - b", ["infix", "-", ["prefix", "-.", A], B]),
        ("a * -b", ["infix", "*", A, ["prefix", "-.", B]]),
        ("a'[b].c'", ["postfix", "'", ["rcdcomp", ["fcnappl", ["postfix", "'", A], [B]], "c"]]),
        ("a.b[c][d]", ["fcnappl", ["fcnappl", ["rcdcomp", A, "b"], [C]], [D]]),
        ("DOMAIN a \\cup b", ["infix", "\\cup", ["prefix", "DOMAIN", A], B]),
        ("a :> b @@ c :> d", ["infix", "@@", ["infix", ":>", A, B], ["infix", ":>", C, D]]),
        ("[]<>a ~> b", ["infix", "~>", ["prefix", "[]", ["prefix", "<>", A]], B]),
        ("+(a, b)", ["opapp", "+", [A, B]]),
        (".5 + 1.25", ["infix", "+", ["num", ".5"], ["num", "1.25"]]),
        ("a ≠ b", ["infix", "/=", A, B]),
    ],
)
def test_grouping(text: str, expected: Shape) -> None:
    assert parsed(text) == expected


@pytest.mark.parametrize(
    "text",
    ["a => b => c", "a /\\ b \\/ c", "a \\cup b \\cap c", "a = b = c", "a = ~b = c", "a \\div b * c", "[]a'"],
)
def test_operators_without_order_are_in_conflict(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(text)
    (found,) = caught.value.diagnostics
    assert found.code is Code.PRECEDENCE
    assert "parentheses" in found.message
    assert found.span is not None
    assert found.span.start > 0


def test_a_conflict_at_a_misaligned_bullet_hints_at_it() -> None:
    with pytest.raises(SpecError, match="align the bullet"):
        parse_expression("  /\\ a\n /\\ b \\/ c")


@pytest.mark.parametrize(("text", "hint"), [("x = 1 && y = 2", "conjunction"), ("x = 1 || y = 2", "disjunction")])
def test_a_conflict_around_a_connective_of_other_languages_hints_at_it(text: str, hint: str) -> None:
    with pytest.raises(SpecError, match=f"{hint} is written"):
        parse_expression(text)


def test_spans() -> None:
    text = "x + f[a](* *)  ' /\\ (y)"
    expr = parse_expression(text)
    assert isinstance(expr, ast.Operation)
    assert (expr.span.text, expr.symbol_span.text) == (text, "/\\")
    left, right = expr.operands
    assert (left.span.text, right.span.text) == ("x + f[a](* *)  '", "(y)")
    assert isinstance(left, ast.Operation)
    assert isinstance(left.operands[1], ast.Operation)
    assert left.operands[1].operands[0].span.text == "f[a]"


def test_numbers_and_strings_have_their_values() -> None:
    items = parse_expression(r'<<\b101, \hFF, 3.14, .5, "a\"\\b">>')
    assert isinstance(items, ast.TupleExpr)
    assert [(item.value, item.fraction) for item in items.items[:4] if isinstance(item, ast.Number)] == [
        (5, ""), (255, ""), (3, "14"), (0, "5"),
    ]  # fmt: skip
    assert isinstance(items.items[4], ast.String)
    assert items.items[4].text == 'a"\\b'


@pytest.mark.parametrize("symbol", ["+", "/\\", "\\/", "@@", "\\cup", "\\o"])
def test_long_chains_are_no_nesting(symbol: str) -> None:
    expr: ast.Expr = parse_expression(f" {symbol} ".join(["x"] * 8000))
    length = 1
    while isinstance(expr, ast.Operation):
        assert expr.symbol == symbol
        expr = expr.operands[0]
        length += 1
    assert length == 8000


NESTED = {
    "parentheses": ("(", "1", ")"),
    "bullets": ("/\\ ", "1", ""),
    "mixed bullets": ("/\\ \\/ ", "1", ""),
    "negations": ("~", "TRUE", ""),
    "minuses": ("- ", "1", ""),
    "sets": ("{", "", "}"),
    "tuples": ("<<", "", ">>"),
    "else": ("IF a THEN b ELSE ", "1", ""),
    "conditions": ("IF ", "a", " THEN b ELSE c"),
    "let bodies": ("LET x == 1 IN ", "x", ""),
    "let definitions": ("LET x == ", "1", " IN x"),
    "cases": ("CASE a -> ", "1", ""),
    "quantifiers": ("\\A x \\in S : ", "x", ""),
    "domains": ("\\A x \\in ", "S", " : x"),
    "choices": ("CHOOSE x : ", "x", ""),
    "calls": ("F(", "1", ")"),
    "lambdas": ("F(LAMBDA x : ", "1", ")"),
    "applications": ("f[", "1", "]"),
    "set maps": ("{x : x \\in ", "S", "}"),
    "set filters": ("{x \\in S : ", "x", "}"),
    "functions": ("[x \\in S |-> ", "x", "]"),
    "records": ("[a |-> ", "1", "]"),
    "implications": ("(a => ", "1", ")"),
    "actions": ("[", "a", "]_v"),
    "labels": ("l :: ", "a", ""),
}


@pytest.mark.parametrize(("opening", "inner", "closing"), NESTED.values(), ids=NESTED)
def test_hundred_levels_parse(opening: str, inner: str, closing: str) -> None:
    parse_expression(opening * 100 + inner + closing * 100)


@pytest.mark.parametrize("name", ["parentheses", "bullets", "negations", "sets", "else", "quantifiers", "calls"])
def test_two_hundred_levels_of_the_usual_forms_parse(name: str) -> None:
    opening, inner, closing = NESTED[name]
    parse_expression(opening * 200 + inner + closing * 200)


@pytest.mark.parametrize(("opening", "inner", "closing"), NESTED.values(), ids=NESTED)
def test_ten_thousand_levels_are_an_error(opening: str, inner: str, closing: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(opening * 10_000 + inner + closing * 10_000)
    assert caught.value.code is Code.NESTING
    assert str(MAX_NESTING) in str(caught.value)


@pytest.mark.parametrize("link", ["[1]", ".a", "'"])
def test_ten_thousand_links_are_an_error(link: str) -> None:
    parse_expression("f" + link * 200)
    with pytest.raises(SpecError) as caught:
        parse_expression("f" + link * 10_000)
    assert caught.value.code is Code.NESTING


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a +", "expected an expression, found the end of the text", 3),
        ("a b", "expected an operator or the end of the expression, found `b`", 2),
        ("", "expected an expression, found the end of the text", 0),
        ("f[]", "expected an operator or the end of the expression, found `[]`", 1),
        ("a.1", "expected a field's name, found `1`", 2),
        ("a != b", "expected an operator, found `!`", 2),
        ("x = LAMBDA y : y", "expected an expression, found `LAMBDA`", 4),
    ],
)
def test_errors(text: str, message: str, place: int) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(text)
    (found,) = caught.value.diagnostics
    assert (found.message, found.span.start if found.span else None) == (message, place)
