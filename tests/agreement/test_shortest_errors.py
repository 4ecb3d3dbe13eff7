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
Keeping == [][s[x] = 5 \/ x < 2]_s
====
"""


@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "auto"])
@pytest.mark.parametrize(
    "config",
    [
        "INIT Init\nNEXT Count\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n",
        "INIT Init\nNEXT Count2\n",
        "INIT Init\nNEXT Count\nPROPERTY Growing\nCHECK_DEADLOCK FALSE\n",
        "INIT Init\nNEXT Count\nPROPERTY Keeping\nCHECK_DEADLOCK FALSE\n",
    ],
    ids=["invariant", "deadlock", "action property", "action property of what no step changes"],
)
def test_no_engine_tells_a_later_one(engine: str, config: str) -> None:
    length = 5 if engine == "bmc" else None
    found = symcheck.check(symcheck.loads(SPEC, config), engine=engine, length=length).to_json()["results"]
    (error,) = [each for each in found if each["property"] == "definedness"]
    assert (error["verdict"], error["depth"]) == ("violated", 0 if "PROPERTY" not in config else 1)
    assert not [each for each in found if each["verdict"] in ("proved", "bounded")]


LATER = r"""---- MODULE Later ----
EXTENDS Naturals, Sequences
VARIABLE s
Init == s = <<5, 6>>
Next == s # <<>> /\ s' = Tail(s)
First == s[1] = 5
Second == s[2] = 5
Third == s[3] = 5
Sound == Len(s) < 3
===="""


@pytest.mark.parametrize("engine", ["explicit", "bmc", "pdr", "auto"])
@pytest.mark.parametrize(("asked", "violated"), [("First", None), ("Second", "Second"), ("Third", "definedness")])
def test_a_predicate_of_initial_states_is_of_no_others(engine: str, asked: str, violated: str | None) -> None:
    config = f"INIT Init\nNEXT Next\nPROPERTY {asked}\nINVARIANT Sound\nCHECK_DEADLOCK FALSE\n"
    report = symcheck.check(symcheck.loads(LATER, config), engine=engine, length=4).to_json()
    assert {each["property"] for each in report["results"] if each["verdict"] == "violated"} == {violated} - {None}
    if violated is None:
        assert {each["verdict"] for each in report["results"]} <= {"proved", "bounded"}
    assert not [each for each in report["diagnostics"] if "disagree" in each["message"]]


LASTING = r"""---- MODULE Lasting ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
f == [i \in {0, 2, 3} |-> IF i = 3 THEN 7 ELSE 0]
Partly == <>[](f[x] = 7)
Ends == <>[](x = 3)
===="""


@pytest.mark.parametrize("asked", ["Partly", "Partly Ends", "Ends Partly"])
def test_listed_states_are_evaluated_whatever_was_known_of_them(asked: str) -> None:
    """A formula of a cycle that fails in a state on the way to it, whichever property comes first."""
    config = f"SPECIFICATION Spec\nPROPERTIES {asked}\nCHECK_DEADLOCK FALSE\n"
    found = symcheck.check(symcheck.loads(LASTING, config), engine="explicit").to_json()["results"]
    assert {each["property"]: each["depth"] for each in found if each["verdict"] == "violated"} == {"definedness": 2}
