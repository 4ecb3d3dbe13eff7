"""What every solver offers: formulas at moments of time, answers and values; must not know any solver.

Time is in the protocol because lowering one formula for many steps is what takes long: a solver renames on its own way
down. Unprimed variables of a term added at step k are their copies at step k; primed ones, those at step k + 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Protocol

from symcheck.base.budget import Budget
from symcheck.term import Term


class Answer(Enum):
    """Of a satisfiability check; never a truth value."""

    SAT = "sat"
    UNSAT = "unsat"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("an answer may be unknown: compare it")


Timed = tuple[Term, int]  # a formula and the step that it speaks of


class Solver(Protocol):
    """An incremental solver over terms at steps. Not safe to share between threads, but for `interrupt`."""

    name: str

    def add(self, term: Term, step: int = 0) -> None:
        """Assert a formula for good."""

    def check(self, assumptions: Iterable[Timed] = (), budget: Budget | None = None) -> Answer:
        """Whether everything asserted and assumed can hold; UNKNOWN when the budget ends or after `interrupt`."""

    def values(self, variables: Iterable[Term], step: int = 0) -> dict[Term, bool | int]:
        """After SAT: values of variables at a step; False or 0 for one that no formula mentions."""

    def core(self) -> frozenset[Timed]:
        """After UNSAT: assumptions that suffice for it, not always the fewest."""

    def size(self) -> int:
        """How much it holds: about the literals of clauses, or as much of something else; 0 where that is not known."""

    def interrupt(self) -> None:
        """Make a check that runs in another thread answer UNKNOWN soon."""


SolverFactory = Callable[[Mapping[Term, Term]], Solver]  # state variable -> its primed copy
