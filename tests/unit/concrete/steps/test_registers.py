from __future__ import annotations

from symcheck.concrete.search.exploration import Holds
from symcheck.concrete.search.explore import explore
from symcheck.concrete.steps.successors import Machine
from tests.unit.concrete.specs import spec

LONGEST = """VARIABLE x
ASSUME TLCSet(1, 0) /\\ TLCSet(2, {})
Init == x = <<>>
Next == Len(x) < 3 /\\ \\E n \\in 0..1 : x' = Append(x, n)
Seen == /\\ TLCSet(1, IF TLCGet(1) < Len(x) THEN Len(x) ELSE TLCGet(1))
        /\\ TLCSet(2, TLCGet(2) \\cup {Len(x)})
After == TLCGet(1) = 3 /\\ TLCGet(2) = 0..3
"""


def test_the_search_finds_what_assumptions_stored() -> None:
    config = "INIT Init\nNEXT Next\nCONSTRAINT Seen\nPOSTCONDITION After\nCHECK_DEADLOCK FALSE"
    found = explore(spec(LONGEST, config))
    assert found.distinct == 15
    assert all(isinstance(finding.answer, Holds) for finding in found.findings)


def test_each_machine_begins_with_what_assumptions_stored() -> None:
    first, second = Machine(spec(LONGEST)), Machine(spec(LONGEST))
    first.outside.registers[1] = 7
    assert second.outside.registers[1] == 0


def test_an_assumption_that_cannot_be_evaluated_is_no_concern_of_a_search() -> None:
    body = "VARIABLE x\nASSUME TLCSet(1, 5) /\\ TLCSet(2, Head(<<>>))\nInit == x = TLCGet(1)\nNext == UNCHANGED x"
    assert Machine(spec(body)).initial() == [(5,)]
