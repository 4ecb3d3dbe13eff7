"""Command lines written for TLC: what is honoured, and what is said to have no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.cli import tlc
from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Small == x < 3
====
"""
CONFIG = "INIT Init\nNEXT Next\nINVARIANT Small\n"
NO_EFFECT = [
    ["-workers", "auto"], ["-workers", "4"], ["-cleanup"], ["-continue"], ["-gzip"], ["-tool"],
    ["-dump", "dot,actionlabels", "g.dot"], ["-dump", "states"], ["-dumpTrace", "json", "t.json"], ["-fpmem", "0.9"],
    ["-noGenerateSpecTE"], ["-lncheck", "final"], ["-depth", "20"], ["-checkpoint", "0"], ["-metadir", "/tmp/x"],
]  # fmt: skip


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    (tmp_path / "Small.cfg").write_text(CONFIG, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", NO_EFFECT, ids=" ".join)
def test_an_option_that_only_tunes_is_said_to_have_no_effect(words: list[str], module: Path, cli: Cli) -> None:
    result = cli("check", *words, "-config", module.with_name("Small.cfg"), module, "--format", "json")
    assert result.code == 12
    (warning,) = [each for each in result.report["diagnostics"] if each["code"] == "W002"]
    assert warning["message"].startswith(f"{words[0]} has no effect here: ")


def test_deadlock_is_not_looked_for(module: Path, cli: Cli) -> None:
    assert cli("check", "-deadlock", "--inv", "TRUE", module).code == 0
    assert cli("check", "--inv", "TRUE", module).code == 11


def test_coverage(module: Path, cli: Cli) -> None:
    assert "Next  line 5: possible in 3, 3 steps, 3 to new states" in cli("check", "-coverage", "1", module).out


def test_endings_may_be_left_out(module: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(module.parent)
    assert cli("check", "-config", "Small", "-seed", "1", "M").code == 12


def test_simulation_is_a_command_of_its_own(module: Path, cli: Cli) -> None:
    words = ("-config", module.with_name("Small.cfg"), "-deadlock", "-workers", "2", module)
    result = cli("check", "-simulate", "num=7", "-depth", "2", *words)
    assert result.code == 0
    assert "in 7 random behaviors" in result.out
    assert "-workers has no effect here" in result.out
    assert cli("check", "-simulate", "-depth", "4", *words).code == 12


def test_what_is_not_given_is_as_in_tlc() -> None:
    assert tlc.translate(["check", "-simulate", "M.tla"]).arguments == [
        "simulate", "M.tla", "--behaviors", "1000", "--length", "100",
    ]  # fmt: skip
    assert tlc.translate(["check", "-simulate", "file=x,num=3", "-dfid"]).arguments == [
        "simulate", "--length", "", "--behaviors", "3", "--length", "100",
    ]  # fmt: skip


def test_other_command_lines_are_left_alone() -> None:
    assert not tlc.is_meant(["check", "M.tla", "-D", "N=1", "-v", "--config", "x.cfg"])
