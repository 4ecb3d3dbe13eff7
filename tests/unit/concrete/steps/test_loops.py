from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.steps.successors import Machine
from tests.unit.concrete.specs import spec


def successors(next_: str) -> list[tuple[object, ...]]:
    found = Machine(spec(f"VARIABLES x, y\nInit == x = 0 /\\ y = 0\nBad == 1 \\div x > 0\nNext == {next_}"))
    (state,) = found.initial()
    return found.successors(state)


@pytest.mark.parametrize(
    ("next_", "states"),
    [
        # none of the conditions depends on an element, or only on some
        ("\\E k \\in {1, 2} : x = 0 /\\ x' = k /\\ y' = y", [(1, 0), (2, 0)]),
        ("\\E k \\in {1, 2} : x = 1 /\\ x' = k /\\ y' = y", []),
        ("\\E k, l \\in 1..2 : k = 2 /\\ x = 0 /\\ x' = k /\\ y' = l", [(2, 1), (2, 2)]),
        ("\\E k, l \\in 1..2 : x = 0 /\\ l = 2 /\\ k = 1 /\\ x' = k /\\ y' = l", [(1, 2)]),
        ("\\E k \\in 1..3, l \\in 1..2, m \\in {5} : k > 1 /\\ l > 1 /\\ x' = k * m /\\ y' = l", [(10, 2), (15, 2)]),
        ("\\E <<k, l>> \\in {<<1, 2>>, <<3, 4>>} : x = 0 /\\ l > 2 /\\ x' = k /\\ y' = l", [(3, 4)]),
        ("\\E <<k, l>> \\in {<<1, 2>>}, m \\in 1..2 : l = 2 /\\ x' = k /\\ y' = m", [(1, 1), (1, 2)]),
        ("\\E S \\in SUBSET {1} : x = 0 /\\ x' = S /\\ y' = y", ["{}", "{1}"]),
        # what is defined in between is evaluated first
        ("\\E k \\in {1, 2} : LET m == k + x IN x = 0 /\\ m > 1 /\\ x' = m /\\ y' = y", [(2, 0)]),
        # without an element nothing is evaluated, nor what stands behind a condition that does not hold
        ("\\E k \\in {} : Bad /\\ x' = k /\\ y' = y", []),
        ("\\E k \\in SUBSET {1} \\ SUBSET {1} : Bad /\\ x' = k /\\ y' = y", []),
        ("\\E k \\in {1}, l \\in {} : Bad /\\ x' = k /\\ y' = l", []),
        ("\\E k \\in {}, l \\in {1} : Bad /\\ x' = k /\\ y' = l", []),
        ("\\E k \\in {1, 2} : x = 1 /\\ Bad /\\ x' = k /\\ y' = y", []),
        ("\\E k \\in {1, 2} : k = 3 /\\ Bad /\\ x' = k /\\ y' = y", []),
        ("\\E k, l \\in {1, 2} : l = 3 /\\ Bad /\\ k > 0 /\\ x' = k /\\ y' = l", []),
    ],
)
def test_conditions_of_a_loop_are_looked_at_as_if_for_every_combination(next_, states):
    found = successors(next_)
    assert [str(state[0]) if isinstance(states[0], str) else state for state in found] == states


@pytest.mark.parametrize(
    "next_",
    [
        "\\E k \\in {1, 2} : Bad /\\ x' = k /\\ y' = y",
        "\\E k, l \\in {1, 2} : k = 2 /\\ Bad /\\ x' = k /\\ y' = l",
        "\\E k, l \\in {1, 2} : l = 2 /\\ Bad /\\ k > 5 /\\ x' = k /\\ y' = l",
    ],
)
def test_a_condition_that_cannot_be_evaluated_is_an_error_where_a_combination_comes_to_it(next_):
    with pytest.raises(SpecError):
        successors(next_)


def test_what_draws_at_random_or_reads_registers_is_looked_at_for_every_combination():
    counting = "TLCSet(1, TLCGet(1) + 1)"
    found = successors(f"TLCSet(1, 0) /\\ \\E k, l \\in 1..3 : {counting} /\\ x' = TLCGet(1) /\\ y' = y")
    assert [x for x, _ in found] == list(range(1, 10))


def test_of_a_long_interval_a_step_takes_what_it_needs():
    assert [state[0] for state in successors("\\E k \\in x..(x + 2) : x' = k /\\ y' = y")] == [0, 1, 2]
    found = Machine(spec("VARIABLE x\nInit == x = 0\nNext == \\E k \\in 1..(x + 10 ^ 30) : k = x' /\\ x' = 10 ^ 20"))
    (state,) = found.initial()
    assert found.transition_to(state, (10**20,)) is not None
