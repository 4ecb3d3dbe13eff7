"""The turns of provers: who comes when, and what is said of whom it did not suit."""

from __future__ import annotations

import pytest

import symcheck

TEXT = """---- MODULE Anywhere ----
EXTENDS Integers
VARIABLES x, y
Init == x \\in Nat /\\ y = x * x
Next == x' = x + 1 /\\ y' = y + 2 * x + 1
Inv == y # 2
===="""


def test_a_prover_that_takes_no_part_gives_no_reason() -> None:
    report = symcheck.check(symcheck.loads(TEXT), invariants=("Inv",), deadlock=False, timeout=4.0)
    said = [getattr(outcome, "reason", "") for outcome in report.outcomes]
    assert not any("integers without bounds" in reason for reason in said), said


def test_asked_for_by_name_it_gives_one() -> None:
    report = symcheck.check(symcheck.loads(TEXT), invariants=("Inv",), deadlock=False, engine="pdr", timeout=4.0)
    assert any("integers without bounds" in getattr(outcome, "reason", "") for outcome in report.outcomes)


COUNTERS = """---- MODULE Counters ----
EXTENDS Integers
VARIABLES now, seen
Init == now = 0 /\\ seen = 0
Next == \\/ now' = now + 1 /\\ seen' = seen
        \\/ now > 2 * seen /\\ seen' = now /\\ now' = now
Inv == seen # 7
===="""


@pytest.mark.parametrize("engine", ["pdr", "spacer", "kinduction"])
def test_what_is_near_is_found_where_integers_leave_every_limit(engine: str) -> None:
    report = symcheck.check(symcheck.loads(COUNTERS), invariants=("Inv",), deadlock=False, engine=engine, timeout=40.0)
    (found,) = [row for row in report.to_json()["results"] if row["property"] == "Inv"]
    assert (found["verdict"], found["depth"]) == ("violated", 8)


@pytest.mark.parametrize("engine", ["pdr", "spacer", "kinduction"])
def test_a_length_is_answered_where_integers_leave_every_limit(engine: str) -> None:
    report = symcheck.check(
        symcheck.loads(COUNTERS), invariants=("Inv",), deadlock=False, engine=engine, length=7, timeout=40.0
    )
    assert report.verdict == "bounded"
