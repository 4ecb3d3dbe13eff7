"""Invariants are cut down to what their properties need."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.necessary import Necessary, NotInductiveError, OutOfTimeError, Unit
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, Term, conj, disj, neg
from tests.conformance.toys import act, bits, make

X, Y, Z, W = bits("x", "y", "z", "w")


def toy() -> TransitionSystem:
    """x follows y, y follows z, nothing sets z; w is something else."""
    return make(
        "chain",
        (X, Y, Z, W),
        conj(map(neg, (X, Y, Z, W))),
        [act("X", Y, {X: TRUE}), act("Y", Z, {Y: TRUE}), act("W", TRUE, {W: TRUE})],
        {Property("not x", "invariant", X): None},
    ).system


def kept(*formulas: Term, given: tuple[Term, ...] = (), budget: Budget | None = None) -> list[int]:
    system = toy()
    units = [Unit((each,), 1) for each in formulas]
    return Necessary(system, given, system.properties, units, True, budget or Budget()).kept()


def test_what_is_not_needed_goes() -> None:
    assert kept(neg(X), neg(Y), disj((neg(W), neg(Z))), neg(Z), disj((W, neg(W)))) == [0, 1, 3]


def test_what_is_given_stays_and_is_used() -> None:
    assert kept(neg(X), neg(Y), neg(Z), given=(conj((neg(X), neg(Y))),)) == [2]


def test_what_is_not_inductive_is_not_used() -> None:
    assert kept(neg(W), neg(X), neg(Y), neg(Z), disj((neg(Y), neg(W)))) == [1, 2, 3]


def test_what_does_not_suffice_is_refused() -> None:
    with pytest.raises(NotInductiveError):
        kept(neg(X), neg(Y))
    with pytest.raises(NotInductiveError):
        kept(neg(Z))


def test_the_budget_is_kept() -> None:
    with pytest.raises(OutOfTimeError):
        kept(neg(X), neg(Y), neg(Z), budget=Budget(0.0))
