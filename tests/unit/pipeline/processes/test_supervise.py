"""Deadlines and interrupts end a search that does not look at the clock."""

from __future__ import annotations

import threading
from time import monotonic, sleep

import pytest

from symcheck.base.budget import Budget
from symcheck.pipeline.processes import supervise as supervision
from symcheck.pipeline.processes.supervise import Ending, Stoppable, supervise


def test_work_that_ends_in_time() -> None:
    done: list[int] = []
    assert supervise(lambda: done.append(1), Stoppable(Budget(5))) is Ending.DONE
    assert done == [1]


def test_work_that_ignores_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "GRACE", 0.1)
    release = threading.Event()
    budget = Stoppable(Budget(0.1))
    started = monotonic()
    assert supervise(lambda: bool(release.wait(10)), budget) is Ending.OUT_OF_TIME
    assert monotonic() - started < 2
    assert budget.exhausted
    release.set()


def test_errors_reach_the_caller() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        supervise(fail, Stoppable(Budget()))


def test_an_interrupt_inside_the_work() -> None:
    def stop() -> None:
        sleep(0.01)
        raise KeyboardInterrupt

    assert supervise(stop, Stoppable(Budget())) is Ending.INTERRUPTED
