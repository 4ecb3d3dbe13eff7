"""A second solver by its name: one of pySMT's, or a program that reads SMT-LIB files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.solve import Answer
from symcheck.solve.choose import second_opinion
from symcheck.term import BOOL, INT, add, at_most_one, div, eq, integer, le, neg, variable

A, B, C = (variable(name, BOOL) for name in "abc")
X, X_NEXT = variable("x", INT), variable("x'", INT)

PROGRAM = f"""#!{sys.executable}
import sys, z3
solver = z3.Solver()
solver.from_file(sys.argv[1])
print("; some talk")
print(solver.check())
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    return made(tmp_path, PROGRAM)


def made(folder: Path, text: str) -> str:
    path = folder / "solver"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("kind", ["pysmt", "program"])
def test_answers_over_steps(kind: str, program: str) -> None:
    solver = second_opinion("z3" if kind == "pysmt" else program)({X: X_NEXT})
    solver.add(eq(X_NEXT, add((X, integer(1)))), 0)
    solver.add(eq(X_NEXT, add((X, integer(1)))), 1)
    solver.add(eq(X, integer(3)), 0)
    solver.add(at_most_one((A, B, C)), 1)
    claim = (le(X, integer(4)), 2)
    assert solver.check([claim]) is Answer.UNSAT
    assert solver.core() == {claim}
    assert solver.check([(le(X, integer(5)), 2), (A, 1)]) is Answer.SAT
    assert solver.check([(A, 1), (neg(neg(B)), 1)]) is Answer.UNSAT
    assert solver.check(budget=Budget(0.0)) is Answer.UNKNOWN


def test_a_program_takes_divisions(program: str) -> None:
    solver = second_opinion(program)({})
    solver.add(eq(div(X, integer(2)), integer(-1)))
    assert solver.check([(le(X, integer(-3)), 0)]) is Answer.UNSAT


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho unsatisfiable\n", "no program"])
def test_a_program_that_makes_no_sense_is_unknown(text: str, tmp_path: Path) -> None:
    assert second_opinion(made(tmp_path, text))({}).check([(A, 0)]) is Answer.UNKNOWN


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    budget = Budget(0.3)
    assert second_opinion(made(tmp_path, "#!/bin/sh\nexec sleep 60\n"))({}).check([(A, 0)], budget) is Answer.UNKNOWN
    assert budget.elapsed < 10


def test_a_solver_that_is_not_there_is_refused_with_what_is() -> None:
    with pytest.raises(SpecError) as error:
        second_opinion("no-such-solver")
    assert "pySMT finds" in str(error.value)
    assert "z3" in str(error.value)
    assert "pysmt-install" in str(error.value)
