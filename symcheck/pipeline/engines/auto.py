"""What `--engine auto` does: explicit and symbolic search and proofs at once; must not know how they work."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.pipeline.engines import explicitly
from symcheck.pipeline.processes.portfolio import Beside, apart, can_fork
from symcheck.pipeline.processes.supervise import Stoppable
from symcheck.pipeline.task import Strategy, Task

if TYPE_CHECKING:
    from symcheck.symbolic.encoded import Encoded

ALONE = 0.1  # seconds for explicit search before anything else is started
UNHEARD = 0.6  # seconds after which others start even if it never looks at the clock, as inside one long evaluation
LOOK_UP = 0.5  # seconds that such a search has to look up once others have settled everything
HEAD_START = 2.0  # seconds without provers where all searches at once would be slower: what is small is listed by then
FIRST = 5.0  # seconds for it where they take turns
SHARE = 0.3  # of a time limit, at most
STATES = 3_000_000  # more do not fit into the memory of a small machine

_SEARCHES = 3
_GLANCE = 0.05  # seconds between two looks at whether everything is settled
EXPLICIT, BMC, PROVER = "explicit", "bmc", "pdr"


class _Told(NamedTuple):
    """What bounded search tells a prover: an encoding that holds for all depths, or None where that is to be made."""

    encoded: Encoded | None
    doubted: frozenset[str]


def search(task: Task) -> None:
    """Explicit search settles small specifications for good; symbolic search finds what lies deep; provers prove."""
    if can_fork():
        # the kernel ends what was split off with the thread that did it, so explicit search has no thread of its own
        deeply(lambda: _at_once(task))
    else:
        _in_turns(task)


def _at_once(task: Task) -> None:
    refused = None
    strategies: dict[str, Strategy] = {BMC: _symbolic}
    if task.limits.memory is not None:  # what may run out of memory is in a process that can be ended
        strategies = {EXPLICIT: _explicit_there, BMC: _symbolic}
    others = _Later(task, strategies)
    others.watch()
    try:
        if task.limits.memory is None:
            refused = _explicit(task, others)
            if task.decided() or task.budget.exhausted:
                return
            if refused is not None:  # there is nobody to wait for
                strategies[BMC] = partial(_symbolic, head_start=0.0)
        beside = others.started()
        beside.wait()
    finally:
        others.end()
    again = refused is not None
    refused = beside.errors.get(EXPLICIT, refused)
    lacking = beside.errors.get(BMC)
    if lacking is not None and not task.decided():
        _explicit_alone(task, refused, lacking, again)


class _Later(Stoppable):
    """The budget of a search that is alone at first. Others start beside it when it looks at the clock after a while:
    what is small is done by then, and what is not goes on where it is. If it does not look, `watch` starts them."""

    __slots__ = ("_beside", "_lock", "_over", "_strategies", "_task", "_watcher")

    def __init__(self, task: Task, strategies: Mapping[str, Strategy]) -> None:
        super().__init__(task.budget)
        self._task = task
        self._strategies = strategies
        self._beside: Beside | None = None
        self._lock = Lock()
        self._over = Event()
        self._watcher: Thread | None = None

    def started(self) -> Beside:
        """The others, which start now if they have not."""
        with self._lock:
            if self._beside is None:
                self._beside = Beside(self._task, self._strategies)
            return self._beside

    def watch(self) -> None:
        """From now on, start the others in time even if nobody looks at the clock."""
        self._watcher = Thread(target=self._watch, name="watch", daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        if not self._over.wait(UNHEARD) and self._beside is None:
            deeply(self._start_unheard)

    def _start_unheard(self) -> None:
        with self._lock:
            if self._beside is not None or self._over.is_set():
                return
            beside = self._beside = Beside(self._task, self._strategies)
        # the kernel ends what was split off with the thread that did it, so this one has to stay
        while not self._over.wait(_GLANCE):
            if self._task.decided():
                if isinstance(self._task.budget, Stoppable):
                    self._task.budget.stop_within(LOOK_UP)
                if not self._over.wait(2 * LOOK_UP):  # whoever waits for the answer has it, and the rest is idle work
                    beside.end()
                return

    def end(self) -> None:
        with self._lock:
            self._over.set()
            if self._beside is not None:
                self._beside.end()
        if self._watcher is not None:
            self._watcher.join(LOOK_UP)  # where threads are left, the next check cannot split off processes

    @property
    def remaining(self) -> float | None:
        return super().remaining if self._beside is None else self._beside.budget.remaining

    @property
    def exhausted(self) -> bool:
        if self._beside is None and (self.elapsed < ALONE or super().exhausted):
            return super().exhausted
        return self.started().budget.exhausted


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


def _symbolic(task: Task, head_start: float = HEAD_START) -> None:
    """Bounded search; what it has encoded goes to a prover in a process of its own."""

    def tell(told: _Told) -> None:
        if task.split is not None and task.limits.length is None:
            task.split(PROVER, lambda there: _prove_later(there, told, head_start))

    _bounded_search(task, tell)


def _bounded_search(task: Task, tell: Callable[[_Told], None]) -> None:
    from symcheck.pipeline.engines import symbolically  # loads a solver

    symbolically.search(task, lambda found, doubted: tell(_Told(found if found.depth is None else None, doubted)))


def _prove_later(task: Task, told: _Told, head_start: float) -> None:
    """Where there are not enough processors for all, those that were first have them for a while."""
    if (os.cpu_count() or 1) < _SEARCHES:
        sleep(max(0.0, head_start - task.budget.elapsed))
    _prove(task, told)


def _prove(task: Task, told: _Told) -> None:
    from symcheck.pipeline.engines import proving

    proving.in_turns(task, told.encoded, told.doubted)


def _explicit_alone(task: Task, refused: SpecError | None, lacking: SpecError, again: bool) -> None:
    """The symbolic reading lacks something, so explicit search has all the time and the last word."""
    if refused is not None and refused.code.value.startswith("U"):
        raise lacking
    task.observer.note(f"symbolic search: {lacking}")
    if again and not task.budget.exhausted:
        try:
            if task.limits.memory is None:
                _explicit_to_the_end(task)
            else:
                apart(task, EXPLICIT, _explicit_to_the_end)
        except SpecError as error:
            if error.code not in explicitly.ONLY_HERE:
                raise
            as_well = error.diagnostics if lacking.code.value.startswith("U") else ()
            raise SpecError.of((*lacking.diagnostics, *as_well)) from error
    told = task.board.violated and lacking.code.value.startswith("D")  # the counterexample says the same
    if not task.decided() and not told:
        task.board.say(lacking.diagnostics)
