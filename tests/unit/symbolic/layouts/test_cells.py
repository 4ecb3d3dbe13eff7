"""Slots for elements that are no plain values: what is stored is what is decoded, whatever was there before."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.symbolic.encode import encode
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Cells, Members, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.values import SymSet, set_of
from symcheck.term import FALSE, INT, TRUE, Term, conj, eq, evaluate, neg, variable
from symcheck.value import make_set
from tests.unit.symbolic.specs import specification

NEW = variable("new", INT)
GONE = variable("gone", INT)
CAPACITY = 4
REGISTERS = {again: allocate(Members({7: False}, Cells(Number(), CAPACITY, again)), "s") for again in (False, True)}


def _after(state: Mapping[Term, bool | int], effects: Effects, inputs: Mapping[Term, int]) -> dict[Term, bool | int]:
    known = {**state, **inputs}
    return {**state, **{var: evaluate(value, known) for var, value in effects.items()}}


def _added(register: Register) -> tuple[Effects, Term]:
    """s \\cup {new}"""
    assert isinstance(register.sym, SymSet)
    effects: Effects = {}
    fits = register.store(set_of(register.sym.members, (*register.sym.cells, (TRUE, NEW))), effects)
    return effects, fits


def _removed(register: Register) -> tuple[Effects, Term]:
    """s \\ {gone}"""
    assert isinstance(register.sym, SymSet)
    effects: Effects = {}
    cells = tuple((conj((present, neg(eq(value, GONE)))), value) for present, value in register.sym.cells)  # type: ignore[arg-type]
    members = register.sym.members  # 7 is never the one
    fits = register.store(set_of(members, cells), effects)
    return effects, fits


def _replaced(register: Register) -> tuple[Effects, Term]:
    """{new}"""
    effects: Effects = {}
    fits = register.store(set_of({}, ((TRUE, NEW),)), effects)
    return effects, fits


STEPS = {"add": _added, "remove": _removed, "replace": _replaced}
MADE = {(again, name): step(register) for again, register in REGISTERS.items() for name, step in STEPS.items()}


@pytest.mark.parametrize("again", [False, True])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 5)), max_size=12))
def test_what_is_stored_is_decoded(again: bool, steps: list[tuple[str, int]]) -> None:
    register = REGISTERS[again]
    state: dict[Term, bool | int] = {
        var: 0 if var.sort is INT else False for var in register.all_variables() if var is not TRUE
    }
    lemma = conj(register.all_lemmas())
    expected: set[int] = set()
    taken = 0
    for name, number in steps:
        effects, fits = MADE[again, name]
        inputs = {NEW: number, GONE: number}
        room = bool(evaluate(fits, {**state, **inputs}))
        if again:
            taken = len(expected - {number})  # what is there already needs no slot of its own
        assert room == (name != "add" or taken < CAPACITY)
        if not room:
            return
        state = _after(state, effects, inputs)
        if name == "add":
            expected.add(number)
            taken += 1
        elif name == "remove":
            expected.discard(number)
            taken = taken if expected else 0
        else:
            expected = {number}
            taken = 1
        assert register.decode(state) == make_set(expected)
        assert evaluate(lemma, state)


BODY = r"""VARIABLES sent, got
Init == sent = {} /\ got = 0
Send == \E n \in Nat : sent' = sent \cup {[amount |-> n]} /\ UNCHANGED got
Take == \E m \in sent : sent' = sent \ {m} /\ got' = got + m.amount
Next == Send \/ Take
Poor == got < 1000
Known == \A m \in sent : m.amount >= 0
Twice == Cardinality(sent) < 3
"""


def test_messages_hold_integers_without_bounds() -> None:
    encoded = encode(specification(BODY, "INVARIANTS Poor Known Twice\nCHECK_DEADLOCK FALSE"), 4)
    verdicts = search(encoded.system, encoded.system.properties, 4)
    assert isinstance(verdicts["Known"], Bounded)
    for name, steps in (("Poor", 2), ("Twice", 3)):
        verdict = verdicts[name]
        assert isinstance(verdict, Refuted)
        assert verdict.path.length == steps
    assert FALSE not in encoded.system.state
