"""What definitions of constants draw at random: one value in a whole check, whatever engine looks at it."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.pipeline.report import Report

WALK = r"""---- MODULE Walk ----
EXTENDS Naturals, TLC, Randomization
CONSTANT Far
VARIABLES at, lap
Distance == RandomElement(64..1000)
Few == RandomSubset(7, 0..15)
Graph == [n \in 0..15 |-> RandomElement(0..15)]
Marked == {n \in DOMAIN Graph : Graph[n] \in Few}
Init == at = 0 /\ lap = 0
Next == lap < 3 /\ lap' = lap + 1 /\ at' = Graph[at]
Same == Graph = Graph /\ Few = Few
Along == at = CASE lap = 0 -> 0 [] lap = 1 -> Graph[0] [] lap = 2 -> Graph[Graph[0]] [] OTHER -> Graph[Graph[Graph[0]]]
Counted == {n \in DOMAIN Graph : Graph[n] \in Few} = Marked
Home == at \in 0..15 /\ Far = Distance /\ Far \in 64..1000
====
"""
CONFIG = "CONSTANT Far <- Distance\nINIT Init\nNEXT Next\nINVARIANTS Same Along Counted Home\nCHECK_DEADLOCK FALSE\n"


def _check(invariants: list[str] | None = None, engine: str = "auto", seed: int = 0) -> Report:
    spec = symcheck.loads(WALK, CONFIG)
    return symcheck.check(spec, invariants=invariants, engine=engine, seed=seed, timeout=30)


@pytest.mark.parametrize("engine", ["explicit", "auto", "kinduction", "pdr"])
def test_one_value_is_drawn(engine: str) -> None:
    assert _check(engine=engine).verdict == "proved"


def test_the_bounded_engine_reads_it() -> None:
    assert symcheck.check(symcheck.loads(WALK, CONFIG), engine="bmc", length=4).verdict == "bounded"


def test_the_seed_chooses_it() -> None:
    def first(seed: int, engine: str) -> str:
        trace = _check(["lap = 0"], engine, seed).trace
        assert trace is not None
        return str(dict(trace.steps[1].state)["at"])

    drawn = {seed: first(seed, "explicit") for seed in range(3)}
    assert len(set(drawn.values())) > 1
    assert drawn[1] == first(1, "bmc")


DICE = r"""---- MODULE Dice ----
EXTENDS Naturals, TLC
VARIABLE seen
Roll(sides) == RandomElement(1..sides)
Init == seen = {}
Next == seen' = seen \cup {Roll(SIDES)}
Single == \A x, y \in seen : x = y
Numbers == seen \subseteq 1..6
====
"""


def test_steps_that_draw_are_never_called_complete() -> None:
    spec = symcheck.loads(DICE.replace("SIDES", "1..3").replace("1..sides", "sides"), "INIT Init\nNEXT Next\n")
    report = symcheck.check(spec, invariants=["Numbers"], engine="explicit", deadlock=False, timeout=20)
    assert report.verdict == "unknown"
    assert any("at random" in str(each) for each in report.results)


def test_a_behavior_that_cannot_be_repeated_is_no_counterexample() -> None:
    spec = symcheck.loads(DICE.replace("SIDES", "1000000"), "INIT Init\nNEXT Next\nINVARIANT Single")
    with pytest.raises(SpecError) as error:
        symcheck.check(spec, engine="explicit", timeout=20)
    assert error.value.code is Code.UNSUPPORTED


def test_what_is_drawn_is_said() -> None:
    said = _check().diagnostics
    assert any("Distance was drawn at random as " in each.message for each in said)


def test_what_cannot_be_drawn_is_an_error_only_where_it_is_needed() -> None:
    text = r"""---- MODULE Empty ----
EXTENDS Naturals, TLC
VARIABLE x
Nothing == RandomElement({})
Init == x = 0
Next == x' = 1 - x
Fine == x \in 0..1 \/ Nothing = 1
Broken == x = 0 \/ Nothing = 1
====
"""
    spec = symcheck.loads(text, "INIT Init\nNEXT Next\nINVARIANT Fine")
    assert symcheck.check(spec, engine="explicit").verdict == "proved"
    report = symcheck.check(spec, invariants=["Broken"], engine="explicit")
    assert report.exit_code == 75
    assert report.violation is not None
    assert report.violation.question.kind == "definedness"
