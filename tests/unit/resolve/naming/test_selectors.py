from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Call
from tests.unit.resolve.show import mistakes, places, resolved, show

DEFINED = """VARIABLE x
List == /\\ x = 1
        /\\ \\/ x = 2
           \\/ x = 3
Infix == x = 1 /\\ x = 2
Param(n) == x = n /\\ n > 0
Bound == \\A i, j \\in {1, 2} : i = j /\\ x = i
Labelled(n) == \\A i \\in {n} : lab(i) :: x = i + n
Local(n) == LET m == n + 1 IN m = x
Chosen == IF x = 1 THEN x + 2 ELSE 5
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("List!1", "EQ(x, 1)"),
        ("List!2", "OR(EQ(x, 2), EQ(x, 3))"),
        ("List!2!1", "EQ(x, 2)"),
        ("List!2!2!>>", "3"),
        ("List!:", "AND(EQ(x, 1), OR(EQ(x, 2), EQ(x, 3)))"),
        ("Infix!<<", "EQ(x, 1)"),
        ("Param(5)!1", "EQ(x, n)"),
        ("Bound!(7, 8)!1", "EQ(i, j)"),
        ("Labelled(3)!lab(4)", "EQ(x, ADD(i, n))"),
        ("Local(3)!1", "(let m: EQ(m, x))"),
        ("Local(3)!1!1", "(let m: m)"),
        ("Local(3)!m", "ADD(n, 1)"),
        ("Chosen!2", "ADD(x, 2)"),
    ],
)
def test_parts_of_definitions(name: str, expected: str) -> None:
    call = resolved(f"{DEFINED}E == {name}").definitions["E"].body
    assert isinstance(call, Call)
    assert show(call.definition.body) == expected


def test_arguments_are_those_of_the_definition_then_those_of_the_binders() -> None:
    call = resolved(f"{DEFINED}E == Labelled(3)!lab(4)").definitions["E"].body
    assert show(call) == "Labelled!lab(3, 4)"


def test_parts_of_theorems_and_through_instances() -> None:
    inner = "---- MODULE In ----\nCONSTANT c\nT == c = 1 /\\ c = 2\n====\n"
    spec = resolved(f"{inner}I(c) == INSTANCE In\nTHEOREM Fact == 1 = 1\nE == I(5)!T!2 /\\ Fact!:")
    assert show(spec.definitions["E"].body) == "AND(T!2(5), Fact!:)"


@pytest.mark.parametrize("name", ["List!3", "List!0", "List!nothing", "Param!1", "Bound!(1)!1", "x!1"])
def test_mistaken_parts_are_located(name: str) -> None:
    found = mistakes(f"{DEFINED}E == {name}")
    assert len(found) == 1
    assert found[0].code in (Code.UNKNOWN_NAME, Code.ARITY)
    assert places(found)[0][1] == 11


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("LET m == 1 = 1 /\\ 2 = 2 IN m!1", "TRUE"),
        ("LET m == 3 + 4 IN m!>>", "4"),
        ("LET m(a) == a + 4 IN m(6)!1", "6"),
        ("LET k == 5 IN LET m(a) == \\E i \\in {1, 2} : a + k = i IN m(3)!(8)!1", "8"),
        ("LET m(a) == \\A i \\in {a} : lab(i) :: i + a IN m(3)!lab(9)", "12"),
        ("LET F(n) == LET m == n + 1 IN m!1 IN F(7)", "7"),
        ("[i \\in {1, 2} |-> LET m == <<i, i + 5>> IN m!2][2]", "7"),
        ("LET m == IF TRUE THEN 3 ELSE 4 p == m!3 IN p", "4"),
        ("LET m(a) == \\A i \\in {a} : lab(i) :: LET b == i + a c(d) == b + d IN c(1) = 2 IN m(3)!lab(9)!c(5)", "17"),
        ("LET m == LET f(a) == a + 1 g(a) == f(a + 1) IN g(2) = 3 IN m!g(10)", "12"),
        ("LET m == CASE 1 = 2 -> 3 [] 4 = 4 -> 5 [] OTHER -> 6 IN <<m!1!<<, m!2!>>, m!3!>>>>", "<<FALSE, 5, 6>>"),
        ("LET m == CASE 1 = 2 -> 3 [] 4 = 4 -> 5 IN m!2!1!1", "4"),
        ("LET m == {1} \\X {2} \\X {3} IN m!3", "{3}"),
        ("LET m == [[i \\in {1} |-> i] EXCEPT ![1] = 7] IN m!1[1]", "1"),
        ("LET m(a) == {a + i : i \\in {1}} Ap(F(_, _)) == F(20, 300) IN Ap(m!@)", "320"),
        ("LET m(a) == {a + i : i \\in {1}} Ap(F(_, _)) == F(20, 300) IN Ap(m!@!>>)", "300"),
        ("LET m(a) == \\A i \\in {a} : lab(i) :: <<a, i>> Ap(F(_, _)) == F(4, 6) IN Ap(m!lab!>>)", "6"),
    ],
)
def test_parts_of_local_definitions(expr: str, value: str) -> None:
    assert str(evaluate(resolved(f"E == {expr}").definitions["E"].body)) == value


def test_mistaken_parts_of_local_definitions_are_located() -> None:
    for expr in (
        "LET m == 1 IN m!4", "LET m(a) == a + 1 IN m!1", "LET m == CASE TRUE -> 1 IN m!1",
        "LET m == LET a == 1 IN a IN m!2",
        "LET m == \\A i \\in {1} : i = 1 Ap(F(_, _)) == F(1, 2) IN Ap(m!@)",
        "LET m(a) == a + 1 Ap(F(_)) == F(1) IN Ap(m(3)!<<)",
    ):
        (found,) = mistakes(f"E == {expr}")
        assert found.code in (Code.UNKNOWN_NAME, Code.ARITY, Code.UNSUPPORTED)


def test_a_part_with_parameters_is_an_operator_for_an_instance_as_well() -> None:
    inner = "---- MODULE In ----\nCONSTANT Op(_, _)\nAt == Op(10, 4)\n====\n"
    text = f"{inner}Sums(a) == {{a - i : i \\in {{1}}}}\nI == INSTANCE In WITH Op <- Sums!@\nE == I!At"
    assert str(evaluate(resolved(text).definitions["E"].body)) == "6"
