"""TLCGet("level") means the same to every engine: the level of a state, counted along a shortest way to it."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import SpecError
from tests.agreement.engines import answers, contradictions

SPEC = r"""---- MODULE Levels ----
EXTENDS Integers, TLC
VARIABLES x, y
Init == x = TLCGet("level") /\ y = 0
Up == x < 6 /\ x' = x + 1 /\ y' = y
Down == x > 0 /\ x' = x - 1 /\ y' = 1
Reset == {guard} /\ x' = 0 /\ y' = y
Next == Up \/ Down \/ Reset
Early == TLCGet("level") < 5
Brief == ~(TLCGet("level") = 4 /\ x' = 1)
OnTheWay == TLCGet("level") > 5 => x > 2
Short == TLCGet("level") <= 6
Shorter == TLCGet("level") <= 20
Late == x = 3 => TLCGet("level") = 4
Later == y = 1 /\ x = 3 => TLCGet("level") = 6
Told == TLCGet("config").mode = "bfs" /\ TLCGet("config").deadlock
Climbs == [][x' = x + 1 => TLCGet("level") < 6]_x
Rises == [][x' = x + 1 => TLCGet("level") < 7]_x
====
"""
LIVE = "Spec == Init /\\ [][Next]_<<x, y>>\nOnce == <>(x = 6)\n===="
STATES = ("OnTheWay", "Short", "Shorter", "Late", "Later", "Told")
CONFIG = "INIT Init\nNEXT Next\nINVARIANTS {}\nPROPERTIES Climbs Rises\n"
GUARDS = ("FALSE", 'TLCGet("level") > 3', 'x = TLCGet("level")')


LIMITS = ("", "CONSTRAINT Early", "ACTION_CONSTRAINT Brief")
CASES = [("bmc", guard, limit) for guard in GUARDS for limit in LIMITS]
CASES += [("kinduction", GUARDS[1], ""), ("spacer", GUARDS[2], ""), ("pdr", GUARDS[0], LIMITS[1])]


@pytest.mark.parametrize(("engine", "guard", "limit"), CASES)
def test_every_engine_counts_as_the_explicit_one(engine: str, guard: str, limit: str) -> None:
    spec = symcheck.loads(SPEC.replace("{guard}", guard), CONFIG.format(" ".join(STATES)) + limit)
    listed = answers(spec, "explicit", timeout=10)
    found = answers(spec, engine, timeout=5, length=8)
    assert listed is not None
    assert found is not None, "no engine lacks it"
    assert not contradictions(listed, found, shortest=False)
    if engine == "bmc":
        expected = {name: "bounded" if each.verdict == "proved" else each.verdict for name, each in listed.items()}
        # what is open after a violation has little time: on a busy machine it may stay open
        assert all(each.verdict in (expected[name], "unknown") for name, each in found.items())


def test_a_state_reached_late_refutes_nothing() -> None:
    spec = symcheck.loads(SPEC.replace("{guard}", "FALSE"), "INIT Init\nNEXT Next\nINVARIANT OnTheWay\n")
    assert symcheck.check(spec, engine="explicit").verdict == "proved"
    assert symcheck.check(spec, engine="bmc", length=8).verdict == "bounded"


def test_the_level_of_a_next_state_is_left_to_the_explicit_engine() -> None:
    text = SPEC.replace("{guard}", 'TLCGet("level")\' > 3')
    with pytest.raises(SpecError) as caught:
        symcheck.check(symcheck.loads(text, "INIT Init\nNEXT Next\n"), engine="bmc", length=3)
    assert caught.value.code.value == "U001"


def test_a_loop_comes_back_to_a_state_whatever_its_level() -> None:
    text = SPEC.replace("{guard}", "FALSE").replace("====", LIVE)
    spec = symcheck.loads(text, "SPECIFICATION Spec\nINVARIANT Shorter\nPROPERTY Once\n")
    found = answers(spec, "bmc", timeout=10, length=8)
    assert found is not None
    assert found["Once"].verdict == "violated"


def test_no_loop_is_sought_where_the_level_decides_what_steps_there_are() -> None:
    text = SPEC.replace("{guard}", GUARDS[1]).replace("====", LIVE)
    spec = symcheck.loads(text, "SPECIFICATION Spec\nPROPERTY Once\n")
    found = answers(spec, "bmc", timeout=10, length=8)
    assert found is not None
    assert found["Once"].verdict == "unknown"
