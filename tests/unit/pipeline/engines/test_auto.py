"""What is told where no engine can treat a specification."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError

CLEARED = r"""
---- MODULE Cleared ----
EXTENDS Integers
VARIABLE f
Init == f = [n \in Nat |-> n % 2]
Next == \E n \in Nat : f' = [m \in Nat |-> IF m < n THEN 0 ELSE f[m]]
Natural == \A n \in Nat : f[n] >= 0
====
"""


def test_what_each_reading_lacks_is_told() -> None:
    spec = symcheck.loads(CLEARED)
    with pytest.raises(SpecError) as found:
        symcheck.check(spec, invariants=["Natural"], deadlock=False, timeout=60)
    assert [each.code for each in found.value.diagnostics] == [Code.UNSUPPORTED, Code.INFINITE_SET]


def test_the_place_of_an_infinite_set_is_told_and_what_to_do() -> None:
    spec = symcheck.loads(
        "---- MODULE Any ----\nEXTENDS Integers\nVARIABLE s\nInit == s \\in SUBSET Nat\nNext == s' = s\n====\n"
    )
    for engine, hint in (("auto", "Nat <- Small"), ("explicit", "the others")):
        with pytest.raises(SpecError) as found:
            symcheck.check(spec, engine=engine, timeout=60)
        (told,) = found.value.diagnostics
        assert told.code is Code.INFINITE_SET
        assert told.span is not None
        assert told.span.text == "SUBSET Nat"
        assert hint in told.hint
