"""Two searches at once: symbolic search in a process of its own beside the explicit one; must not know how they work.

Explicit search proves what is finite and small enough, symbolic search finds what is deep or wide; which of them will
be quicker cannot be told beforehand. The processes share nothing but a pipe, on which the board's entries travel.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, NoReturn

from symcheck.base.diagnostic import Diagnostic, SpecError
from symcheck.pipeline.board import Board
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import Outcome, Question
from symcheck.pipeline.supervise import Stoppable
from symcheck.pipeline.task import Strategy, Task
from symcheck.trace.trace import Trace

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_GLANCE = 0.05  # seconds between two looks at whether the other search has settled everything
_ORPHAN = 0.5  # seconds between two looks at whether the parent is still there
_PR_SET_PDEATHSIG = 1
_OWN_THREADS = 2  # the caller's, which waits, and the search's


def can_fork() -> bool:
    """Whether a second process can be split off safely: not where other threads of the caller's may hold locks."""
    return hasattr(os, "fork") and threading.active_count() <= _OWN_THREADS


class Beside:
    """A strategy that runs in a process of its own. Its findings appear on the task's board as they are made."""

    def __init__(self, task: Task, strategy: Strategy) -> None:
        from multiprocessing import Pipe  # most checks end before a second process is needed

        self._task = task
        self.budget = Stoppable(task.budget)  # for the search in this process; ends when there is something to look at
        self.error: SpecError | None = None
        self._refutations: list[tuple[Question, Trace, str]] = []
        self._connection, theirs = Pipe(duplex=False)
        parent = os.getpid()
        self._process = os.fork()
        if self._process == 0:
            _work(task, strategy, theirs, parent)
        theirs.close()
        self._listener = threading.Thread(target=self._listen, name="listener", daemon=True)
        self._listener.start()

    def wait(self) -> None:
        """Until the strategy has ended or has found something, everything is settled, or the time is up."""
        while self._listener.is_alive() and not self.budget.exhausted:
            self._listener.join(_GLANCE)

    def confirm(self) -> bool:
        """Replay the counterexamples that have come, here, where no other search slows it down. Whether there were any
        and yet there is something left to search for; `budget` is then open again."""
        found, self._refutations = self._refutations, []
        for refutation in found:
            self._task.refute(*refutation)
        again = bool(found) and not self._task.decided()
        if again:
            self.budget = Stoppable(self._task.budget)
        return again

    def end(self) -> None:
        """Kill the process if it still runs."""
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)

    def _listen(self) -> None:
        board, observer = self._task.board, self._task.observer
        with suppress(EOFError, OSError):
            while True:
                match self._connection.recv():
                    case ("progress", *arguments):
                        observer.progress(*arguments)
                    case ("note", message):
                        observer.note(message)
                    case ("refute", question, trace, engine):
                        self._refutations.append((question, trace, engine))
                        self.budget.stop()
                    case ("settle", outcome):
                        if outcome.question in board.open:
                            board.settle(outcome)
                    case ("error", diagnostics):
                        self.error = SpecError.of(diagnostics)
                    case (method, *arguments):
                        getattr(board, method)(*arguments)
                if self._task.decided():
                    self.budget.stop()


def _work(task: Task, strategy: Strategy, connection: Connection, parent: int) -> NoReturn:
    """The whole life of the split-off process."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this process
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with_parent(parent)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):  # whoever reads the parent's output must not wait for this process
            os.dup2(silence, stream)
        board = _Wired(task.board.open, connection)

        def refute(question: Question, trace: Trace, engine: str) -> None:
            connection.send(("refute", question, trace, engine))

        try:
            strategy(replace(task, board=board, observer=_WiredObserver(connection), refute=refute))
        except SpecError as error:
            connection.send(("error", error.diagnostics))
        except Exception as error:  # noqa: BLE001 (a bug of ours must not pass for a search that found nothing)
            connection.send(("leave", board.open, "bmc", f"internal error: {type(error).__name__}: {error}"))
        connection.close()
    finally:
        os._exit(0)


def _die_with_parent(parent: int) -> None:
    """End this process when its parent has ended, even by a signal."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(_ORPHAN)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    if sys.platform == "linux":  # the thread has to wait while a solver holds the interpreter; the kernel does not
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


class _Wired(Board):
    """A board whose entries go to the other process."""

    def __init__(self, questions: Iterable[Question], connection: Connection) -> None:
        super().__init__(questions)
        self._connection = connection

    def settle(self, outcome: Outcome) -> None:
        super().settle(outcome)
        self._connection.send(("settle", outcome))

    def reached(self, questions: Iterable[Question], engine: str, depth: int) -> None:
        found = tuple(questions)
        super().reached(found, engine, depth)
        self._connection.send(("reached", found, engine, depth))

    def leave(self, questions: Iterable[Question], engine: str, reason: str) -> None:
        found = tuple(questions)
        super().leave(found, engine, reason)
        self._connection.send(("leave", found, engine, reason))

    def explain(self, invariant: Spoken | Unspoken) -> None:
        super().explain(invariant)
        self._connection.send(("explain", invariant))

    def say(self, diagnostics: Iterable[Diagnostic]) -> None:
        found = tuple(diagnostics)
        super().say(found)
        self._connection.send(("say", found))


class _WiredObserver:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self._connection.send(("progress", engine, depth, detail))

    def note(self, message: str) -> None:
        self._connection.send(("note", message))
