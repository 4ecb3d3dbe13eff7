"""The bridge keeps the solver protocol with whatever solver pySMT finds."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.solve import Answer
from symcheck.solve.pysmt_bridge import PysmtBridge, installed
from symcheck.term import BOOL, INT, add, at_most_one, conj, div, eq, iff, integer, le, neg, variable

A, A_NEXT = variable("a", BOOL), variable("a'", BOOL)
X, X_NEXT = variable("x", INT), variable("x'", INT)


@pytest.fixture(params=installed())
def solver(request: pytest.FixtureRequest) -> PysmtBridge:
    return PysmtBridge({A: A_NEXT, X: X_NEXT}, request.param)


def test_steps(solver: PysmtBridge) -> None:
    solver.add(conj([A, eq(X, integer(-1))]))
    for step in range(4):
        solver.add(conj([iff(A_NEXT, neg(A)), eq(X_NEXT, add([X, integer(2)]))]), step)
    assert solver.check([(neg(A), 4)]) is Answer.UNSAT
    assert solver.core() == {(neg(A), 4)}
    assert solver.check([(le(X, integer(7)), 4)]) is Answer.SAT
    assert [solver.values([A, X], step) for step in range(3)] == [{A: True, X: -1}, {A: False, X: 1}, {A: True, X: 3}]


def test_at_most_one(solver: PysmtBridge) -> None:
    letters = [variable(f"m{place}", BOOL) for place in range(4)]
    solver.add(at_most_one(letters))
    assert solver.check([(letters[0], 0), (letters[3], 0)]) is Answer.UNSAT
    assert solver.check([(letters[0], 0)]) is Answer.SAT


def test_what_is_lacking_is_said(solver: PysmtBridge) -> None:
    assert solver.check(budget=Budget(0.0)) is Answer.UNKNOWN
    with pytest.raises(SpecError, match="division"):
        solver.add(eq(div(X, integer(2)), integer(1)))
