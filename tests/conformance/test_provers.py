"""Engines that prove are right on the toys and on random systems, and everything that they prove is certified."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.base.budget import Budget
from symcheck.engine import kinduction, pdr
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown
from symcheck.pipeline.certify import Certificate, certify_all
from symcheck.term import FALSE, neg
from tests.conformance.brute_force import shortest
from tests.conformance.certificates import ALL, hold, proves
from tests.conformance.small_systems import small_system
from tests.conformance.test_engines_agree import walk_of
from tests.conformance.toys import TOYS, Toy

DEPTH = 12
EACH = 25
# true, but no window of any length tells why
NEEDS_MORE = {("racing counters", "odd"), ("two groups", "both at once")}


@pytest.mark.parametrize("simple_path", [False, True])
@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.name)
def test_kinduction_on_toys(toy: Toy, simple_path: bool) -> None:
    verdicts = kinduction.search(toy.system, toy.system.properties, DEPTH, simple_path=simple_path)
    for prop in toy.system.properties:
        verdict = verdicts[prop.name]
        if toy.shortest[prop.name] is None:
            lacking = Bounded(DEPTH) if (toy.name, prop.name) in NEEDS_MORE else None
            assert verdict == lacking or isinstance(verdict, Proved), prop.name
        else:
            assert isinstance(verdict, Refuted), prop.name
            assert verdict.path.length == toy.shortest[prop.name], prop.name
    proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
    found = certify_all(toy.system, proofs)
    assert all(isinstance(each, Certificate) for each in found.values()), found


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("constrained", [False, True])
def test_kinduction_on_boolean_systems(constrained: bool, block: int) -> None:
    """Simple paths end, so everything is decided."""
    proved = 0
    for seed in range(block * EACH, (block + 1) * EACH):
        system = small_system(seed, constrained=constrained)
        verdicts = kinduction.search(system, system.properties, 40, simple_path=True)
        proved += hold(system, verdicts, decided=True)
    assert proved > EACH


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**40), st.booleans())
def test_kinduction_is_right_on_any_system(seed: int, constrained: bool) -> None:
    system = small_system(seed, constrained=constrained)
    verdicts = kinduction.search(system, system.properties, 8)
    hold(system, verdicts, decided=False)
    assert all(not isinstance(each, Bounded) or each.depth == 8 for each in verdicts.values())


def test_kinduction_with_integers() -> None:
    """Brute force cannot list these, so bounded search is what a proof is held to."""
    from symcheck.engine import bmc

    proved = 0
    for seed in range(20):
        system = small_system(seed, integers=True, constrained=bool(seed % 2))
        verdicts = kinduction.search(system, system.properties, 6)
        deeper = bmc.search(system, system.properties, 12)
        proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
        assert all(isinstance(deeper[name], Bounded) for name in proofs)
        assert all(isinstance(each, Certificate) for each in certify_all(system, proofs).values())
        proved += len(proofs)
    assert proved > 20


# integers that no interval bounds
UNBOUNDED = ("counter", "two counters", "racing counters", "two groups")


@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.name)
def test_pdr_on_toys(toy: Toy) -> None:
    verdicts = pdr.search(toy.system, toy.system.properties)
    for prop in toy.system.properties:
        verdict = verdicts[prop.name]
        expected = toy.shortest[prop.name]
        if toy.name in UNBOUNDED:
            assert verdict == Unknown("integers without bounds have no frames", -1)
        elif expected is None:
            assert isinstance(verdict, Proved), prop.name
        else:
            assert isinstance(verdict, Refuted), prop.name
            assert verdict.path.length >= expected
            assert verdict.path.length == expected or not verdict.path.shortest
            if toy.boolean:
                walk_of(toy.system, prop, verdict.path)
    proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
    found = certify_all(toy.system, proofs)
    assert all(isinstance(each, Certificate) for each in found.values()), found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**40), st.booleans())
def test_pdr_on_boolean_systems(seed: int, constrained: bool) -> None:
    """Certificates hold by definition as well, state by state, and a path called shortest is."""
    system = small_system(seed, constrained=constrained)
    verdicts = pdr.search(system, system.properties)
    hold(system, verdicts, decided=True)
    for prop in system.properties:
        match verdicts[prop.name]:
            case Proved(certificate):
                assert proves(system, prop, certificate)
            case Refuted(path):
                assert not path.shortest or path.length == shortest(system, prop, ALL)


def test_pdr_with_integers() -> None:
    """Bounded search is what a proof is held to."""
    from symcheck.engine import bmc

    decided = 0
    for seed in range(30):
        system = small_system(seed, integers=True, constrained=bool(seed % 2))
        verdicts = pdr.search(system, system.properties)
        deeper = bmc.search(system, system.properties, 12)
        for name, verdict in verdicts.items():
            if not isinstance(verdict, Unknown):
                decided += 1
                assert isinstance(verdict, Proved) == isinstance(deeper[name], Bounded), (seed, name)
        proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
        assert all(isinstance(each, Certificate) for each in certify_all(system, proofs).values())
    assert decided > 20


def test_pdr_goes_on_from_its_frames() -> None:
    toy = next(toy for toy in TOYS if toy.name == "token ring")
    search = pdr.Pdr(toy.system, toy.system.properties)
    search.run(Budget(0.0))
    assert search.verdicts()["one token"] == Unknown("out of time", -1)
    search.run(Budget())
    assert isinstance(search.verdicts()["one token"], Proved)
    assert isinstance(search.verdicts()["all marked"], Refuted)


def test_pdr_without_a_first_state() -> None:
    system = replace(next(toy.system for toy in TOYS if toy.name == "mutex"), init=FALSE)
    verdicts = pdr.search(system, system.properties)
    assert set(verdicts.values()) == {Proved(FALSE)}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**40), st.randoms(use_true_random=False))
def test_pdr_is_right_whatever_it_is_told_of_symmetries(seed: int, random: Random) -> None:
    system = small_system(seed)
    shuffled = list(system.state)
    random.shuffle(shuffled)
    told = {var: random.choice([image, neg(image)]) for var, image in zip(system.state, shuffled, strict=True)}
    verdicts = pdr.search(system, system.properties, symmetries=[told])
    hold(system, verdicts, decided=True)
