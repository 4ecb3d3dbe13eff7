"""`--proof FILE.tla`: what is written, and what is said where nothing can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

LOCK = """---- MODULE Lock ----
CONSTANTS P, none
VARIABLES holder, at
Init == holder = none /\\ at = [p \\in P |-> "out"]
Enter(p) == holder = none /\\ holder' = p /\\ at' = [at EXCEPT ![p] = "in"]
Leave(p) == at[p] = "in" /\\ holder' = none /\\ at' = [at EXCEPT ![p] = "out"]
Next == \\E p \\in P : Enter(p) \\/ Leave(p)
Safe == \\A p, q \\in P : at[p] = "in" /\\ at[q] = "in" => p = q
Wrong == holder = none
====
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "Lock.tla"
    path.write_text(LOCK, encoding="utf-8")
    config = "INIT Init\nNEXT Next\nCONSTANTS P = {a, b, c}\nnone = none\nINVARIANT Safe\n"
    path.with_suffix(".cfg").write_text(config, encoding="utf-8")
    return path


def test_the_module_and_its_configurations(lock: Path, cli: Cli) -> None:
    proof = lock.with_name("LockProof.tla")
    result = cli("check", lock, "--engine", "pdr", "--proof", proof)
    assert result.code == 0
    text = proof.read_text(encoding="utf-8")
    assert "EXTENDS Lock\n" in text
    assert "at \\in [P -> {\"in\", \"out\"}]" in text
    assert "\n    /\\ Safe\n" in text
    assert "INIT Init" in proof.with_suffix(".cfg").read_text(encoding="utf-8")
    step = lock.with_name("LockProofStep.cfg").read_text(encoding="utf-8")
    assert "INIT IndInv" in step
    assert "P = {a, b, c}" in step
    assert cli("check", proof, "--inv", "IndInv,Safe", "--inductive").code == 0
    assert cli("check", proof).code == 0


def test_the_report_has_the_invariant(lock: Path, cli: Cli) -> None:
    report = json.loads(cli("check", lock, "--engine", "pdr", "--format", "json").out)
    invariant = report["invariant"]
    assert invariant["named"] == ["Safe"]
    assert set(invariant["implies"]) == {"Safe", "deadlock", "definedness"}
    assert invariant["checked_by"] == ["z3"]
    out = cli("check", lock, "--engine", "pdr").out
    assert "Every step keeps the following, which implies Safe:" in out
    assert all(f"/\\ {formula}" in out for formula in invariant["formulas"])


def test_a_list_of_states_is_no_invariant(lock: Path, cli: Cli) -> None:
    proof = lock.with_name("LockProof.tla")
    result = cli("check", lock, "--engine", "explicit", "--proof", proof, "--format", "json")
    report = json.loads(result.out)
    (said,) = [each for each in report["diagnostics"] if each["code"] != "W004"]
    assert result.code == 0
    assert not proof.exists()
    assert (said["code"], said["line"], said["hint"]) == ("W006", 2, "ask for one with --engine pdr")


def test_what_is_violated_has_none(lock: Path, cli: Cli) -> None:
    proof = lock.with_name("LockProof.tla")
    result = cli("check", lock, "--engine", "pdr", "--inv", "Wrong", "--proof", proof)
    assert result.code == 12
    assert not proof.exists()
    assert "W006" in result.out


@pytest.mark.parametrize("name", ["Lock.tla", "proof.txt", "two words.tla"])
def test_the_file_has_to_be_a_module_of_its_own(name: str, lock: Path, cli: Cli) -> None:
    before = lock.read_text(encoding="utf-8")
    result = cli("check", lock, "--engine", "pdr", "--proof", lock.with_name(name))
    assert result.code == 2
    assert "--proof" in result.err
    assert lock.read_text(encoding="utf-8") == before


def test_a_folder_that_is_not_there(lock: Path, cli: Cli) -> None:
    result = cli("check", lock, "--engine", "pdr", "--proof", lock.parent / "nowhere" / "P.tla")
    assert result.code == 2
    assert "there is no folder" in result.err


def test_steps_and_starts_that_have_no_name(lock: Path, cli: Cli) -> None:
    proof = lock.with_name("LockProof.tla")
    arguments = ("--init", "Init /\\ TRUE", "--next", "Next \\/ UNCHANGED <<holder, at>>")
    assert cli("check", lock, "--engine", "pdr", "--proof", proof, *arguments).code == 0
    assert cli("check", proof, "--inv", "IndInv,Safe", "--inductive").code == 0


BUCKET = """---- MODULE Bucket ----
EXTENDS Integers
VARIABLES tokens, clock, last, served
vars == <<tokens, clock, last, served>>
Least(a, b) == IF a < b THEN a ELSE b
Init == tokens = 5 /\\ clock = 0 /\\ last = 0 /\\ served = 0
Pass == \\E d \\in Nat \\ {0} : clock' = clock + d /\\ UNCHANGED <<tokens, last, served>>
Fill == tokens' = Least(5, tokens + (clock - last) * 2) /\\ last' = clock /\\ UNCHANGED <<clock, served>>
Serve == tokens > 0 /\\ tokens' = tokens - 1 /\\ served' = served + 1 /\\ UNCHANGED <<clock, last>>
Next == Pass \\/ Fill \\/ Serve
Within == 0 <= tokens /\\ tokens <= 5
Past == last <= clock
Bound == served <= 5 + clock * 2
====
"""


def test_what_one_engine_has_taken_over_from_another_is_written_down_too(tmp_path: Path, cli: Cli) -> None:
    spec, proof = tmp_path / "Bucket.tla", tmp_path / "BucketProof.tla"
    spec.write_text(BUCKET, encoding="utf-8")
    spec.with_suffix(".cfg").write_text("INIT Init\nNEXT Next\nINVARIANTS Within Past Bound\n", encoding="utf-8")
    assert cli("check", spec, "--no-deadlock", "--proof", proof).code == 0
    assert cli("check", proof, "--inv", "IndInv,Bound", "--inductive").code == 0
