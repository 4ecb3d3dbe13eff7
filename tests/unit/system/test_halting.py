"""Whether to go on is part of the state, and nothing else changes."""

from __future__ import annotations

from symcheck.system.transform.halting import halting
from symcheck.system.validate import validate
from symcheck.term import TRUE
from tests.conformance.brute_force import shortest
from tests.conformance.small_systems import small_system


def test_reachable_states_and_steps_are_the_same() -> None:
    changed = 0
    for seed in range(40):
        system = small_system(seed, constrained=True)
        halted = halting(system)
        validate(halted)
        assert all(action.expand is TRUE for action in halted.actions)
        changed += halted is not system
        for prop in system.properties:
            assert shortest(halted, prop, 12) == shortest(system, prop, 12), (seed, prop.name)
    assert changed > 5


def test_a_system_that_always_goes_on_stays_as_it_is() -> None:
    system = small_system(3)
    assert halting(system) is system
