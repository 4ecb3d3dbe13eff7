"""Layouts for so many steps have room for what these steps do, however it was held while the layouts grew: what stood
at a plain key stands in a row once the variable that gives the key has no bounds."""

from __future__ import annotations

import pytest

from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode

MODULE = r"""---- MODULE Room ----
EXTENDS Integers, Sequences, TLC, FiniteSets
VARIABLES x, s
Init == x = 0 /\ s = {first}
Next == x' \in Nat /\ s' = {then}
Inv == {kept}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n"

CASES = [
    ("{}", r"s \cup {x}", r"0 \notin s"),
    ("{{}}", r"s \cup {{x}}", r"{0} \notin s"),
    ("{1}", r"{y + x : y \in s}", r"s # {1} \/ x = 0"),
    ("<<{}>>", r"[s EXCEPT ![1] = @ \cup {x}]", r"0 \notin s[1]"),
    ("[a |-> {}]", r"[s EXCEPT !.a = @ \cup {<<x, 1>>}]", r"<<0, 1>> \notin s.a"),
    (r"[k \in {} |-> 0]", "s @@ (x :> 1)", r"0 \notin DOMAIN s"),
    (r"[k \in {0} |-> 0]", "[s EXCEPT ![x] = 1]", "s[0] = 0"),
    (r"[k \in {} |-> 0]", r"[k \in DOMAIN s \cup {x} |-> x]", "Cardinality(DOMAIN s) = 0"),
    (r"[k \in Nat |-> 0]", "[s EXCEPT ![x] = 1]", "s[0] = 0"),
    (r"[k \in Nat \X Nat |-> 0]", "[s EXCEPT ![x, 1] = 1]", "s[0, 1] = 0"),
    ("0", r"IF x = 0 THEN {x} ELSE s", r"s = 0"),
]


@pytest.mark.parametrize("length", [1, 2, 3, 4])
@pytest.mark.parametrize(("first", "then", "kept"), CASES)
def test_the_first_step_is_found_at_any_length(first: str, then: str, kept: str, length: int) -> None:
    text = MODULE.replace("{first}", first).replace("{then}", then).replace("{kept}", kept)
    encoded = encode(resolve_text(text, config_text=CONFIGURATION), length)
    assert not encoded.left_out
    assert encoded.depth is None or encoded.depth >= length
    verdict = search(encoded.system, encoded.system.properties, length)["Inv"]
    assert isinstance(verdict, Refuted)
    assert verdict.path.length == 1


def test_what_happens_late_is_found_at_its_length() -> None:
    """x has no bounds from the last step on only."""
    text = MODULE.replace("{first}", "{}").replace("{then}", r"s \cup {x}").replace("{kept}", r"2 \notin s")
    text = text.replace(r"x' \in Nat", r"(IF x < 2 THEN x' = x + 1 ELSE x' \in Nat)")
    spec = resolve_text(text, config_text=CONFIGURATION)
    for length, expected in ((1, Bounded), (2, Bounded), (3, Refuted), (4, Refuted)):
        encoded = encode(spec, length)
        assert isinstance(search(encoded.system, encoded.system.properties, length)["Inv"], expected)
