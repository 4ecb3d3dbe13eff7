"""A solver that is a program: it is handed SMT-LIB files; must not know what the formulas are about.

For second opinions: the program starts anew for every check.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from symcheck.base.budget import Budget
from symcheck.solve.smtlib_text import script
from symcheck.solve.solver import Answer, Timed
from symcheck.system.unroll import Unroller
from symcheck.term import Term

_ANSWERS = {"sat": Answer.SAT, "unsat": Answer.UNSAT}


class SmtlibProcess:
    """Answers only: no values. Whatever the program says but `sat` or `unsat` counts as UNKNOWN."""

    def __init__(self, primed: Mapping[Term, Term], command: Sequence[str]) -> None:
        """`command` is run with the name of a file after it."""
        self.name = Path(command[0]).name
        self._command = tuple(command)
        self._unroller = Unroller(primed)
        self._asserted: list[Term] = []
        self._assumed: tuple[Timed, ...] = ()
        self._process: subprocess.Popen[str] | None = None

    def add(self, term: Term, step: int = 0) -> None:
        self._asserted.append(self._unroller.at(term, step))

    def check(self, assumptions: Iterable[Timed] = (), budget: Budget | None = None) -> Answer:
        self._assumed = tuple(assumptions)
        if budget is not None and budget.exhausted:
            return Answer.UNKNOWN
        terms = [*self._asserted, *(self._unroller.at(*each) for each in self._assumed)]
        with TemporaryDirectory() as folder:
            file = Path(folder) / "query.smt2"
            file.write_text(script(terms), encoding="utf-8")
            return self._run([*self._command, str(file)], budget or Budget())

    def _run(self, command: list[str], budget: Budget) -> Answer:
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        except OSError:
            return Answer.UNKNOWN
        try:
            with budget.interrupting(self.interrupt):
                out, _ = self._process.communicate()
        finally:
            self._process.kill()
            self._process.wait()
        said = [line.strip() for line in out.splitlines()]
        return next((_ANSWERS[line] for line in said if line in _ANSWERS), Answer.UNKNOWN)

    def values(self, variables: Iterable[Term], step: int = 0) -> dict[Term, bool | int]:
        raise AssertionError("a program is asked for answers only")

    def core(self) -> frozenset[Timed]:
        """All of the assumptions."""
        return frozenset(self._assumed)

    def size(self) -> int:
        return 0

    def interrupt(self) -> None:
        if self._process is not None:
            self._process.kill()
