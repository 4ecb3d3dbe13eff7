"""The bare incremental solver."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.solve.sat_incremental import Incremental, OutOfBudgetError


def test_answers_models_and_cores() -> None:
    solver = Incremental(5, [[1, 2], (-1, 3)])
    assert solver.solve([-2])
    assert solver.model()[:3] == [1, -2, 3]
    assert len(solver.model()) == 5
    assert not solver.solve([4, -2, -3])
    assert set(solver.core()) == {-2, -3}


def test_clauses_that_cannot_hold_have_an_empty_core() -> None:
    solver = Incremental(1, [[1], [-1]])
    assert not solver.solve([1])
    assert not solver.core()
    assert solver.implied([1]) is None


def test_propagation() -> None:
    solver = Incremental(3, [[-1, 2], [-2, 3]])
    found = solver.implied([1])
    assert found is not None
    assert set(found) == {1, 2, 3}
    assert solver.implied([1, -3]) is None


def test_a_hard_question_ends_with_the_budget() -> None:
    holes = 9  # one pigeon too many
    slot = {(p, h): 1 + p * holes + h for p in range(holes + 1) for h in range(holes)}
    clauses = [[slot[p, h] for h in range(holes)] for p in range(holes + 1)]
    clauses += [[-slot[p, h], -slot[q, h]] for h in range(holes) for p in range(holes + 1) for q in range(p)]
    solver = Incremental(len(slot), clauses, Budget(0.01))
    assert solver.attempt([], 100) is None
    with pytest.raises(OutOfBudgetError):
        solver.solve([])
