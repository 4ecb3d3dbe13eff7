"""The protocols that are timed do something, and do it right, in small configurations."""

from __future__ import annotations

from pathlib import Path

import pytest

import symcheck

SPECS = Path(__file__).resolve().parents[2] / "benchmarks" / "specs"
PAXOS = {"Acceptor": "{1, 2, 3}", "Slot": '{"s"}', "Value": '{"v", "w"}', "Ballot": "{0, 1}", "None": '"none"'}
RAFT = {"Server": "{1, 2, 3}", "Nobody": "0"}


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_multi_paxos_chooses_a_value(engine: str) -> None:
    spec = symcheck.load(SPECS / "MultiPaxos.tla")
    chooses = r'~Chosen("s", "w")'
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=[chooses], constants=PAXOS, engine=engine, deadlock=False,
        length=8,
    )
    assert report.exit_code == 12
    assert report.trace is not None
    assert len(report.trace.steps) == 7 if engine == "explicit" else len(report.trace.steps) >= 7


def test_multi_paxos_chooses_one() -> None:
    spec = symcheck.load(SPECS / "MultiPaxos.tla")
    one = {**PAXOS, "Acceptor": "{1, 2}"}
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=["OneValuePerSlot"], constants=one, engine="explicit",
        deadlock=False,
    )
    assert report.verdict == "proved"


@pytest.mark.parametrize(("next_", "code"), [("Next", 0), (r"Next \/ \E s \in Server : ForgetfulRestart(s)", 12)])
def test_raft_elects_one_leader_unless_votes_are_forgotten(next_: str, code: int) -> None:
    """With terms cut off, and three servers of which two stand."""
    spec = symcheck.loads(
        "---- MODULE Small ----\nEXTENDS RaftElection\n"
        "Small == \\A s \\in Server : term[s] <= 1 /\\ logLength[s] = 0\n====\n",
        "CONSTANTS\n Server = {s1, s2, s3}\n Nobody = Nobody\nINIT Init\nNEXT Next\nCONSTRAINT Small\n"
        "INVARIANT OneLeaderPerTerm\n",
        SPECS,
    )
    report = symcheck.check(spec, init="Init", next=next_, engine="explicit", deadlock=False, timeout=60)
    assert report.exit_code == code, report.results


def test_raft_elects_a_leader() -> None:
    spec = symcheck.load(SPECS / "RaftElection.tla")
    report = symcheck.check(
        spec, invariants=[r'\A s \in Server : role[s] # "leader"'], engine="bmc", length=6, deadlock=False
    )
    assert report.exit_code == 12


LOG = {"Server": "{1, 2, 3}", "Value": '{"v"}', "Term": "{1}", "MaxLog": "1"}


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_a_leaders_entry_reaches_another_log(engine: str) -> None:
    spec = symcheck.load(SPECS / "RaftLog.tla")
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=["Len(log[1]) = 0 \\/ Len(log[2]) = 0"], constants=LOG,
        engine=engine, deadlock=False, length=7,
    )
    assert report.exit_code == 12
    assert report.trace is not None
    assert len(report.trace.steps) == 7


def test_a_log_has_one_leader() -> None:
    spec = symcheck.load(SPECS / "RaftLog.tla")
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=["OneLeader"], constants=LOG, engine="explicit", deadlock=False
    )
    assert report.verdict == "proved"


@pytest.mark.parametrize(("invariant", "code"), [("AllRest", 0), ("~Ended", 12)])
def test_the_token_tells_the_end_and_rightly(invariant: str, code: int) -> None:
    spec = symcheck.load(SPECS / "TokenSum.tla")
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=[invariant], constants={"N": "2"}, engine="bmc", deadlock=False,
        length=5,
    )  # fmt: skip
    assert report.exit_code == code
