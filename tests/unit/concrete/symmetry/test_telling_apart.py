"""Which formulas may treat values differently that a SYMMETRY exchanges."""

from __future__ import annotations

import pytest

from symcheck.concrete.symmetry.orbits import Unused, orbits
from symcheck.concrete.symmetry.telling_apart import ALIKE
from symcheck.core.ops import Op
from symcheck.resolve import resolve_text

MODULE = """---- MODULE M ----
EXTENDS Integers, Sequences, FiniteSets, FiniteSetsExt, SequencesExt, Functions, Bags, TLC
CONSTANTS Node, a, b, c, First, None
VARIABLES x, s
Init == x = 0 /\\ s = {{}}
Next == UNCHANGED <<x, s>>
All == {{a, b, c}}
Pairs == {{{{a, b}}, {{b, c}}, {{a, c}}}}
Some == {{{{a, b}}, {{b, c}}}}
Max(S) == CHOOSE m \\in S : \\A n \\in S : m >= n
Pick(S) == CHOOSE m \\in S : TRUE
Plus(m, n) == m + n
Fold(op(_, _), S) == FoldSet(op, 0, S)
RECURSIVE Sum(_)
Sum(S) == IF S = {{}} THEN 0 ELSE LET m == CHOOSE m \\in S : TRUE IN m + Sum(S \\ {{m}})
RECURSIVE Count(_)
Count(S) == IF \\E m \\in S : TRUE THEN 1 + Count({{}}) ELSE 0
F == {formula}
Sym == Permutations(Node)
====
"""
CONFIG = """INIT Init NEXT Next INVARIANT F SYMMETRY Sym
CONSTANTS Node = {a, b, c}  a = a  b = b  c = c  First = a  None = None"""


def reason(formula: str) -> str | None:
    """Why a SYMMETRY is not used; None where it is."""
    found = orbits(resolve_text(MODULE.format(formula=formula), config_text=CONFIG))
    return found.reason if isinstance(found, Unused) else None


@pytest.mark.parametrize(
    "formula",
    [
        "\\A n, m \\in Node : n = m \\/ {n} # {m}",
        "x = None \\/ s \\subseteq Node",
        "[n \\in Node |-> <<n, 0>>] \\in [Node -> Node \\X Nat]",
        # what is named as a whole
        "s \\subseteq All",
        "s \\subseteq {a, b, c}",
        "\\A q \\in Pairs : q \\cap s # {}",
        "Cardinality({{a, b}, {b, c}, {c, a}}) = 3",
        # choosing numbers
        "Max({Cardinality(q) : q \\in Pairs}) = 2",
        "x = CHOOSE m \\in 1..3 : m > Cardinality(s)",
        "x = CHOOSE m \\in s : ~\\E n \\in s : n > m",
        "x = CHOOSE m \\in {i \\in 1..9 : i > x} \\cap s : TRUE",
        "x = CHOOSE m \\in {1, Cardinality(s)} : TRUE",
        "x = CHOOSE m \\in s : m > 3 /\\ TRUE",
        # choosing without a set has no value for anybody
        "x = CHOOSE m : m \\notin Node",
        # folding what may come in any order
        "FoldSet(+, 0, s) = 3",
        "FoldSet(Plus, 0, s) = 3",
        "FoldSet(LAMBDA n, done : done \\cup {n}, {}, s) = s",
        "FoldSet(LAMBDA n, done : Append(done, n), <<>>, 1..3) = <<1, 2, 3>>",
        "Fold(+, s) = 3",
        "FoldFunction(+, 0, [n \\in Node |-> 1]) = 3",
        "SumSet(s) = 3",
        "BagCardinality(SetToBag(s)) = 3",
        "SetToSeq(1..3) = <<1, 2, 3>>",
        "Count(s) = 0",
    ],
)
def test_what_treats_them_alike(formula):
    assert reason(formula) is None


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("x # First", "First"),
        ("x # a", "a"),
        ("s \\subseteq {a, b}", None),
        ("\\A q \\in Some : q \\cap s # {}", None),
        ("\\A q \\in Node \\ {a} : q \\notin s", "a"),
        ("Pick(Node) \\in s", "CHOOSE m \\in S : TRUE"),
        ("(CHOOSE n \\in Node : n \\notin s) = x", "CHOOSE n \\in Node : n \\notin s"),
        # nothing says that these are compared
        ("x = CHOOSE m \\in s : TRUE \\/ m > 3", "CHOOSE m \\in s : TRUE \\/ m > 3"),
        ("x = CHOOSE m \\in s : \\A n \\in {} : m > n", "CHOOSE m \\in s : \\A n \\in {} : m > n"),
        ("x = CHOOSE m \\in s : \\E n \\in s : FALSE \\/ n > 1", None),
        ("x = CHOOSE m \\in s \\cup {1} : TRUE", None),
        ("Sum(s) = 3", "CHOOSE m \\in S : TRUE"),
        ("FoldSet(LAMBDA n, done : n, 0, s) = 3", None),
        ("FoldSet(LAMBDA n, done : n - done, 0, s) = 3", None),
        ("FoldSet(LAMBDA n, done : done + Cardinality({done}), 0, s) = 3", None),
        ("Fold(LAMBDA n, done : <<n, done>>, s) = 3", None),
        ("SetToSeq(Node) = x", "SetToSeq(Node)"),
        ('ToString(x) = "a"', "ToString(x)"),
        ('TLCGet("level") < 9', 'TLCGet("level")'),
        ("RandomElement(Node) = x", "RandomElement(Node)"),
    ],
)
def test_what_may_tell_them_apart(formula, place):
    found = reason(formula)
    assert found is not None
    assert found.endswith("may tell apart what it exchanges")
    if place is not None:
        assert found.startswith(f"{place} (")


def test_what_is_not_known_to_treat_values_alike_does_not():
    """Whoever adds an operator decides whether it treats values alike."""
    assert set(Op) - ALIKE == {
        Op.FOLD_SET, Op.SET_TO_SEQ, Op.TO_STRING, Op.TO_JSON, Op.READ_JSON, Op.READ_JSON_LINES, Op.TLC_MODEL_VALUE,
        Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TLC_SET, Op.RANDOM_ELEMENT, Op.JAVA_TIME, Op.TRACE,
        Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS, Op.GUARANTEES,
    }  # fmt: skip
