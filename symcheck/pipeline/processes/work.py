"""What a split-off process does: a strategy, on a board at the other end of a pipe; must not know who waits for it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from symcheck.base.diagnostic import SpecError
from symcheck.pipeline.board import OUT_OF_MEMORY
from symcheck.pipeline.processes import memory
from symcheck.pipeline.processes.process import Lifeline, ending, kill
from symcheck.pipeline.processes.wire import Marks, WiredBoard, WiredObserver
from symcheck.pipeline.task import Strategy, Task

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(slots=True)
class Work:
    """One process. `writing` are the ends of all pipes that it has, its own `connection` among them; if it `splits`,
    the others are for processes that it splits off itself."""

    task: Task
    name: str
    strategy: Strategy
    connection: Connection
    writing: list[Connection]
    lifeline: Lifeline
    splits: bool
    marks: Marks
    helper: int | None = None
    board: WiredBoard | None = None

    def run(self) -> None:
        self.writing = [each for each in self.writing if each is not self.connection]
        if not self.splits:
            self._close()
        send = self.connection.send
        send(("hello", self.name, os.getpid()))
        task = self.task
        if task.limits.memory is not None:
            memory.limit(task.limits.memory)
        board = self.board = WiredBoard(task.board.open, self.connection, self.marks)
        stats: dict[str, Any] = {}
        split = self._split if self.splits else None
        own = replace(
            task, board=board, observer=WiredObserver(self.connection), refute=board.refute, stats=stats,
            goes_on=True, split=split,
        )
        try:
            self.strategy(own)
        except SpecError as error:
            send(("error", error.diagnostics))
        except MemoryError:
            send(("leave", board.open, self.name, OUT_OF_MEMORY))
        except Exception as error:  # noqa: BLE001 (a bug of ours must not pass for a search that found nothing)
            send(("leave", board.open, self.name, f"internal error: {type(error).__name__}: {error}"))
        self._close()
        if self.helper is not None:
            how = ending(self.helper)
            if how:
                send(("leave", board.open, self.name, ended_by(how)))
        send(("done", stats, memory.peak()))
        self.connection.close()

    def _split(self, name: str, strategy: Strategy) -> None:
        """One more process; the one that was split off before is ended."""
        if not self.writing:
            return
        if self.helper is not None:
            kill(self.helper)
            ending(self.helper)
        there = self.writing[0]
        task = self.task if self.board is None else replace(self.task, board=self.board)
        work = Work(task, name, strategy, there, [there], self.lifeline, False, self.marks)

        def run() -> None:
            self.connection.close()
            for each in self.writing[1:]:
                each.close()
            work.run()

        self.helper = self.lifeline.split(run)
        self.writing.remove(there)
        there.close()

    def _close(self) -> None:
        for each in self.writing:
            with suppress(OSError):
                each.close()
        self.writing.clear()


def ended_by(how: str) -> str:
    """What is told of a process that did not end itself."""
    return f"its process was ended by {how}, out of memory perhaps"
