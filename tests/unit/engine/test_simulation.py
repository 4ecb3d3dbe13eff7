"""Many states at once give what each of them gives by itself."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from symcheck.engine.linearise import step
from symcheck.engine.simulation import Circuit, Stepper, columns_of, full_of, places, row_of
from symcheck.term import BOOL, Term, at_most_one, conj, disj, evaluate, iff, ite, neg, variable
from tests.conformance.small_systems import small_system

A, B, C = (variable(name, BOOL) for name in "abc")


def test_rows_turned_into_columns() -> None:
    assert columns_of((A, B, C), [0b001, 0b011, 0b110]) == {A: 0b110, B: 0b011, C: 0b001}
    assert columns_of((A, B), []) == {A: 0, B: 0}
    assert columns_of((), [0, 0]) == {}
    assert list(places(0b0110, 4)) == [1, 2]
    assert list(places(0, 3)) == []


@pytest.mark.parametrize(
    "term",
    [neg(A), conj((A, B)), disj((A, neg(B), C)), iff(A, B), ite(A, B, C), at_most_one((A, B, C)), conj(()), disj(())],
    ids=str,
)
def test_every_operator(term: Term) -> None:
    rows = list(range(8))
    (column,) = Circuit((term,)).under(columns_of((A, B, C), rows), full_of(rows))
    for at, values in enumerate(product((False, True), repeat=3)):
        expected = evaluate(term, dict(zip((C, B, A), values, strict=True)))
        assert column >> (7 - at) & 1 == expected


@pytest.mark.parametrize("seed", range(60))
def test_steps_of_many_states_are_those_of_each(seed: int) -> None:
    system = small_system(seed)
    random = Random(seed)
    count = 1 << len(system.state)
    rows = random.sample(range(count), min(count, 11))
    stepper = Stepper(system, range(len(system.actions)))
    for chosen in (False, True):
        inputs = {each: full_of(rows) * chosen for each in stepper.inputs}
        found = sorted(stepper.after(rows, {**columns_of(system.state, rows), **inputs}))
        expected = []
        for row in rows:
            state = {each: bool(row >> index & 1) for index, each in enumerate(system.state)}
            for number in range(len(system.actions)):
                following = step(system, number, state, dict.fromkeys(system.inputs, chosen))
                if following is not None:
                    expected.append((row, number, row_of(system, following)))
        assert found == sorted(expected)
