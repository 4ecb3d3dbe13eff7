"""`--inv Ind --inductive`: three obligations by name, and counterexamples to induction that say what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import symcheck
from tests.cli.conftest import Cli

MODULE = """
---- MODULE Turn ----
EXTENDS Integers
CONSTANT P
VARIABLES at, turn, entries, seen
vars == <<at, turn, entries, seen>>
Types == at \\in [P -> {"out", "in"}] /\\ turn \\in P \\cup {0} /\\ entries \\in Nat /\\ seen \\subseteq P
Init == at = [p \\in P |-> "out"] /\\ turn = 0 /\\ entries = 0 /\\ seen = {}
Enter(p) == /\\ at[p] = "out" /\\ turn = 0 /\\ turn' = p /\\ entries' = entries + 1
            /\\ at' = [at EXCEPT ![p] = "in"] /\\ seen' = seen \\cup {p}
Leave(p) == at[p] = "in" /\\ turn' = 0 /\\ at' = [at EXCEPT ![p] = "out"] /\\ UNCHANGED <<entries, seen>>
Next == \\E p \\in P : Enter(p) \\/ Leave(p)
Spec == Init /\\ [][Next]_vars
Safe == \\A p, q \\in P : at[p] = "in" /\\ at[q] = "in" => p = q
Weak == Safe /\\ Types
Ind == Types /\\ \\A p \\in P : at[p] = "in" <=> turn = p
Started == Ind /\\ entries > 0
Grows == [][entries' >= entries]_vars
Partial == turn \\in {0} \\cup P /\\ Safe
Odd == at \\in [{1} -> {"out", "in"}] /\\ turn \\in P /\\ entries \\in Nat /\\ seen = P
====
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "Turn.tla"
    path.write_text(MODULE, encoding="utf-8")
    path.with_suffix(".cfg").write_text("SPECIFICATION Spec\nCONSTANT P = {1, 2}\nPROPERTY Grows\n", encoding="utf-8")
    return path


def check(cli: Cli, module: Path, inv: str, *more: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    result = cli("check", module, "--inv", inv, "--inductive", "--format", "json", *more)
    report = json.loads(result.out)
    assert report["exit_code"] == result.code
    return result.code, report, {each["property"]: each["verdict"] for each in report["results"]}


def test_an_inductive_invariant_has_three_obligations(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Ind,Safe")
    assert code == 0
    assert verdicts == {
        "Init => Ind": "proved",
        "Ind /\\ Next => Ind'": "proved",
        "Ind => Safe": "proved",
        "definedness": "proved",
    }
    step = report["results"][1]
    assert step["certificate"]["checked_by"] == ["z3"]
    assert step["engine"] == "induction"


def test_a_counterexample_to_induction(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Weak")
    assert code == 12
    assert verdicts["Weak /\\ Next => Weak'"] == "violated"
    assert verdicts["Init => Weak"] == "proved"
    trace = report["results"][1]["trace"]
    assert len(trace["states"]) == 2
    warning = report["diagnostics"][0]
    assert (warning["code"], warning["line"]) == ("W005", 15)
    assert "need not be reachable" in warning["message"]


def test_the_counterexample_names_action_bindings_and_conjunct(module: Path, cli: Cli) -> None:
    out = cli("check", module, "--inv", "Weak", "--inductive").out
    assert "Counterexample to invariant Weak /\\ Next => Weak', 1 step:" in out
    assert "State 1: <a state of Weak line 15" in out
    assert "State 2: <Enter(p = " in out
    assert "Weak is false:" in out
    assert 'at[p] = "in" /\\ at[q] = "in" => p = q' in out


def test_a_base_that_fails_is_a_reachable_state(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Started")
    assert code == 12
    assert verdicts["Init => Started"] == "violated"
    assert verdicts["Started /\\ Next => Started'"] == "proved"
    assert not [each for each in report["diagnostics"] if each["code"] == "W005"]


def test_what_is_not_implied(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Types,Safe")
    assert code == 12
    assert verdicts["Types => Safe"] == "violated"
    assert verdicts["Types /\\ Next => Types'"] == "proved"
    assert len(report["results"][2]["trace"]["states"]) == 1


def test_properties_of_steps_are_implied_when_they_are_named(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Ind", "--prop", "Grows")
    assert (code, verdicts["Ind => Grows"]) == (0, "proved")
    assert report["results"][2]["kind"] == "action"


def test_a_variable_without_bounds_is_named(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--inv", "Partial", "--inductive", "--format", "json")
    assert result.code == 150
    found = json.loads(result.out)["diagnostics"]
    assert {each["code"] for each in found} == {"S110"}
    assert [each["message"].split()[-3] for each in found] == ["at", "entries", "seen"]
    assert all(each["line"] == 19 for each in found)


def test_an_evaluation_error_in_a_state_of_the_invariant(module: Path, cli: Cli) -> None:
    code, report, verdicts = check(cli, module, "Odd")
    assert verdicts["definedness"] == "violated" or verdicts["Init => Odd"] == "violated"
    assert code == 12
    error = next(each["error"] for each in report["results"] if each["property"] == "definedness")
    assert error["code"] == "D001"


def test_no_time_is_undecided(module: Path, cli: Cli) -> None:
    code, _, verdicts = check(cli, module, "Ind", "--timeout", "0")
    assert code == 20
    assert set(verdicts.values()) == {"unknown"}


def test_it_needs_an_invariant_and_has_no_length(module: Path, cli: Cli) -> None:
    assert cli("check", module, "--inductive").code == 2
    assert cli("check", module, "--inv", "Ind", "--inductive", "--length", "3").code == 2


def test_from_python(module: Path) -> None:
    report = symcheck.check(symcheck.load(module), invariants=["Ind", "Safe"], inductive=True)
    assert (report.verdict, report.exit_code) == ("proved", 0)


WRAPPED = r"""
---- MODULE Wrapped ----
EXTENDS Integers
CONSTANT N
ASSUME N > 1
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % N
Ind == x \in 0..N - 1
Low == x \in 0..3
====
"""


@pytest.mark.parametrize(
    ("value", "code"), [(r"N \in 2..4", 0), (r"N \in 2..5", 12), (r"N \in 0..1", 10), ("N=4", 0), ("N=1", 10)]
)
def test_assumptions_say_which_constants_are_meant(tmp_path: Path, cli: Cli, value: str, code: int) -> None:
    path = tmp_path / "Wrapped.tla"
    path.write_text(WRAPPED, encoding="utf-8")
    result = cli("check", path, "-D", value, "--inv", "Ind,Low", "--inductive", "--format", "json")
    assert result.code == code, result.out


def test_an_invariant_may_be_inductive_for_all_constants(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "Wrapped.tla"
    path.write_text(WRAPPED, encoding="utf-8")
    assert check(cli, path, "Ind", "--cinit", r"N \in Int")[2] == {
        r"N \in Int": "proved",
        "Init => Ind": "proved",
        "Ind /\\ Next => Ind'": "proved",
        "definedness": "proved",
    }


def test_an_error_whose_next_state_has_no_value_is_told_with_its_trace(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "Mixed.tla"
    path.write_text(
        "---- MODULE Mixed ----\nEXTENDS Naturals\nVARIABLES x, s\nInit == x = 0 /\\ s = {}\n"
        "Next == x' = x + 1 /\\ s' = IF x < 2 THEN {x} ELSE {x, \"a\"}\n"
        "Ind == x \\in 0..3 /\\ s \\in SUBSET {0, 1}\n====\n",
        encoding="utf-8",
    )
    code, _, found = check(cli, path, "Ind")
    assert code == 75
    assert found["Ind /\\ Next => Ind'"] == "unknown"
    assert found["definedness"] == "violated"


def test_an_invariant_that_has_no_value_in_the_first_state_proves_nothing(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "Wanted.tla"
    path.write_text(
        "---- MODULE Wanted ----\nEXTENDS Naturals, Sequences\nVARIABLES log, n\nInit == log = <<>> /\\ n = 7\n"
        "Next == n \\in 1..2 /\\ n' = n + 1 /\\ log' = Append(log, n)\n"
        "Ind == log[1] = 0 /\\ n \\in 1..3 /\\ log \\in {<<0>>, <<0, 1>>, <<0, 1, 2>>} /\\ Len(log) = n\n"
        "Ok == n <= 3\n====\n",
        encoding="utf-8",
    )
    path.with_suffix(".cfg").write_text("INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n", encoding="utf-8")
    code, _, found = check(cli, path, "Ind,Ok")
    assert code == 75
    assert found["Init => Ind"] == "unknown"
    assert found["definedness"] == "violated"
