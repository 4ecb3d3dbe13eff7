"""What PDR says of itself before it has searched."""

from __future__ import annotations

from symcheck.engine.pdr import Pdr
from symcheck.engine.verdict import Unknown
from symcheck.system.transition_system import Property
from symcheck.term import INT, TRUE, add, eq, integer, le, neg, variable
from tests.conformance.toys import TOYS, Toy, act, make

N = variable("n", INT)
NATURAL = Property("natural", "invariant", neg(le(integer(0), N)))


def pdr(toy: Toy) -> Pdr:
    return Pdr(toy.system, toy.system.properties)


def test_booleans_need_no_guess() -> None:
    found = pdr(next(toy for toy in TOYS if toy.name == "mutex"))
    assert (found.idle, found.guesses) == (False, False)


def test_limits_are_a_guess_where_integers_grow() -> None:
    found = pdr(make("up", (N,), eq(N, integer(0)), [act("Up", TRUE, {N: add([N, integer(1)])})], {NATURAL: None}))
    assert (found.idle, found.guesses) == (False, True)


def test_without_any_limits_there_is_nothing_to_search() -> None:
    found = pdr(make("anywhere", (N,), le(integer(0), N), [act("Stay", TRUE, {})], {NATURAL: None}))
    assert found.idle
    assert isinstance(found.verdicts()["natural"], Unknown)
