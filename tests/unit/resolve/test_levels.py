from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Level
from tests.unit.resolve.show import mistakes, places, resolved

DECLARED = "CONSTANT c\nVARIABLES x, y\n"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("c + 1", Level.CONSTANT),
        ("c'", Level.CONSTANT),
        ("x", Level.STATE),
        ("x' = x", Level.ACTION),
        ("UNCHANGED x", Level.ACTION),
        ("[x' = x]_y", Level.ACTION),
        ("ENABLED (x' = 1)", Level.STATE),
        ("(ENABLED (x' = 1))'", Level.ACTION),
        ("LET p(A) == (ENABLED <<A>>_x)' IN p(x' = 1)", Level.ACTION),
        ("[](x = 1)", Level.TEMPORAL),
        ("[](c = 1)", Level.TEMPORAL),
        ("x ~> y", Level.TEMPORAL),
        ("WF_x(x' = 1)", Level.TEMPORAL),
        ("\\A i \\in {1} : [](x = i)", Level.TEMPORAL),
        ("\\E i \\in {x} : i = 1", Level.STATE),
        ("\\A i \\in {1} : i' = i", Level.CONSTANT),
        ("IF x = 1 THEN [](y = 1) ELSE TRUE", Level.TEMPORAL),
        ("LET p(i) == i + x IN p(1)", Level.STATE),
        ("LET p(i) == i IN p(x')", Level.ACTION),
        ("LET p(G(_)) == G(1) IN p(LAMBDA i : i + x)", Level.STATE),
        ("LET RECURSIVE p(_) p(i) == IF i = 0 THEN x ELSE p(i - 1) IN p(3)", Level.STATE),
        ("\\EE z : [](z = x)", Level.TEMPORAL),
    ],
)  # fmt: skip
def test_levels(text: str, level: Level) -> None:
    assert resolved(f"{DECLARED}E == {text}").definitions["E"].level is level


def test_levels_of_mutual_recursion() -> None:
    spec = resolved(
        f"{DECLARED}RECURSIVE F(_), G(_)\nH(n) == x\nF(n) == IF n = 0 THEN 0 ELSE G(n - 1)\nG(n) == F(n) + H(n)\n",
    )
    assert {name: spec.definitions[name].level for name in "FGH"} == dict.fromkeys("FGH", Level.STATE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("E == (x')'", (3, 7)),
        ("E == UNCHANGED (x')", (3, 17)),
        ("E == ENABLED ([](x = 1))", (3, 15)),
        ("E == {[](x = 1)}", (3, 7)),
        ("E == ([](x = 1)) = TRUE", (3, 7)),
        ("E == []([x' = 1]_y) /\\ x' = 1", (3, 24)),
        ("E == [](x' = 1)", (3, 6)),
        ("E == <>([x' = 1]_y)", (3, 6)),
        ("E == (x' = 1) ~> y", (3, 7)),
        ("E == WF_x([](x = 1))", (3, 11)),
        ("E == [x' = 1]_(x')", (3, 16)),
        ("E == \\A i \\in {x'} : [](y = i)", (3, 9)),
        ("E == IF [](x = 1) THEN 1 ELSE 2", (3, 9)),
        ("E == CHOOSE i \\in {1} : [](x = i)", (3, 25)),
        ("F(a) == a'\nE == F(x')", (4, 8)),
        ("F(a) == a'\nG(b) == F(b)\nE == G(x')", (5, 8)),
        ("F(a) == [a]_x\nE == F([](x = 1))", (4, 8)),
        ("ASSUME x = 1", (3, 1)),
    ],
)
def test_mistaken_levels_are_located(text: str, place: tuple[int, int]) -> None:
    assert places(mistakes(f"{DECLARED}{text}")) == [(Code.LEVEL, *place)]
