"""A slice keeps what a property depends on, and its answer."""

from __future__ import annotations

import pytest

from symcheck.system.transform.slice import slice_for
from symcheck.system.validate import validate
from symcheck.term import BOOL, variable
from tests.conformance.brute_force import shortest
from tests.conformance.small_systems import small_system
from tests.conformance.toys import TOYS


def test_what_does_not_matter_is_gone() -> None:
    ring = next(toy.system for toy in TOYS if toy.name == "token ring")
    one = next(prop for prop in ring.properties if prop.name == "one token")
    sliced = slice_for(ring, [one])
    assert sliced.system.state == tuple(variable(f"t{place}", BOOL) for place in range(5))
    assert [sliced.system.actions[place].name for place in range(5)] == [f"Pass{place}" for place in range(5)]
    assert sliced.actions == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("seed", range(60))
def test_answers_stay(seed: int) -> None:
    system = small_system(seed, constrained=seed % 3 == 0)
    for prop in system.properties:
        sliced = slice_for(system, [prop])
        validate(sliced.system)
        assert shortest(sliced.system, prop, 5) == shortest(system, prop, 5), prop.name
