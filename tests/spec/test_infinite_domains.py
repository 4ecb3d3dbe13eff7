"""Accounts and keys of requests that are numbers without bounds: what bounded search says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symcheck.cli.main import run

SPEC = Path(__file__).parent / "unbounded" / "Accounts.tla"
JOURNAL = SPEC.with_name("Journal.tla")


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--inv", "Once"], 0), (["--inv", "Once", "--next", "Careless"], 12), (["--inv", "Moved"], 12)],
)
def test_functions_on_all_numbers(options: list[str], code: int, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(SPEC), "--engine", "bmc", "--length", "2", "--format", "json", *options]
    assert run(asked) == code
    report = json.loads(capfd.readouterr().out)
    assert {each["depth"] for each in report["results"] if each["verdict"] == "violated"} <= {2}


@pytest.mark.parametrize("engine", ["bmc", "explicit", "auto"])
@pytest.mark.parametrize(
    ("name", "next_state", "code"),
    [
        ("Whole", "Next", 0), ("Sums", "Next", 0), ("Rooted", "Next", 0), ("Types", "Next", 0), ("Cleared", "Next", 0),
        ("Whole", "Careless", 12), ("Sums", "Careless", 12), ("Cleared", "Careless", 0), ("Rooted", "Careless", 0),
    ],
)  # fmt: skip
def test_slots_that_depend_on_their_number(
    engine: str, name: str, next_state: str, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ["check", str(JOURNAL), "--engine", engine, "--length", "3", "--inv", name, "--next", next_state]
    # a list of states cannot tell what holds of all numbers
    assert run(asked) in ({code, 75} if engine == "explicit" and name in ("Whole", "Sums", "Types") else {code})
    capfd.readouterr()


@pytest.mark.xfail(strict=True, reason="no system for all depths holds a function whose changes never end")
def test_known_gap_proofs_over_functions_on_infinite_domains(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(JOURNAL), "--engine", "kinduction", "--inv", "Rooted", "--timeout", "5"]) == 0


@pytest.mark.parametrize("engine", ["kinduction", "pdr", "spacer"])
def test_provers_say_that_they_do_not_know(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(JOURNAL), "--engine", engine, "--inv", "Rooted", "--timeout", "4"]) == 20
    out = capfd.readouterr().out
    assert any(reason in out for reason in ("keep growing", "out of time", "stay within what"))
