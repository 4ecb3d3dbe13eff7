"""The operators of Apalache, Variants and Option: both readings give the same verdict at the same depth."""

from __future__ import annotations

import pytest

import symcheck

# x walks through 0..3; what is said of it goes through the operators
OPERATORS = r"""---- MODULE M ----
EXTENDS Integers, Sequences, FiniteSets, Apalache, Option, Variants
VARIABLES x, o, v
Init == x = 0 /\ o := None /\ v = Variant("low", x)
Next ==
    /\ x < 3 /\ x' := x + 1
    /\ o' = IF x = 1 THEN None ELSE Some(x)
    /\ v' = IF x > 1 THEN Variant("high", <<x>>) ELSE Variant("low", x)
E == %s
====
"""
EXPRESSIONS = [
    (r'IsSome(o) => OptionGetOrElse(o, 9) < 2', 3),
    (r'IsNone(o)', 1),
    (r'OptionCase(o, LAMBDA n : n + 1, LAMBDA u : 7) # 3', 3),
    (r'OptionMap(LAMBDA n : n * 2, o) # Some(4)', 3),
    (r'OptionFlatMap(LAMBDA n : IF n = 2 THEN None ELSE Some(n), o) = o', 3),
    (r'OptionToSeq(o) # <<0>>', 1),
    (r'OptionToSet(o) \subseteq {0}', 3),
    (r'OptionFunApp([i \in 0..3 |-> i * i], o) # Some(4)', 3),
    (r'OptionPartialFun([i \in {x} |-> i + 5], {7})[7] = None', None),
    (r'VariantTag(v) = "low"', 3),
    (r'VariantFilter("low", {v, Variant("low", 8)}) \subseteq {0, 8}', 2),
    (r'VariantGetOrElse("high", v, <<>>) = <<>>', 3),
    (r'x = 3 \/ VariantGetUnsafe("low", v) # 1', 2),
    (r'VariantMatch("high", v, LAMBDA s : s[1] < 2, LAMBDA u : TRUE)', 3),
    (r'VariantGetOnly("low", Variant("low", x)) < 2', 2),
    (r'SetAsFun({<<i, i * x>> : i \in {1, 2}})[2] < 6', 3),
    (r'Len(MkSeq(3, LAMBDA i : i + x)) = 3 /\ MkSeq(3, LAMBDA i : i + x)[3] < 5', 2),
    (r'FunAsSeq([i \in 1..4 |-> i * x], 2, 2) # <<2, 4>>', 2),
    (r'Repeat(LAMBDA a, i : a + i * x, 3, 1) < 19', 3),
    (r'ApaFoldSet(LAMBDA a, e : a + e, 0, {i \in 0..3 : i <= x}) < 3', 2),
    (r'ApaFoldSeqLeft(LAMBDA a, e : a * 10 + e, 0, <<x, 1>>) # 21', 2),
    (r'ConstCardinality(Cardinality({i \in 0..3 : i <= x}) < 3)', 2),
    (r'Skolem(\E i \in 2..3 : i > x + 1)', 2),
    (r'{x} \in Expand(SUBSET {0, 1})', 2),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(("expression", "depth"), EXPRESSIONS)
def test_an_operator_of_what_the_state_says(expression: str, depth: int | None, engine: str) -> None:
    spec = symcheck.loads(OPERATORS % expression)
    report = symcheck.check(spec, invariants=["E"], engine=engine, length=4, deadlock=False)
    row = next(row for row in report.results if row["property"] == "E")
    assert (row["verdict"] == "violated", row["depth"] if depth is not None else None) == (depth is not None, depth)


GUESSES = r"""---- MODULE M ----
EXTENDS Integers, Apalache, Option
VARIABLES x, y
Init == x = Guess({0, 1}) /\ y = None
Pick(S) == Guess(S)
Twice(S) == Pick(S) + Pick(S)
Same(a) == a + a
A == x < 10 /\ x' = Guess(2..4) /\ y' = y
B == x < 10 /\ LET z == Guess({5, 6}) w == z + 1 IN x' = w /\ y' = OptionGuess(2..z)
C(i) == UNCHANGED y /\ x < 10 /\ x' := IF x = 1 THEN Twice({10, 20}) ELSE i
D == x < 10 /\ x' = 100 + Guess({x} \ {0}) /\ UNCHANGED y
E == x < 10 /\ x' = Same(Guess({200, 300})) /\ UNCHANGED y
F == x < 10 /\ x' \in {Guess({1000}), 1001} /\ y' = [y EXCEPT !.value = Guess({"a", "b"})]
Next == A \/ B \/ (\E i \in {40, 50} : C(i)) \/ D \/ E \/ F
====
"""
REACHED = [
    ("x # 0", 0), ("x # 1", 0), ("x # 4", 1), ("x # 7", 1), ("x # 6", 1), ("x # 5", None), ("x # 30", 1), ("x # 40", 1),
    ("x # 45", None), ("x # 100", None), ("x # 101", 1), ("x # 107", 2), ("x # 400", 1), ("x # 500", None),
    ("x # 1000", 1), ("x # 7 \\/ y # Some(6)", 1), ('x # 1000 \\/ y.value # "b"', 1), ("x # 6 \\/ y # Some(6)", None),
    ("x # 6 \\/ y # Some(5)", 1),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_guesses_are_choices(engine: str) -> None:
    for invariant, depth in REACHED:
        spec = symcheck.loads(GUESSES)
        report = symcheck.check(
            spec, init="Init", next="Next", invariants=[invariant], engine=engine, length=3, deadlock=False
        )
        (row,) = [row for row in report.results if row["kind"] == "invariant"]
        assert (row["verdict"], row["depth"]) == (
            ("violated", depth) if depth is not None else (row["verdict"], row["depth"])
        ), invariant
        assert (row["verdict"] == "violated") is (depth is not None), invariant
