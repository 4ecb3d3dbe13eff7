"""Invariants that their authors have proved to be inductive are found to be; parts of them are found not to be."""

from __future__ import annotations

from pathlib import Path

import pytest

import symcheck

EXAMPLES = Path(__file__).parents[2].parent / "shared" / "corpus" / "examples"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the corpus is not beside the checkout (../shared/corpus)"),
]


@pytest.mark.parametrize(
    ("module", "invariants"),
    [
        ("TeachingConcurrency/Simple", ["Inv"]),
        ("TeachingConcurrency/SimpleRegular", ["Inv"]),
        ("ewd840/EWD840", ["TypeOK /\\ Inv", "TerminationDetection"]),
        ("ewd998/EWD998", ["TypeOK /\\ Inv"]),
        ("locks_auxiliary_vars/Peterson", ["TypeOK /\\ Inv"]),
        ("Paxos/MCPaxos", ["Inv"]),
        ("Paxos/MCVoting", ["Inv"]),
    ],
)
def test_proved_by_hand(module: str, invariants: list[str]) -> None:
    spec = symcheck.load(EXAMPLES / f"{module}.tla")
    report = symcheck.check(spec, invariants=invariants, inductive=True, timeout=90)
    assert (report.verdict, report.exit_code) == ("proved", 0), report.results
    obligations = [row for row in report.results if row["kind"] != "assumption"]
    assert len(obligations) == 2 + len(invariants)


@pytest.mark.parametrize(
    ("module", "invariants", "violated"),
    [
        ("ewd840/EWD840", ["TypeOK", "TerminationDetection"], "TypeOK => TerminationDetection"),
        ("locks_auxiliary_vars/Peterson", ["TypeOK /\\ \\A i, j \\in ProcSet: lockcs(i) /\\ lockcs(j) => i = j"], ""),
        ("Paxos/MCVoting", ["TypeOK /\\ OneValuePerBallot /\\ VotesSafe", "TypeOK"], None),
        ("Paxos/MCVoting", ["TypeOK /\\ VotesSafe"], ""),
    ],
)
def test_parts(module: str, invariants: list[str], violated: str | None) -> None:
    """`violated` is an obligation; "" is the step, None is none at all."""
    spec = symcheck.load(EXAMPLES / f"{module}.tla")
    report = symcheck.check(spec, invariants=invariants, inductive=True, timeout=90)
    found = [row["property"] for row in report.results if row["verdict"] == "violated"]
    expected = f"({invariants[0]}) /\\ Next => ({invariants[0]})'" if violated == "" else violated
    assert found == ([] if expected is None else [expected])
    assert report.exit_code == (0 if expected is None else 12)
