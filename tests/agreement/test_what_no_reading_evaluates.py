"""What no reading can evaluate is said in the same words by each, with what to do about it."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import SpecError

OWNER = r"""---- MODULE Owner ----
EXTENDS Naturals
VARIABLE owner
Nobody == CHOOSE n : n \notin 1..2
Init == owner = INITIAL
Next == owner' \in 1..2
Owned == owner # 9 \/ owner = Nobody
====
"""
CONFIG = "INIT Init\nNEXT Next\nINVARIANT Owned\n"


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_an_unbounded_choice(engine: str) -> None:
    with pytest.raises(SpecError) as raised:
        symcheck.check(symcheck.loads(OWNER.replace("INITIAL", "Nobody"), CONFIG), engine=engine, length=3)
    (found,) = raised.value.diagnostics
    assert found.code.value == "D012"
    assert found.message == "an unbounded CHOOSE cannot be evaluated"
    assert "model value in the .cfg" in found.hint
    assert found.span is not None
    assert found.span.line == 4


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(("initial", "more"), [("1", ""), ("Nobody", "CONSTANT Nobody = Nobody")])
def test_where_it_is_not_needed_or_has_a_value(initial: str, more: str, engine: str) -> None:
    spec = symcheck.loads(OWNER.replace("INITIAL", initial), CONFIG + more)
    assert symcheck.check(spec, engine=engine, length=3).exit_code == 0


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_a_temporal_quantifier_over_what_changes(engine: str) -> None:
    text = r"""---- MODULE Held ----
EXTENDS Naturals
VARIABLE held
Init == held = {}
Next == \E n \in 1..2 : held' = (held \cup {n}) \/ held' = held \ {n}
Released == \A n \in held : <>(n \notin held)
====
"""
    spec = symcheck.loads(text, "INIT Init\nNEXT Next\nPROPERTY Released")
    report = symcheck.check(spec, engine=engine, length=3 if engine == "bmc" else None)
    reason = report.results[0]["reason"]
    assert "a temporal quantifier over a set that depends on the state" in reason
    assert "take a constant set" in reason
    assert "--engine" not in reason


GROWING = r"""---- MODULE Growing ----
EXTENDS Naturals
VARIABLE x
Init == x = 2
Next == x' = 3 ^ x /\ (IF x > 3 THEN 7 ^ (7 ^ x) > 0 ELSE TRUE)
Small == x < LIMIT
===="""


@pytest.mark.parametrize("engine", ["explicit", "bmc", "auto"])
def test_a_power_that_exhausts_the_memory(engine: str) -> None:
    config = "INIT Init\nNEXT Next\nINVARIANT Small\n"
    near = symcheck.check(symcheck.loads(GROWING.replace("LIMIT", "9"), config), engine=engine, length=1)
    assert near.exit_code == 12
    with pytest.raises(SpecError) as raised:
        symcheck.check(symcheck.loads(GROWING.replace("LIMIT", "10"), config), engine=engine, length=3)
    assert raised.value.code.value.startswith("U")
    assert "^" in str(raised.value)


@pytest.mark.parametrize("engine", ["explicit", "bmc", "pdr", "auto"])
@pytest.mark.parametrize(
    ("initial", "step", "told"),
    [("3", "x * x", "a product of"), ('"p"', r"x \o x", "a sequence of"), ("10", "x ^ x", "^")],
    ids=["squared", "doubled", "raised"],
)
def test_what_grows_upon_itself(initial: str, step: str, told: str, engine: str) -> None:
    text = GROWING.replace("EXTENDS Naturals", "EXTENDS Naturals, Sequences").replace("x = 2", f"x = {initial}")
    text = text[: text.index("Next")] + f"Next == x' = {step}\nSmall == x # {initial}\nHuge == x # 0\n===="
    near = symcheck.loads(text.replace("# 0", '# ""') if initial == '"p"' else text, "INIT Init\nNEXT Next\n")
    length = 60 if engine == "bmc" else None
    if engine != "pdr":
        assert symcheck.check(near, invariants=["Small"], engine=engine, length=length, timeout=60).exit_code == 12
    with pytest.raises(SpecError) as raised:
        symcheck.check(near, invariants=["Huge"], engine=engine, length=length, timeout=60)
    assert raised.value.code.value.startswith("U")
    assert told in str(raised.value)
    assert "too large to be written out" in str(raised.value)
