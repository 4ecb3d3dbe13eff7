"""Invariants of the history mean the same, state by state, whoever searches."""

from __future__ import annotations

import pytest

from symcheck.concrete.search.explore import Limits, explore
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from tests.agreement.reading import deep
from tests.agreement.test_small_specs import LENGTH, compare_steps, compare_verdicts

MODULE = r"""---- MODULE Walk ----
EXTENDS Integers, Sequences
VARIABLES x, seen
Init == x \in 0..1 /\ seen = {{}}
Up == x < 3 /\ x' = x + 1 /\ seen' = seen \cup {{x}}
Down(d) == x >= d /\ x' = x - d /\ UNCHANGED seen
Next == Up \/ \E d \in 1..2 : Down(d)
One(hist) == {one}
Two == x < 3 \/ seen # {{0, 1}}
===="""
FORMULAS = [
    r"\A i \in 2..Len(hist) : hist[i].x >= hist[i - 1].x",
    r"Len(hist) < 4 \/ hist[1].x = 0 \/ hist[Len(hist)].x # 0",
    r"\E i \in DOMAIN hist : hist[i].x = hist[Len(hist)].x /\ hist[i].seen = {}",
    r"\A i, j \in DOMAIN hist : hist[i] = hist[j] => i = j",
    r"LET s == SelectSeq(hist, LAMBDA each : each.x > 1) IN Len(s) < 2",
    r"hist[Len(hist)].x = x /\ hist[Len(hist)].seen = seen",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_trace_invariants_agree(formula: str) -> None:
    text = MODULE.format(one=formula)
    spec = resolve_text(text, config_text="INIT Init\nNEXT Next\nINVARIANTS One Two\n")
    assert [variable.name for variable in spec.variables if not variable.ghost] == ["x", "seen"]
    explored = explore(spec, limits=Limits(5_000, LENGTH))
    with deep():
        encoded = encode(spec, LENGTH)
    assert not encoded.left_out
    compare_steps(spec, encoded)
    compare_verdicts(encoded, explored)
