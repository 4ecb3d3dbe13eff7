"""What `--engine auto` does: explicit and symbolic search and proofs at once; must not know how they work."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.pipeline import explicitly
from symcheck.pipeline.portfolio import Beside, apart, can_fork
from symcheck.pipeline.task import Strategy, Task

if TYPE_CHECKING:
    from symcheck.symbolic.encode import Encoded

ALONE = 0.2  # seconds for explicit search before anything else is started
HEAD_START = 1.0  # seconds without provers where all searches at once would be slower: what is small is listed by then
FIRST = 5.0  # seconds for it where they take turns
SHARE = 0.3  # of a time limit, at most
STATES = 3_000_000  # more do not fit into the memory of a small machine

_SEARCHES = 3
EXPLICIT, BMC, PROVER = "explicit", "bmc", "pdr"


class _Told(NamedTuple):
    """What bounded search tells a prover: an encoding that holds for all depths, or None where that is to be made."""

    encoded: Encoded | None
    doubted: frozenset[str]


def search(task: Task) -> None:
    """Explicit search settles small specifications for good; symbolic search finds what lies deep; provers prove."""
    if can_fork():
        _at_once(task)
    else:
        _in_turns(task)


def _at_once(task: Task) -> None:
    refused = None
    strategies: dict[str, Strategy] = {}
    if task.limits.memory is None:
        refused = _explicit(task, task.budget.slice(ALONE))
        if task.decided() or task.budget.exhausted:
            return
    else:  # what may run out of memory is in a process that can be ended
        strategies[EXPLICIT] = _explicit_there
    strategies[BMC] = _symbolic
    again = refused is not None
    beside = Beside(task, strategies)
    try:
        if refused is None and task.limits.memory is None:
            refused = _explicit(task, beside.budget)
        beside.wait()
    finally:
        beside.end()
    refused = beside.errors.get(EXPLICIT, refused)
    lacking = beside.errors.get(BMC)
    if lacking is not None and not task.decided():
        _explicit_alone(task, refused, lacking, again)


def _in_turns(task: Task) -> None:
    """One after another in this process, each for twice as long as before."""
    left = task.budget.remaining
    turn = FIRST if left is None else min(FIRST, left * SHARE)
    refused = _explicit(task, task.budget.slice(turn))
    bounded = task.limits.length is not None
    while not task.decided() and not task.budget.exhausted:
        mine = task if bounded else replace(task, budget=task.budget.slice(turn))
        told: list[_Told] = []
        try:
            _bounded_search(mine, told.append)
        except SpecError as error:
            _explicit_alone(task, refused, error, again=True)
            return
        if bounded or not told:
            return
        if not task.decided():
            _prove(replace(task, budget=task.budget.slice(turn)), told[-1])
        turn *= 2


def _explicit(task: Task, budget: Budget) -> SpecError | None:
    """List states within the budget; returns what this engine cannot treat, but another may."""
    try:
        explicitly.search(task, budget, STATES, others_follow=True)
    except SpecError as error:
        return error
    return None


def _explicit_to_the_end(task: Task) -> None:
    explicitly.search(task)


def _explicit_there(task: Task) -> None:
    refused = _explicit(task, task.budget)
    if refused is not None:
        raise refused


def _symbolic(task: Task) -> None:
    """Bounded search; what it has encoded goes to a prover in a process of its own."""

    def tell(told: _Told) -> None:
        if task.split is not None and task.limits.length is None:
            task.split(PROVER, lambda there: _prove_later(there, told))

    _bounded_search(task, tell)


def _bounded_search(task: Task, tell: Callable[[_Told], None]) -> None:
    from symcheck.pipeline import symbolically  # loads a solver

    symbolically.search(task, lambda found, doubted: tell(_Told(found if found.depth is None else None, doubted)))


def _prove_later(task: Task, told: _Told) -> None:
    """Where there are not enough processors for all, those that were first have them for a while."""
    if (os.cpu_count() or 1) < _SEARCHES:
        sleep(max(0.0, HEAD_START - task.budget.elapsed))
    _prove(task, told)


def _prove(task: Task, told: _Told) -> None:
    from symcheck.pipeline import proving

    proving.in_turns(task, told.encoded, told.doubted)


def _explicit_alone(task: Task, refused: SpecError | None, lacking: SpecError, again: bool) -> None:
    """The symbolic reading lacks something, so explicit search has all the time and the last word."""
    if refused is not None and refused.code.value.startswith("U"):
        raise lacking
    task.observer.note(f"symbolic search: {lacking}")
    if again and not task.budget.exhausted:
        if task.limits.memory is None:
            _explicit_to_the_end(task)
        else:
            apart(task, EXPLICIT, _explicit_to_the_end)
    if not task.decided():
        task.board.say(lacking.diagnostics)
