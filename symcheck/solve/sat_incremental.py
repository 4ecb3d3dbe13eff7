"""A SAT solver for a great many small questions, with as little as possible between; must not know what clauses mean.

Literals are the caller's integers. The native module is called directly: python-sat's own class costs as much as a
question that propagation answers, and it would turn an interruption within a question into a foreign exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pysolvers

from symcheck.base.budget import Budget

_SLICE = 2_000  # conflicts between two looks at the budget


class OutOfBudgetError(Exception):
    """The budget ended within a question."""


class Incremental:
    """MiniSat 2.2 with assumptions. Every variable up to `top` has a value in a model."""

    __slots__ = ("_native", "budget")

    def __init__(self, top: int, clauses: Iterable[Sequence[int]] = (), budget: Budget | None = None) -> None:
        self._native = pysolvers.minisat22_new()
        self.budget = budget or Budget()
        if top:
            self.add((top, -top))
        self.add_all(clauses)

    def __del__(self) -> None:
        native = getattr(self, "_native", None)
        if native is not None:
            pysolvers.minisat22_del(native)

    def add(self, clause: Sequence[int]) -> None:
        pysolvers.minisat22_add_cl(self._native, clause)

    def add_all(self, clauses: Iterable[Sequence[int]]) -> None:
        native, add = self._native, pysolvers.minisat22_add_cl
        for clause in clauses:
            add(native, clause)

    def solve(self, assumptions: Sequence[int]) -> bool:
        """Whether the clauses and the assumptions can hold. Raises OutOfBudgetError."""
        native = self._native
        while True:
            pysolvers.minisat22_cbudget(native, _SLICE)
            found: bool | None = pysolvers.minisat22_solve_lim(native, assumptions, 0, 0)
            if found is not None:
                return found
            if self.budget.exhausted:
                raise OutOfBudgetError

    def attempt(self, assumptions: Sequence[int], conflicts: int) -> bool | None:
        """As `solve`, but None where so many conflicts decide nothing."""
        native = self._native
        pysolvers.minisat22_cbudget(native, conflicts)
        found: bool | None = pysolvers.minisat22_solve_lim(native, assumptions, 0, 0)
        return found

    def model(self) -> list[int]:
        """After True: the literal of each variable that holds, variable 1 first."""
        found: list[int] = pysolvers.minisat22_model(self._native)
        return found

    def core(self) -> Sequence[int]:
        """After False: assumptions that cannot hold together; none if the clauses cannot."""
        return pysolvers.minisat22_core(self._native) or ()

    def implied(self, assumptions: Sequence[int]) -> list[int] | None:
        """What unit propagation finds from the assumptions, themselves included; None for a conflict."""
        possible, found = pysolvers.minisat22_propagate(self._native, assumptions, 0, 0)
        return (found or []) if possible else None
