"""Invariants that are written to files: everything that is claimed of them is asked again, by other means."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from symcheck.cli.main import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Proof:
    """A specification, the formulas that its invariant has at most, and whether all its states can be listed."""

    path: str
    most: int
    small: bool = True
    engine: str = "pdr"
    config: str | None = None
    arguments: tuple[str, ...] = ()


TWO_PHASE = ("--init", "Init", "--next", "Next", "--inv", "Consistent", "--no-deadlock")
PROOFS = (
    Proof("benchmarks/specs/TwoPhase.tla", 9, arguments=(*TWO_PHASE, "-D", "RM={r1,r2}")),
    Proof("benchmarks/specs/TwoPhase.tla", 9, small=False, arguments=(*TWO_PHASE, "-D", "RM={r1,r2,r3,r4,r5}")),
    Proof("benchmarks/specs/TwoPhase.tla", 9, small=False, arguments=(*TWO_PHASE, "-D", "RM={1,2,3}")),
    Proof(
        "benchmarks/specs/Paxos.tla", 24, small=False,
        config="CONSTANTS Acceptor = {a1, a2, a3} Value = {v1, v2} Ballot = {0, 1} None = None\n"
        "SPECIFICATION Spec INVARIANTS TypeOK OneValueChosen CHECK_DEADLOCK FALSE\n",
    ),
    Proof("specs/TwoPhaseCommit.tla", 12, small=False),
    Proof("specs/Outbox.tla", 20, small=False),
    Proof("specs/QuorumRegister.tla", 12, small=False),
    Proof("specs/LeaseLock.tla", 6, small=False, engine="spacer", arguments=("-D", "Clients={c1,c2}")),
    Proof("tests/spec/holds/CommitWaits.tla", 5),
    Proof("tests/spec/holds/Mutex.tla", 3),
    Proof("tests/spec/holds/Queue.tla", 10),
    Proof("tests/spec/holds/Constrained.tla", 1),
    Proof("tests/spec/holds/Replaced.tla", 1),
)

CORPUS = ROOT.parent / "shared" / "corpus" / "examples"
PUBLISHED = (
    ("transaction_commit/TwoPhase", 4),
    ("locks_auxiliary_vars/Lock", 2),
    ("SpecifyingSystems/TLC/ABCorrectness", 2),
    ("echo/MCEcho", 60),
)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"{Path(proof.path).stem}{proof.arguments[-1:]}")
def test_the_module_holds_what_it_says(proof: Proof, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _examine(proof, ROOT / proof.path, tmp_path, capfd)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout (../shared/corpus)")
@pytest.mark.parametrize(("name", "most"), PUBLISHED)
def test_published_specifications(name: str, most: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _examine(Proof(name, most, small=False), CORPUS / f"{name}.tla", tmp_path, capfd)


def test_steps_that_cannot_be_evaluated_are_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Only of states without errors is it known what a step does: the invariant says that there are no others."""
    spec = tmp_path / "Partial.tla"
    spec.write_text(
        "---- MODULE Partial ----\nEXTENDS Integers\nVARIABLES i, f, x\n"
        'Init == i = 1 /\\ f = <<2, 1>> /\\ x = "low"\n'
        "Turn == i' = f[i] /\\ UNCHANGED <<f, x>>\n"
        'Jump == x = "high" /\\ i\' = 5 /\\ UNCHANGED <<f, x>>\n'
        'Rise == i > 2 /\\ x\' = "high" /\\ UNCHANGED <<i, f>>\n'
        "Next == Turn \\/ Jump \\/ Rise\nSmall == i <= 2\n====\n",
        encoding="utf-8",
    )
    spec.with_suffix(".cfg").write_text("INIT Init\nNEXT Next\nINVARIANT Small\n", encoding="utf-8")
    _examine(Proof("Partial", 3), spec, tmp_path, capfd)


def _examine(proof: Proof, original: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / original.name
    for module in original.parent.glob("*.tla"):
        if module.parent != tmp_path:
            shutil.copy(module, tmp_path)
    if proof.config is not None:
        spec.with_suffix(".cfg").write_text(proof.config, encoding="utf-8")
    elif original.with_suffix(".cfg").exists() and original.parent != tmp_path:
        shutil.copy(original.with_suffix(".cfg"), tmp_path)
    module = tmp_path / "Proof.tla"

    def check(path: Path, *arguments: str) -> dict[str, Any]:
        capfd.readouterr()
        code = run(["check", str(path), "--format", "json", *arguments])
        report: dict[str, Any] = json.loads(capfd.readouterr().out)
        assert report["exit_code"] == code
        return report

    found = check(spec, "--engine", proof.engine, "--proof", str(module), *proof.arguments)
    assert found["verdict"] == "proved"
    assert len(found["invariant"]["formulas"]) <= proof.most
    invariants = [each["property"] for each in found["results"] if each["kind"] == "invariant"]

    inductive = check(module, "--inv", ",".join(("IndInv", *invariants)), "--inductive")
    assert inductive["verdict"] == "proved", inductive
    if proof.engine == "spacer":  # there are infinitely many states
        reachable = check(module, "--engine", "bmc", "--length", "6")
        assert reachable["verdict"] == "bounded", reachable
    else:
        reachable = check(module, "--engine", "explicit")
        assert reachable["verdict"] == "proved", reachable
    if proof.small:  # every state of the types, in the reading on values alone
        step = tmp_path / "ProofStep.cfg"
        asked = ("--inv", ",".join(("IndInv", *invariants)), "--engine", "explicit", "--length", "1")
        everywhere = check(module, "--config", str(step), *asked)
        assert everywhere["exit_code"] == 0, everywhere
        assert everywhere["stats"]["distinct_states"] >= reachable["stats"]["distinct_states"]


def test_without_one_of_its_formulas_an_invariant_is_none(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is dropped is not missed, and what is kept is."""
    shutil.copy(ROOT / "benchmarks/specs/TwoPhase.tla", tmp_path)
    module = tmp_path / "Proof.tla"
    arguments = (*TWO_PHASE, "-D", "RM={r1,r2,r3}", "--engine", "pdr", "--proof", str(module))
    assert run(["check", str(tmp_path / "TwoPhase.tla"), *arguments]) == 0
    whole = module.read_text(encoding="utf-8")
    count = whole.count("\n    /\\ Inv")
    assert count >= 4
    for number in range(1, count + 1):
        module.write_text(whole.replace(f"\n    /\\ Inv{number}\n", "\n"), encoding="utf-8")
        assert run(["check", str(module), "--inv", "IndInv", "--inductive"]) == 12, f"without Inv{number}"
    capfd.readouterr()
