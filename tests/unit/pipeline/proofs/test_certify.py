"""A certificate that proves its property passes, and any other is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.verdict import Proved
from symcheck.pipeline.proofs import certify
from symcheck.pipeline.proofs.certify import Certificate, Certifier, Refused
from symcheck.solve.choose import sat, second_opinion
from symcheck.system.obligations import conjuncts
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, FALSE, INT, TRUE, Kind, Term, add, conj, disj, eq, integer, mod, neg, variable
from tests.conformance.brute_force import shortest
from tests.conformance.certificates import ALL, proves, strongest
from tests.conformance.small_systems import small_system
from tests.conformance.toys import act, make

X, Y, Z = (variable(name, BOOL) for name in "xyz")
N = variable("n", INT)
BOTH = Property("both", "invariant", conj((X, Y)))


def damaged(invariant: Term, another: Term, random: Random) -> Iterator[Term]:
    """Clauses dropped, literals flipped, added and taken out."""
    clauses = list(conjuncts(invariant))
    for _ in range(6):
        place = random.randrange(len(clauses))
        clause = clauses[place]
        literals = list(clause.args) if clause.op is Kind.OR else [clause]
        literal = random.choice(literals)
        others = [each for each in literals if each is not literal]
        changed = random.choice([[], [disj(others)], [disj((*others, neg(literal)))], [disj((*literals, another))]])
        dropped = random.sample(range(len(clauses)), min(random.randint(0, 2), len(clauses)))
        kept = [each for number, each in enumerate(clauses) if number != place and number not in dropped]
        yield conj((*kept, *changed))


def test_certificates_are_accepted_just_when_they_prove() -> None:
    random = Random(7)
    wrong = right = 0
    for seed in range(8):
        system = small_system(seed, constrained=bool(seed % 3 == 0))
        for prop in system.properties:
            if shortest(system, prop, ALL) is not None:
                continue
            whole = strongest(system)
            if whole is TRUE:
                continue
            assert isinstance(Certifier(system).certify(prop, Proved(whole)), Certificate)
            for each in damaged(whole, system.state[0], random):
                found = Certifier(system).certify(prop, Proved(each))
                assert isinstance(found, Certificate) == proves(system, prop, each), (seed, prop.name, each)
                right, wrong = right + isinstance(found, Certificate), wrong + isinstance(found, Refused)
    assert right >= 10
    assert wrong >= 50


def test_an_obligation_with_a_solver_of_its_own_is_held_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certify, "_HARD", 0)
    system = ring()
    assert isinstance(Certifier(system).certify(system.properties[0], Proved(ONE)), Certificate)
    test_the_obligation_that_fails_is_named()
    test_no_time_is_no_certificate()


def test_parts_of_parts_are_parts() -> None:
    many = conj(variable(f"many{number}", BOOL) for number in range(100))
    parts = conjuncts(conj((X, many, disj((Y, Z)))))
    assert set(parts) == {X, disj((Y, Z)), *many.args}
    assert len(parts) == 102
    assert conjuncts(X) == (X,)


def ring() -> TransitionSystem:
    """x, y or z holds, and moves on."""
    moves = [act("A", X, {X: FALSE, Y: TRUE}), act("B", Y, {Y: FALSE, Z: TRUE}), act("C", Z, {Z: FALSE, X: TRUE})]
    return make("ring", (X, Y, Z), conj((X, neg(Y), neg(Z))), moves, {BOTH: None}).system


ONE = conj((disj((neg(X), neg(Y))), disj((neg(Y), neg(Z))), disj((neg(X), neg(Z)))))


def reason(system: TransitionSystem, proved: Proved, budget: Budget | None = None) -> str:
    found = Certifier(system).certify(system.properties[0], proved, budget)
    assert isinstance(found, Refused), found
    return found.reason


def test_the_obligation_that_fails_is_named() -> None:
    system = ring()
    assert reason(system, Proved(conj((ONE, Y)))).endswith("initial states")
    assert reason(system, Proved(disj((neg(X), neg(Y))))).endswith("C")
    assert reason(system, Proved(TRUE)).endswith("both")


def test_a_false_lemma_is_not_assumed() -> None:
    system = replace(ring(), lemma=neg(Y))
    assert reason(system, Proved(TRUE)).endswith("A")


def test_a_true_lemma_is_a_part_of_the_certificate() -> None:
    found = Certifier(replace(ring(), lemma=ONE)).certify(ring().properties[0], Proved(TRUE))
    assert isinstance(found, Certificate)
    assert found.clauses == ()
    assert found.checked_by == ("z3",)


def test_what_is_used_has_to_be_certified() -> None:
    proof = Proved(TRUE, k=1, together=("both",), using=("other",))
    assert "other" in reason(ring(), proof)
    assert "other properties" in reason(ring(), Proved(TRUE, k=1, together=("other",)))


def test_k_inductive_proofs_are_held_to_their_k() -> None:
    system = ring()
    assert reason(system, Proved(TRUE, k=1, together=("both",))).endswith("after 1 step")
    assert isinstance(Certifier(system).certify(BOTH, Proved(TRUE, k=2, together=("both",))), Refused)


def test_no_time_is_no_certificate() -> None:
    assert "in time" in reason(ring(), Proved(ONE), Budget(0.0))


def test_a_second_solver_has_to_agree() -> None:
    system = ring()
    found = Certifier(system, second=second_opinion("z3")).certify(BOTH, Proved(ONE))
    assert isinstance(found, Certificate)
    assert found.checked_by == ("z3", "pysmt:z3")
    refused = Certifier(system, sat("minisat22"), second_opinion("z3")).certify(BOTH, Proved(TRUE))
    assert isinstance(refused, Refused)


def test_a_second_solver_that_cannot_tell_is_no_second_opinion() -> None:
    found = Certifier(ring(), second=second_opinion("true")).certify(BOTH, Proved(ONE))
    assert isinstance(found, Refused)
    assert "could not be checked by true" in found.reason


def test_what_a_second_solver_does_not_take_is_said() -> None:
    odd = Property("odd", "invariant", eq(mod(N, integer(2)), integer(1)))
    system = make("even", (N,), eq(N, integer(0)), [act("Grow", TRUE, {N: add([N, integer(2)])})], {odd: None}).system
    even = Proved(eq(mod(N, integer(2)), integer(0)))
    assert isinstance(Certifier(system).certify(odd, even), Certificate)
    found = Certifier(system, second=second_opinion("z3")).certify(odd, even)
    assert isinstance(found, Refused)
    assert "division" in found.reason


def test_the_solver_can_be_chosen() -> None:
    system = ring()
    found = Certifier(system, sat("minisat22")).certify(system.properties[0], Proved(ONE))
    assert isinstance(found, Certificate)
    assert found.checked_by == ("minisat22",)
    assert len(found.clauses) == 3


def test_what_is_certified_already_may_be_leaned_on() -> None:
    error, unlike = Property("error", "definedness", X), Property("unlike", "invariant", neg(Z))
    system = make(
        "undefined", (X, Z), conj((neg(X), Z)), [act("A", TRUE, {Z: neg(X)})], {error: None, unlike: None}
    ).system
    system = replace(system, lemma=Z)
    certifier = Certifier(system)
    refused = certifier.certify(unlike, Proved(TRUE))
    assert isinstance(refused, Refused)
    assert refused.reason.endswith("A")
    assert isinstance(certifier.certify(error, Proved(neg(X))), Certificate)
    found = certifier.certify(unlike, Proved(TRUE))
    assert isinstance(found, Certificate)
    assert found.using == ("error",)
