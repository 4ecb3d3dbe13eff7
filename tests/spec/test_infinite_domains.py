"""Accounts and keys of requests that are numbers without bounds: what bounded search says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symcheck.cli.main import run

SPEC = Path(__file__).parent / "unbounded" / "Accounts.tla"


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--inv", "Once"], 0), (["--inv", "Once", "--next", "Careless"], 12), (["--inv", "Moved"], 12)],
)
def test_functions_on_all_numbers(options: list[str], code: int, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(SPEC), "--engine", "bmc", "--length", "2", "--format", "json", *options]
    assert run(asked) == code
    report = json.loads(capfd.readouterr().out)
    assert {each["depth"] for each in report["results"] if each["verdict"] == "violated"} <= {2}
