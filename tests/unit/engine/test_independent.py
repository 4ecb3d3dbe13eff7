"""Claims that follow from others are told apart from those that say something new."""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.engine.independent import independent
from symcheck.solve import default_solver
from symcheck.term import INT, TRUE, Term, integer, le, variable

A, B, C = (variable(name, INT) for name in "abc")
CLAIMS = [le(integer(3), A), le(integer(0), A), le(A, B), le(B, C), le(A, C)]


def found(known: Term, budget: Budget) -> list[Term]:
    return independent(known, CLAIMS, default_solver(boolean=False), budget)


def test_what_follows_from_those_before_is_left_out() -> None:
    assert found(TRUE, Budget()) == [CLAIMS[0], CLAIMS[2], CLAIMS[3]]


def test_what_is_known_is_left_out() -> None:
    assert found(le(integer(4), A), Budget()) == [CLAIMS[2], CLAIMS[3]]


def test_without_time_all_stay() -> None:
    assert found(TRUE, Budget(0.0)) == CLAIMS
