"""Command lines written for Apalache: what is honoured, what is said to have no effect, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Integers, Sequences
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
NeverTwice(hist) == Len(hist) < 3 \/ \E i \in 1..2 : hist[i + 1].x < hist[i].x
Hops == \E d \in 1..3 : x' = x + d
Below == x < 4
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


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_several_counterexamples(module: Path, cli: Cli, engine: str, tmp_path: Path) -> None:
    words = ("--inv=Below", "--max-error=3", "--length=4", f"--run-dir={tmp_path / 'run'}", "--no-deadlock")
    result = cli("check", "-D", "N=9", "--next=Hops", *words, "--engine", engine, module, "--format=json")
    assert result.code == 12
    (first,) = [row for row in result.report["results"] if row["verdict"] == "violated"]
    found = [first, *result.report["more"]]
    paths = [str([state["x"] for state in row["trace"]["states"]]) for row in found]
    assert len(set(paths)) == 3
    assert sorted(each.name for each in (tmp_path / "run").iterdir()) == [
        "violation.itf.json", "violation2.itf.json", "violation3.itf.json"
    ]  # fmt: skip


def test_counterexamples_that_a_view_tells_apart(module: Path, cli: Cli) -> None:
    words = ("check", "-D", "N=9", "--next=Hops", "--inv=Below", "--max-error=9", "--length=2", "--no-deadlock")
    for view, count in (("x > 9", 1), ("x > 4", 2), ("x % 2", 4)):
        report = cli(*words, "--view", view, module, "--format=json").report
        found = [row for row in report["results"] if row["verdict"] == "violated"]
        assert len([*found, *report.get("more", ())]) == count, view
    assert cli(*words, "--view=x'", module).code == 151


@pytest.mark.parametrize("engine", ["explicit", "bmc", "auto"])
def test_trace_invariants(module: Path, cli: Cli, engine: str) -> None:
    words = ("--cinit=ConstInit", "--length=4", "--no-deadlock", "--engine", engine, module, "--format=json")
    assert cli("check", "--inv=History", *words).code == 0
    result = cli("check", "--inv=NeverTwice", *words)
    assert result.code == 12
    (row,) = [row for row in result.report["results"] if row["verdict"] == "violated"]
    assert (row["property"], row["depth"]) == ("NeverTwice", 2)
    assert set(row["trace"]["vars"]) == {"x", "N"}
