"""Lassos are found where they are, also with what is known of every reachable state."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine import lasso
from symcheck.engine.equations import equations
from symcheck.engine.lasso import Search
from symcheck.system.temporal import Always, Eventually, Formula, Now, Violation
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, eq, iff, integer, le, neg, variable
from symcheck.term.arithmetic import add
from tests.conformance.toys import act, make
from tests.unit.engine.test_equations import NEVER, A, B

TOTAL = 12


def moving() -> TransitionSystem:
    """What is taken from one is given to the other, and back."""
    there = act("there", le(integer(1), A), {A: add([A, integer(-1)]), B: add([B, integer(1)])})
    back = act("back", le(integer(1), B), {A: add([A, integer(1)]), B: add([B, integer(-1)])})
    init = conj((eq(A, integer(TOTAL)), eq(B, integer(0))))
    return make("moving", (A, B), init, [there, back], {NEVER: None}).system


def violation(system: TransitionSystem, case: Formula) -> Violation:
    same = conj(eq(each, system.primed[each]) for each in system.state)
    return Violation("Prop", Now(TRUE), (case,), same, TRUE, FALSE)


class Told:
    """The sums of a system, and how often somebody asked for them."""

    def __init__(self, system: TransitionSystem) -> None:
        self._system = system
        self.times = 0

    def __call__(self, budget: Budget) -> Term:
        self.times += 1
        return conj(each.term for each in equations(self._system, (A, B), budget))


@pytest.fixture
def tired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasso, "TIRED", 0.0)


@pytest.mark.usefixtures("tired")
@pytest.mark.parametrize(
    ("case", "length"),
    [
        (Always(Eventually(Now(eq(A, integer(TOTAL - 2))))), 2),  # it stays there
        (Eventually(Always(Now(le(integer(3), B)))), 3),
        (Always(Now(le(add([A, B]), integer(TOTAL - 1)))), None),
        (Eventually(Now(neg(eq(add([A, B]), integer(TOTAL))))), None),
    ],
)
def test_laws_change_no_answer(case: Formula, length: int | None) -> None:
    system = moving()
    told = Told(system)
    searches = Search(system, violation(system, case)), Search(system, violation(system, case), laws=told)
    for search in searches:
        lassos = [search.to(depth, Budget(30)) for depth in (1, 3, 5)]
        found = next((each for each in lassos if each is not None), None)
        if length is None:
            assert found is None
            assert search.clear == 5
        else:
            assert found is not None
            assert (len(found.moves) - 1, found.shortest) == (length, True)
    assert told.times == 1


def test_laws_are_for_what_takes_its_time() -> None:
    system = moving()
    told = Told(system)
    search = Search(system, violation(system, Always(Eventually(Now(eq(A, integer(0)))))), laws=told)
    assert search.to(2, Budget(30)) is None
    assert told.times == 0


@pytest.mark.usefixtures("tired")
def test_laws_are_for_integers() -> None:
    bit = variable("bit", BOOL)
    system = make("bit", (bit,), bit, [act("flip", TRUE, {bit: neg(bit)})], {NEVER: None}).system
    same = iff(bit, system.primed[bit])
    asked = Violation("Prop", Now(TRUE), (Always(Now(bit)),), same, TRUE, FALSE)
    assert Search(system, asked, laws=lambda _: FALSE).to(2, Budget(30)) is not None
