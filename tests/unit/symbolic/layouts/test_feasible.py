"""What can happen in the states of layouts, as far as solvers tell in time."""

from __future__ import annotations

import pytest

from symcheck.solve import Answer
from symcheck.solve.z3_native import Z3Native
from symcheck.symbolic.layouts.feasible import GIVE_UP_AFTER, Feasible
from symcheck.term import BOOL, INT, conj, disj, eq, integer, le, mul, neg, variable

A, B = variable("a", BOOL), variable("b", BOOL)
X, Y, Z = (variable(name, INT) for name in "xyz")


def test_bits_and_integers_are_both_looked_at() -> None:
    possible = Feasible([disj((neg(A), B)), le(X, integer(3))])
    assert possible(A)
    assert not possible(conj((A, neg(B))))
    assert possible(eq(X, integer(3)))
    assert not possible(eq(X, integer(4)))


def test_states_in_which_more_is_known() -> None:
    possible = Feasible([disj((A, B))])
    there = possible.where([neg(A), le(integer(1), X)])
    assert not there(A)
    assert there(B)
    assert not there(eq(X, integer(0)))
    assert possible(A)
    assert possible(eq(X, integer(0)))
    # and in others, once solvers have been asked
    assert not possible.where([neg(B)])(neg(A))


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """A solver for integers that never finds an answer; one entry for each question."""
    asked: list[None] = []

    def unknown(*_: object) -> Answer:
        asked.append(None)
        return Answer.UNKNOWN

    monkeypatch.setattr(Z3Native, "check", unknown)
    return asked


def test_what_bits_rule_out_needs_no_answer_about_integers(lost: list[None]) -> None:
    there = Feasible([disj((neg(A), B))]).where([neg(B)])
    assert not there(conj((A, eq(mul(X, X), Y))))
    assert len(lost) == 1  # of all states; of these, nobody has to ask


def test_no_answer_is_possible_and_after_many_nobody_asks(lost: list[None]) -> None:
    possible = Feasible([disj((neg(A), B))])
    for n in range(2 * GIVE_UP_AFTER):
        assert possible(eq(mul(X, Y), integer(n)))
    assert len(lost) == GIVE_UP_AFTER
    # what bits alone say is still told
    assert not possible(conj((eq(mul(X, Y), Z), A, neg(B))))
