"""Constants with many values: whether there are any is decided, or left open."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.pipeline.engines import symbolically
from symcheck.pipeline.task import Task

MODULE = """---- MODULE Counter ----
EXTENDS Integers
CONSTANT N
ASSUME N > 2
VARIABLE x
Init == x = 0
Next == x < N /\\ x' = x + 1
Small == x <= N
====
"""
CONFIG = "INIT Init\nNEXT Next\nINVARIANT Small\nCHECK_DEADLOCK FALSE\n"


def verdict(values: str) -> str:
    spec = symcheck.loads(MODULE, CONFIG)
    return symcheck.check(spec, constants={"N": values}, engine="bmc", length=4, timeout=60).verdict


def test_values_that_the_assumptions_leave() -> None:
    assert verdict("\\in 1..5") == "bounded"
    assert verdict("\\in 1..2") == "violated"


def test_no_time_to_look_for_values_is_no_lack_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(spec: object, task: Task) -> None:
        return None

    monkeypatch.setattr(symbolically, "has_initial_state", undecided)
    assert verdict("\\in 1..2") == "unknown"
