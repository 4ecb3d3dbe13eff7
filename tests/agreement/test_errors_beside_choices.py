"""Evaluation errors and deadlocks that bounded search finds beside a choice from Int, or behind it, are confirmed."""

from __future__ import annotations

import pytest

import symcheck

SPEC = r"""---- MODULE Choices ----
EXTENDS Integers, Sequences
VARIABLES n, s
Init == n = 0 /\ s = <<>>
Choose == n' \in Int /\ s' = Append(s, n)
Parted == n > 3 /\ Len(s) = 1 /\ n' = Head(Tail(s)) /\ s' = s
Divided == \E k \in Int : k > 7 /\ n' = 5 \div (k - 9) /\ s' = s
Found == \E k \in Int : k > 7 /\ n' = k /\ s' = s
Next == Choose \/ {step}
====
"""


@pytest.mark.parametrize(("step", "violated"), [("Parted", True), ("Divided", True), ("Found", False)])
def test_it_is_confirmed_on_values(step: str, violated: bool) -> None:
    spec = symcheck.loads(SPEC.replace("{step}", step), "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n")
    (found,) = symcheck.check(spec, engine="bmc", length=3).to_json()["results"]
    assert found["property"] == "definedness"
    assert found["verdict"] == ("violated" if violated else "bounded")


STOPS = r"""---- MODULE Stops ----
EXTENDS Integers
VARIABLES n, m
Init == n = 0 /\ m = 0
Open == m < 2
Deposit(k) == k > n /\ n' = k /\ Open /\ m' = m + 1
Drawn == \E k \in Int : Open /\ k > n /\ n' = k /\ m' = m + 1
Called == \E k \in Nat : Deposit(k)
Assigned == n' \in Int /\ n' > n /\ m' = m + 1 /\ Open
Filtered == n' \in {k \in Int : k > n /\ k < n + 3} /\ Open /\ m' = m + 1
Either == (\E k \in Int : Deposit(k)) \/ (m = 1 /\ n' \in Nat /\ n > 5 /\ m' = m + 1)
Chosen == \E k \in Int : k > n /\ k < 2 /\ n' = k /\ m' = m + 1
Never == Drawn \/ (n' \in Nat /\ m' = m)
Next == {step}
====
"""


@pytest.mark.parametrize(
    ("step", "verdict"),
    [("Drawn", "violated"), ("Called", "violated"), ("Assigned", "violated"), ("Filtered", "violated"),
     ("Either", "violated"), ("Chosen", "violated"), ("Never", "bounded")],
)  # fmt: skip
def test_a_deadlock_behind_a_choice_is_confirmed(step: str, verdict: str) -> None:
    spec = symcheck.loads(STOPS.replace("{step}", step), "INIT Init\nNEXT Next\n")
    found = symcheck.check(spec, engine="bmc", length=3).to_json()["results"]
    assert {each["property"]: each["verdict"] for each in found}["deadlock"] == verdict


EMPTY = r"""---- MODULE Empty ----
EXTENDS Integers, Sequences
VARIABLES n, s
Init == n = 0 /\ s = <<>>
Next == n' \in {k \in Nat : k < Len(s)} /\ s' = s /\ Head(s) = 0
====
"""


def test_an_error_of_the_other_order_is_none() -> None:
    found = symcheck.check(symcheck.loads(EMPTY, "INIT Init\nNEXT Next\n"), engine="bmc", length=3).to_json()["results"]
    verdicts = {each["property"]: each["verdict"] for each in found}
    assert verdicts["definedness"] == "bounded"
    assert verdicts["deadlock"] in ("violated", "unknown")


PARTS = r"""---- MODULE Parts ----
EXTENDS Integers
VARIABLE f
Init == f = [k \in 1..2 |-> 0]
Next == \E k \in 0..2 : f' = [f EXCEPT ![1] = 1] /\ (k = 0 \/ f'[k] >= f[k])
====
"""


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_each_part_of_a_disjunction_of_a_step_is_looked_at(engine: str) -> None:
    """A disjunction that speaks of the next state is one way on for each part, also where the part before it holds."""
    spec = symcheck.loads(PARTS, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n")
    found = symcheck.check(spec, engine=engine, length=2).to_json()["results"]
    assert {each["property"]: each["verdict"] for each in found} == {"definedness": "violated"}
