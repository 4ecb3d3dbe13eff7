"""Several searches at once, each in a process of its own; must not know how they work.

Which search will be quicker cannot be told beforehand. The board's entries travel on pipes: one for each process,
straight to that which everybody works for. It alone replays counterexamples, and the first answer to a question counts;
the others see by a mark that there is one. Processes that are split off may split off others, on pipes that are made
before.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.pipeline.board import OUT_OF_MEMORY
from symcheck.pipeline.outcome import Question
from symcheck.pipeline.processes import memory
from symcheck.pipeline.processes.process import Lifeline, can_fork, ending, kill
from symcheck.pipeline.processes.supervise import Stoppable
from symcheck.pipeline.processes.wire import Marks, put_up
from symcheck.pipeline.processes.work import Work, ended_by
from symcheck.pipeline.task import Strategy, Task
from symcheck.trace.trace import Trace

__all__ = ["Beside", "apart", "can_fork"]

_GLANCE = 0.05  # seconds between two looks at whether everything is settled
_SPARE = 6  # pipes for processes that those which are split off here split off themselves
_YIELDING = 5.0  # seconds after which those that were split off yield to this one, where it is mostly this that answers
_NICE = 5
_PATIENCE = 0.5  # seconds that a counterexample waits for the search in this process to look up


@dataclass(slots=True)
class _Worker:
    """A process as this one knows it; without an id until it has said something, or if it is never started."""

    name: str
    process: int | None = None
    child: bool = False
    done: bool = False
    reason: str = ""  # why it was ended
    peak: float = 0.0
    yields: bool = False


class Beside:
    """Strategies that run in processes of their own. What they find appears on the task's board as it is found."""

    def __init__(self, task: Task, strategies: Mapping[str, Strategy]) -> None:
        """The last strategy may split off others (`Task.split`)."""
        from multiprocessing import Pipe  # most checks end before a second process is needed

        self._task = task
        self.budget = _Attentive(task.budget, self.confirm)
        self.errors: dict[str, SpecError] = {}
        self._refutations: list[tuple[Question, Trace, str]] = []
        self._waiting_since = 0.0
        self._confirming = threading.Lock()
        self._ended = False
        self._look = _Look(task.limits.memory)
        self._lifeline = Lifeline()
        self._marks = Marks(task.board.open)
        pipes = [Pipe(duplex=False) for _ in range(len(strategies) + _SPARE)]
        writing = [there for _, there in pipes]
        self._workers = {here: _Worker("") for here, _ in pipes}
        for (name, strategy), (here, there) in zip(strategies.items(), pipes, strict=False):
            last = len(writing) == _SPARE + 1
            work = Work(task, name, strategy, there, writing, self._lifeline, last, self._marks)
            process = self._lifeline.split(work.run)
            self._workers[here] = _Worker(name, process, child=True)
            writing.remove(there)
            there.close()
        for there in writing:
            there.close()
        self._listener = threading.Thread(target=self._listen, name="listener", daemon=True)
        self._listener.start()

    def wait(self) -> None:
        """Until the strategies have ended, everything is settled, or the time is up."""
        while self._listener.is_alive() and not self.budget.exhausted:
            self._listener.join(_GLANCE)
        self.confirm()

    def confirm(self) -> None:
        """Replay the counterexamples that have come. Called by the search in this process when it looks at the clock,
        so that no other slows it down."""
        while self._refutations and self._confirming.acquire(blocking=False):
            try:
                if self._refutations:
                    self._task.refute(*self._refutations.pop(0))
            finally:
                self._confirming.release()
            if self._task.decided():
                self.budget.stop()

    def end(self) -> None:
        """Kill the processes that still run, and note how much memory all have taken. Only the first call counts."""
        if self._ended:
            return
        self._ended = True
        workers = list(self._workers.values())
        for worker in workers:
            if worker.process is not None and not worker.done:
                worker.peak = memory.peak_of(worker.process) or worker.peak
                kill(worker.process)
        self._lifeline.cut()
        for worker in workers:
            if worker.child and worker.process is not None:
                ending(worker.process)
        stats = self._task.stats
        together = self._look.most or memory.peak() + sum(worker.peak for worker in workers)
        stats["peak_mib"] = round(max(stats.get("peak_mib", 0.0), together), 1)

    # ------------------------------------------------------------ the listening thread

    def _listen(self) -> None:
        from multiprocessing.connection import wait

        open_: list[Any] = list(self._workers)
        while open_ and not self._ended:
            ready: list[Any] = wait(open_, self._look.pause)
            for connection in ready:
                worker = self._workers[connection]
                try:
                    self._take(worker, connection.recv())
                except (EOFError, OSError):
                    self._gone(worker)
                    open_.remove(connection)
                    connection.close()
            self._marks.all_but(self._task.board.open)
            if self._task.decided():
                self.budget.stop()
            self._look.at(self._workers.values())
            self._yield()
            if self._refutations and monotonic() - self._waiting_since > _PATIENCE:
                self.confirm()

    def _yield(self) -> None:
        """Where only temporal properties are open, the search in this process has a processor of its own: it decides
        them for good wherever it ends, which others seldom do."""
        if self.budget.elapsed < _YIELDING or any(each.kind != "temporal" for each in self._task.board.open):
            return
        for worker in self._workers.values():
            if worker.process is not None and not worker.done and not worker.yields:
                worker.yields = True
                with suppress(OSError):  # it has just ended
                    os.setpriority(os.PRIO_PROCESS, worker.process, _NICE)

    def _take(self, worker: _Worker, message: tuple[Any, ...]) -> None:
        match message:
            case ("hello", str(name), int(process)):
                worker.name, worker.process = name, process
            case ("refute", question, trace, engine):
                self._waiting_since = monotonic()
                self._refutations.append((question, trace, engine))
            case ("error", diagnostics):
                self.errors[worker.name] = SpecError.of(diagnostics)
            case ("done", stats, peak):
                worker.done, worker.peak = True, peak
                for key, value in stats.items():
                    self._task.stats.setdefault(key, value)
            case _:
                put_up(message, self._task.board, self._task.observer)

    def _gone(self, worker: _Worker) -> None:
        """Nothing more comes from a worker: it is done, or else what was open stays open for a reason."""
        if worker.done or worker.process is None or self._ended:
            return
        worker.done = True
        reason = worker.reason
        if worker.child and not reason:  # of the others, those that have split them off tell
            reason = ended_by(ending(worker.process) or "itself")
        if reason:
            self._task.board.leave(self._task.board.open, worker.name, reason)


def apart(task: Task, name: str, strategy: Strategy) -> None:
    """Run a strategy in a process of its own, so that whatever ends it does not end this one. Raises its SpecError."""
    beside = Beside(task, {name: strategy})
    try:
        beside.wait()
    finally:
        beside.end()
    if name in beside.errors:
        raise beside.errors[name]


class _Attentive(Stoppable):
    """A budget whose user, when it asks for the time, sees to what has come in meanwhile."""

    __slots__ = ("_see",)

    def __init__(self, whole: Budget, see: Callable[[], None]) -> None:
        super().__init__(whole)
        self._see = see

    @property
    def exhausted(self) -> bool:
        self._see()
        return super().exhausted


class _Look:
    """Watches that all processes together stay within a limit; ends the largest where they do not."""

    def __init__(self, mib: int | None) -> None:
        self._limit = mib
        self.most = 0.0  # that all had together
        self.pause = 0.2 if mib is None else 0.02

    def at(self, workers: Any) -> None:
        if self._limit is None:
            return
        started = monotonic()
        living = {worker.process: worker for worker in workers if worker.process is not None and not worker.done}
        sizes = memory.held((os.getpid(), *living))
        together = sum(sizes.values())
        self.most = max(self.most, together)
        going = any(worker.reason for worker in living.values())  # one was ended, and what it had is not free yet
        if together > self._limit and not going:
            process = max((each for each in sizes if each in living), key=sizes.__getitem__, default=None)
            if process is not None:
                living[process].reason = f"{OUT_OF_MEMORY}: all processes together had {self._limit} MiB"
                living[process].peak = sizes[process]
                kill(process)
        self.pause = max(0.02, 5 * (monotonic() - started))  # looking takes the longer, the more there is
