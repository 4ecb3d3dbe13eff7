"""The explicit engine against what TLC found of published specifications: states, verdicts, lengths of traces."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.replay import Claim, Replayed, replay
from symcheck.concrete.search.exploration import Exploration, Fails, Holds, Open
from symcheck.concrete.search.explore import Limits, explore
from symcheck.core.spec import Spec
from symcheck.resolve import load
from tests.amounts import NIGHTLY

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
MOST_STATES = 3_000

# rows that cannot be run yet, with what is missing
LACKING = {
    "ewd998/EWD998ChanTrace@EWD998ChanTrace": "reading JSON",
}
ONLY_AT_NIGHT = {"SlidingPuzzles/SlidingPuzzles@SlidingPuzzles"}
SLOW_LIVENESS = {
    "allocator/AllocatorRefinement@AllocatorRefinement",
    "allocator/SchedulingAllocator@SchedulingAllocator",
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout (../shared/corpus)"),
]


@cache
def rows() -> tuple[dict[str, object], ...]:
    if not CORPUS.is_dir():
        return ()
    every = map(json.loads, (CORPUS / "models.jsonl").read_text().splitlines())
    return tuple(row for row in every if row["runner"] == "TLC" and is_small(row))


def is_small(row: dict[str, object]) -> bool:
    states = row.get("distinct_states")
    return "observed" in row or (isinstance(states, int) and 0 < states <= MOST_STATES)


def cases(slow: Set[str] = frozenset(), only_temporal: bool = False) -> list[object]:
    found = []
    for row in rows():
        name = str(row["id"])
        if only_temporal and not row.get("temporal"):
            continue
        if name in ONLY_AT_NIGHT and not NIGHTLY:
            continue
        marks = [pytest.mark.slow] if name in slow else []
        if name in LACKING:
            marks.append(pytest.mark.xfail(reason=f"known gap: {LACKING[name]}", raises=SpecError))
        found.append(pytest.param(row, id=name, marks=marks))
    return found


def spec_of(row: dict[str, object]) -> Spec:
    return load(CORPUS / str(row["spec"]), CORPUS / str(row["cfg"]))


def only(spec: Spec, temporal: bool) -> Spec:
    kept = tuple(each for each in spec.properties if (each.kind == "temporal") is temporal)
    return replace(spec, properties=kept, invariants=() if temporal else spec.invariants)


def failures(found: Exploration) -> list[tuple[str, Fails]]:
    return [(each.kind, each.answer) for each in found.findings if isinstance(each.answer, Fails)]


@pytest.mark.parametrize("row", cases())
def test_states_and_safety(row):
    spec = only(spec_of(row), temporal=False)
    found = explore(spec, limits=Limits(every_property=False))
    failed = failures(found)
    if row["expect"] == "safety failure":
        ((kind, failure),) = failed
        assert kind in ("invariant", "action")
        assert failure.trace is not None
        assert len(failure.trace) == row["trace_depth"]
    else:
        assert failed == []
        assert found.complete
        assert all(isinstance(each.answer, Holds) for each in found.findings)
        if "distinct_states" in row:
            assert found.distinct == row["distinct_states"]
            assert found.depth + 1 == row["diameter"]


@pytest.mark.parametrize("row", cases(SLOW_LIVENESS, only_temporal=True))
def test_liveness(row):
    if row["expect"] == "safety failure":
        pytest.skip("TLC never came to the temporal properties")
    spec = only(spec_of(row), temporal=True)
    found = explore(replace(spec, check_deadlock=False))
    failed = failures(found)
    assert not [each.name for each in found.findings if isinstance(each.answer, Open)]
    if row["expect"] == "liveness failure":
        ((kind, failure),) = failed
        assert kind == "temporal"
        assert failure.trace is not None
        assert failure.trace.loop is not None
    else:
        assert failed == []


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=str(row["id"])) for row in rows() if "failure" in str(row.get("observed")) and
            row["id"] not in ONLY_AT_NIGHT]
)  # fmt: skip
def test_counterexamples_replay(row):
    spec = spec_of(row)
    found = explore(spec, limits=Limits(every_property=False))
    failed = [each for each in found.findings if isinstance(each.answer, Fails)]
    assert failed
    for finding in failed:
        assert isinstance(finding.answer, Fails)
        assert finding.answer.trace is not None
        claim = Claim(finding.kind, () if finding.formula is None else (finding.formula,))
        accepted = replay(spec, finding.answer.trace, claim)
        assert isinstance(accepted, Replayed), accepted
        assert accepted.trace == finding.answer.trace
        if finding.kind == "invariant":
            assert accepted.explanation is not None
            assert accepted.explanation.conjuncts


def test_what_is_lacking_says_so():
    for row in rows():
        if row["id"] in LACKING:
            with pytest.raises(SpecError) as caught:
                explore(spec_of(row))
            assert caught.value.code is Code.UNSUPPORTED
