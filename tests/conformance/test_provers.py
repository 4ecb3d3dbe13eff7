"""Engines that prove are right on the toys and on random systems, and everything that they prove is certified."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.base.budget import Budget
from symcheck.engine import kinduction, pdr
from symcheck.engine.pdr.integers import bit_of
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown
from symcheck.pipeline.certificate import Certificate
from symcheck.system.transition_system import Property
from symcheck.term import FALSE, INT, add, conj, eq, evaluate, integer, le, neg, variable
from symcheck.term.bits import bit_variables, value_of_bits
from tests.conformance.brute_force import shortest
from tests.conformance.certificates import ALL, hold, proves
from tests.conformance.certified import certify_all
from tests.conformance.small_systems import small_system
from tests.conformance.test_engines_agree import walk_of
from tests.conformance.toys import TOYS, Toy, act, make

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
        if toy.name in UNBOUNDED and not isinstance(verdict, Proved):
            assert verdict == Unknown("integers left every limit that was tried", -1)
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


def test_pdr_guesses_limits_and_proves_them() -> None:
    """The sum stays 4 while the parts move to and fro: intervals alone do not see where they stop."""
    n, m, pick = variable("n", INT), variable("m", INT), variable("pick", INT)
    start = conj(
        [le(integer(0), pick), le(pick, integer(4)), eq(n, pick), eq(add([n, m]), integer(4)), le(integer(0), m)]
    )
    toy = make(
        "to and fro",
        (n, m),
        conj([start, le(m, integer(4))]),
        [
            act("To", le(integer(1), n), {n: add([n, integer(-1)]), m: add([m, integer(1)])}),
            act("Fro", le(integer(1), m), {n: add([n, integer(1)]), m: add([m, integer(-1)])}),
        ],
        {
            Property("sum", "invariant", neg(eq(add([n, m]), integer(4)))): None,
            Property("natural", "invariant", le(n, integer(-1))): None,
            Property("small", "invariant", le(integer(4), n)): 0,
        },
        inputs=(pick,),
    )
    verdicts = pdr.search(toy.system, toy.system.properties)
    assert isinstance(verdicts["small"], Refuted)
    proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
    assert proofs.keys() == {"sum", "natural"}
    assert all(isinstance(each, Certificate) for each in certify_all(toy.system, proofs).values())


def test_pdr_widens_limits_that_are_too_narrow() -> None:
    """Neither constant is as far away as the product that the steps reach."""
    n, m = variable("n", INT), variable("m", INT)
    toy = make(
        "far",
        (n, m),
        conj([eq(n, integer(5)), eq(m, integer(5))]),
        [
            act("Up", conj([le(n, m), le(m, n)]), {n: add([n, m, integer(2)])}),
            act("Down", le(integer(9), n), {n: integer(1)}),
        ],
        {Property("negative", "invariant", le(n, integer(-1))): None},
    )
    verdict = pdr.search(toy.system, toy.system.properties)["negative"]
    assert isinstance(verdict, Proved)
    assert isinstance(certify_all(toy.system, {"negative": verdict})["negative"], Certificate)


@pytest.mark.parametrize(("bounds", "seed"), [((-7, 9), 0), ((0, 5), 1), ((3, 200), 2), ((-5, -2), 3), ((-1, 0), 4)])
def test_bits_of_integers_in_certificates(bounds: tuple[int, int], seed: int) -> None:
    x = variable(f"x{seed}", INT)
    for value in range(bounds[0], bounds[1] + 1):
        bits = {
            bit: evaluate(bit_of(x, bounds, place), {x: value}) for place, bit in enumerate(bit_variables(x, bounds))
        }
        assert value_of_bits(x, bounds, bits) == value
