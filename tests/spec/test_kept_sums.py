"""What adds up to the same in every state is found by whoever proves, and told in the words of the specification."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symcheck.cli.main import run

HERE = Path(__file__).parent / "unbounded"
TRANSFERS, QUEUE = HERE / "Transfers.tla", HERE / "JobQueue.tla"
KEPT = {
    TRANSFERS: {"balance[a1] + balance[a2] + balance[a3] + paid + underWay = 300"},
    QUEUE: {
        "Len(queue) + busy + done = sent",
        'Cardinality({k \\in DOMAIN state : state[k] = "busy"}) = busy',
    },
}


@pytest.mark.parametrize("engine", ["auto", "kinduction", "pdr", "spacer"])
@pytest.mark.parametrize(("spec", "invariant"), [(TRANSFERS, "Bounded"), (QUEUE, "NothingLost")])
def test_they_are_found_and_told(spec: Path, invariant: str, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(spec), "--inv", invariant, "--engine", engine, "--timeout", "60"]
    assert run(asked) == 0
    said = {line.strip().removeprefix("/\\ ") for line in capfd.readouterr().out.splitlines()}
    assert said >= KEPT[spec]


@pytest.mark.parametrize("engine", ["bmc", "auto"])
@pytest.mark.parametrize(("spec", "invariant"), [(TRANSFERS, "Bounded"), (QUEUE, "NothingLost")])
def test_what_does_not_add_up_is_violated(
    spec: Path, invariant: str, engine: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ["check", str(spec), "--inv", invariant, "--next", "Careless", "--engine", engine, "--format", "json"]
    assert run(asked) == 12
    found = json.loads(capfd.readouterr().out)["results"]
    assert [each["verdict"] for each in found if each["property"] == invariant] == ["violated"]


@pytest.mark.parametrize(("spec", "invariant"), [(TRANSFERS, "Bounded"), (QUEUE, "NothingLost")])
def test_what_is_told_is_an_inductive_invariant(
    spec: Path, invariant: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in (spec, spec.with_suffix(".cfg")):
        (tmp_path / name.name).write_text(name.read_text())
    proof = tmp_path / "Kept.tla"
    asked = ["--inv", invariant, "--engine", "kinduction", "--timeout", "60"]
    assert run(["check", str(tmp_path / spec.name), *asked, "--proof", str(proof)]) == 0
    assert run(["check", str(proof), "--inv", f"IndInv,{invariant}", "--inductive"]) == 0
    capfd.readouterr()
