"""Membership in unions of sets with elements of several kinds, of which some can only be asked: the readings agree."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import SpecError

SPEC = r"""---- MODULE Mixed ----
EXTENDS Integers, Sequences, TLC
CONSTANT null
VARIABLES v, w
Init == v = 0 /\ w = 0
Next == w = 0 /\ w' = 1 /\ v' = {value}
TypeOK == w = 1 => v \in {type}
====
"""
CONFIG = "CONSTANT null = null\nINIT Init\nNEXT Next\nINVARIANT TypeOK\nCHECK_DEADLOCK FALSE\n"

HOLDS = [
    ('"none"', r'Nat \cup {"none"}'),
    ('"none"', r'{"none"} \cup Nat'),
    ("5", r'Nat \cup {"none"}'),
    ("5", r'{"none"} \cup Nat'),
    ("3", r"STRING \cup Nat"),
    ("null", r"Nat \cup {null}"),
    ("null", r"(SUBSET {1, 2}) \cup {null}"),
    ("{2}", r"{null} \cup SUBSET {1, 2}"),
    ('"a"', r'(SUBSET {1, 2}) \cup {"a"}'),
    ("{2}", r'{"a"} \cup SUBSET {1, 2}'),
    ("{2}", r'(SUBSET {1, 2}) \cup {"a"}'),
    ('"none"', r'[a : Int] \cup {"none"}'),
    ("[a |-> 1]", r'{"none"} \cup [a : Int]'),
    ('"none"', r'Seq(Nat) \cup {"none"}'),
    ('"none"', r'[{1} -> Nat] \cup {"none"}'),
    ("TRUE", r'Nat \cup {"none"} \cup BOOLEAN'),
    ('[a |-> "none"]', r'[a : Nat \cup {"none"}]'),
    ("[f |-> -1]", r"[f : [a : {1, 2}] \cup {-1}]"),
    ("[f |-> [a |-> 2]]", r"[f : [a : {1, 2}] \cup {-1}]"),
    ("<<-1, [a |-> 2]>>", r"[1..2 -> [a : {1, 2}] \cup {-1}]"),
    ("<<-1, 3>>", r"([a : {1, 2}] \cup {-1}) \X {3}"),
    ("{[f |-> -1]}", r"SUBSET ([f : [a : {1, 2}] \cup {-1}] \cup [g : {3}])"),
]
ERRORS = [
    ('"other"', r'Nat \cup {"none"}'),
    ("-1", r'{"none"} \cup Nat'),
    ("-1", r'Nat \cup {"none"}'),
    ("{3}", r'{"a"} \cup SUBSET {1, 2}'),
    ('"none"', r'(1..3) \cup {"none"}'),
    ("[a |-> 1]", r'[a : {n \in Nat : n = "a"}] \cup {"none"}'),
]
VIOLATED = [("null", r'Nat \cup {"none"}'), ("{3}", r"(SUBSET {1, 2}) \cup {null}")]
CASES = [(*case, "") for case in HOLDS] + [(*case, "definedness") for case in ERRORS]
CASES += [(*case, "TypeOK") for case in VIOLATED]


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(("value", "container", "violated"), CASES)
def test_a_part_that_cannot_tell_leaves_it_to_the_other(engine: str, value: str, container: str, violated: str) -> None:
    spec = symcheck.loads(SPEC.replace("{value}", value).replace("{type}", container), CONFIG)
    report = symcheck.check(spec, engine=engine, length=2).to_json()
    found = [each["property"] for each in report["results"] if each["verdict"] == "violated"]
    assert found == ([violated] if violated else [])


# {<<<<0>>>>, <<1>>} has no order, and nobody asks for it: there is nothing that the set of it is compared with
UNORDERED = r"""---- MODULE Unordered ----
EXTENDS Integers, Sequences, Functions
VARIABLES v, w
Init == v = <<>> /\ w = <<>>
Inside == {Range(v)} \subseteq {{x} : x \in {each.a : each \in Range(w)}}
Next == \/ v' = <<<<<<0>>>>, <<1>>>> /\ UNCHANGED w
        \/ GUARD /\ UNCHANGED <<v, w>>
Outside == ~Inside
====
"""


def test_sets_that_have_no_order_are_left_to_the_explicit_reading() -> None:
    config = "INIT Init\nNEXT Next\nINVARIANT Outside\nCHECK_DEADLOCK FALSE\n"
    asked, taken = (symcheck.loads(UNORDERED.replace("GUARD", guard), config) for guard in ("TRUE", "Inside"))
    assert [symcheck.check(spec).to_json()["verdict"] for spec in (asked, taken)] == ["proved", "proved"]
    bounded = symcheck.check(asked, engine="bmc", length=3).to_json()
    assert bounded["verdict"] == "unknown"
    assert "U001" in str(bounded)
    subsets = symcheck.loads(UNORDERED.replace("GUARD", "{{}} = SUBSET Range(v)"), config)
    for spec in (taken, subsets):
        with pytest.raises(SpecError, match="U001: the symbolic reading does not order"):
            symcheck.check(spec, engine="bmc", length=3)
