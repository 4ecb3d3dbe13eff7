"""What a check needed is free when it is over: solvers hold memory that Python's collector of cycles does not see."""

from __future__ import annotations

import gc

import pytest

import symcheck
from symcheck.pipeline.engines.registry import ENGINES
from symcheck.solve.sat_incremental import Incremental
from symcheck.solve.sat_native import SatNative
from symcheck.solve.z3_native import Z3Native

CONFIG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Inv\n"
SWITCHES = """---- MODULE Switches ----
VARIABLE on
Init == on = {}
Next == \\E s \\in {"a", "b", "c", "d"} : on' = on \\cup {s} /\\ (ENABLED (on' = {}) => s # "z")
Inv == "e" \\notin on
====
"""
COUNTERS = """---- MODULE Counters ----
EXTENDS Integers
VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == \\/ x' = x + 1 /\\ y' = y + 2
        \\/ x > 3 /\\ x' = x - 2 /\\ y' = y - 4
Inv == y = 2 * x
====
"""


@pytest.mark.parametrize("engine", sorted(ENGINES.keys() - {"auto", "explicit"}))
@pytest.mark.parametrize("text", [SWITCHES, COUNTERS])
def test_no_solver_is_left_behind_a_check(text: str, engine: str) -> None:
    gc.collect()
    before = {id(each) for each in gc.get_objects() if isinstance(each, SatNative | Incremental | Z3Native)}
    gc.disable()
    try:
        report = symcheck.check(symcheck.loads(text, CONFIG), engine=engine, length=4, timeout=60)
        left = [each for each in gc.get_objects() if isinstance(each, SatNative | Incremental | Z3Native)]
    finally:
        gc.enable()
    assert report.verdict in ("bounded", "proved")
    assert [type(each).__name__ for each in left if id(each) not in before] == []
