"""An evaluation error is told after as few steps as it can be met, whatever formula an engine comes upon it with."""

from __future__ import annotations

import pytest

import symcheck

SPEC = r"""---- MODULE Early ----
EXTENDS Naturals, Sequences
VARIABLES x, s
Init == x = 0 /\ s = <<>>
Count == x < 4 /\ x' = x + 1 /\ s' = s
Count2 == (s[x] = 5 /\ UNCHANGED <<x, s>>) \/ (x < 2 /\ x' = x + 1 /\ s' = s)
Inv == s[x] = 5 \/ x < 2
Growing == [][s[x] = 5 \/ x < 2]_x
====
"""


@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "auto"])
@pytest.mark.parametrize(
    "config",
    [
        "INIT Init\nNEXT Count\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n",
        "INIT Init\nNEXT Count2\n",
        "INIT Init\nNEXT Count\nPROPERTY Growing\nCHECK_DEADLOCK FALSE\n",
    ],
    ids=["invariant", "deadlock", "action property"],
)
def test_no_engine_tells_a_later_one(engine: str, config: str) -> None:
    length = 5 if engine == "bmc" else None
    found = symcheck.check(symcheck.loads(SPEC, config), engine=engine, length=length).to_json()["results"]
    (error,) = [each for each in found if each["property"] == "definedness"]
    assert (error["verdict"], error["depth"]) == ("violated", 0 if "Growing" not in config else 1)
    assert not [each for each in found if each["verdict"] in ("proved", "bounded")]
