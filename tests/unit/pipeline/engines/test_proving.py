"""The turns of provers: who comes when, and what is said of whom it did not suit."""

from __future__ import annotations

import symcheck

TEXT = """---- MODULE Anywhere ----
EXTENDS Integers
VARIABLES x, y
Init == x \\in Nat /\\ y = x * x
Next == x' = x + 1 /\\ y' = y + 2 * x + 1
Inv == y >= x
===="""


def test_a_prover_that_takes_no_part_gives_no_reason() -> None:
    report = symcheck.check(symcheck.loads(TEXT), invariants=("Inv",), deadlock=False, timeout=4.0)
    said = [getattr(outcome, "reason", "") for outcome in report.outcomes]
    assert not any("integers without bounds" in reason for reason in said), said


def test_asked_for_by_name_it_gives_one() -> None:
    report = symcheck.check(symcheck.loads(TEXT), invariants=("Inv",), deadlock=False, engine="pdr", timeout=4.0)
    assert any("integers without bounds" in getattr(outcome, "reason", "") for outcome in report.outcomes)
