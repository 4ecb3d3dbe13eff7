from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Let
from tests.unit.resolve.show import body_of, mistakes, places, resolved, show


def test_operators_are_passed_as_arguments() -> None:
    spec = resolved(
        "Twice(Op(_), a) == Op(Op(a))\nFold(Op(_, _)) == Op(1, 2)\nInc(n) == n + 1\nThrough(Op(_)) == Twice(Op, 1)\n"
        "A == Twice(Inc, 1)\nB == Twice(LAMBDA n : n * 2, 1)\nC == Fold(\\cap)\nD == Fold(\\cup)\nE == Twice(Len, 1)"
    )
    assert body_of(spec, "Twice") == "Op(Op(a))"
    assert body_of(spec, "Through") == "Twice(Op, 1)"
    assert [body_of(spec, name) for name in "ABCDE"] == [
        "Twice(&Inc, 1)", "Twice((fn n: MUL(n, 2)), 1)", "Fold(&CAP)", "Fold(&CUP)", "Twice(&LEN, 1)",
    ]  # fmt: skip


def test_symbols_can_be_defined_and_passed_on() -> None:
    spec = resolved("a \\oplus b == a + b\nx ^# == x\nF(Op(_, _)) == 1 \\oplus 2\nA == F(\\oplus)\nB == 3^#")
    assert body_of(spec, "F") == "\\oplus(1, 2)"
    assert body_of(spec, "A") == "F(&\\oplus)"
    assert body_of(spec, "B") == "^#(3)"


@pytest.mark.parametrize(
    ("body", "code", "hint"),
    [
        ("E == Crdinality({})", Code.UNKNOWN_NAME, "did you mean Cardinality?"),
        ("E == 1 / 2", Code.UNKNOWN_NAME, "integer division is written \\div; / is in module Reals"),
        ("E == Max({1})", Code.UNKNOWN_NAME, "it is in module FiniteSetsExt: EXTENDS FiniteSetsExt"),
        ("E == BagToSet(1)", Code.UNKNOWN_NAME, "it is in module Bags: EXTENDS Bags"),
        ("E == PrintT(1)", Code.UNKNOWN_NAME, "it is in module TLC: EXTENDS TLC"),
        ("E == F\nF == 1", Code.UNKNOWN_NAME, "it is defined at line 4 of M.tla"),
        ("E == E", Code.RECURSION, "declare it before with RECURSIVE"),
        ("f == [i \\in {1} |-> f[i]]", Code.RECURSION, "declare it before with RECURSIVE"),
    ],
)
def test_unknown_names_get_a_hint(body: str, code: Code, hint: str) -> None:
    (found,) = mistakes(body)
    assert (found.code, found.hint) == (code, hint)


@pytest.mark.parametrize(
    ("use", "message"),
    [
        ("F(1, 2)", "F takes 1 argument but is given 2 arguments; it is declared at line 3 of M.tla"),
        ("F", "F takes 1 argument but is given no arguments; it is declared at line 3 of M.tla"),
        ("Len(1, 2)", "Len takes 1 argument but is given 2 arguments"),
        ("H(Len, 1)", "H takes 1 argument but is given 2 arguments; it is declared at line 4 of M.tla"),
        ("H(\\cup)", "an operator of 1 argument is expected here, this one takes 2 arguments"),
        ("H(LAMBDA a, b : a)", "an operator of 1 argument is expected here, this one takes 2 arguments"),
        ("H(1)", "an operator of 1 argument is expected here"),
        ("F(\\cup)", "an expression is expected here, not an operator"),
    ],
)
def test_arities_are_checked(use: str, message: str) -> None:
    (found,) = mistakes(f"F(a) == a\nH(Op(_)) == Op(1)\nE == {use}")
    assert (found.code, found.message) == (Code.ARITY, message)
    assert found.span is not None
    assert found.span.line == 5


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("F(a) == a\nF(b) == b", (2, 1)),
        ("VARIABLES x, x", (1, 14)),
        ("VARIABLE x\nCONSTANT x", (2, 10)),
        ("F(a, a) == a", (1, 6)),
        ("x == 1\nF == \\A x \\in {} : TRUE", (2, 9)),
        ("x == 1\nF(x) == x", (2, 3)),
        ("Len == 1", (1, 1)),
        ("E == LAMBDA_ \nLAMBDA_ == 1\nLAMBDA_ == 2", (3, 1)),
    ],
)
def test_duplicates_are_located(body: str, place: tuple[int, int]) -> None:
    assert (Code.DUPLICATE, *place) in places(mistakes(body))


def test_a_name_may_be_used_again_after_its_scope() -> None:
    spec = resolved("F(a) == a\nG(a) == \\E b \\in {a} : b = a\nH == \\A b \\in {} : b\nb == 1")
    assert body_of(spec, "b") == "1"


def test_recursive_operators_are_marked() -> None:
    spec = resolved(
        "RECURSIVE F(_), Even(_)\nF(n) == IF n = 0 THEN 1 ELSE F(n - 1)\nOdd(n) == ~Even(n - 1)\n"
        "Even(n) == Odd(n - 1)\nG == F(3)"
    )
    recursive = {name: spec.definitions[name].recursive for name in ("F", "Even", "Odd", "G")}
    assert recursive == {"F": True, "Even": True, "Odd": True, "G": False}


def test_local_recursion() -> None:
    spec = resolved("E(k) == LET RECURSIVE F(_) F(n) == IF n = k THEN 0 ELSE F(n + 1) IN F(0)")
    let = spec.definitions["E"].body
    assert isinstance(let, Let)
    assert show(let) == "(let F: F(0))"
    assert [definition.recursive for definition in let.definitions] == [True]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("RECURSIVE F(_)\nG == 1", Code.RECURSION),
        ("RECURSIVE F(_)\nF(a, b) == a", Code.ARITY),
        ("E == LET RECURSIVE F(_) G == 1 IN G", Code.RECURSION),
    ],
)
def test_recursive_declarations_are_checked(body: str, code: Code) -> None:
    assert [found.code for found in mistakes(body)] == [code]


def test_theorems_and_assumptions_name_what_they_state() -> None:
    spec = resolved("ASSUME Small == 1 < 2\nTHEOREM Big == 2 > 1\nTHEOREM 1 = 1\nE == Small /\\ Big")
    assert body_of(spec, "E") == "AND(Small, Big)"
    assert [named.name for named in spec.assumptions] == ["Small"]
    assert places(mistakes("THEOREM p = 1")) == [(Code.UNKNOWN_NAME, 1, 9)]
