"""How the cost of building a transition relation grows with the number of possible messages, each size in a process of
its own: processor time, peak memory, and how much either grows from one size to the next.

Run it from the project's root: `python benchmarks/bench_encode.py [NAME [VALUES ...]]`, by default all of each:
MultiPaxos, whose promises carry functions, RaftLog, whose messages carry sequences of entries, and TokenSum, whose
messages are in a bag and carry integers without a bound (its sizes are nodes). Target: 10,000 possible messages in 5 s
and 1 GiB, twice the messages at about twice the cost.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 110.0  # seconds for one size
_ONE = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
from symcheck.concrete.deep import deeply
from symcheck.resolve import load
from symcheck.symbolic.encode import encode
spec = load({spec!r}, {config!r})
started = time.process_time()
encoded = deeply(lambda: encode(spec, 10))
seconds = time.process_time() - started
messages = next(register for variable, register in encoded.registers.items() if variable.name == "msgs")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([len(messages.bits), len(encoded.system.actions), seconds, peak]))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one size costs."""

    messages: int
    actions: int
    seconds: float
    mib: float


def multi_paxos(values: int) -> str:
    return (
        "SPECIFICATION Spec\nCONSTANTS\n    Acceptor = {a1, a2, a3}\n    Slot = {s1, s2, s3}\n"
        f"    Value = {names(values)}\n    Ballot = {{0, 1}}\n    None = None\nINVARIANT OneValuePerSlot\n"
        "CHECK_DEADLOCK FALSE\n"
    )


def raft_log(values: int) -> str:
    return (
        f"SPECIFICATION Spec\nCONSTANTS\n    Server = {{s1, s2, s3}}\n    Value = {names(values)}\n"
        "    Term = {1, 2}\n    MaxLog = 2\nINVARIANT OneLeader\nCHECK_DEADLOCK FALSE\n"
    )


def token_sum(nodes: int) -> str:
    return f"SPECIFICATION Spec\nCONSTANT N = {nodes}\nINVARIANT AllRest\nCHECK_DEADLOCK FALSE\n"


def names(values: int) -> str:
    return "{" + ", ".join(f"v{i}" for i in range(1, values + 1)) + "}"


CURVES: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "MultiPaxos": (multi_paxos, (1, 2, 3)),
    "RaftLog": (raft_log, (2, 4, 7)),
    "TokenSum": (token_sum, (2, 3)),
}


def measure(name: str, values: int, folder: Path) -> Row | None:
    """One size in a process of its own; None if it takes longer than the limit."""
    path = folder / f"{name}{values}.cfg"
    path.write_text(CURVES[name][0](values), encoding="utf-8")
    text = _ONE.format(root=str(ROOT), spec=str(ROOT / f"benchmarks/specs/{name}.tla"), config=str(path))
    try:
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return None
    return Row(*json.loads(done.stdout))


def main() -> int:
    import tempfile

    curves = {name: sizes for name, (_, sizes) in CURVES.items()}
    if len(sys.argv) > 1:
        curves = {sys.argv[1]: tuple(map(int, sys.argv[2:])) or curves[sys.argv[1]]}
    print("values  messages  actions    CPU s     MiB   messages    time  memory")
    with tempfile.TemporaryDirectory() as scratch:
        return max([curve(name, sizes, Path(scratch)) for name, sizes in curves.items()])


def curve(name: str, sizes: tuple[int, ...], folder: Path) -> int:
    """Prints one curve; 1 if some size takes longer than the limit."""
    print(name)
    before: Row | None = None
    for values in sizes:
        row = measure(name, values, folder)
        if row is None:
            print(f"{values:>6}  more than {LIMIT:.0f} s")
            return 1
        line = f"{values:>6}  {row.messages:>8}  {row.actions:>7}  {row.seconds:>7.2f}  {row.mib:>6.0f}"
        if before is not None:
            grown = row.messages / before.messages
            line += f"  {grown:>8.1f}x  {row.seconds / before.seconds:>5.1f}x  {row.mib / before.mib:>5.1f}x"
        print(line, flush=True)
        before = row
    return 0


if __name__ == "__main__":
    sys.exit(main())
