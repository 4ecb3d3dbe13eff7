r"""`\A` over a set that the state decides about gives values to variables, one instance after the other, in both
readings."""

from __future__ import annotations

import pytest

from tests.agreement.test_small_specs import agree

SPEC = r"""---- MODULE Every ----
EXTENDS Integers
CONSTANT none
VARIABLES x, s
Init == INIT
Next == NEXT
One == x < 5
Two == s # {1, 3}
====
"""
SETS = r"s \in SUBSET {1, 2, 3} /\ x = 0"
STEPS = [
    (r"s # {} /\ (\A k \in s : x' = 2) /\ s' = s", False),
    (r"s # {} /\ (\A k \in s : x' = k) /\ s' = s \cup {k \in 1..3 : k = x' + 1}", False),
    (r"s # {} /\ \A k \in s : x' \in {k, 3} /\ s' = s \ {k}", False),
    (r"s # {} /\ \A a \in s, b \in s \cup {2} : a + b < 5 /\ x' \in {2, 4} /\ s' = {}", False),
    (r"\E a \in s : \A b \in s : a <= b /\ x' = a /\ s' = s \ {b}", False),
    (r"s' = s \cup {2} /\ \A k \in s' : x' = k \/ x' = 2", False),
    (r"(\A k \in s : IF k = 1 THEN x' = k ELSE s' = s) /\ (1 \in s \/ x' = 4) /\ (s \subseteq {1} => s' = {2})", False),
    (r"s' = s /\ x' = x + 1 /\ ENABLED (s # {} /\ (\A k \in s : x' = k) /\ s' = {})", False),
    (r"s' = s \ {2} /\ \A k \in s : x' = k", True),
    (r"s # {} /\ s' = s /\ \A k \in s : x' = 6 \div (k - 3)", True),
]


@pytest.mark.parametrize(("step", "fails"), STEPS)
def test_in_a_step(step: str, fails: bool) -> None:
    assert ("undefined" in agree(SPEC.replace("INIT", SETS).replace("NEXT", step))) == fails


@pytest.mark.parametrize(
    "first",
    [r"s \in SUBSET {1, 2} /\ s # {} /\ \A k \in s : x = k", r"s \in {{1}, {2, 3}} /\ \A k \in s : x = k \/ x = 2"],
)
def test_in_the_first_state(first: str) -> None:
    assert "undefined" not in agree(SPEC.replace("INIT", first).replace("NEXT", r"x' = x /\ s' = s \cup {x}"))
