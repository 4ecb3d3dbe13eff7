"""Limits that steps do not leave."""

from __future__ import annotations

import pytest

from symcheck.system.ranges import ranges
from symcheck.system.transform.within import LEAVES, likely_limits, wider, within
from symcheck.system.transition_system import Property
from symcheck.system.validate import validate
from symcheck.term import INT, TRUE, add, conj, eq, evaluate, integer, le, variable
from symcheck.term.bits import WidthError
from tests.conformance.toys import Toy, act, make

N, PICK = variable("n", INT), variable("pick", INT)


def growing() -> Toy:
    bad = {Property("seven", "invariant", eq(N, integer(7))): 7}
    return make("growing", (N,), eq(N, integer(0)), [act("Grow", TRUE, {N: add([N, integer(1)])})], bad)


def test_steps_stay_within_and_it_is_bad_if_one_would_not() -> None:
    made = within(growing().system, {N: (-1, 8)}).system
    validate(made)
    assert [prop.name for prop in made.properties] == [LEAVES, "seven"]
    for value, stays in ((7, True), (8, False)):
        assert evaluate(made.actions[0].guard, {N: value}) is stays
        assert evaluate(made.properties[0].bad, {N: value}) is not stays
    assert ranges(made, 64) == ({N: (0, 8)}, True)


def test_limits_are_likely_where_constants_are() -> None:
    assert likely_limits(growing().system) == {N: (-1, 8)}
    assert wider({N: (-1, 8)}) == {N: (-6, 13)}


def test_first_states_bound_by_way_of_an_input() -> None:
    init = conj([eq(N, PICK), le(integer(20), PICK), le(PICK, integer(30))])
    toy = make("picked", (N,), init, [], {}, inputs=(PICK,))
    assert ranges(toy.system, 0)[0] == {N: (20, 30), PICK: (20, 30)}
    free = make("free", (N,), eq(N, PICK), [], {}, inputs=(PICK,))
    with pytest.raises(WidthError):
        likely_limits(free.system)


def test_an_input_that_one_way_of_being_bad_does_not_mention() -> None:
    bad = {Property("either", "invariant", conj([le(PICK, N), le(integer(0), PICK), eq(N, integer(3))])): None}
    toy = make(
        "either", (N,), eq(N, integer(0)), [act("Grow", le(N, integer(4)), {N: add([N, integer(1)])})], bad, (PICK,)
    )
    assert ranges(toy.system, 64) == ({N: (0, 5), PICK: (0, 3)}, True)
