"""`--cinit` and `-D 'N \\in S'`: every value of a constant at once, by each engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Integers
CONSTANT N
ASSUME N > 1
VARIABLES token, moves
Init == token = 1 /\ moves = 0
Pass(i) == token = i /\ token' = (i % N) + 1 /\ moves' = moves + 1 /\ moves < 6
Stay == moves = 6 /\ UNCHANGED <<token, moves>>
Next == (\E i \in 1..N : Pass(i)) \/ Stay
InRange == token \in 1..N
Below == token < 4
Few == N \in 0..3
Some == N \in 0..5
None == N \in 0..1
Any == N \in Int
====
"""

ROUNDS = r"""---- MODULE Rounds ----
EXTENDS Integers, FiniteSets
CONSTANTS Node, Start
VARIABLES count, seen
Init == count = Start /\ seen = {}
Step(n) == n \notin seen /\ seen' = seen \cup {n} /\ count' = count + 1
Reset == seen = Node /\ seen' = {} /\ count' = Start
Next == (\E n \in Node : Step(n)) \/ Reset
Bounded == count >= Start /\ count <= Start + Cardinality(Node)
Wrong == count < Start + 3
====
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", ["auto", "explicit", "bmc"])
def test_the_values_that_break_an_invariant_are_found(module: Path, cli: Cli, engine: str) -> None:
    result = cli("check", module, "--cinit", "Some", "--inv", "Below", "--engine", engine, "--format", "json")
    assert result.code == 12
    states = next(row["trace"] for row in result.report["results"] if row["trace"])["states"]
    assert len(states) == 4
    assert {int(state["N"]["#bigint"]) if isinstance(state["N"], dict) else state["N"] for state in states} <= {4, 5}


def test_values_that_the_assumption_excludes_are_not_checked(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--cinit", "Few", "--inv", "Below", "--format", "json")
    assert (result.code, result.report["verdict"]) == (0, "proved")


def test_a_range_on_the_command_line(module: Path, cli: Cli) -> None:
    assert cli("check", module, "-D", r"N \in 2..3", "--inv", "Below").code == 0
    assert cli("check", module, "-D", r"N \in {3, 4}", "--inv", "Below").code == 12


def test_no_value_left_is_a_violated_assumption(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--cinit", "None", "--inv", "InRange", "--format", "json")
    assert result.code == 10
    assert "no values of N" in result.report["diagnostics"][-1]["message"]


def test_infinitely_many_values(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--cinit", "Any", "--inv", "Below", "--engine", "bmc", "--length", "5")
    assert result.code == 12


def test_a_proof_for_all_values(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "Rounds.tla"
    path.write_text(ROUNDS, encoding="utf-8")
    range_ = r'Node \in SUBSET {"a", "b", "c"} /\ Start \in Int'
    proved = cli("check", path, "--cinit", range_, "--inv", "Bounded", "--engine", "kinduction", "--timeout", "60")
    assert proved.code == 0, proved.out
    report = cli("check", path, "--cinit", range_, "--inv", "Wrong", "--engine", "bmc", "--format", "json").report
    (row,) = [row for row in report["results"] if row["verdict"] == "violated"]
    assert (row["property"], row["depth"]) == ("Wrong", 3)


def test_random_behaviors_keep_the_values(module: Path, cli: Cli) -> None:
    result = cli("simulate", module, "--cinit", "Some", "--length", "5", "--seed", "1", "--format", "json")
    assert result.code == 0
    states = json.loads(result.out)["last"]["states"]
    assert len({str(state["N"]) for state in states}) == 1


def test_a_constant_without_value_is_told_both_ways_out(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--inv", "Below")
    assert result.code == 151
    assert "-D N=" in result.err
    assert r"-D 'N \in" in result.err
