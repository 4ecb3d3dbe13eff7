"""How much memory processes take, and a limit for one process; must not know what they do.

Linux tells of other processes; elsewhere only a process itself knows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_MIB = 1 << 20
_STACKS = 1 << 30  # address space for stacks that deep recursion may use, and mostly does not


def peak() -> float:
    """The most MiB that this process has held at once; 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MIB if sys.platform == "darwin" else most / 1024


def peak_of(process: int) -> float:
    """The same of another process; 0 where that is not known, or it is gone."""
    return _read(Path(f"/proc/{process}/status"), "VmHWM:")


def held(processes: Iterable[int]) -> dict[int, float]:
    """MiB that each process holds now; what several share is divided among them. Without those that are gone."""
    found = {process: _read(Path(f"/proc/{process}/smaps_rollup"), "Pss:") for process in processes}
    return {process: mib for process, mib in found.items() if mib}


def limit(mib: int) -> None:
    """No more than so much on top of what this process has by now: asking for more raises MemoryError, or ends it.

    Several processes that share a limit are watched as well; this is for what asks for a great deal at once.
    """
    try:
        import resource
    except ImportError:
        return
    now = _read(Path("/proc/self/status"), "VmSize:") or peak()
    most = int(now * _MIB) + mib * _MIB + _STACKS
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _read(path: Path, key: str) -> float:
    """A line of a file of /proc, in MiB."""
    with suppress(OSError, ValueError, IndexError):
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(key):
                return int(line.split()[1]) / 1024
    return 0.0
