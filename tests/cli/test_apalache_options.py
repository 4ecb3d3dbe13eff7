"""Command lines written for Apalache: what is honoured, what is said to have no effect, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Integers
CONSTANT
    \* @type: Int;
    N
VARIABLE
    \* @type: Int;
    x
(* @typeAlias: counter = Int; *)
Init == x = 0
Count == x' = (x + 1) % N
Next == Count
Idle == UNCHANGED x
Small == x < N
Moves == x' # x
Up == x' > x
Ends == <>(x = 2)
History(hist) == hist # <<>>
ConstInit == N \in 2..4
====
"""
TUNING = [
    "--algo=incremental", "--algo=offline", "--smt-encoding=oopsla19", "--discard-disabled", "--discard-disabled=false",
    "--tuning-options=search.invariant.mode=after", "--write-intermediate=true", "--features=rows", "--debug",
    "--view=View", "--output-traces", "--profiling=false", "--config-file=a.json", "--smt-solver=cvc5",
]


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    return path


@pytest.mark.parametrize("option", TUNING)
def test_an_option_that_only_tunes_is_taken_and_said_to_have_no_effect(module: Path, cli: Cli, option: str) -> None:
    result = cli("check", "--cinit=ConstInit", "--inv=Small", option, "--format=json", module)
    assert result.code == 0
    (warning,) = [each for each in result.report["diagnostics"] if each["code"] == "W002"]
    assert option.partition("=")[0] in warning["message"]


def test_a_value_may_follow_as_an_argument_of_its_own(module: Path, cli: Cli) -> None:
    words = ("--smt-encoding", "arrays", "--temporal", "Ends", "--cinit", "ConstInit", "--format", "json")
    result = cli("check", *words, module)
    assert result.code == 13
    assert [row["property"] for row in result.report["results"] if row["verdict"] == "violated"] == ["Ends"]


def test_a_whole_command_line(module: Path, cli: Cli) -> None:
    result = cli(
        "check", "--init=Init", "--next=Next", "--inv=Small,Moves", "--cinit=ConstInit", "--length=10",
        "--no-deadlock=true", "--max-error=1", "--algo=incremental", "--format=json", module,
    )
    assert result.code == 0
    rows = {row["property"]: row["kind"] for row in result.report["results"]}
    assert rows == {"ConstInit": "assumption", "Small": "invariant", "Moves": "action", "definedness": "definedness"}


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_an_invariant_of_steps(module: Path, cli: Cli, engine: str) -> None:
    result = cli("check", "--cinit=ConstInit", "--inv=Up", "--engine", engine, module, "--format=json")
    assert result.code == 13
    (row,) = [row for row in result.report["results"] if row["verdict"] == "violated"]
    assert (row["property"], row["kind"], row["depth"]) == ("Up", "action", 2)


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_an_invariant_of_steps_speaks_of_steps_that_change_nothing(module: Path, cli: Cli, engine: str) -> None:
    result = cli("check", "--cinit=ConstInit", "--next=Idle", "--inv=Moves", "--engine", engine, module)
    assert result.code == 13


def test_deadlock_is_asked_for_as_in_apalache(module: Path, cli: Cli) -> None:
    for option, asked in (("--no-deadlock", False), ("--no-deadlock=true", False), ("--no-deadlock=false", True)):
        report = cli("check", "--cinit=ConstInit", "--inv=Small", option, "--format=json", module).report
        assert ("deadlock" in {row["property"] for row in report["results"]}) is asked
    assert cli("check", "--cinit=ConstInit", "--inv=Small", "--no-deadlock=maybe", module).code == 151


def test_several_counterexamples_are_not_supported(module: Path, cli: Cli) -> None:
    result = cli("check", "--cinit=ConstInit", "--inv=Up", "--max-error=3", module)
    assert result.code == 75
    assert "U001" in result.err
    assert "--max-error=3" in result.err


def test_trace_invariants_are_not_supported(module: Path, cli: Cli) -> None:
    result = cli("check", "--cinit=ConstInit", "--inv=History", module)
    assert result.code == 151
    assert "History" in result.err
    assert "history" in result.err


def test_counterexamples_are_written_where_apalache_would(module: Path, cli: Cli, tmp_path: Path) -> None:
    folder, below = tmp_path / "run" / "here", tmp_path / "out"
    arguments = ("--cinit=ConstInit", "--inv=Up", f"--run-dir={folder}", f"--out-dir={below}")
    assert cli("check", *arguments, module).code == 13
    saved = json.loads((folder / "violation.itf.json").read_text(encoding="utf-8"))
    assert len(saved["states"]) == 3
    assert len(list((below / "M.tla").glob("*/violation.itf.json"))) == 1


def test_what_is_asked_on_the_command_line_is_asked_of_init_and_next(module: Path, cli: Cli) -> None:
    module.with_suffix(".cfg").write_text("CONSTANT N = 3\n", encoding="utf-8")
    assert cli("check", "--inv=Small", module).code == 0
    assert cli("check", module).code == 151


def test_invariants_one_by_one(module: Path, cli: Cli) -> None:
    words = ("--cinit=ConstInit", "--inv=Small", "--inv=Up,Small", "--algo=offline", "--format=json")
    report = cli("check", *words, module).report
    rows = {row["property"]: row["verdict"] for row in report["results"]}
    assert rows["Up"] == "violated"
    assert "Small" in rows


def test_values_by_convention(module: Path, cli: Cli) -> None:
    text = module.read_text(encoding="utf-8").replace("====", "OVERRIDE_N == 1 + 2\n====")
    module.write_text(text, encoding="utf-8")
    assert cli("check", "--inv=Small", module).code == 0
    assert cli("check", "--inv=x < 2", module).code == 12
    assert cli("check", "--inv=x < 2", "-D", "N=2", module).code == 0
    module.with_suffix(".cfg").write_text("CONSTANT N = 2\n", encoding="utf-8")
    assert cli("check", "--inv=x < 2", module).code == 0
