"""Ranges contain every value that a path of so many steps reaches."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from symcheck.system.ranges import ranges
from symcheck.system.transform.to_bits import to_bits
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.system.validate import validate
from symcheck.term import BOOL, INT, TRUE, Term, add, conj, disj, eq, evaluate, integer, le, mul, neg, nodes, variable
from symcheck.term.bits import WidthError
from tests.conformance.brute_force import initial_states, successors
from tests.conformance.small_systems import NUMBER, small_system

N, N_NEXT, M, M_NEXT = variable("n", INT), variable("n'", INT), variable("m", INT), variable("m'", INT)
PICK = variable("pick", INT)


def counting(guard: Term, value: Term, constraint: Term = TRUE, init: Term | None = None) -> TransitionSystem:
    return TransitionSystem(
        state=(N,),
        inputs=(PICK,),
        init=init or eq(N, integer(0)),
        actions=(GroundAction("A", (), None, guard, {N: value}),),
        properties=(Property("P", "invariant", eq(N, integer(100))),),
        primed={N: N_NEXT},
        constraint=constraint,
    )


GROW = add([N, integer(1)])


@pytest.mark.parametrize(
    ("system", "depth", "expected", "settled"),
    [
        (counting(TRUE, GROW), 7, (0, 7), False),
        (counting(TRUE, add([N, integer(-3)])), 7, (-21, 0), False),
        (counting(le(N, integer(4)), GROW), 3, (0, 3), False),
        (counting(le(N, integer(4)), GROW), 30, (0, 5), True),
        (counting(TRUE, GROW, constraint=le(N, integer(4))), 30, (0, 5), True),
        (counting(TRUE, integer(9)), 30, (0, 9), True),
        (counting(eq(N, integer(1)), integer(9)), 30, (0, 0), True),
        (counting(TRUE, mul(integer(2), N), init=eq(N, integer(1))), 3, (1, 8), False),
        (counting(TRUE, GROW, init=conj([neg(le(N, integer(-3))), le(N, integer(2))])), 2, (-2, 4), False),
        (counting(TRUE, GROW, init=disj([eq(N, integer(5)), eq(N, integer(-5))])), 1, (-5, 6), False),
        (counting(conj([le(PICK, integer(3)), le(integer(1), PICK)]), add([N, PICK])), 2, (0, 6), False),
    ],
)
def test_ranges(system: TransitionSystem, depth: int, expected: tuple[int, int], settled: bool) -> None:
    found, forever = ranges(system, depth)
    assert found[N] == expected
    assert forever == settled


@pytest.mark.parametrize(
    "system", [counting(TRUE, add([N, PICK])), counting(TRUE, GROW, init=le(N, integer(3))), counting(TRUE, PICK)]
)
def test_no_bounds(system: TransitionSystem) -> None:
    with pytest.raises(WidthError):
        ranges(system, 5)


def test_the_lemma_bounds() -> None:
    system = replace(counting(TRUE, GROW), lemma=conj([le(N, integer(6)), le(integer(0), N)]))
    assert ranges(system, 50) == ({N: (0, 6), PICK: (0, 0)}, True)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_reached_is_in_range(seed: int) -> None:
    system = small_system(seed, integers=True, constrained=seed % 2 == 0)
    place = system.state.index(NUMBER)
    low, high = ranges(system, 4)[0][NUMBER]
    frontier = initial_states(system)
    for _ in range(4):
        assert all(low <= state[place] <= high for state in frontier)
        frontier = {after for state in frontier for _, _, after, _ in successors(system, state)}
    assert all(low <= state[place] <= high for state in frontier)


@pytest.mark.parametrize("seed", range(10))
def test_bits_have_no_integers(seed: int) -> None:
    system = small_system(seed, integers=True, constrained=True)
    made = to_bits(system, 5)
    validate(made.system)
    terms = [made.system.init, made.system.constraint, *(prop.bad for prop in made.system.properties)]
    for action in made.system.actions:
        terms += [action.guard, action.expand, *action.effects.values()]
    assert all(node.sort == BOOL for node in nodes(terms))
    state = dict.fromkeys(made.system.state, False)
    assert made.decode_state(state).keys() == set(system.state)


def test_bits_of_an_input_say_nothing_beyond_its_range() -> None:
    """An input between n and n + 3 has three bits, which can say more than its range."""
    between = conj([neg(le(PICK, N)), neg(le(add([N, integer(3)]), PICK))])
    bits = to_bits(counting(between, PICK), 2)
    assert bits.ranges == {N: (0, 4), PICK: (1, 4)}
    (action,) = bits.system.actions
    for values in product((False, True), repeat=len(bits.system.state) + len(bits.system.inputs)):
        model = dict(zip((*bits.system.state, *bits.system.inputs), values, strict=True))
        if evaluate(action.guard, model):
            (n,), (pick,) = bits.decode_state(model).values(), bits.decode_inputs(model).values()
            assert 1 <= pick <= 4
            assert n > 4 or n < pick < n + 3
