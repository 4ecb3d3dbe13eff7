"""SAT solvers of python-sat behind the solver protocol; must not know what the clauses are about.

A formula is turned into clauses once; each further step is a renumbering of literals. Only Boolean formulas.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Event
from time import monotonic
from typing import Any

from symcheck.base.budget import Budget
from symcheck.solve.cnf import Chunk, Clausifier
from symcheck.solve.solver import Answer, Timed
from symcheck.term import Term

_SLICE = 2_000  # conflicts; fixed, so that answers do not depend on how fast the machine is
_SLICE_SECONDS = 1.0  # slower slices become shorter
_HARD = 30_000  # conflicts after which a check is handed on


class _Numbers:
    """The variables of a native solver, and what they are numbered by: literals of the clausifier."""

    __slots__ = ("base", "clausifier", "last")

    def __init__(self, clausifier: Clausifier, primed: Mapping[Term, Term]) -> None:
        self.clausifier = clausifier
        self.base = {copy: original for original, copy in primed.items()}
        self.last = 0


class _Frame(dict[int, int]):
    """Literal of the clausifier -> literal of the solver, at one step; filled on demand. It holds the frame of the next
    step, and nothing that holds it: a solver has no cycles, so its memory is free as soon as nobody needs it."""

    __slots__ = ("_next", "done", "numbers")

    def __init__(self, numbers: _Numbers) -> None:
        super().__init__()
        self.numbers = numbers
        self.done: set[Chunk] = set()
        self._next: _Frame | None = None

    @property
    def next(self) -> _Frame:
        if self._next is None:
            self._next = _Frame(self.numbers)
        return self._next

    def __missing__(self, literal: int) -> int:
        slot, numbers = abs(literal), self.numbers
        variable = numbers.clausifier.variables[slot]
        original = None if variable is None else numbers.base.get(variable)
        if original is not None:
            native = self.next[numbers.clausifier.slot(original)]
        else:
            native = numbers.last = numbers.last + 1
        self[slot] = native
        self[-slot] = -native
        return native if literal > 0 else -native


class SatNative:
    """One incremental SAT solver. `solver` is a python-sat name; it must support a budget of conflicts.

    A check that turns out to be hard is handed to the solver `hard`, for good: what is fast on easy instances and what
    is fast on hard ones are different solvers.
    """

    def __init__(self, primed: Mapping[Term, Term], solver: str = "glucose4", hard: str | None = None) -> None:
        from pysat.solvers import Solver as Native

        self.name = solver
        self._make: Callable[..., Any] = Native
        self._sat: Any = Native(name=solver)
        self._hard = hard
        self._clauses = array("i")  # for the one that a hard check is handed to: each ends with 0
        self._clausifier = Clausifier()
        self._frames = [_Frame(_Numbers(self._clausifier, primed))]
        self._asserted: dict[Term, Chunk] = {}
        self._assumed: dict[Term, tuple[int, Chunk]] = {}
        self._written = 0
        self._model: list[int] | None = None
        self._found = False
        self._core: frozenset[Timed] = frozenset()
        self._stop = Event()

    def add(self, term: Term, step: int = 0) -> None:
        chunk = self._asserted.get(term)
        if chunk is None:
            chunk = self._asserted[term] = self._clausifier.asserted(term)
        self._define(chunk, step)
        frame, add = self._frame(step), self._clause
        for clause in chunk.assertions:
            add([frame[literal] for literal in clause])

    def check(self, assumptions: Iterable[Timed] = (), budget: Budget | None = None) -> Answer:
        assumed: dict[int, Timed] = {}
        for term, step in assumptions:
            known = self._assumed.get(term)
            if known is None:
                known = self._assumed[term] = self._clausifier.assumed(term)
            literal, chunk = known
            frame = self._frame(step)
            if chunk not in frame.done:
                self._define(chunk, step)
            assumed[frame[literal]] = (term, step)
        self._model = None
        self._found = False
        self._core = frozenset()
        self._stop.clear()
        answer = self._solve(list(assumed), budget or Budget())
        if answer is Answer.SAT:
            self._found = True
        elif answer is Answer.UNSAT:
            self._core = frozenset(assumed[literal] for literal in self._sat.get_core() or () if literal in assumed)
        return answer

    def _solve(self, literals: list[int], budget: Budget) -> Answer:
        """In slices of conflicts, since a native search cannot be stopped by the clock."""
        slice_, spent = _SLICE, 0
        while not budget.exhausted and not self._stop.is_set():
            started = monotonic()
            self._sat.conf_budget(slice_)
            found = self._sat.solve_limited(assumptions=literals, expect_interrupt=True)
            if found is not None:
                return Answer.SAT if found else Answer.UNSAT
            spent += slice_
            if monotonic() - started > _SLICE_SECONDS:
                slice_ = max(100, slice_ // 2)
            elif self._hard is None:
                slice_ += slice_ // 2  # what simplifies between searches should not have to do so too often
            if self._hard is not None and spent >= _HARD:
                self._hand_on(self._hard)
        return Answer.UNKNOWN

    def _hand_on(self, solver: str) -> None:
        self._sat.delete()
        self._sat = self._make(name=solver, bootstrap_with=_clauses_of(self._clauses))
        self.name = solver
        self._hard = None
        self._clauses = array("i")

    def _clause(self, clause: list[int]) -> None:
        self._sat.add_clause(clause)
        self._written += len(clause)
        if self._hard is not None:
            self._clauses.extend(clause)
            self._clauses.append(0)

    def values(self, variables: Iterable[Term], step: int = 0) -> dict[Term, bool | int]:
        assert self._found, "values are there after SAT only"
        if self._model is None:
            self._model = self._sat.get_model()  # most who ask whether something can be do not ask how
        assert self._model is not None
        model, frame, slots = self._model, self._frame(step), self._clausifier.slots
        found: dict[Term, bool | int] = {}
        for variable in variables:
            slot = slots.get(variable)
            native = frame[slot] if slot is not None else 0
            found[variable] = 0 < native <= len(model) and model[native - 1] > 0
        return found

    def core(self) -> frozenset[Timed]:
        return self._core

    def size(self) -> int:
        return self._written

    def interrupt(self) -> None:
        self._stop.set()

    def _frame(self, step: int) -> _Frame:
        while len(self._frames) <= step:
            self._frames.append(self._frames[-1].next)
        return self._frames[step]

    def _define(self, chunk: Chunk, step: int) -> None:
        """Say at a step what the chunk's literals mean there."""
        frame = self._frame(step)
        stack = [chunk]
        add = self._clause
        while stack:
            chunk = stack.pop()
            if chunk not in frame.done:
                frame.done.add(chunk)
                stack += chunk.needs
                for clause in chunk.definitions:
                    add([frame[literal] for literal in clause])


def _clauses_of(written: array[int]) -> Iterator[list[int]]:
    """The clauses of a list in which each ends with 0."""
    clause: list[int] = []
    for literal in written:
        if literal:
            clause.append(literal)
        else:
            yield clause
            clause = []
