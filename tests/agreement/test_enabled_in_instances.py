"""ENABLED of actions of an instance, asked for in the middle of an action: both readings take the same steps."""

from __future__ import annotations

import pytest

import symcheck
from tests.agreement.engines import answers
from tests.agreement.test_small_specs import agree

SPEC = r"""---- MODULE Outer ----
EXTENDS Integers
CONSTANT none
VARIABLES x, y
---- MODULE Pair ----
EXTENDS Integers
VARIABLES u, v
Apart == u' = 0 /\ v' = 1
CanApart == ENABLED Apart
Up == u' = u + 1 /\ UNCHANGED v
More == ENABLED (Up /\ u' < 3)
====
Same == INSTANCE Pair WITH u <- x, v <- x
Sum == INSTANCE Pair WITH u <- x + y, v <- y
Of(k) == INSTANCE Pair WITH u <- x + k, v <- y
Init == x = 0 /\ y = 0
Next == NEXT
One == ONE
Two == x < 3
====
"""
CONFIG = "CONSTANT none = none\nINIT Init\nNEXT Next\nINVARIANT One\n"
NEXT = r"x' = (x + 1) % 5 /\ y' \in 0..1"


@pytest.mark.parametrize(
    "step",
    [
        r"y < 2 /\ x' = x /\ IF Same!CanApart THEN y' = 2 ELSE y' = 1",
        r"Sum!More /\ x' = x + 1 /\ y' = 0",
        r"x' = x + 1 /\ y' = 0 /\ Sum!More'",
        r"\E k \in 0..1 : Of(k)!More /\ x' = x + 1 /\ y' = k",
        r"\E k \in 0..1 : x' = x + 1 /\ y' = k /\ (IF Of(k)!More THEN x < 4 ELSE y' = y)",
        r"x' = (x + 1) % 5 /\ y' = 0 /\ ~ENABLED (Same!Apart /\ x > 2)",
    ],
)
def test_in_an_action(step: str) -> None:
    assert "undefined" not in agree(SPEC.replace("NEXT", step).replace("ONE", "y < 2"))


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(
    ("one", "verdict"),
    [(r"\A k \in 0..1 : Of(k)!More", "violated"), (r"\E k \in 0..1 : x > 1 \/ Of(k)!More", "bounded")],
)
def test_with_parameters(one: str, verdict: str, engine: str) -> None:
    text = SPEC.replace("NEXT", NEXT).replace("ONE", one)
    found = answers(symcheck.loads(text, CONFIG), engine, timeout=None, length=6)
    assert found is not None
    assert found["One"].verdict.replace("proved", "bounded") == verdict
    assert found["definedness"].verdict != "violated"
