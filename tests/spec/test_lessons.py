"""The specs in `specs/` come out as their README says; runs them as a user does, and knows nothing of the packages."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
START = [sys.executable, "-c", "from symcheck.cli.main import main; main()"]  # works uninstalled, from the root
PROVED, INVARIANT, TEMPORAL = 0, 12, 13
BOUNDED = ("--engine", "bmc", "--length", "8")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A configuration and what must come of it; `steps` is the length of the shortest counterexample."""

    config: str
    exit_code: int
    violated: str = ""
    steps: int = 0
    arguments: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The longest module name that the configuration's name starts with."""
        stems = [path.stem for path in SPECS.glob("*.tla") if self.config.startswith(path.stem)]
        return max(stems, key=len)


LESSONS = (
    Lesson("LeaseLock", PROVED, arguments=("--engine", "bmc", "--length", "10")),
    Lesson("LeaseLock", PROVED, arguments=("--engine", "spacer")),
    Lesson("LeaseLockExplicit", PROVED),
    Lesson("LeaseLockOverlap", INVARIANT, "OneWorkingClient", 5),
    Lesson("LeaseLockUnfenced", INVARIANT, "NoStaleWrite", 7),
    Lesson("LeaseLockUnfencedExplicit", INVARIANT, "NoStaleWrite", 7),
    Lesson("TwoPhaseCommit", PROVED),
    Lesson("TwoPhaseCommitForgetful", INVARIANT, "Agreement", 13),
    Lesson("TwoPhaseCommitImpatient", INVARIANT, "Agreement", 10),
    Lesson("LeaderElection", PROVED),
    Lesson("LeaderElectionForgetful", INVARIANT, "OneLeaderPerTerm", 8),
    Lesson("LeaderElectionForgetfulVote", TEMPORAL, "VotesAreFinal", 2),
    Lesson("LeaderElectionHalf", INVARIANT, "OneLeaderPerTerm", 8),
    Lesson("LeaseLockLive", PROVED),
    Lesson("TwoPhaseCommitLive", PROVED),
    Lesson("LeaderElectionLive", PROVED),
    Lesson("IdempotentPayments", PROVED),
    Lesson("IdempotentPaymentsLive", PROVED),
    Lesson("IdempotentPaymentsTwoWrites", INVARIANT, "ChargedOnce", 6),
    Lesson("IdempotentPaymentsRace", INVARIANT, "ChargedOnce", 5),
    Lesson("Saga", PROVED),
    Lesson("SagaLive", PROVED),
    Lesson("SagaSilenceIsNo", INVARIANT, "NothingIsLeft", 3),
    Lesson("SagaForgetfulService", INVARIANT, "NothingIsLeft", 6),
    Lesson("PrimaryBackup", PROVED),
    Lesson("PrimaryBackupUnbounded", PROVED, arguments=BOUNDED),
    Lesson("PrimaryBackupTwoPrimaries", INVARIANT, "OnePrimary", 3),
    Lesson("PrimaryBackupAsync", INVARIANT, "ConfirmedIsKept", 4),
    Lesson("PrimaryBackupLoneWolf", INVARIANT, "ConfirmedIsKept", 5),
    Lesson("Outbox", PROVED),
    Lesson("OutboxUnbounded", PROVED, arguments=BOUNDED),
    Lesson("OutboxLive", PROVED),
    Lesson("OutboxDualWrite", INVARIANT, "NothingForgotten", 1),
    Lesson("OutboxNoDedup", INVARIANT, "AppliedOnce", 5),
    Lesson("JobQueue", PROVED),
    Lesson("JobQueueStuckGauge", INVARIANT, "NeverTooBusy", 7),
    Lesson("JobQueueLostJob", INVARIANT, "AllAccountedFor", 3),
    Lesson("QuorumRegister", PROVED),
    Lesson("QuorumRegisterUnbounded", PROVED, arguments=BOUNDED),
    Lesson("QuorumRegisterNoWriteBack", INVARIANT, "NeverBack", 10),
)


def check(lesson: Lesson) -> tuple[int, dict[str, object]]:
    command = [*START, "check", str(SPECS / f"{lesson.module}.tla")]
    command += ["--config", str(SPECS / f"{lesson.config}.cfg"), "--format", "json", "--timeout", "60"]
    done = subprocess.run(
        [*command, *lesson.arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return done.returncode, report


def results(report: dict[str, object]) -> list[dict[str, object]]:
    found = report["results"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: "-".join((lesson.config, *lesson.arguments)))
def test_lesson_has_its_outcome(lesson: Lesson) -> None:
    code, report = check(lesson)
    assert code == lesson.exit_code, report
    # within a time limit the search goes on after a violation, and may find others
    violated = {result["property"]: result["trace"] for result in results(report) if result["verdict"] == "violated"}
    if not lesson.violated:
        assert not violated
    else:
        trace = violated[lesson.violated]
        assert isinstance(trace, dict)
        assert len(trace["states"]) == lesson.steps + 1


def test_every_configuration_is_run() -> None:
    assert {path.stem for path in SPECS.glob("*.cfg")} == {lesson.config for lesson in LESSONS}


def test_readme_names_every_configuration() -> None:
    readme = (SPECS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in SPECS.glob("*.cfg") if f"`{path.name}`" not in readme] == []
