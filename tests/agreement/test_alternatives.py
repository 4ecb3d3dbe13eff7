"""Where a step is looked for, each part of a disjunction and each element of an \\E is looked at, in both readings;
where a formula is evaluated, none behind the one that decides."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import SpecError

SPEC = r"""---- MODULE Alternatives ----
EXTENDS Integers
VARIABLE f
Init == INIT
Itself(P) == P
Of(P(_), k) == P(k)
Grows(k) == f'[k] >= f[k]
Either(k) == k = 0 \/ Grows(k)
Flip == f' = [f EXCEPT ![1] = 1 - @]
Next == NEXT
====
"""
FIRST = r"f = [k \in 1..2 |-> 0]"

LOOKED_AT = [
    r"\E k \in 0..2 : Flip /\ (k = 0 \/ Grows(k))",
    r"\E k \in 0..2 : Flip /\ Either(k)",
    r"\E k \in 0..2 : Flip /\ (k = 0 => (k = 0 \/ Grows(k)))",
    r"\E k \in 0..2 : Flip /\ IF k = 0 THEN Either(k) ELSE TRUE",
    r"\E k \in 0..2 : Flip /\ CASE k = 0 -> Either(k) [] OTHER -> TRUE",
    r"\E k \in 0..2 : Flip /\ LET m == k IN m = 0 \/ Grows(m)",
    r"\E k \in 0..2 : Flip /\ LET either == k = 0 \/ Grows(k) IN either",
    r"\E k \in 0..2 : Flip /\ LET either(m) == m = 0 \/ Grows(m) IN Of(either, k)",
    r"\E k \in 0..2 : Flip /\ Itself(k = 0 \/ Grows(k))",
    r"\E k \in 0..2 : Flip /\ Of(LAMBDA m : m = 0 \/ Grows(m), k)",
    r"\E k \in 0..2 : Flip /\ (k = 0 \/ f[k] >= 0)'",
    r"\E k \in 0..2 : Flip /\ [f'[k] > 0]_k",
    r"\E k \in 0..2 : Flip /\ <<f'[k] >= 0>>_k",
    r"Flip /\ \E k \in {1, 2, 3} : f'[k] >= 0",
    r"Flip /\ \E k \in {j \in 0..2 : j > 0 \/ f[1] = 1} : k = 1 \/ f'[k] >= 0",
    r"Flip /\ \A k \in {0, 1} : k = 0 \/ f'[k] >= 0",
    r"Flip /\ ENABLED (f' = f[3] \/ Flip)",
    r"Flip /\ ENABLED ((f[1] = 1 /\ Flip) \/ f' = f[3])",
    r"Flip /\ ENABLED \E k \in {2, 3} : f[k] = f[1] + f[2] /\ f[1] = 1 /\ f' = f",
    r"\E k \in 0..2 : Flip /\ (k = 0 \/ k = 1) /\ (f'[k] = 0 \/ TRUE)",
]
PASSED_OVER = [
    r"\E k \in 0..2 : Flip /\ (k = 0 \/ f[k] >= 0)",
    r"\E k \in 0..2 : Flip /\ ~(k # 0 /\ f'[k] < f[k])",
    r"\E k \in 0..2 : Flip /\ (k # 0 => Grows(k))",
    r"\E k \in 0..2 : Flip /\ Either(k) = TRUE",
    r"\E k \in 0..2 : Flip /\ IF Either(k) THEN TRUE ELSE FALSE",
    r"\E k \in 0..2 : Flip /\ CASE Either(k) -> TRUE [] OTHER -> TRUE",
    r"\E k \in 0..2 : Flip /\ (k = 1 \/ k = 2) /\ (k = 1 \/ f'[k] = 0)",
    r"\E k \in 0..2 : Flip /\ ENABLED (f' = f /\ (k = 0 \/ f'[k] >= 0))",
    r"\E k \in 0..2 : Flip /\ ENABLED (f' = f \/ (k = 0 /\ f'[k] >= 0))",
    r"\E k \in 0..2 : Flip /\ ENABLED (f' = f \/ (k = 0 /\ f' = f[k]))",
    r"Flip /\ ENABLED \E k \in {1, 3} : (k = 1 /\ f' = f) \/ (f[k] = 0 /\ f' = f)",
    r"Flip /\ ENABLED (Flip \/ f' = f[3])",
    r"Flip /\ ENABLED LET step(k) == f' = f[k] IN Flip \/ step(3)",
    r"Flip /\ \E k \in {1, 2} : f'[k] >= 0",
    r"Flip /\ \A k \in {1, 2, 3} : f'[k] = 5",
    r"Flip /\ \A k \in {1, 2} : f'[k] = 5 /\ f'[3] = 4",
    r"Flip /\ \E k \in SUBSET (1..3) : k = {} \/ f'[1] \in k",
]


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(
    ("step", "fails"), [*((step, True) for step in LOOKED_AT), *((step, False) for step in PASSED_OVER)]
)
def test_errors_of_a_step(step: str, fails: bool, engine: str) -> None:
    text = SPEC.replace("INIT", FIRST).replace("NEXT", step)
    spec = symcheck.loads(text, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n")
    found = symcheck.check(spec, engine=engine, length=2).to_json()["results"]
    verdicts = {each["property"]: each["verdict"] for each in found}
    assert (verdicts.get("definedness") == "violated") is fails
    assert not fails or verdicts.keys() == {"definedness"}


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(
    ("first", "fails"),
    [
        (FIRST + r" /\ (f = f \/ f[3] = 0)", True),
        (FIRST + r" /\ (\E k \in 1..3 : f[k] = 0)", True),
        (FIRST + r" /\ (\A k \in 1..2 : k = 2 \/ f[k] = 0)", False),
        (FIRST + r" /\ ~(f # f /\ f[3] = 0)", False),
    ],
)
def test_errors_of_the_first_state(first: str, fails: bool, engine: str) -> None:
    text = SPEC.replace("INIT", first).replace("NEXT", "Flip")
    spec = symcheck.loads(text, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n")
    try:
        verdict = symcheck.check(spec, engine=engine, length=2).to_json()["verdict"]
    except SpecError as error:
        verdict = error.code.name
    assert (verdict in ("violated", "DOMAIN")) is fails, verdict
