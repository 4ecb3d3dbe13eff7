"""How many keys of functions that may be any are looked at, by the formulas that compare keys."""

from __future__ import annotations

from itertools import pairwise

from symcheck.symbolic.functions.drawn import Drawn
from symcheck.term import INT, TRUE, Term, add, conj, disj, eq, integer, ite, lt, variable
from symcheck.value import EMPTY_TUPLE

KEYS = [variable(f"key {number}", INT) for number in range(3)]
K, N = variable("k", INT), variable("n", INT)


def drawn() -> Drawn:
    found = Drawn(len(KEYS))
    found.keys.update(KEYS)
    return found


def at(argument: Term) -> Term:
    """Some look at a key: it is compared with all keys."""
    return disj(eq(key, argument) for key in KEYS)


def test_one_look_is_one_key_however_many_rows_there_are() -> None:
    ascending = conj(lt(one, two) for one, two in pairwise(KEYS))
    assert drawn().needed(0, ascending, [], []) == 0
    assert drawn().needed(0, conj((ascending, at(K))), [], []) == 1
    assert drawn().needed(0, conj((at(K), at(N), at(integer(5)), at(add((K, integer(1)))))), [], []) == 4


def test_each_step_takes_one_action_and_the_end_asks_one_question() -> None:
    one, two = [at(K)], [at(K), at(N)]
    assert drawn().needed(3, TRUE, [one, two, one], []) == 6
    assert drawn().needed(3, at(K), [one], [one, two]) == 1 + 3 + 2


def test_a_value_that_was_read_is_no_key() -> None:
    value = ite(eq(KEYS[0], K), N, integer(0))
    assert drawn().needed(0, conj((at(K), lt(value, integer(9)))), [], []) == 1
    assert drawn().needed(0, conj((at(K), at(value))), [], []) > 1


def test_what_is_asked_of_all_keys_has_one_more_wherever_it_is_asked() -> None:
    found = drawn()
    assert not found.compared
    found.tested(EMPTY_TUPLE, 1)
    found.evaluate_steps()
    for _ in range(2):  # what is evaluated again counts once
        found.tested(EMPTY_TUPLE, 1)
    found.evaluate_states()
    found.tested(EMPTY_TUPLE, 1)
    assert found.compared
    assert found.needed(4, TRUE, [], []) == 1 + 5 + 1
