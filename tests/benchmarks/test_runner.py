"""The benchmarks' runner and report: other checkers take part, wrong verdicts are seen, curves are drawn."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks"


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    import importlib

    monkeypatch.syspath_prepend(str(FOLDER))
    return {name: importlib.import_module(name) for name in ("suites", "checkers", "run", "report", "plot", "measure")}


def _stub(folder: Path, name: str, code: int, words: str = "") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {words} \"$@\"\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _row(**given: object) -> dict[str, object]:
    row: dict[str, object] = {
        "suite": "growth", "name": "A, 1", "checker": "symcheck", "seconds": 0.5, "peak_mib": 50.0, "verdict": "proved",
        "depth": None, "target": None, "result": "", "family": "A", "size": 1,
    }
    return row | given


def test_other_checkers_run_on_the_same_checks(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    done = subprocess.run(
        [sys.executable, FOLDER / "run.py", "startup", "--runs", "1", "--out", out, "--engines", "auto,bmc"],
        env={
            "PATH": "/usr/bin:/bin",
            "SYMCHECK_TLC": str(_stub(tmp_path, "tlc", 12)),
            "SYMCHECK_APALACHE": str(_stub(tmp_path, "apalache", 99, "no types")),
        },
        capture_output=True, text=True, check=False, timeout=90,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = {row["checker"]: (row["verdict"], row["result"]) for row in rows}
    assert found == {
        "symcheck auto": ("violated", ""), "symcheck bmc": ("violated", ""), "TLC": ("violated", ""),
        "Apalache": ("failed", "undecided"),
    }
    apalache = next(row for row in rows if row["checker"] == "Apalache")
    assert "exit 99" in apalache["reason"]
    assert "no types check --config=" in apalache["reason"]


def test_a_checker_that_is_not_there_is_said(modules: dict[str, ModuleType]) -> None:
    assert modules["checkers"].others({}) == []
    with pytest.raises(SystemExit, match="which is not there"):
        modules["checkers"].others({"SYMCHECK_TLC": "no-such-program -x"})


def test_a_run_that_takes_too_long_is_ended(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    sample = modules["measure"].run_once(["sleep", "30"], 0.2, tmp_path)
    assert sample.code == -9
    assert sample.seconds < 10


@pytest.mark.parametrize(
    ("expect", "verdict", "result"),
    [
        ("proved", "violated", "WRONG"),
        ("violated", "proved", "WRONG"),
        ("violated", "bounded", "undecided"),
        ("proved", "bounded", ""),
        ("proved", "unknown", "undecided"),
        ("proved", "proved", ""),
    ],
)
def test_verdicts_of_other_engines_are_judged(
    modules: dict[str, ModuleType], expect: str, verdict: str, result: str
) -> None:
    benchmark = modules["suites"].Benchmark("B", "S", Path("x"), "", expect, target=1.0)
    checker = modules["checkers"].symcheck(["symcheck"], "bmc")
    assert modules["run"].judge(benchmark, checker, modules["checkers"].Conclusion(verdict), 0.5) == result


def test_targets_are_for_the_own_engine(modules: dict[str, ModuleType]) -> None:
    benchmark = modules["suites"].Benchmark("B", "S", Path("x"), "", "proved", target=1.0)
    checker = modules["checkers"].symcheck(["symcheck"], None)
    judge, conclusion = modules["run"].judge, modules["checkers"].Conclusion
    assert judge(benchmark, checker, conclusion("proved"), 0.5) == "met"
    assert judge(benchmark, checker, conclusion("proved"), 1.5) == "missed"
    assert judge(benchmark, checker, conclusion("unknown"), 0.5) == "WRONG"


def test_every_benchmark_has_its_files_and_its_own_name(modules: dict[str, ModuleType]) -> None:
    every = modules["suites"].benchmarks()
    assert all(benchmark.spec.exists() for benchmark in every)
    assert len({(benchmark.suite, benchmark.name) for benchmark in every}) == len(every)
    assert {"startup", "bugs", "bounded", "proofs", "growth"} <= {benchmark.suite for benchmark in every}


def test_the_report_has_a_column_for_each_checker_and_a_curve_for_each_family(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    rows = [
        _row(), _row(name="A, 2", size=2, seconds=4.0), _row(checker="TLC", seconds=30.0),
        _row(name="A, 2", size=2, checker="TLC", verdict="too slow", result="undecided"),
        _row(suite="proofs", name="P", family="", size=None, target=3.0, result="missed"),
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert modules["report"].main([str(file), "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "| benchmark | target | symcheck | TLC |" in text
    assert "| A, 2 |  | 4.00 s, 50 MiB, proved | 0.50 s, 50 MiB, too slow **undecided** |" in text
    assert "| P | 3 s | 0.50 s, 50 MiB, proved **missed** |" in text
    drawing = ElementTree.parse(tmp_path / "out" / "growth.svg").getroot()
    lines = [each.get("points", "").split() for each in drawing.iter("{http://www.w3.org/2000/svg}polyline")]
    assert [len(points) for points in lines] == [2, 1]
    lower, upper = (float(point.split(",")[1]) for point in lines[0])
    assert upper < lower  # what takes longer is further up
