from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import ast, parse

AFTER = "After == 1"


def units(body: str) -> list[str]:
    module = parse(f"---- MODULE M ----\n{body}\n====")
    return [str(getattr(unit, "name", type(unit).__name__)) for unit in module.units]


@pytest.mark.parametrize(
    "proof",
    [
        "",
        "OBVIOUS",
        "OMITTED",
        "PROOF OBVIOUS",
        "PROOF OMITTED",
        "BY DEF a, b",
        "BY ONLY a, <1>2, SMTT(20), MODULE N DEFS a, MODULE N",
        "BY PTL, a!b DEF a!b",
        "<1>1. a\n<1>2. QED BY <1>1",
        "PROOF\n<1>a. a OBVIOUS\n<1> QED",
        "<1> DEFINE q == 1 r(x) == q f[x \\in S] == x\n<1> QED",
        "<1> q == 1\n<1>2. QED",
        "<1> DEFINE I == INSTANCE N WITH a <- b\n<1>. QED",
        "<1>1. SUFFICES ASSUME NEW p \\in S, NEW VARIABLE v, a PROVE b\n  BY DEF a\n<1>2. QED",
        "<1>1. ASSUME CONSTANT c, STATE s PROVE b\n  <2>1. QED BY <1>1\n<1>2. QED",
        "<1>1. PICK x \\in S : LET y == x IN y\n  BY a\n<1>2. CASE a\n<1>3. TAKE x \\in S\n<1>4. WITNESS 1\n<1>q. QED",
        "<1>5. HAVE a\n<1> USE a, <1>5 DEF b\n<1> HIDE <1>5\n<1> r == 1\n<1>q. QED BY <1>5",
        "<1>1. /\\ LET m == 1 IN m\n      /\\ a\n  <*>2. b OBVIOUS\n  <+>. QED\n<1>2. QED OMITTED",
        "<1>1. x = <<1, 2>>\n  <2>1. a < 1\n  <2>2. QED\n<1>2. QED",
    ],
)
@pytest.mark.parametrize("following", [AFTER, "LOCAL " + AFTER, "USE a\n" + AFTER, "----\n" + AFTER,
                                       "ASSUME a\n" + AFTER, "VARIABLE v\n" + AFTER, "INSTANCE N\n" + AFTER,
                                       "THEOREM a OBVIOUS\n" + AFTER])  # fmt: skip
def test_proofs_are_skipped_and_what_follows_is_not(proof: str, following: str) -> None:
    found = units(f"THEOREM Thm == a => b\n{proof}\n{following}")
    assert found[0] == "Thm"
    assert found[-1] == "After"
    expected = 3 if following[:4] in ("ASSU", "VARI", "INST", "THEO") else 2
    assert len(found) == expected


@pytest.mark.parametrize(
    "goal",
    [
        "ASSUME a PROVE b",
        "ASSUME NEW x, NEW y \\in S, NEW CONSTANT c, NEW F(_), a PROVE b",
        "ASSUME STATE s, ACTION A, TEMPORAL T, CONSTANT c PROVE b",
        "ASSUME NEW P(_), ASSUME NEW n PROVE P(n) PROVE \\A n : P(n)",
        "ASSUME l :: ASSUME a PROVE b, c PROVE d",
    ],
)
def test_goals(goal: str) -> None:
    module = parse(f"---- MODULE M ----\nTHEOREM T == {goal}\n  OBVIOUS\nTHEOREM {goal}\n====")
    assert [(unit.name, unit.body) for unit in module.units if isinstance(unit, ast.Theorem)] == [
        ("T", None), (None, None),
    ]  # fmt: skip


def test_a_theorem_spans_its_statement_only() -> None:
    (unit,) = parse("---- MODULE M ----\nTHEOREM T == a\n  BY b\n====").units
    assert unit.span.text == "THEOREM T == a"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("THEOREM ASSUME a", "expected `,` or PROVE, found the end of the module"),
        ("THEOREM ASSUME NEW PROVE b", "expected a parameter, found `PROVE`"),
        ("THEOREM ASSUME a PROVE", "expected an expression, found the end of the module"),
    ],
)
def test_errors(body: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        units(body)
    assert caught.value.diagnostics[0].message == message
