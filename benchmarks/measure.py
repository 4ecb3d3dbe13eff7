"""Runs one command to its end and says what it took; must not know what the command is."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """One process: wall-clock seconds, peak resident memory, exit code (-9: it took too long), output."""

    seconds: float
    peak_mib: float
    code: int
    output: bytes


def run_once(command: list[str], limit: float, scratch: Path) -> Sample:
    """Runs a command, and ends it after `limit` seconds. Its working folder is `scratch`."""
    out = scratch / "stdout"
    started = time.perf_counter()
    with out.open("wb") as sink, (scratch / "stderr").open("wb") as errors:
        process = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)],
            setpgroup=0,
        )
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(process, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, limit)
        _, status, usage = os.wait4(process, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - started
    return Sample(seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), out.read_bytes())
