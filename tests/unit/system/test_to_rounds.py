"""Counting rounds on systems that are small enough to see how many there are."""

from __future__ import annotations

import pytest

from symcheck.engine.pdr import search
from symcheck.engine.verdict import Proved
from symcheck.system.temporal import Always, Eventually, Formula, Now, Violation
from symcheck.system.transform import to_rounds
from symcheck.system.transform.tableau import tableau
from symcheck.system.transform.to_rounds import Rounds
from symcheck.system.transition_system import GroundAction, TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, free_variables, iff, neg, variable

A, B = variable("a", BOOL), variable("b", BOOL)
PRIMED = {each: variable(f"{each.payload}'", BOOL) for each in (A, B)}
MOVES = neg(conj(iff(each, copy) for each, copy in PRIMED.items()))


def chain() -> TransitionSystem:
    """00, 10, 11, and there it stays."""
    first = GroundAction("First", (), None, conj((neg(A), neg(B))), {A: TRUE})
    second = GroundAction("Second", (), None, conj((A, neg(B))), {B: TRUE})
    return TransitionSystem((A, B), (), conj((neg(A), neg(B))), (first, second), (), PRIMED)


def fair(can_move: Term) -> Formula:
    """Weak fairness of every step."""
    return Always(Eventually(Now(disj((neg(can_move), MOVES)))))


def ended(system: TransitionSystem, violation: Violation, most: int) -> bool:
    (case,) = violation.cases
    counted = Rounds(system, violation, case).up_to(most)
    verdicts = search(counted.system, counted.system.properties)
    return all(isinstance(verdict, Proved) for verdict in verdicts.values())


def never(condition: Term, assumed: Formula, undefined: Term = FALSE) -> Violation:
    """What violates <>condition."""
    same = conj(iff(each, copy) for each, copy in PRIMED.items())
    return Violation("Reached", assumed, (Always(Now(neg(condition))),), same, TRUE, undefined)


def test_so_many_rounds_and_no_more() -> None:
    violation = never(B, fair(neg(B)))
    assert [ended(chain(), violation, most) for most in (1, 2, 3)] == [False, False, True]


def test_without_fairness_there_are_always_more() -> None:
    violation = never(B, Now(TRUE))
    assert not any(ended(chain(), violation, most) for most in (1, 5, 20))


def test_what_cannot_be_evaluated_proves_nothing() -> None:
    assert ended(chain(), never(B, fair(neg(B)), undefined=conj((A, neg(A)))), 3)
    assert not ended(chain(), never(B, fair(neg(B)), undefined=conj((A, PRIMED[B]))), 3)


def test_what_is_owed_is_a_variable_of_its_own() -> None:
    """<>[]a, in the place of which there is a choice of when it begins."""
    found = tableau(Eventually(Always(Now(A))))
    assert len(found.owed) == 2
    assert all(free_variables(each) <= {A, *found.owed, *found.owed.values()} for each in found.relation)
    assert tableau(Always(Eventually(Now(A)))).again == (A,)
    assert tableau(Always(Now(A))).relation == (A,)


def test_the_first_step_is_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A condition on a step, not on a state: that the first one leads to a."""
    leads = Violation("Stays", fair(neg(B)), (Now(PRIMED[A]),), TRUE, TRUE, FALSE)
    assert not ended(chain(), leads, 3)
    back = GroundAction("Back", (), None, B, {A: FALSE, B: FALSE})
    stays = TransitionSystem((A, B), (), B, (back,), (), PRIMED)
    assert ended(stays, Violation("Stays", fair(B), (Now(conj((neg(PRIMED[A]), PRIMED[A]))),), TRUE, TRUE, FALSE), 1)
    monkeypatch.setattr(to_rounds, "LARGEST", 1)
    assert Rounds(chain(), leads, leads.cases[0]).is_large
