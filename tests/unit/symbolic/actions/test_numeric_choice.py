r"""A choice from many integers is one action with an input where the integer is a number and nothing else."""

from __future__ import annotations

import pytest

from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.term import INT, free_variables
from tests.unit.symbolic.specs import specification

TOTAL = "VARIABLES total, f, log, seen\nInit == total = 0 /\\ f = [k \\in 1..3 |-> 0] /\\ log = <<>> /\\ seen = {}\n"


def encoded(step: str, depth: int | None = 2) -> Encoded:
    return encode(specification(TOTAL + f"Next == \\E n \\in 1..200 : {step}", "CHECK_DEADLOCK FALSE"), depth)


AS_NUMBER = (
    "total' = total + n /\\ UNCHANGED <<f, log, seen>>",
    "total' = total - 2 * n /\\ f' = [f EXCEPT ![2] = n] /\\ UNCHANGED <<log, seen>>",
    "n <= 150 - total /\\ total' = n /\\ UNCHANGED <<f, log, seen>>",
    "log' = Append(log, [id |-> Len(log), amount |-> n]) /\\ UNCHANGED <<total, f, seen>>",
    "\\E m \\in 1..200 : total' = n + m /\\ UNCHANGED <<f, log, seen>>",
)


@pytest.mark.parametrize("step", AS_NUMBER)
def test_what_is_added_up_and_stored_is_an_input(step: str) -> None:
    system = encoded(step).system
    assert len(system.actions) == 1
    assert {var.sort for var in system.inputs} == {INT}


BY_VALUE = (
    "(\\E m \\in Nat : m > 7 /\\ m * m = n) /\\ total' = total + n /\\ UNCHANGED <<f, log, seen>>",
    "f' = [f EXCEPT ![(n % 3) + 1] = n] /\\ UNCHANGED <<total, log, seen>>",
    "seen' = seen \\cup {n} /\\ UNCHANGED <<total, f, log>>",
    "n = total + 1 /\\ n < 9 /\\ total' = n /\\ UNCHANGED <<f, log, seen>>",
    "n > 190 /\\ total' = n /\\ UNCHANGED <<f, log, seen>>",
    "total' = (IF n \\in {3, 50} THEN 1 ELSE 2) /\\ UNCHANGED <<f, log, seen>>",
    "f' = [f EXCEPT ![1] = n * n] /\\ UNCHANGED <<total, log, seen>>",
    "n > 100 /\\ log' = <<\"much\">> /\\ UNCHANGED <<total, f, seen>>",
)


@pytest.mark.parametrize("step", BY_VALUE)
def test_what_is_a_key_or_an_element_or_one_of_few_is_a_value(step: str) -> None:
    system = encoded(step, 1).system
    assert len(system.actions) > 1
    assert not any(var.payload.startswith("input") for var in system.inputs)


def test_a_guard_keeps_its_meaning_for_deadlock() -> None:
    body = "VARIABLE total\nInit == total = 500\nNext == \\E n \\in 1..200 : n <= total /\\ total' = total - n"
    system = encode(specification(body), 2).system
    (deadlock,) = (prop for prop in system.properties if prop.kind == "deadlock")
    assert len(system.actions) == 1
    assert not set(system.inputs) & free_variables(deadlock.bad)
