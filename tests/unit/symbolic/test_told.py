"""What TLCGet gives, put in its place."""

from __future__ import annotations

from symcheck.core.run import config
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.symbolic.encode import encode
from symcheck.symbolic.told import steers, told
from tests.unit.symbolic.specs import specification

COUNTER = "VARIABLE x\nInit == x = 0\nStep == x' = x + 1\nNext == Step\n"


def test_a_specification_that_does_not_ask_is_left_as_it_is() -> None:
    spec = specification(f"{COUNTER}Small == x < 3", "INVARIANT Small")
    assert told(spec) == (spec, None)


def test_states_are_counted_where_the_level_is_asked_for() -> None:
    spec = specification(f'{COUNTER}Same == TLCGet("level") = x + 1\nFew == TLCGet("level") < 4', "INVARIANTS Same Few")
    encoded = encode(spec, 5)
    assert encoded.counter is not None
    verdicts = search(encoded.system, encoded.system.properties, 5)
    assert verdicts["Same"] == Bounded(5)
    few = verdicts["Few"]
    assert isinstance(few, Refuted)
    assert few.path.length == 3
    assert encoded.state(few.path.moves[-1].state) == {"x": 3}, "the counter is none of the specification's variables"
    assert encoded.system.actions[0].name == "Step"
    assert not steers(spec)


def test_the_level_is_0_while_initial_states_are_looked_for() -> None:
    body = 'VARIABLE x\nInit == x = TLCGet("level")\nNext == x\' = TLCGet("level")\nIs == x = 0'
    spec = specification(body, "INVARIANT Is")
    encoded = encode(spec, 3)
    found = search(encoded.system, encoded.system.properties, 3)["Is"]
    assert isinstance(found, Refuted)
    assert [encoded.state(move.state)["x"] for move in found.path.moves] == [0, 1]
    assert steers(spec)


def test_the_configuration_is_a_record() -> None:
    spec = specification(f'{COUNTER}Told == TLCGet("config").deadlock', "INVARIANT Told\nCHECK_DEADLOCK FALSE")
    encoded = encode(spec, 2)
    assert encoded.counter is None
    assert isinstance(search(encoded.system, encoded.system.properties, 2)["Told"], Refuted)
    assert str(config(check_deadlock=False)).count("deadlock |-> FALSE") == 1
