"""Splits processes off this one, which end when it ends; must not know what they do.

A process holds a lifeline: the reading end of a pipe that nobody writes to. When the process that holds the other end
is gone, however it ended, reading returns. That works for processes that were split off from split-off ones as well.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_OWN_THREADS = 2  # the caller's, which waits, and the search's


def can_fork() -> bool:
    """Whether a process can be split off safely: not where other threads of the caller's may hold locks."""
    return hasattr(os, "fork") and threading.active_count() <= _OWN_THREADS


class Lifeline:
    """Held by the process that all others end with."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        self._holder = os.getpid()

    def split(self, work: Callable[[], None]) -> int:
        """The id of a new process that does the work and ends. Also called by those that were split off."""
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            self._live(work, parent)
        return process

    def cut(self) -> None:
        """End the processes that are still there; for the holder."""
        for end in (self._reading, self._writing):
            with suppress(OSError):
                os.close(end)

    def _live(self, work: Callable[[], None], parent: int) -> NoReturn:
        """The whole life of a split-off process."""
        try:
            gc.freeze()  # what is shared stays so longer if the collector leaves it alone
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this process
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            if parent == self._holder:  # the others never had that end
                os.close(self._writing)
                _die_with(parent)
            threading.Thread(target=self._watch, daemon=True).start()
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):  # whoever reads the parent's output must not wait for this process
                os.dup2(silence, stream)
            work()
        finally:
            os._exit(0)

    def _watch(self) -> None:
        with suppress(OSError):
            while os.read(self._reading, 1):
                pass
        os._exit(0)


def _die_with(parent: int) -> None:
    """The thread that watches has to wait while a solver holds the interpreter; the kernel does not."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def ending(process: int) -> str:
    """How a child ended that has ended: "" as it should, else the name of the signal; also where that is not known."""
    with suppress(ChildProcessError):
        _, status = os.waitpid(process, 0)
        if os.WIFSIGNALED(status):
            return signal.Signals(os.WTERMSIG(status)).name
        return ""
    return "a signal"


def kill(process: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, signal.SIGKILL)
