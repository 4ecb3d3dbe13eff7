"""Searching for successors against evaluating Next on pairs of states, over published specifications."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.resolve import load

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
MOST_STATES = 60
PAIRS = 500

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout (../shared/corpus)"),
]


def models() -> list[object]:
    if not CORPUS.is_dir():
        return []
    rows = map(json.loads, (CORPUS / "models.jsonl").read_text().splitlines())
    return [
        pytest.param(row["spec"], row["cfg"], id=row["id"])
        for row in rows
        if row["runner"] == "TLC" and 0 < row.get("distinct_states", 5_000 if "observed" in row else 0) <= 5_000
    ]


def some_states(machine: Machine) -> list[Values]:
    found = dict.fromkeys(machine.initial())
    states = list(found)[:MOST_STATES]
    for state in states:
        for successor in machine.successors(state):
            if successor not in found and len(states) < MOST_STATES:
                found[successor] = None
                states.append(successor)
    return states


@pytest.mark.parametrize(("spec", "cfg"), models())
def test_successors_are_the_states_that_satisfy_next(spec, cfg):
    def compare() -> None:
        loaded = load(CORPUS / spec, CORPUS / cfg)
        machine = Machine(loaded)
        assert loaded.behavior is not None
        is_step = machine.condition(loaded.behavior.next)
        is_initial = machine.condition(loaded.behavior.init)
        states = some_states(machine)
        assert all(is_initial(state) for state in machine.initial()[:MOST_STATES])
        successors = {state: set(machine.successors(state)) for state in states}
        for state, targets in successors.items():
            assert all(is_step(state, target) for target in targets)
            for target in list(targets)[:3]:
                transition = machine.transition_to(state, target)
                assert transition is not None
                assert transition in list(machine.transitions(state))
        random = Random(0)
        for _ in range(PAIRS):
            state, other = random.choice(states), random.choice(states)
            try:
                holds = is_step(state, other)
            except SpecError:
                # a disjunct may compare values of different kinds where the search never asks
                continue
            assert holds == (other in successors[state])
            assert (machine.transition_to(state, other) is not None) == holds

    try:
        deeply(compare)
    except SpecError as error:
        if not error.code.value.startswith("U"):
            raise
        pytest.skip(str(error))
