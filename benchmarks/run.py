#!/usr/bin/env python3
"""Times `symcheck check` as a whole process on named suites; must not import symcheck.

    python benchmarks/run.py                          every suite, three runs each
    python benchmarks/run.py startup bugs --runs 5    some suites
    python benchmarks/run.py --out figures.jsonl      one JSON object per benchmark as well

The exit status is 1 if a verdict is wrong or a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

SPECS = Path(__file__).resolve().parent / "specs"
LESSONS = Path(__file__).resolve().parents[1] / "specs"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One run of `symcheck check`: what to run, what must come out, and in how many seconds (None: no target)."""

    name: str
    suite: str
    spec: Path
    config: str  # the configuration's text
    expect: str  # a verdict
    arguments: tuple[str, ...] = ()
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One process: wall-clock seconds, peak resident memory, exit code and the JSON report if there was one."""

    seconds: float
    peak_mib: float
    code: int
    report: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Row:
    """What is printed of a benchmark: the median of its runs."""

    name: str
    suite: str
    seconds: float
    fastest: float
    slowest: float
    peak_mib: float
    verdict: str
    depth: int | None
    engine: str
    target: float | None
    result: str  # "met", "missed", "WRONG", or "" where there is no target
    reason: str  # of a wrong result: what the report says of it


def two_phase(managers: int, specification: str) -> str:
    names = ", ".join(f"r{i}" for i in range(1, managers + 1))
    return f"SPECIFICATION {specification}\nCONSTANT RM = {{{names}}}\nINVARIANTS TypeOK Consistent\n"


def text(name: str, folder: Path = SPECS) -> str:
    return (folder / name).read_text(encoding="utf-8")


def benchmarks() -> tuple[Benchmark, ...]:
    die_hard, two, ewd, paxos = (SPECS / f"{n}.tla" for n in ("DieHard", "TwoPhase", "EWD840", "Paxos"))
    raft = SPECS / "RaftElection.tla"
    lease = LESSONS / "LeaseLock.tla"
    bmc = ("--engine", "bmc")
    buggy = "BuggySpec"
    return (
        Benchmark("DieHard", "startup", die_hard, text("DieHard.cfg"), "violated", target=0.5),
        Benchmark("TwoPhase 10, bug", "bugs", two, two_phase(10, buggy), "violated", target=2.0),
        Benchmark("TwoPhase 100, bug", "bugs", two, two_phase(100, buggy), "violated", target=2.0),
        Benchmark("Paxos 3/2/3, bug", "bugs", paxos, text("PaxosBuggy.cfg"), "violated", target=3.0),
        Benchmark(
            "LeaseLock, bug",
            "bugs",
            LESSONS / "LeaseLockUnfenced.tla",
            text("LeaseLockUnfenced.cfg", LESSONS),
            "violated",
            bmc,
            target=1.0,
        ),
        Benchmark(
            "EWD840 10, 30 steps", "bounded", ewd, text("EWD840.cfg"), "bounded", (*bmc, "--length", "30"), target=10.0
        ),
        Benchmark("TwoPhase 10, 20 steps", "bounded", two, two_phase(10, "Spec"), "bounded", (*bmc, "--length", "20")),
        Benchmark("Paxos 3/2/3, 10 steps", "bounded", paxos, text("Paxos.cfg"), "bounded", (*bmc, "--length", "10")),
        Benchmark(
            "LeaseLock, 12 steps", "bounded", lease, text("LeaseLock.cfg", LESSONS), "bounded",
            (*bmc, "--length", "12"), target=20.0,
        ),
        Benchmark(
            "TwoPhase 7, 10 steps", "published", two, two_phase(7, "Spec"), "bounded", (*bmc, "--length", "10"),
            target=5.0,
        ),
        Benchmark(
            "Paxos 3/2/3, 13 steps", "published", paxos, text("Paxos.cfg"), "bounded", (*bmc, "--length", "13"),
            target=60.0,
        ),
        Benchmark(
            "Raft election, 8 steps", "published", raft, text("RaftElection.cfg"), "bounded", (*bmc, "--length", "8"),
            target=60.0,
        ),
    )


def run_once(command: list[str], limit: float, scratch: Path) -> Sample:
    """Runs one process to its end, or kills it after `limit` seconds (the exit code is then -9)."""
    out = scratch / "stdout"
    started = time.perf_counter()
    with out.open("wb") as sink, (scratch / "stderr").open("wb") as errors:
        process = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)],
        )
        signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, limit)
        _, status, usage = os.wait4(process, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - started
    try:
        report = json.loads(out.read_bytes())
    except ValueError:
        report = None
    code = os.waitstatus_to_exitcode(status)
    return Sample(seconds, usage.ru_maxrss / 1024, code, report if isinstance(report, dict) else None)


def conclude(report: dict[str, object] | None, code: int) -> tuple[str, int | None, str]:
    """The verdict, the depth it is about (of the violation, or the least of all) and the engines."""
    if report is None:
        return ("killed" if code == -9 else f"no report, exit {code}"), None, ""
    verdict = str(report.get("verdict"))
    results = report.get("results")
    rows = [r for r in results if isinstance(r, dict)] if isinstance(results, list) else []
    telling = [r for r in rows if r.get("verdict") == verdict]
    depths = [d for r in telling if isinstance(d := r.get("depth"), int)]
    engines = sorted({str(r["engine"]) for r in telling if r.get("engine")})
    return verdict, min(depths, default=None), "+".join(engines)


def reason(sample: Sample) -> str:
    """The exit code, and what the report gives as its reasons."""
    report = sample.report or {}
    said: list[str] = []
    for key, field in (("results", "reason"), ("diagnostics", "message")):
        rows = report.get(key)
        said += [str(row[field]) for row in rows if row.get(field)] if isinstance(rows, list) else []
    return "; ".join(dict.fromkeys([f"exit {sample.code}", *said]))


def measure(benchmark: Benchmark, command: list[str], runs: int, limit: float) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "benchmark.cfg"
        config.write_text(benchmark.config, encoding="utf-8")
        full = [
            *command,
            "check",
            str(benchmark.spec),
            "--config",
            str(config),
            "--format",
            "json",
            *benchmark.arguments,
        ]
        samples = [run_once(full, limit, Path(folder)) for _ in range(runs)]
    seconds = [s.seconds for s in samples]
    median = statistics.median(seconds)
    wrong = [s for s in samples if conclude(s.report, s.code)[0] != benchmark.expect]
    shown = wrong[0] if wrong else samples[-1]
    verdict, depth, engine = conclude(shown.report, shown.code)
    if wrong:
        result = "WRONG"
    elif benchmark.target is None:
        result = ""
    else:
        result = "met" if median <= benchmark.target else "missed"
    return Row(
        benchmark.name,
        benchmark.suite,
        round(median, 3),
        round(min(seconds), 3),
        round(max(seconds), 3),
        round(max(s.peak_mib for s in samples), 1),
        verdict,
        depth,
        engine,
        benchmark.target,
        result,
        reason(shown) if wrong else "",
    )


HEADING = (
    f"{'suite':8} {'benchmark':23} {'wall s':>8} {'target':>7} {'peak MiB':>9}  {'verdict':10} {'depth':>5}  engine"
)


def show(row: Row) -> str:
    target = "" if row.target is None else f"{row.target:g}"
    depth = "" if row.depth is None else str(row.depth)
    return (
        f"{row.suite:8} {row.name:23} {row.seconds:8.2f} {target:>7} {row.peak_mib:9.0f}  "
        f"{row.verdict:10} {depth:>5}  {row.engine:12} {row.result} {row.reason}"
    ).rstrip()


def default_command() -> str:
    script = Path(sys.executable).with_name("symcheck")
    return shlex.quote(str(script)) if script.exists() else "symcheck"


def main(argv: list[str] | None = None) -> int:
    known = sorted({b.suite for b in benchmarks()})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(known)} (default: all)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each benchmark; the median is shown")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a run is killed")
    parser.add_argument("--command", default=default_command(), help="how to start symcheck")
    parser.add_argument("--out", type=Path, help="write one JSON object per benchmark to this file")
    options = parser.parse_args(argv)
    if unknown := set(options.suites) - set(known):
        parser.error(f"unknown suite {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    rows: list[Row] = []
    print(HEADING)
    for benchmark in benchmarks():
        if not options.suites or benchmark.suite in options.suites:
            rows.append(measure(benchmark, shlex.split(options.command), options.runs, options.limit))
            print(show(rows[-1]), flush=True)
    if options.out:
        options.out.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows), encoding="utf-8")
    return 1 if any(row.result in ("missed", "WRONG") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
