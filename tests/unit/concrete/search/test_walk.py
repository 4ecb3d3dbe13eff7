from __future__ import annotations

from symcheck.concrete.search.exploration import Fails
from symcheck.concrete.search.walk import walk
from tests.unit.concrete.specs import spec

BODY = """VARIABLE x
Init == x \\in 0..3
Next == x < 50 /\\ \\E k \\in 1..3 : x' = x + k
Small == x < 20
Slow == [][x' < x + 3]_x
Head7 == x < 10 \\/ Head(<<>>) = 1
"""


def made(config: str):
    return spec(BODY, f"INIT Init\nNEXT Next\n{config}")


def test_the_same_seed_gives_the_same_walk():
    one = made("CHECK_DEADLOCK FALSE")
    first, second, other = walk(one, 1), walk(one, 1), walk(one, 2)
    assert first == second
    assert first.last != other.last
    assert first.finding is None


def test_a_walk_ends_at_its_length():
    found = walk(made(""), 1, behaviors=3, length=4)
    assert (found.behaviors, found.states) == (3, 15)
    assert found.last is not None
    assert len(found.last) == 5


def kind(config: str) -> str:
    found = walk(made(config), 7, behaviors=50)
    assert found.finding is not None
    assert isinstance(found.finding.answer, Fails)
    assert found.finding.answer.trace is not None
    return found.finding.kind


def test_what_a_walk_finds():
    assert kind("INVARIANT Small") == "invariant"
    assert kind("PROPERTY Slow") == "action"
    assert kind("INVARIANT Head7") == "definedness"
    assert kind("") == "deadlock"


def test_no_initial_state():
    found = walk(spec("VARIABLE x\nInit == x \\in {}\nNext == UNCHANGED x"))
    assert (found.behaviors, found.last) == (0, None)


def test_the_level_and_the_behavior_so_far_are_known():
    body = """VARIABLE x
Init == x = 0 /\\ TLCGet("level") = 0
Next == x' = x + 1 /\\ TLCGet("level") = x + 1
Known == TLCGet("level") = x + 1 /\\ Len(Trace) = x + 1 /\\ Trace[x + 1] = [x |-> x]
"""
    asked = "INIT Init\nNEXT Next\nINVARIANT Known"
    found = walk(spec(f"LOCAL INSTANCE TLCExt\n{body}", asked), 1, length=5)
    assert found.finding is None
    assert found.states == 6
