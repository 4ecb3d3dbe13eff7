"""docs/reference/json.md names every field that the command line prints, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
OBJECT, RESULT = (
    set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", part, re.MULTILINE))))
    for part in PAGE.split("A result:")
)
RUNS = [
    ("specs/LeaseLockUnfenced.tla", "--engine", "explicit", "--coverage"),
    ("specs/LeaseLockUnfenced.tla", "--max-error", "2", "--length", "8"),
    ("tests/spec/violated/FalseAssumption.tla",),
    ("tests/spec/deadlock/TwoLocks.tla", "--no-deadlock", "--engine", "pdr"),
    ("tests/spec/deadlock/TwoLocks.tla", "--timeout", "0"),
    ("tests/spec/rejected/Nowhere.tla",),
]


def test_the_page_names_every_field(cli: Cli) -> None:
    whole: set[str] = set()
    results: set[str] = set()
    for run in RUNS:
        report = cli("check", *(ROOT / part if "/" in part else part for part in run), "--format", "json").report
        whole |= report.keys()
        for result in [*report["results"], *report.get("more", [])]:
            results |= result.keys()
    assert whole == OBJECT
    assert results | {"error"} == RESULT
