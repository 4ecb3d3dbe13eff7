"""Sets that hold integers without bounds are compared with sets of other values as TLC compares them: size first."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.pipeline.board import UNDEFINED_BEYOND

SPEC = r"""---- MODULE Cells ----
EXTENDS Integers
CONSTANT null
VARIABLES s, n
Init == s = {} /\ n = 0
Choose == s' = s \cup {null} /\ n' \in Int
Pair == n > 0 /\ s' = s \cup {<<n, n>>} /\ UNCHANGED n
Alone == n > 0 /\ s' = {<<n, n>>} /\ UNCHANGED n
Larger == s # {"y"}
Text == s # {"y", null}
Numbers == s # {5, null}
Pairs == s # {<<3, 3>>, null}
Inside == s # {<<3, "z">>, null}
Apart == s # {<<"y", 3>>, null}
====
"""
CASES = {
    ("Pair", "Larger"): set(),
    ("Pair", "Text"): {"definedness"},
    ("Pair", "Numbers"): {"definedness"},
    ("Pair", "Pairs"): {"Pairs"},
    ("Pair", "Inside"): {"definedness"},
    ("Pair", "Apart"): {"definedness"},
    ("Alone", "Larger"): {"definedness"},
    ("Alone", "Text"): set(),
}


@pytest.mark.parametrize(("step", "asked"), CASES)
@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_sets_of_different_sizes_differ_and_others_are_looked_into(engine: str, step: str, asked: str) -> None:
    text = SPEC if engine == "bmc" else SPEC.replace(r"\in Int", r"\in {0, 3, 4}")
    text = text.replace("====", f"Next == Choose \\/ {step}\n====")
    config = f"CONSTANT null = null\nINIT Init\nNEXT Next\nINVARIANT {asked}\nCHECK_DEADLOCK FALSE\n"
    found = symcheck.check(symcheck.loads(text, config), engine=engine, length=2).to_json()["results"]
    assert {each["property"] for each in found if each["verdict"] == "violated"} == CASES[step, asked]
    if engine == "bmc":  # what follows an evaluation error is not known, all else is
        assert {each["reason"] for each in found if each["verdict"] == "unknown"} <= {UNDEFINED_BEYOND}
