"""`--length K` asks for behaviors of at most K single steps, whatever steps an engine takes."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.pipeline.engines.registry import ENGINES

# each of four switches may be thrown at any time, so all of them in one parallel step
SWITCHES = """---- MODULE Switches ----
EXTENDS Integers, FiniteSets
VARIABLE on
Init == on = {}
Next == \\E s \\in {"a", "b", "c", "d"} : on' = on \\cup {s}
Some == Cardinality(on) < 4
====
"""
# the same with numbers, and a shorter way that parallel steps do not prefer
COUNTERS = """---- MODULE Counters ----
EXTENDS Integers
VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == \\/ x < 4 /\\ x' = x + 1 /\\ y' = y
        \\/ y < 4 /\\ y' = y + 1 /\\ x' = x
Some == ~(x = 2 /\\ y = 2)
====
"""
CONFIG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Some\n"


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("text", [SWITCHES, COUNTERS])
def test_a_violation_that_takes_longer_is_none(text: str, engine: str) -> None:
    report = symcheck.check(symcheck.loads(text, CONFIG), engine=engine, length=3, timeout=60)
    (result,) = (each for each in report.to_json()["results"] if each["property"] == "Some")
    assert (report.verdict, result["verdict"], result["depth"]) == ("bounded", "bounded", 3)


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("text", [SWITCHES, COUNTERS])
def test_a_violation_that_takes_as_long_is_found(text: str, engine: str) -> None:
    report = symcheck.check(symcheck.loads(text, CONFIG), engine=engine, length=4, timeout=60)
    (result,) = (each for each in report.to_json()["results"] if each["property"] == "Some")
    assert (result["verdict"], result["depth"]) == ("violated", 4)
    assert len(result["trace"]["states"]) == 5
