"""Deadlines and interrupts end a search that does not look at the clock."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
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


def test_what_runs_in_a_part_of_the_time_hears_of_an_earlier_end() -> None:
    budget = Stoppable(Stoppable(Budget()))
    part, heard = budget.slice(60), threading.Event()

    def work() -> None:
        with part.interrupting(heard.set):
            budget.stop_within(0.05)
            assert heard.wait(30)

    assert supervise(work, budget) is Ending.DONE
    assert part.exhausted


def test_a_search_that_is_stopped_stops_its_parts() -> None:
    whole = Stoppable(Budget())
    part = Stoppable(whole).slice(60)
    heard = threading.Event()
    with part.interrupting(heard.set):
        whole.stop()
        assert heard.is_set()
    assert part.exhausted


ABANDONED = """
import sys, time
from symcheck.base.budget import Budget
from symcheck.pipeline.processes.supervise import Ending, Stoppable, supervise

def work():
    time.sleep(1.5)
    open(sys.argv[1], "w").close()

assert supervise(work, Stoppable(Budget(0.01))) is Ending.OUT_OF_TIME
sys.exit(7)
"""


def test_the_interpreter_waits_for_what_was_given_up(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    ended = subprocess.run([sys.executable, "-c", ABANDONED, str(mark)], check=False)
    assert ended.returncode == 7
    assert mark.exists()
