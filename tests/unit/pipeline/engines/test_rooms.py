"""Provers where layouts grow with every step: what bounds the values is not what the layouts see."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.pipeline.report import Report

# the length of the log follows n, and nothing of that is seen when its layout grows by what Append makes of it
TEXT = r"""---- MODULE Batches ----
EXTENDS Integers, Sequences
CONSTANT Most
VARIABLES log, n
vars == <<log, n>>
Init == log = <<>> /\ n = 0
Write == n < Most /\ n' = n + 1 /\ log' = Append(log, n % 2)
Flush == n = Most /\ n' = 0 /\ log' = <<>>
Next == Write \/ Flush
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Counted == Len(log) = n
Short == Len(log) < 11
Few == Len(log) < 45
Emptied == []<>(log = <<>>)
===="""


def checked(most: int, name: str, engine: str, timeout: float = 40.0) -> Report:
    config = f"SPECIFICATION Spec\nCONSTANT Most = {most}\n"
    config += f"PROPERTY {name}" if name == "Emptied" else f"INVARIANT {name}"
    return symcheck.check(symcheck.loads(TEXT, config), engine=engine, timeout=timeout)


@pytest.mark.parametrize(("most", "engine"), [(3, "pdr"), (3, "kinduction"), (10, "pdr")])
def test_what_steps_cannot_leave_is_all_there_is(most: int, engine: str) -> None:
    assert checked(most, "Counted", engine).verdict == "proved"


def test_what_always_happens_is_proved_there_too() -> None:
    assert checked(3, "Emptied", "pdr").verdict == "proved"


@pytest.mark.parametrize("engine", ["pdr", "kinduction"])
def test_violations_are_found_as_far_as_there_is_room(engine: str) -> None:
    report = checked(14, "Short", engine)
    assert report.verdict == "violated"
    (found,) = [row for row in report.to_json()["results"] if row["property"] == "Short"]
    assert found["depth"] == 11


@pytest.mark.parametrize("engine", ["pdr", "kinduction"])
def test_nothing_is_proved_where_there_is_too_little_room(engine: str) -> None:
    assert checked(50, "Few", engine, timeout=15.0).verdict == "unknown"


def test_auto_proves_what_cannot_be_listed() -> None:
    text = TEXT.replace("log, n % 2", r"log, m").replace(r"Write == n <", r"Write == \E m \in 0..9 : n <")
    config = "SPECIFICATION Spec\nCONSTANT Most = 8\nINVARIANT Counted"
    assert symcheck.check(symcheck.loads(text, config), timeout=60.0).verdict == "proved"
