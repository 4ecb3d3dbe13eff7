"""Spacer is right on the toys and on random systems, and everything that it proves is certified."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.base.budget import Budget
from symcheck.engine import bmc, spacer
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown
from symcheck.pipeline.certificate import Certificate
from symcheck.system.transition_system import TransitionSystem
from tests.conformance.certificates import hold
from tests.conformance.certified import certify_all
from tests.conformance.small_systems import small_system
from tests.conformance.toys import TOYS, Toy

PATIENCE = 10.0


@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.name)
def test_toys(toy: Toy) -> None:
    verdicts = spacer.search(toy.system, toy.system.properties, Budget(PATIENCE))
    for prop in toy.system.properties:
        verdict = verdicts[prop.name]
        if toy.shortest[prop.name] is None:
            assert isinstance(verdict, Proved), (prop.name, verdict)
        else:
            assert isinstance(verdict, Refuted), (prop.name, verdict)
            assert verdict.path.length == toy.shortest[prop.name], prop.name
    certified(toy.system, {name: each for name, each in verdicts.items() if isinstance(each, Proved)})


def certified(system: TransitionSystem, proofs: dict[str, Proved]) -> None:
    found = certify_all(system, proofs)
    assert all(isinstance(each, Certificate) for each in found.values()), found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**40), st.booleans())
def test_boolean_systems(seed: int, constrained: bool) -> None:
    system = small_system(seed, constrained=constrained)
    verdicts = spacer.search(system, system.properties, Budget(PATIENCE))
    hold(system, verdicts, decided=True)


def test_integer_systems() -> None:
    """Bounded search is what verdicts are held to."""
    decided = 0
    for seed in range(20):
        system = small_system(seed, integers=True, constrained=bool(seed % 2))
        verdicts = spacer.search(system, system.properties, Budget(5.0))
        deeper = bmc.search(system, system.properties, 12)
        for name, verdict in verdicts.items():
            if not isinstance(verdict, Unknown):
                decided += 1
                assert isinstance(verdict, Proved) == isinstance(deeper[name], Bounded), (seed, name)
        certified(system, {name: each for name, each in verdicts.items() if isinstance(each, Proved)})
    assert decided > 100


def test_an_ended_budget_is_unknown() -> None:
    system = TOYS[0].system
    verdicts = spacer.search(system, system.properties, Budget(0.0))
    assert set(verdicts.values()) == {Unknown("out of time")}
