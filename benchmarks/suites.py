"""What is measured: suites of checks with the verdict that must come out; must not know how anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SPECS = Path(__file__).resolve().parent / "specs"
LESSONS = Path(__file__).resolve().parents[1] / "specs"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One check: what to run, what must come out, and in how many seconds (None: no target).

    `length` asks for a bounded answer. `engine` is the one that the target is for. Of a `family` there are several
    `size`s, for the curve of cost against size.
    """

    name: str
    suite: str
    spec: Path
    config: str  # the configuration's text
    expect: str  # a verdict
    engine: str = "auto"
    length: int | None = None
    target: float | None = None
    family: str = ""
    size: int | None = None


def text(name: str, folder: Path = SPECS) -> str:
    return (folder / name).read_text(encoding="utf-8")


def two_phase(managers: int, specification: str) -> str:
    names = ", ".join(f"r{i}" for i in range(1, managers + 1))
    return f"SPECIFICATION {specification}\nCONSTANT RM = {{{names}}}\nINVARIANTS TypeOK Consistent\n"


def paxos(ballots: int, specification: str = "Spec") -> str:
    numbers = ", ".join(map(str, range(ballots)))
    return (
        f"SPECIFICATION {specification}\nCONSTANTS\n Acceptor = {{a1, a2, a3}}\n Value = {{v1, v2}}\n"
        f" Ballot = {{{numbers}}}\n None = None\nINVARIANTS TypeOK OneValueChosen\n"
    )


def ewd840(nodes: int) -> str:
    invariants = "INVARIANTS TypeOK DetectionIsRight"
    return f"SPECIFICATION Spec\nCONSTANT N = {nodes}\n{invariants}\nCHECK_DEADLOCK FALSE\n"


def benchmarks() -> tuple[Benchmark, ...]:
    """Every benchmark, suite by suite."""
    die_hard, two, ewd, three, raft = (
        SPECS / f"{name}.tla" for name in ("DieHard", "TwoPhase", "EWD840", "Paxos", "RaftElection")
    )
    lease, unfenced = LESSONS / "LeaseLock.tla", LESSONS / "LeaseLockUnfenced.tla"
    locked, loose = text("LeaseLock.cfg", LESSONS), text("LeaseLockUnfenced.cfg", LESSONS)
    buggy, bmc = "BuggySpec", "bmc"
    found: list[Benchmark] = [
        Benchmark("DieHard", "startup", die_hard, text("DieHard.cfg"), "violated", target=0.5),
        Benchmark("TwoPhase 10, bug", "bugs", two, two_phase(10, buggy), "violated", target=2.0),
        Benchmark("TwoPhase 100, bug", "bugs", two, two_phase(100, buggy), "violated", target=2.0),
        Benchmark("Paxos 3/2/3, bug", "bugs", three, paxos(3, buggy), "violated", target=3.0),
        Benchmark("LeaseLock, bug", "bugs", unfenced, loose, "violated", bmc, target=1.0),
        Benchmark("EWD840 10, 30 steps", "bounded", ewd, ewd840(10), "bounded", bmc, 30, 10.0),
        Benchmark("TwoPhase 10, 20 steps", "bounded", two, two_phase(10, "Spec"), "bounded", bmc, 20),
        Benchmark("Paxos 3/2/3, 10 steps", "bounded", three, paxos(3), "bounded", bmc, 10),
        Benchmark("LeaseLock, 12 steps", "bounded", lease, locked, "bounded", bmc, 12, 20.0),
        Benchmark("TwoPhase 7, 10 steps", "published", two, two_phase(7, "Spec"), "bounded", bmc, 10, 5.0),
        Benchmark("Paxos 3/2/3, 13 steps", "published", three, paxos(3), "bounded", bmc, 13, 60.0),
        Benchmark("Raft election, 8 steps", "published", raft, text("RaftElection.cfg"), "bounded", bmc, 8, 60.0),
        Benchmark("Paxos 3/2/2", "proofs", three, paxos(2), "proved", target=3.0),
        Benchmark("Paxos 3/2/3", "proofs", three, paxos(3), "proved", target=20.0),
        Benchmark("TwoPhase 10", "proofs", two, two_phase(10, "Spec"), "proved", target=10.0),
        Benchmark("TwoPhase 20", "proofs", two, two_phase(20, "Spec"), "proved", target=60.0),
        Benchmark("EWD840 14", "proofs", ewd, ewd840(14), "proved", target=15.0),
        Benchmark("LeaseLock, 3 clients", "proofs", lease, locked, "proved", target=20.0),
        Benchmark("JobQueue, counters", "proofs", LESSONS / "JobQueue.tla", text("JobQueue.cfg", LESSONS), "proved"),
    ]
    found += (_of("TwoPhase, bug", n, two, two_phase(n, buggy), "violated") for n in (5, 10, 20, 40, 80))
    found += (_of("TwoPhase, proof", n, two, two_phase(n, "Spec"), "proved") for n in (2, 4, 6, 8, 10, 12))
    found += (_of("EWD840, proof", n, ewd, ewd840(n), "proved") for n in (4, 6, 8, 10, 12))
    return tuple(found)


def _of(family: str, size: int, spec: Path, config: str, expect: str) -> Benchmark:
    return Benchmark(f"{family}, {size}", "growth", spec, config, expect, family=family, size=size)
