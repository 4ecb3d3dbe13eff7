"""Sets whose elements look alike and cannot be compared, so that they have no order: both readings refuse to go through
them, as TLC does."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from tests.agreement import test_small_specs

SPEC = r"""---- MODULE Small ----
EXTENDS Integers, Sequences, FiniteSets, TLC, FiniteSetsExt, SequencesExt, Functions, Bags, BagsExt
CONSTANT none
VARIABLES v0, v1, v2
Init == v0 = <<>> /\ v1 = <<[a |-> 1, b |-> FALSE]>> /\ v2 = <<>>
A0(x) == v0 = <<>> /\ v0' = <<<<<<>>>>, <<x>>>> /\ UNCHANGED <<v1, v2>>
A1 == GUARD /\ UNCHANGED <<v0, v1, v2>>
Next == (\E x \in {1, 2} : A0(x)) \/ A1
One == ONE
Two == TRUE
====
"""


@pytest.mark.parametrize(
    "one",
    [
        (
            r"{[a |-> x, b |-> (v0 = <<>>)] : x \in Range(v0)} \notin {{{[a |-> 0, b |-> TRUE]}} :"
            r" x \in {each.a : each \in Range(v1)}}"
        ),
        (
            r"(\A f \in [{1, 2} -> {Len(v0)}] : <<3, Len(v1)>> = MapThenFoldSet(LAMBDA x, y : y, (3 :> 0),"
            r" LAMBDA x : Len(v0), LAMBDA S : CHOOSE x \in S : \A y \in S : x >= y, Range(v0))) => ENABLED A1"
        ),
        (
            r"MapThenFoldSet(LAMBDA x, y : y, 0, LAMBDA x : 1, LAMBDA S : CHOOSE x \in S : \A y \in S : x >= y,"
            r" Range(v0)) = 0"
        ),
        r"MapThenFoldSet(LAMBDA x, y : y, 0, LAMBDA x : 1, LAMBDA S : CHOOSE x \in S : TRUE, Range(v0)) = 0",
        r"(CHOOSE x \in Range(v0) : \A y \in Range(v0) : x >= y) = 0",
        r"v0 # <<>> => (CHOOSE x \in Range(v0) : TRUE) # <<4>>",
        r"\A x \in Range(v0) : TRUE",
        r"{<<x>> : x \in Range(v0)} # {}",
        r"{<<x>> : x \in Range(v0)} # {<<v1>>}",
        r"{x \in Range(v0) : TRUE} # {}",
        r"UNION {{x} : x \in Range(v0)} # {}",
        r"Range(v0) # {<<4>>, <<5>>}",
        r"Range(v0) \in SUBSET {<<4>>}",
        r"v0 # <<>> => v0[2] \in Range(v0)",
        r"v0 # <<>> => <<7>> \in Range(v0)",
        r"Range(v0) \ {<<3>>} # {}",
        r"Range(v0) \ {<<2>>} # {}",
        r"Range(v0) \ Range(v0) = {}",
        r"Range(v0) \cap {<<3>>} # {<<1>>}",
        r"Cardinality(Range(v0)) # 1",
        r"(({<<x>> : x \in 1..80} \cup Range(v0)) \ {<<90>>}) # {}",
        r"({<<x>> : x \in 1..80} \ (Range(v0) \cup {<<90>>})) # {}",
        r"v0 # <<>> => <<90>> \in ({<<x>> : x \in 1..80} \cup Range(v0))",
        r"v0 # <<>> => <<v0[2][1] + 90>> \in ({<<x>> : x \in 1..80} \cup Range(v0))",
    ],
)
def test_sets_that_have_no_order(one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_small_specs, "note", str)  # there are no examples to note anything of
    test_small_specs.agree(SPEC.replace("GUARD", "FALSE").replace("ONE", one))


def test_functions_on_sets_that_have_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_small_specs, "note", str)
    test_small_specs.agree(SPEC.replace("GUARD", r"\E x \in [Range(v0) -> {0, 1}] : v0 = <<>>").replace("ONE", "TRUE"))


def test_what_has_no_order_and_is_never_reached_is_no_error() -> None:
    """That x is always y is more than the layouts know."""
    text = r"""---- MODULE Small ----
EXTENDS Integers
VARIABLES x, y, s
Init == x = 0 /\ y = 0 /\ s = {}
Next == x' = (x + 1) % 3 /\ y' = (y + 1) % 3 /\ s' = IF x # y THEN {<<1>>, <<"a">>} ELSE {}
===="""
    with pytest.raises(SpecError, match="U001: the symbolic reading does not order"):
        encode(resolve_text(text, config_text="INIT Init\nNEXT Next\n"), 3)
