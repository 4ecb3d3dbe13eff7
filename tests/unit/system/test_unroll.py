"""Copies of variables for each step."""

from __future__ import annotations

from symcheck.system.unroll import Unroller
from symcheck.term import BOOL, INT, add, eq, iff, integer, variable

X, X_NEXT, N, N_NEXT = variable("x", BOOL), variable("x'", BOOL), variable("n", INT), variable("n'", INT)


def test_primed_copies_are_those_of_the_next_step() -> None:
    unroller = Unroller({X: X_NEXT, N: N_NEXT})
    term = iff(X_NEXT, eq(N_NEXT, add([N, integer(1)])))
    n3, n4, x4 = variable("n@3", INT), variable("n@4", INT), variable("x@4", BOOL)
    assert unroller.at(term, 3) is iff(x4, eq(n4, add([n3, integer(1)])))
    assert unroller.at(X_NEXT, 0) is unroller.at(X, 1)
    assert unroller.origin(n4) == (N, 4)
