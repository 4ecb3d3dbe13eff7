"""What may come between a question to Z3 and its answer."""

from __future__ import annotations

import pytest

from symcheck.solve import Answer
from symcheck.solve import z3_raw as raw
from symcheck.solve.z3_native import Z3Native
from symcheck.term import BOOL, variable


def test_an_interrupt_between_an_answer_and_its_model_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    solver, flag = Z3Native({}, boolean=False), variable("flag", BOOL)
    solver.add(flag)
    with monkeypatch.context() as patched:
        patched.setattr(raw, "solver_get_model", lambda context, solver: None)
        assert solver.check() is Answer.UNKNOWN
    assert solver.check() is Answer.SAT
    assert solver.values((flag,)) == {flag: True}
