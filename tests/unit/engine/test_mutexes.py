"""Pairs that are never true together: true in every reachable state, and enough to be of use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from benchmarks.systems import ring, two_phase
from symcheck.base.budget import Budget
from symcheck.engine import mutexes as module
from symcheck.engine.linearise import step
from symcheck.engine.mutexes import mutexes
from symcheck.engine.verdict import Assignment
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import evaluate_all, neg
from tests.conformance.toys import TOYS, Toy

BOOLEAN = [toy for toy in TOYS if toy.boolean]


def reachable(system: TransitionSystem) -> Iterator[Assignment]:
    """Every reachable state, by brute force."""
    seen: dict[tuple[bool | int, ...], Assignment] = {}
    values = product((False, True), repeat=len(system.inputs))
    choices = [dict(zip(system.inputs, bits, strict=True)) for bits in values]
    for bits in product((False, True), repeat=len(system.state)):
        state = dict(zip(system.state, bits, strict=True))
        if any(all(evaluate_all((system.init, system.lemma), {**state, **inputs})) for inputs in choices):
            seen[bits] = state
    todo = list(seen.values())
    for state in todo:
        for number, inputs in product(range(len(system.actions)), choices):
            following = step(system, number, state, inputs)
            if following is not None and (key := tuple(following[each] for each in system.state)) not in seen:
                seen[key] = following
                todo.append(following)
    yield from seen.values()


@pytest.mark.parametrize("walked", [0, 400])
@pytest.mark.parametrize("toy", BOOLEAN, ids=lambda toy: toy.name)
def test_they_hold_in_every_reachable_state(toy: Toy, walked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WALKED", walked)
    found = mutexes(toy.system, Budget(30))
    assert found is not None
    assert all(next(iter(evaluate_all((found,), state))) for state in reachable(toy.system))


def test_what_no_guard_says_is_found() -> None:
    """Nobody is committed while another still works: the coordinator waits for all, but no guard of theirs says so."""
    system = two_phase(3, bug=False)
    found = mutexes(system, Budget(30))
    assert found is not None
    apart = {frozenset(str(neg(each)) for each in clause.args) for clause in found.args if len(clause.args) == 2}
    assert frozenset(("rm0_committed", "rm1_working")) in apart
    assert frozenset(("seen0", "msg_prepared0")) not in apart


def test_no_answer_without_time_or_with_too_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    system = ring(4)
    assert mutexes(system, Budget(0)) is None
    monkeypatch.setattr(module, "LARGEST", 2)
    assert mutexes(system, Budget(30)) is None
