"""Temporal properties of specifications whose states cannot be listed: proved, or refuted by a behavior."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcheck.cli.main import run

SPEC = Path(__file__).parent / "unbounded" / "Rotation.tla"
SEED = SPEC.with_suffix(".cfg").read_text()


def _temporal(capfd: pytest.CaptureFixture[str], config: Path, *options: str) -> tuple[int, dict[str, Any]]:
    code = run(["check", str(SPEC), "--config", str(config), "--timeout", "60", "--format", "json", *options])
    report = json.loads(capfd.readouterr().out)
    (result,) = [each for each in report["results"] if each["kind"] == "temporal"]
    return code, result


@pytest.mark.parametrize("options", [("--engine", "pdr"), ()], ids=["pdr", "auto"])
def test_fairness_proves_it(options: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    _, result = _temporal(capfd, SPEC.with_suffix(".cfg"), *options)
    assert (result["verdict"], result["engine"]) == ("proved", "pdr")
    assert result["certificate"]["obligations"] > 0
    assert result["certificate"]["rounds"] > 1
    assert result["certificate"]["checked_by"]


def test_with_less_of_it_there_is_a_behavior(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "Rotation.cfg"
    config.write_text(SEED.replace("Fair", "NobodyPasses"))
    code, result = _temporal(capfd, config, "--engine", "pdr")
    assert (code, result["verdict"]) == (13, "violated")
    assert result["trace"]["loop"] is not None


def test_what_is_not_so_is_not_proved(capfd: pytest.CaptureFixture[str]) -> None:
    """A client may ask while another one is served, so that there is never nobody; but what was served is counted, so
    no behavior comes back to where it was."""
    code, result = _temporal(
        capfd, SPEC.with_suffix(".cfg"), "--engine", "pdr", "--prop", "SomebodyIsServed", "--timeout", "8"
    )
    assert (code, result["verdict"]) == (20, "unknown")
