"""What a LET defines, and what an operator is given, is evaluated once for each next state that it speaks of."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Expr
from symcheck.value import make_set
from tests.unit.symbolic.specs import Steps, specification

SOME = (make_set((1, 2)), make_set((2, 3)), make_set((4,)))
SETS = r"""VARIABLES x, y
Init == x = {} /\ y = 0
Largest(S) == CHOOSE n \in S : \A m \in S : n >= m
RECURSIVE Sum(_, _)
Sum(S, most) == IF S = {} \/ most = 0 THEN 0 ELSE LET n == Largest(S) IN n + Sum(S \ {n}, most - 1)
Next == /\ x' \in {{1, 2}, {2, 3}, {4}}
        /\ """


@pytest.mark.parametrize(
    "assignment",
    [
        r"LET S == {n + 1 : n \in x'} IN y' = CHOOSE n \in S : \A m \in S : n >= m",
        r"y' = Largest({n + 1 : n \in x'})",
        r"LET S == {n + 1 : n \in x'} T == S IN y' = Largest(T)",
        r"y' = Sum({n + 1 : n \in x'}, 3)",
    ],
    ids=["let", "argument", "let-of-let", "recursion"],
)
def test_once_for_a_next_state(assignment: str, maps: list[Expr]) -> None:
    (branch,) = Steps(specification(SETS + assignment), x=SOME, y=tuple(range(10))).branches
    assert len(branch.assigned) == 2
    assert len(maps) == 1


def test_anew_for_each_next_state(maps: list[Expr]) -> None:
    either = "LET S == {n + 1 : n \\in x'} IN\n  \\/ x' = {1} /\\ y' = Largest(S)\n  \\/ x' = {2} /\\ y' = Largest(S)"
    body = SETS[: SETS.index("Next")] + f"Next == {either}"
    branches = Steps(specification(body), x=SOME, y=tuple(range(10))).branches
    assert [list(branch.assigned.values()) for branch in branches] == [[make_set((1,)), 2], [make_set((2,)), 3]]
    assert len(maps) == 2
