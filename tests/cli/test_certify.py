"""Proofs say what they are and who has checked them; `--certify` has another solver check them too."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

LEASES = Path(__file__).parents[2] / "specs" / "LeaseLock.tla"
TWO_PHASE = Path(__file__).parents[2] / "specs" / "TwoPhaseCommit.tla"


def test_a_proof_says_what_it_is(cli: Cli) -> None:
    report = cli("check", LEASES, "--engine", "spacer", "--inv", "NoStaleWrite", "--format", "json").report
    found = next(each for each in report["results"] if each["property"] == "NoStaleWrite")
    assert (found["verdict"], found["engine"]) == ("proved", "spacer")
    certificate = found["certificate"]
    assert certificate["k"] == 0
    assert certificate["clauses"] > 0
    assert certificate["obligations"] > 20
    assert certificate["checked_by"] == ["z3"]
    text = cli("check", LEASES, "--engine", "kinduction", "--length", "4", "--no-deadlock").out
    assert "inductive invariant of" in text
    assert "(kinduction, checked by z3)" in text


SECOND = [
    "z3",
    pytest.param("cvc5", marks=pytest.mark.skipif(find_spec("cvc5") is None, reason="cvc5 is not installed")),
]


@pytest.mark.parametrize("solver", SECOND)
@pytest.mark.parametrize("engine", ["kinduction", "spacer"])
def test_a_second_solver_checks_too(engine: str, solver: str, cli: Cli) -> None:
    arguments = ("--engine", engine, "--no-deadlock", "--timeout", "60", "--certify", solver, "--format", "json")
    result = cli("check", LEASES, *arguments)
    assert result.code == 0
    for each in result.report["results"]:
        if "certificate" in each and each["kind"] == "invariant":
            assert each["certificate"]["checked_by"] == ["z3", f"pysmt:{solver}"]


def test_a_second_solver_that_cannot_tell_leaves_no_proof(cli: Cli) -> None:
    result = cli("check", LEASES, "--engine", "kinduction", "--length", "1", "--certify", "true", "--format", "json")
    assert result.code == 20
    found = next(each for each in result.report["results"] if each["property"] == "NoStaleWrite")
    assert found["verdict"] == "unknown"
    assert "could not be checked by true" in found["reason"]


def test_a_solver_that_is_not_there_is_a_wrong_use(cli: Cli) -> None:
    result = cli("check", LEASES, "--certify", "no-such-solver")
    assert result.code == 2
    assert "--certify" in result.err
    assert "z3" in result.err
    assert "pysmt-install" in result.err


def test_an_inductive_check_has_second_opinions_too(cli: Cli) -> None:
    result = cli("check", LEASES, "--inv", "TypeOK", "--inductive", "--certify", "z3", "--format", "json")
    assert result.code == 0
    found = [each["certificate"] for each in result.report["results"] if "certificate" in each]
    assert ["z3", "pysmt:z3"] in [each["checked_by"] for each in found]


def test_listed_states_have_no_certificate(cli: Cli) -> None:
    result = cli("check", TWO_PHASE, "--engine", "explicit", "--certify", "z3", "--format", "json")
    assert result.code == 0
    assert any("no certificate" in each["message"] for each in result.report["diagnostics"])


def test_a_proof_says_that_constraints_leave_states_out(cli: Cli, tmp_path: Path) -> None:
    spec = tmp_path / "Climb.tla"
    body = "VARIABLE x\nInit == x = 0\nNext == x < 9 /\\ x' = x + 1\nLow == x <= 3\nFew == x < 3\n"
    spec.write_text(f"---- MODULE Climb ----\nEXTENDS Integers\n{body}====\n")
    config = "INIT Init\nNEXT Next\nINVARIANT Low\nCHECK_DEADLOCK FALSE\n"
    (tmp_path / "Climb.cfg").write_text(f"{config}CONSTRAINT Few\n")
    for engine in ("explicit", "pdr", "kinduction"):
        shown = cli("check", spec, "--engine", engine)
        line = next(line for line in shown.out.splitlines() if "invariant Low" in line)
        assert "reachable states within the constraints" in line, engine
    (tmp_path / "Climb.cfg").write_text(config.replace("Low", "Top"))
    spec.write_text(spec.read_text().replace("Low == x <= 3", "Top == x <= 9"))
    assert "within" not in cli("check", spec, "--engine", "pdr").out
