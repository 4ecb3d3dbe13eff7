"""Few things at a time that hold integers without bounds, and others again and again: proved for all depths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symcheck.cli.main import run

WINDOW = Path(__file__).parent / "unbounded" / "Window.tla"


@pytest.mark.parametrize("engine", ["kinduction", "pdr", "spacer"])
def test_a_window_of_messages_and_leases_is_proved(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(WINDOW), "--engine", engine, "--timeout", "60", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)["results"]
    assert {each["verdict"] for each in found} == {"proved"}
    assert {each["property"] for each in found} >= {"Few", "Ahead", "Leased"}


@pytest.mark.parametrize("engine", ["bmc", "kinduction", "pdr"])
def test_a_window_that_nobody_closes_is_not(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(WINDOW), "--next", "NextCareless", "--inv", "Few", "--engine", engine, "--format", "json"]
    assert run([*asked, "--timeout", "60"]) == 12
    (few,) = [each for each in json.loads(capfd.readouterr().out)["results"] if each["property"] == "Few"]
    assert (few["verdict"], few["depth"]) == ("violated", 4)
