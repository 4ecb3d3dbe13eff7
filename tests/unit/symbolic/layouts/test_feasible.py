"""What can happen in the states of layouts, as far as solvers tell in time."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.solve import Answer
from symcheck.solve.z3_native import Z3Native
from symcheck.symbolic.encode import encode
from symcheck.symbolic.layouts import feasible
from symcheck.symbolic.layouts.feasible import GIVE_UP_AFTER, Feasible
from symcheck.term import BOOL, INT, conj, disj, eq, integer, le, mul, neg, variable
from tests.unit.symbolic.specs import specification

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


def test_where_much_depends_on_the_answer_it_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    possible = Feasible([disj((neg(A), B))])
    monkeypatch.setattr(feasible, "PATIENCE", 0.0)
    assert possible.told(conj((A, neg(B)))) is Answer.UNSAT
    assert possible.told(A) is Answer.SAT
    assert possible.told(conj((le(X, integer(3)), le(integer(4), X)))) is Answer.UNSAT


def test_an_error_of_init_that_nobody_can_tell_of_is_not_claimed(lost: list[None]) -> None:
    init = "Init == x \\in 0..9999 /\\ \\A n \\in {x * x} : n = 7 * x => 10 \\div (n - 7 * x + 1) > 0"
    with pytest.raises(SpecError) as caught:
        encode(specification(f"VARIABLE x\n{init.replace('+ 1', '')}\nNext == x' = x"), 1)
    assert caught.value.code is Code.UNSUPPORTED


def test_an_error_of_init_is_claimed_where_quantifiers_are_decided() -> None:
    init = r"Init == x \in 0..3 /\ TRUE = ((\A n \in Nat : n >= x) => (x = 0 \/ 1 \div 0 = 1))"
    encode(specification(f"VARIABLE x\n{init}\nNext == x' = x"), 1)
    with pytest.raises(SpecError) as caught:
        encode(specification(f"VARIABLE x\n{init.replace('n >= x', 'n + x >= 0')}\nNext == x' = x"), 1)
    assert caught.value.code is Code.DIVISION_BY_ZERO
