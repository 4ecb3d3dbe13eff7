"""An evaluation error that bounded search finds beside a choice from Int, or because of it, is confirmed."""

from __future__ import annotations

import pytest

import symcheck

SPEC = r"""---- MODULE Choices ----
EXTENDS Integers, Sequences
VARIABLES n, s
Init == n = 0 /\ s = <<>>
Choose == n' \in Int /\ s' = Append(s, n)
Parted == n > 3 /\ Len(s) = 1 /\ n' = Head(Tail(s)) /\ s' = s
Divided == \E k \in Int : k > 7 /\ n' = 5 \div (k - 9) /\ s' = s
Found == \E k \in Int : k > 7 /\ n' = k /\ s' = s
Next == Choose \/ {step}
====
"""


@pytest.mark.parametrize(("step", "violated"), [("Parted", True), ("Divided", True), ("Found", False)])
def test_it_is_confirmed_on_values(step: str, violated: bool) -> None:
    spec = symcheck.loads(SPEC.replace("{step}", step), "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n")
    (found,) = symcheck.check(spec, engine="bmc", length=3).to_json()["results"]
    assert found["property"] == "definedness"
    assert found["verdict"] == ("violated" if violated else "bounded")
