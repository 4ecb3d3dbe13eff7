#!/usr/bin/env python3
"""Times checks as whole processes, suite by suite; must not import symcheck.

    python benchmarks/run.py                                every suite but growth, three runs each
    python benchmarks/run.py startup bugs --runs 5          some suites
    python benchmarks/run.py proofs --engines auto,pdr      several engines on the same checks
    python benchmarks/run.py growth --out growth.jsonl      one JSON object per check and checker as well
    python benchmarks/report.py growth.jsonl --out FOLDER   tables, and a plot of cost against size

TLC and Apalache run the same checks where SYMCHECK_TLC and SYMCHECK_APALACHE name their commands.
The exit status is 1 if a verdict is wrong or, with the engine that it is for, a target is missed.
"""

from __future__ import annotations

import argparse
import json
import shlex
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from checkers import Checker, Conclusion, others, symcheck
from measure import run_once
from suites import Benchmark, benchmarks

_HOLDS = ("proved", "bounded")


@dataclass(frozen=True, slots=True)
class Row:
    """One check by one checker: the median of its runs. `result` is "met", "missed", "WRONG", "undecided" or ""."""

    name: str
    suite: str
    checker: str
    seconds: float
    fastest: float
    slowest: float
    peak_mib: float
    verdict: str
    depth: int | None
    engine: str
    target: float | None
    result: str
    reason: str  # where the verdict is not the expected one
    family: str
    size: int | None


def measure(benchmark: Benchmark, checker: Checker, runs: int, limit: float) -> Row:
    """Run a check so many times; a run that is not right stands for all, and is the last."""
    seconds: list[float] = []
    peak = 0.0
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "benchmark.cfg"
        config.write_text(benchmark.config, encoding="utf-8")
        for _ in range(runs):
            sample = run_once(checker.command(benchmark, config, Path(folder)), limit, Path(folder))
            found = checker.conclude(sample)
            seconds.append(sample.seconds)
            peak = max(peak, found.peak_mib or sample.peak_mib)
            if found.verdict != benchmark.expect:
                break
    median = statistics.median(seconds)
    result = judge(benchmark, checker, found, median)
    return Row(
        benchmark.name, benchmark.suite, checker.name, round(median, 3), round(min(seconds), 3),
        round(max(seconds), 3), round(peak, 1), found.verdict, found.depth, found.engine, benchmark.target, result,
        found.reason if found.verdict != benchmark.expect else "", benchmark.family, benchmark.size,
    )


def judge(benchmark: Benchmark, checker: Checker, found: Conclusion, seconds: float) -> str:
    """Whether the answer is right, and in time."""
    if found.verdict != benchmark.expect:
        told = found.verdict in (*_HOLDS, "violated")
        agree = (found.verdict in _HOLDS) == (benchmark.expect in _HOLDS)
        # within fewer steps than a bug is deep, there is none
        shallow = found.verdict == "bounded" and benchmark.expect == "violated"
        if told and not agree and not shallow:
            return "WRONG"
        if checker.name == "symcheck":
            return "WRONG"  # its own engine has to give the very answer
        return "" if told and agree else "undecided"
    if benchmark.target is None or checker.name != "symcheck":
        return ""
    return "met" if seconds <= benchmark.target else "missed"


HEADING = (
    f"{'suite':9} {'benchmark':23} {'checker':16} {'wall s':>8} {'target':>7} {'peak MiB':>9}  "
    f"{'verdict':10} {'depth':>5}  engine"
)


def show(row: Row) -> str:
    target = "" if row.target is None else f"{row.target:g}"
    depth = "" if row.depth is None else str(row.depth)
    return (
        f"{row.suite:9} {row.name:23} {row.checker:16} {row.seconds:8.2f} {target:>7} {row.peak_mib:9.0f}  "
        f"{row.verdict:10} {depth:>5}  {row.engine:12} {row.result} {row.reason}"
    ).rstrip()


def default_command() -> str:
    script = Path(sys.executable).with_name("symcheck")
    return shlex.quote(str(script)) if script.exists() else "symcheck"


def main(argv: list[str] | None = None) -> int:
    known = list(dict.fromkeys(benchmark.suite for benchmark in benchmarks()))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(known)} (default: all but growth)")
    parser.add_argument("--engines", help="compare these engines of symcheck, separated by commas")
    parser.add_argument("--only", default="", metavar="TEXT", help="only benchmarks with this in their name")
    parser.add_argument("--runs", type=int, default=3, help="runs of each check; the median is shown")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a run is killed")
    parser.add_argument("--command", default=default_command(), help="how to start symcheck")
    parser.add_argument("--out", type=Path, help="write one JSON object per row to this file")
    options = parser.parse_args(argv)
    if unknown := set(options.suites) - set(known):
        parser.error(f"unknown suite {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    suites = options.suites or [suite for suite in known if suite != "growth"]
    start = shlex.split(options.command)
    engines: list[str | None] = options.engines.split(",") if options.engines else [None]
    checkers = [*(symcheck(start, engine) for engine in engines), *others()]
    rows: list[Row] = []
    given_up: set[tuple[str, str]] = set()  # families whose larger sizes a checker will not manage either
    print(HEADING)
    for benchmark in benchmarks():
        if benchmark.suite not in suites or options.only not in benchmark.name:
            continue
        for checker in checkers:
            if benchmark.family and (benchmark.family, checker.name) in given_up:
                continue
            row = measure(benchmark, checker, options.runs, options.limit)
            rows.append(row)
            if row.verdict != benchmark.expect:
                given_up.add((benchmark.family, checker.name))
            print(show(row), flush=True)
    if options.out:
        options.out.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows), encoding="utf-8")
    return 1 if any(row.result in ("missed", "WRONG") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
