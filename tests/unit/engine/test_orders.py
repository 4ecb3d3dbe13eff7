"""What is never less than something else is found, and nothing that a step breaks."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.orders import LARGEST, orders
from symcheck.system.obligations import conjuncts
from symcheck.term import FALSE, INT, TRUE, Term, add, evaluate, integer, le, variable
from tests.conformance.small_systems import small_system
from tests.conformance.toys import act, make
from tests.unit.engine.test_equations import NEVER, A, B, C, N, states, system_of


def found(*args: object, **options: object) -> set[Term]:
    return set(conjuncts(orders(system_of(*args, **options), Budget()))) - {TRUE}  # type: ignore[arg-type]


def test_what_only_grows_stays_above_what_it_began_with() -> None:
    assert found({A: 3}, {A: add([A, integer(2)])}) == {le(integer(3), A)}
    assert found({A: 3}, {A: add([A, integer(-2)])}) == {le(A, integer(3))}


def test_what_follows_another_number_stays_behind_it() -> None:
    steps = {A: add([A, integer(1)])}, {B: A}, {C: N}
    assert found({A: 0, B: 0, C: 0}, *steps, inputs=(N,)) == {le(integer(0), A), le(integer(0), B), le(B, A)}


def test_nothing_is_left_of_what_may_be_anything() -> None:
    assert found({A: 1, B: 1}, {A: N}, {B: N}, inputs=(N,)) == set()


def test_many_numbers_are_compared_with_their_beginning_alone() -> None:
    many = {variable(f"m{place}", INT): 0 for place in range(LARGEST + 1)}
    up = {each: add([each, integer(1)]) for each in many}
    assert found(many, up) == {le(integer(0), each) for each in many}


def test_without_time_or_a_first_state_there_is_nothing() -> None:
    assert orders(system_of({A: 0}), Budget(0.0)) is TRUE
    assert orders(make("none", (A,), FALSE, [act("stay", TRUE, {A: A})], {NEVER: None}).system, Budget()) is TRUE
    assert orders(small_system(0, integers=False), Budget()) is TRUE


@pytest.mark.parametrize("seed", range(60))
def test_it_holds_in_every_reachable_state(seed: int) -> None:
    system = small_system(seed, integers=True)
    told = orders(system, Budget())
    assert all(evaluate(told, state) for state in states(system, 6))
