from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import parse_expression
from tests.unit.syntax.shapes import Shape, shape


def parsed(text: str) -> Shape:
    return shape(parse_expression(text))


def conj(*items: Shape) -> Shape:
    return ["conjlist", *(["conjitem", item] for item in items)]


def disj(*items: Shape) -> Shape:
    return ["disjlist", *(["disjitem", item] for item in items)]


A, B, C, D = (["id", word] for word in "abcd")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/\\ a\n/\\ b", conj(A, B)),
        ("/\\ a /\\ b\n/\\ c", conj(["infix", "/\\", A, B], C)),
        ("/\\ \\/ a\n   \\/ b\n/\\ c", conj(disj(A, B), C)),
        ("/\\ a\n/\\ b\n=> c", ["infix", "=>", conj(A, B), C]),
        ("/\\ a\n/\\ b\n  => c", conj(A, ["infix", "=>", B, C])),
        (" /\\ a\n/\\ b", ["infix", "/\\", conj(A), B]),
        ("/\\ a\n /\\ b", conj(["infix", "/\\", A, B])),
        ("~ /\\ a\n  /\\ b", ["prefix", "~", conj(A, B)]),
        ("/\\ (a\n)\n/\\ b", conj(A, B)),
        ("/\\ {a\n, b}\n/\\ c", conj(["setenum", [A, B]], C)),
        ("/\\ IF a\nTHEN b\nELSE c\n/\\ d", conj(["if", A, B, C], D)),
        ("/\\ a\n\t/\\ b", conj(["infix", "/\\", A, B])),
        ("        /\\ a\n\t/\\ b", conj(A, B)),
        ("∧ a\n/\\ b\n\\land c", conj(A, B, C)),
        ("/\\ a\n/\\ b\n[c]", ["fcnappl", conj(A, B), [C]]),
        ("/\\ a\n\\/ b", ["infix", "\\/", conj(A), B]),
        ("/\\\n  /\\ a\n  /\\ b\n/\\ c", conj(conj(A, B), C)),
    ],
)
def test_junction_lists(text: str, expected: Shape) -> None:
    assert parsed(text) == expected


@pytest.mark.parametrize("text", ["/\\ \\A x \\in S :\na", "/\\ F(\na)", "/\\ a =\nb\n/\\ c", "/\\ a /\\\n/\\ b"])
def test_what_stands_left_of_the_bullet_is_not_in_the_list(text: str) -> None:
    with pytest.raises(SpecError, match="at or left of the bullet"):
        parse_expression(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\A x, y \\in a, <<z, w>> \\in b : c",
         ["bquant", "\\A", [["qbound", ["ids", ["x", "y"]], A], ["qbound", ["tuple", ["z", "w"]], B]], C]),
        ("\\EE x, y : c", ["uquant", "\\EE", [["unbounded", "ids", ["x", "y"]]], C]),
        ("CHOOSE x : a", ["choose", ["ids", ["x"]], None, A]),
        ("CHOOSE <<x, y>> \\in a : b", ["choose", ["tuple", ["x", "y"]], A, B]),
        ("CASE a -> b [] c -> d [] OTHER -> a",
         ["case", [["casearm", A, B], ["casearm", C, D]], ["otherarm", A]]),
        ("CASE a -> []b [] c -> d", ["case", [["casearm", A, ["prefix", "[]", B]], ["casearm", C, D]], None]),
        ("WF_a(b)", ["fair", "WF_", A, B]),
        ("SF_<<a, b>>(c)", ["fair", "SF_", ["tuple", [A, B]], C]),
        ("WF_F(a)(b)", ["fair", "WF_", ["opapp", "F", [A]], B]),
        ("WF_M!v(b)", ["fair", "WF_", ["id", ["M", None, "v"], None], B]),
        ("LET x == a y(z) == b IN c",
         ["let", [["opdef", "x", [], A], ["opdef", "y", [["opdecl", "z", 0]], B]], C]),
        ("LET x == /\\ a\n         y == b IN c", ["let", [["opdef", "x", [], conj(A)], ["opdef", "y", [], B]], C]),
        ("a + IF b THEN c ELSE d + a", ["infix", "+", A, ["if", B, C, ["infix", "+", D, A]]]),
    ],
)  # fmt: skip
def test_keyword_forms(text: str, expected: Shape) -> None:
    assert parsed(text) == expected


def test_let_takes_every_kind_of_definition() -> None:
    expr = parse_expression("LET RECURSIVE F(_) F(x) == x f[x \\in S] == x x (+) y == x M == INSTANCE N IN F")
    assert [type(found).__name__ for found in expr.definitions] == [  # type: ignore[union-attr]
        "Recursive", "OperatorDefinition", "FunctionDefinition", "OperatorDefinition", "ModuleDefinition",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("IF a THEN b", "expected `ELSE`, found the end of the text"),
        ("CASE OTHER -> a", "expected an expression, found `OTHER`"),
        ("LET x == 1", "expected a definition or IN, found the end of the text"),
        ("LET IN 1", "expected a definition, found `IN`"),
        ("\\A x \\in S, y : a", r"expected `\in` and the set that the variable ranges over, found `:`"),
        ("\\A IF : a", "expected a bound variable, found `IF`"),
        ("CHOOSE x \\in S", "expected `:` before the body of CHOOSE, found the end of the text"),
        ("WF_f.g(a)", "expected `(` and the action, found `.`"),
        ("WF_f(LAMBDA x : x)", "expected an action in the parentheses, found the end of the text"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expression(text)
    assert caught.value.diagnostics[0].message == message
