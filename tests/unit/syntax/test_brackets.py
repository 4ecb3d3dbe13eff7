from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import ast, parse_expression
from tests.unit.syntax.shapes import Shape, shape

A, B, C, S, T, X = (["id", word] for word in ("a", "b", "c", "S", "T", "x"))
IN_S = ["qbound", ["ids", ["x"]], S]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", ["setenum", []]),
        ("{x \\in S, a}", ["setenum", [["infix", "\\in", X, S], A]]),
        ("{x \\in S : a}", ["setfilter", IN_S, A]),
        ("{<<x, y>> \\in S : a}", ["setfilter", ["qbound", ["tuple", ["x", "y"]], S], A]),
        ("{x : x \\in S, y, z \\in T}", ["setmap", X, [IN_S, ["qbound", ["ids", ["y", "z"]], T]]]),
        ("{(x \\in S) : x \\in S}", ["setmap", ["infix", "\\in", X, S], [IN_S]]),
        ("[x \\in S |-> a]", ["fcnconst", [IN_S], A]),
        ("[x, y \\in S, <<z, w>> \\in T |-> a]",
         ["fcnconst", [["qbound", ["ids", ["x", "y"]], S], ["qbound", ["tuple", ["z", "w"]], T]], A]),
        ("[x \\in S, y \\in T |-> a]", ["fcnconst", [IN_S, ["qbound", ["ids", ["y"]], T]], A]),
        ("[S -> T]", ["setoffcns", S, T]),
        ("[x \\in S -> T]", ["setoffcns", ["infix", "\\in", X, S], T]),
        ("[a |-> b, c |-> a]", ["rcd", [["a", B], ["c", A]]]),
        ("[a : S, b : T]", ["setofrcds", [["a", S], ["b", T]]]),
        ("[a EXCEPT ![b, c].d = @, !.e[b] = c]",
         ["except", A, [["exceptspec", [["idx", [B, C]], ["fld", "d"]], ["at"]],
                        ["exceptspec", [["fld", "e"], ["idx", [B]]], C]]]),
        ("[a]_b", ["action", "[]", A, B]),
        ("<<a>>_<<b, c>>", ["action", "<>", A, ["tuple", [B, C]]]),
        ("[a]_F(b)[c]", ["fcnappl", ["action", "[]", A, ["opapp", "F", [B]]], [C]]),
        ("[a]_(b + c)", ["action", "[]", A, ["infix", "+", B, C]]),
        ("<<>>", ["tuple", []]),
        ("⟨a, b⟩", ["tuple", [A, B]]),
    ],
)  # fmt: skip
def test_shapes(text: str, expected: Shape) -> None:
    assert shape(parse_expression(text)) == expected


def test_parentheses_are_kept() -> None:
    expr = parse_expression("((a))")
    assert isinstance(expr, ast.Parenthesised)
    assert isinstance(expr.body, ast.Parenthesised)
    assert expr.span.text == "((a))"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{a, b", "expected `}` to close the `{` of line 1, column 1, found the end of the text"),
        ("(a]", "expected `)` to close the `(` of line 1, column 1, found `]`"),
        ("{(x) \\in S : x}", "expected `}` or `,`, found `:`"),
        ("{x, y \\in S : a}", "expected `}` to close the `{` of line 1, column 1, found `:`"),
        ("{a : b}", r"expected `\in` and the set that the variable ranges over, found `}`"),
        ("[a |-> 1, b : 2]", "expected `|->` after the field b, found `:`"),
        ("[a + 1 |-> 2]", "expected `->`, `EXCEPT` or `]_`, found `|->`"),
        ("[a]", "expected `|->`, `->`, `:`, `EXCEPT` or `]_`, found `]`"),
        ("[a EXCEPT ![1] + 2]", "expected `=` before the new value, found `+`"),
        ("[a EXCEPT !1 = 2]", "expected `[` or `.` after `!`, found `1`"),
        ("[a EXCEPT 1 = 2]", "expected `!` before what EXCEPT changes, found `1`"),
        ("[a]_1", "expected a variable, a tuple or a parenthesised expression as subscript, found `1`"),
        ("<<a, b>>_c", "expected `>>` to close the `<<` of line 1, column 1, found `>>_`"),
        ("<<a,>>", "expected an expression, found `>>`"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(text)
    assert caught.value.diagnostics[0].message == message
