"""The second process: what it finds arrives, and it never outlives its use."""

from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Silent
from symcheck.core.spec import Spec
from symcheck.pipeline.board import Board
from symcheck.pipeline.outcome import InitialStates, Proof, Question
from symcheck.pipeline.portfolio import Beside
from symcheck.pipeline.questions import Asked
from symcheck.pipeline.supervise import Stoppable
from symcheck.pipeline.task import Limits, Strategy, Task
from symcheck.trace.trace import Step, Trace

SAFE, LIVE = Question("Safe", "invariant"), Question("Live", "temporal")
TRACE = Trace(("x",), (Step("Init", (), {"x": 3}),))
SPEC = Spec("M", (), (), {}, {}, (), None)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that split")


def _task(refuted: list[tuple[Question, Trace, str]], seconds: float = 10) -> Task:
    board = Board([SAFE, LIVE])

    def refute(question: Question, trace: Trace, engine: str) -> None:
        refuted.append((question, trace, engine))

    return Task(SPEC, Asked({}, {}, {}, False), Limits(), Budget(seconds), Silent(), board, refute)


def _run(task: Task, strategy: Strategy) -> Beside:
    beside = Beside(task, strategy)
    beside.wait()
    beside.confirm()
    beside.end()
    return beside


def test_what_the_other_process_learns_arrives() -> None:
    refuted: list[tuple[Question, Trace, str]] = []
    task = _task(refuted)

    def strategy(there: Task) -> None:
        there.board.reached([SAFE], "bmc", 4)
        there.board.settle(Proof(LIVE, "bmc", InitialStates()))
        there.refute(SAFE, TRACE, "bmc")

    beside = _run(task, strategy)
    assert beside.error is None
    assert not beside.budget.exhausted  # nothing was decided, so the search here may go on
    assert task.board.open == (SAFE,)
    assert refuted == [(SAFE, TRACE, "bmc")]
    safe, live = task.board.outcomes(None)
    assert (safe.depth, live.engine) == (4, "bmc")


def test_what_the_other_process_lacks_arrives() -> None:
    def strategy(there: Task) -> None:
        raise SpecError(Code.UNSUPPORTED, "no such thing")

    error = _run(_task([]), strategy).error
    assert error is not None
    assert error.code is Code.UNSUPPORTED


def test_a_crash_in_the_other_process_is_told() -> None:
    def strategy(there: Task) -> None:
        raise ZeroDivisionError("oops")

    task = _task([])
    _run(task, strategy)
    assert "ZeroDivisionError: oops" in getattr(task.board.outcomes(None)[0], "reason", "")


def test_the_other_process_is_ended() -> None:
    task = _task([])
    beside = Beside(task, lambda there: time.sleep(60))
    started = time.monotonic()
    beside.end()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(beside._process, 0)


def test_waiting_ends_with_the_time() -> None:
    task = _task([], seconds=0.2)
    started = time.monotonic()
    _run(task, lambda there: time.sleep(60))
    assert time.monotonic() - started < 5


def test_the_search_here_stops_when_everything_is_settled() -> None:
    task = _task([])
    quick = replace(task, limits=Limits(length=3))

    def strategy(there: Task) -> None:
        there.board.reached([SAFE, LIVE], "bmc", 3)

    assert _run(quick, strategy).budget.exhausted


def test_a_stoppable_budget_keeps_the_deadline_of_the_whole() -> None:
    assert Stoppable(Budget(0)).exhausted
    open_ended = Stoppable(Budget())
    assert (open_ended.exhausted, open_ended.remaining) == (False, None)
    open_ended.stop()
    assert (open_ended.exhausted, open_ended.remaining) == (True, 0.0)
