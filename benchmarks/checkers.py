"""The programs that are compared: symcheck with one engine or another, TLC, Apalache; must not know what is measured.

TLC and Apalache take part where SYMCHECK_TLC and SYMCHECK_APALACHE name the commands that start them, for example
`SYMCHECK_TLC="java -cp tla2tools.jar tlc2.TLC"` and `SYMCHECK_APALACHE=apalache-mc`.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Sample
from suites import Benchmark

KILLED = "too slow"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What came out: a verdict, the depth that it is about, who found it, the most memory (0: not told), why not."""

    verdict: str
    depth: int | None = None
    engine: str = ""
    peak_mib: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checker:
    """`command` gets a benchmark, its configuration's path and a folder to write in."""

    name: str
    command: Callable[[Benchmark, Path, Path], list[str]]
    conclude: Callable[[Sample], Conclusion]


def symcheck(start: Sequence[str], engine: str | None) -> Checker:
    """symcheck with one engine; without one, with the one that the benchmark names."""

    def command(benchmark: Benchmark, config: Path, _: Path) -> list[str]:
        length = () if benchmark.length is None else ("--length", str(benchmark.length))
        options = ("--config", str(config), "--format", "json", "--engine", engine or benchmark.engine, *length)
        return [*start, "check", str(benchmark.spec), *options]

    return Checker("symcheck" if engine is None else f"symcheck {engine}", command, _read_report)


def others(environment: Mapping[str, str] = os.environ) -> list[Checker]:
    """Those of the other checkers that the environment names, and that are there."""
    found = []
    for variable, make in (("SYMCHECK_TLC", _tlc), ("SYMCHECK_APALACHE", _apalache)):
        start = shlex.split(environment.get(variable, ""))
        if start and shutil.which(start[0]) is None:
            raise SystemExit(f"{variable} names {start[0]}, which is not there")
        if start:
            found.append(make(start))
    return found


def _tlc(start: Sequence[str]) -> Checker:
    def command(benchmark: Benchmark, config: Path, scratch: Path) -> list[str]:
        # TLC has no length: it lists every state
        options = ("-config", str(config), "-workers", "auto", "-metadir", str(scratch / "states"), "-cleanup")
        return [*start, *options, str(benchmark.spec)]

    verdicts = {0: "proved", 11: "violated", 12: "violated", 13: "violated"}
    return Checker("TLC", command, lambda sample: _by_code(sample, verdicts))


def _apalache(start: Sequence[str]) -> Checker:
    def command(benchmark: Benchmark, config: Path, scratch: Path) -> list[str]:
        length = 10 if benchmark.length is None else benchmark.length  # it has no answers without a length
        options = (f"--config={config}", f"--length={length}", f"--out-dir={scratch / 'apalache'}")
        return [*start, "check", *options, str(benchmark.spec)]

    return Checker("Apalache", command, lambda sample: _by_code(sample, {0: "bounded", 12: "violated"}))


def _by_code(sample: Sample, verdicts: Mapping[int, str]) -> Conclusion:
    if sample.code == -9:
        return Conclusion(KILLED)
    verdict = verdicts.get(sample.code)
    if verdict is None:
        last = sample.output.decode(errors="replace").strip().splitlines()[-1:]
        return Conclusion("failed", reason=f"exit {sample.code}: {''.join(last)[:200]}")
    return Conclusion(verdict)


def _read_report(sample: Sample) -> Conclusion:
    if sample.code == -9:
        return Conclusion(KILLED)
    try:
        report = json.loads(sample.output)
    except ValueError:
        report = None
    if not isinstance(report, dict):
        return Conclusion("failed", reason=f"exit {sample.code}, no report")
    verdict = str(report.get("verdict"))
    rows = [row for row in report.get("results", ()) if isinstance(row, dict)]
    telling = [row for row in rows if row.get("verdict") == verdict]
    depths = [depth for row in telling if isinstance(depth := row.get("depth"), int)]
    engines = sorted({str(row["engine"]) for row in telling if row.get("engine")})
    said = [str(row["reason"]) for row in rows if row.get("reason")]
    said += [str(row["message"]) for row in report.get("diagnostics", ()) if row.get("message")]
    reason = "; ".join(dict.fromkeys((f"exit {sample.code}", *said)))
    peak = float(report.get("stats", {}).get("peak_mib", 0.0))
    return Conclusion(verdict, min(depths, default=None), "+".join(engines), peak, reason)
