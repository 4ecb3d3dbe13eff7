"""ENABLED and fairness of an instance whose variables stand for expressions: bounded search and listing agree."""

from __future__ import annotations

import pytest

import symcheck

LOW = r"""---- MODULE Low ----
EXTENDS Integers
VARIABLES todo, acked, up
vars == <<todo, acked, up>>
Init == todo = 2 /\ acked = 0 /\ up = TRUE
Work == up /\ todo > 0 /\ todo' = todo - 1 /\ acked' = acked + 1 /\ up' = up
Crash == up /\ up' = FALSE /\ UNCHANGED <<todo, acked>>
Restart == ~up /\ up' = TRUE /\ UNCHANGED <<todo, acked>>
Next == Work \/ Crash \/ Restart
---- MODULE High ----
EXTENDS Integers
VARIABLES left, done
hvars == <<left, done>>
HInit == left = 2 /\ ~done
Step == left > 0 /\ left' = left - 1 /\ done' = (left' = 0)
Apart == left' = 5 /\ done' = "never"
HNext == Step \/ (done /\ UNCHANGED hvars)
HSpec == HInit /\ [][HNext]_hvars /\ WF_hvars(Step)
Over == left = 0
QStep == left > 0 /\ left' = left - 1 /\ done' = Over'
QSpec == HInit /\ [][QStep]_hvars /\ WF_hvars(QStep)
SSpec == HInit /\ [][HNext]_hvars /\ SF_hvars(HNext)
CanStep == ENABLED Step
CanApart == ENABLED Apart
====
H == INSTANCE High WITH left <- todo + 0, done <- (acked = 2)
D == INSTANCE High WITH left <- todo, done <- todo = 0
P(n) == INSTANCE High WITH left <- todo, done <- (acked = n)
Weak == Init /\ [][Next]_vars /\ WF_vars(Work)
Strong == Init /\ [][Next]_vars /\ SF_vars(Work) /\ WF_vars(Restart)
Sees == H!CanStep <=> todo > 0
Free == H!CanApart /\ D!CanApart
Wrong == H!CanStep
Own == P(2)!CanStep <=> todo > 0
WeakHigh == H!HSpec
StrongHigh == D!SSpec
PrimedHigh == H!QSpec
Given == \A n \in {2} : P(n)!HSpec
====
"""


def verdicts(config: str, engine: str) -> dict[str, set[str]]:
    """By property: a refinement is asked as several questions."""
    report = symcheck.check(symcheck.loads(LOW, config), engine=engine, length=6).to_json()
    assert not [each for each in report["diagnostics"] if "disagree" in each["message"]]
    found: dict[str, set[str]] = {}
    for each in report["results"]:
        if each["verdict"] != "unknown" or each["property"] not in ("definedness", "deadlock"):
            found.setdefault(each["property"], set()).add(each["verdict"].replace("proved", "bounded"))
    return found


@pytest.mark.parametrize("spec", ["Weak", "Strong"])
@pytest.mark.parametrize("asked", ["WeakHigh", "StrongHigh", "PrimedHigh"])
def test_fairness_of_what_is_refined(spec: str, asked: str) -> None:
    config = f"SPECIFICATION {spec}\nPROPERTY {asked}\nCHECK_DEADLOCK FALSE\n"
    listed = verdicts(config, "explicit")
    assert ("violated" in listed[asked]) == (spec == "Weak")
    assert verdicts(config, "bmc")[asked] == listed[asked]


@pytest.mark.parametrize("asked", ["Sees", "Free", "Wrong"])
def test_enabled_in_an_instance_is_about_its_own_variables(asked: str) -> None:
    config = f"SPECIFICATION Weak\nINVARIANT {asked}\nCHECK_DEADLOCK FALSE\n"
    listed = verdicts(config, "explicit")
    assert listed[asked] == {"violated" if asked == "Wrong" else "bounded"}
    assert verdicts(config, "bmc")[asked] == listed[asked]


@pytest.mark.parametrize("config", ["INVARIANT Own", "PROPERTY Given"])
def test_an_instance_with_parameters_has_no_wrong_answer(config: str) -> None:
    found = verdicts(f"SPECIFICATION Strong\n{config}\nCHECK_DEADLOCK FALSE\n", "bmc")
    assert "violated" not in found[config.split()[1]]
