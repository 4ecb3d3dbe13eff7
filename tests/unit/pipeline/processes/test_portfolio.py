"""The second process: what it finds arrives, and it never outlives its use."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Silent
from symcheck.core.spec import Spec
from symcheck.pipeline.board import NOT_ASKED, OUT_OF_MEMORY, Board
from symcheck.pipeline.outcome import InitialStates, Proof, Question
from symcheck.pipeline.processes import memory
from symcheck.pipeline.processes.portfolio import Beside
from symcheck.pipeline.processes.supervise import Stoppable
from symcheck.pipeline.questions import Asked
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


def _run(task: Task, strategy: Strategy, **others: Strategy) -> Beside:
    beside = Beside(task, {**others, "other": strategy})
    beside.wait()
    beside.end()
    return beside


def _reason(task: Task) -> str:
    return getattr(task.board.outcomes(task.limits.length)[0], "reason", "")


def test_what_the_other_process_learns_arrives() -> None:
    refuted: list[tuple[Question, Trace, str]] = []
    task = _task(refuted)

    def strategy(there: Task) -> None:
        there.board.reached([SAFE], "bmc", 4)
        there.board.settle(Proof(LIVE, "bmc", InitialStates()))
        there.refute(SAFE, TRACE, "bmc")

    beside = _run(task, strategy)
    assert not beside.errors
    assert not beside.budget.exhausted  # nothing was decided, so the search here may go on
    assert task.board.open == (SAFE,)
    assert refuted == [(SAFE, TRACE, "bmc")]
    safe, live = task.board.outcomes(None)
    assert (safe.depth, live.engine) == (4, "bmc")


def _until_settled(there: Task) -> None:
    while SAFE in there.board.open and not there.budget.exhausted:
        time.sleep(0.02)
    there.board.leave(there.board.open, "waiting", "all there was")


@pytest.mark.parametrize("settled", [True, False])
def test_what_was_split_off_yields_where_only_temporal_properties_are_open(
    settled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symcheck.pipeline.processes.portfolio._YIELDING", 0.0)
    task, before = _task([]), os.getpriority(os.PRIO_PROCESS, 0)
    if settled:
        task.board.settle(Proof(SAFE, "pdr", InitialStates()))

    def strategy(there: Task) -> None:
        until = time.monotonic() + (5 if settled else 0.8)
        while os.getpriority(os.PRIO_PROCESS, 0) == before and time.monotonic() < until:
            time.sleep(0.02)
        there.board.leave([LIVE], "nice", str(os.getpriority(os.PRIO_PROCESS, 0) - before))

    _run(task, strategy)
    _, live = task.board.outcomes(None)
    assert getattr(live, "reason", "") == ("5" if settled else "0")
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_a_process_sees_what_another_has_settled() -> None:
    task = _task([])
    _run(task, _until_settled, first=lambda there: there.board.settle(Proof(SAFE, "pdr", InitialStates())))
    _, live = task.board.outcomes(None)
    assert getattr(live, "reason", "") == "all there was"
    assert not task.budget.exhausted


def test_a_process_of_the_other_process_sees_what_is_settled_here() -> None:
    task = _task([])
    beside = Beside(task, {"other": lambda there: _split(there, _until_settled)})
    task.board.settle(Proof(SAFE, "explicit", InitialStates()))
    beside.wait()
    beside.end()
    assert not task.budget.exhausted


def test_what_the_other_process_lacks_arrives() -> None:
    def strategy(there: Task) -> None:
        raise SpecError(Code.UNSUPPORTED, "no such thing")

    assert _run(_task([]), strategy).errors["other"].code is Code.UNSUPPORTED


def test_a_crash_in_the_other_process_is_told() -> None:
    def strategy(there: Task) -> None:
        raise ZeroDivisionError("oops")

    task = _task([])
    _run(task, strategy)
    assert "ZeroDivisionError: oops" in _reason(task)


def test_the_other_process_is_ended() -> None:
    task = _task([])
    beside = Beside(task, {"other": lambda there: time.sleep(60)})
    (process,) = [worker.process for worker in beside._workers.values() if worker.process is not None]
    started = time.monotonic()
    beside.end()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_waiting_ends_with_the_time() -> None:
    task = _task([], seconds=0.2)
    started = time.monotonic()
    _run(task, lambda there: time.sleep(60))
    assert time.monotonic() - started < 5


def _split(task: Task, strategy: Strategy) -> None:
    assert task.split is not None
    task.split("grandchild", strategy)


def test_a_process_of_the_other_process_speaks_for_itself() -> None:
    task = _task([])

    def last(there: Task) -> None:
        assert there.split is None
        there.board.settle(Proof(SAFE, "pdr", InitialStates()))
        there.stats["seen"] = 7

    _run(task, lambda there: _split(there, last))
    assert task.board.open == (LIVE,)
    assert task.stats["seen"] == 7


def test_it_starts_from_what_the_other_process_knows_by_then() -> None:
    task = _task([])

    def strategy(there: Task) -> None:
        there.board.settle(Proof(SAFE, "bmc", InitialStates()))
        _split(there, lambda last: last.board.leave(last.board.open, "pdr", "all there was"))

    _run(task, strategy)
    safe, live = task.board.outcomes(None)
    assert isinstance(safe, Proof)
    assert getattr(live, "reason", "") == "all there was"


def test_a_process_of_the_other_process_outlives_it_but_not_this_one() -> None:
    task = _task([])
    seen: list[int] = []

    def strategy(there: Task) -> None:
        _split(there, lambda last: time.sleep(60))
        os.kill(os.getpid(), signal.SIGKILL)

    beside = Beside(task, {"other": strategy})
    for _ in range(100):
        time.sleep(0.05)
        seen = [worker.process for worker in beside._workers.values() if worker.process is not None]
        if len(seen) == 2 and "SIGKILL" in _reason(task):
            break
    assert "its process was ended by SIGKILL" in _reason(task)
    assert _is_there(seen[1])
    beside.end()
    for _ in range(100):
        if not _is_there(seen[1]):
            break
        time.sleep(0.05)
    assert not _is_there(seen[1])


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_how_a_process_of_the_other_process_ended_is_told() -> None:
    task = _task([])
    _run(task, lambda there: _split(there, lambda last: os.kill(os.getpid(), signal.SIGKILL)))
    assert "its process was ended by SIGKILL" in _reason(task)


def test_a_second_split_ends_the_first() -> None:
    task = _task([])

    def strategy(there: Task) -> None:
        _split(there, lambda last: time.sleep(60))
        _split(there, lambda last: last.board.settle(Proof(SAFE, "pdr", InitialStates())))

    started = time.monotonic()
    _run(task, strategy)
    assert time.monotonic() - started < 5
    assert task.board.open == (LIVE,)
    assert getattr(task.board.outcomes(None)[1], "reason", "") == NOT_ASKED


def test_what_is_refuted_there_is_no_longer_searched_for_there() -> None:
    refuted: list[tuple[Question, Trace, str]] = []
    task = _task(refuted)

    def strategy(there: Task) -> None:
        there.refute(SAFE, TRACE, "bmc")
        there.board.leave(there.board.open, "bmc", "still open")

    _run(task, strategy)
    assert refuted == [(SAFE, TRACE, "bmc")]
    assert [getattr(each, "reason", "") for each in task.board.outcomes(None)] == [NOT_ASKED, "still open"]


def test_a_search_in_this_process_confirms_when_it_looks_at_the_clock() -> None:
    refuted: list[tuple[Question, Trace, str]] = []
    beside = Beside(_task(refuted), {"other": lambda there: there.refute(SAFE, TRACE, "bmc")})
    while not refuted and not beside.budget.exhausted:
        pass
    assert refuted
    beside.end()


def test_running_out_of_memory_is_told() -> None:
    def strategy(there: Task) -> None:
        raise MemoryError

    task = _task([])
    _run(task, strategy)
    assert _reason(task) == OUT_OF_MEMORY


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory others have")
def test_the_largest_process_is_ended_where_memory_runs_out() -> None:
    limit = 300 + round(memory.held((os.getpid(),))[os.getpid()])  # other tests have left something in this process
    task = replace(_task([], seconds=60), limits=Limits(memory=limit))

    def large(there: Task) -> None:
        kept = []
        for _ in range(400):
            kept.append(bytearray(b"x" * (1 << 20)))
            time.sleep(0.005)
        time.sleep(60)

    def small(there: Task) -> None:
        time.sleep(5)
        there.board.settle(Proof(LIVE, "pdr", InitialStates()))

    started = time.monotonic()
    _run(task, small, large=large)
    assert time.monotonic() - started < 40
    assert _reason(task) == f"out of memory: all processes together had {limit} MiB"
    assert task.board.open == (SAFE,)
    assert limit <= task.stats["peak_mib"] < limit + 150


def test_asking_for_far_too_much_at_once_is_refused() -> None:
    limit = 300 + round(memory.held((os.getpid(),))[os.getpid()])  # other tests have left something in this process
    task = replace(_task([]), limits=Limits(memory=limit))
    _run(task, lambda there: print(len(bytearray(1 << 34))))
    assert OUT_OF_MEMORY in _reason(task)


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


def test_a_budget_can_be_made_shorter_once() -> None:
    budget = Stoppable(Budget(100))
    budget.stop_within(0)
    budget.stop_within(50)
    assert budget.exhausted
