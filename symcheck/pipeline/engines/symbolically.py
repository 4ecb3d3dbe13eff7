"""Bounded symbolic search of a specification: encode, search, decode; must not know layouts or solvers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer
from symcheck.core.spec import Spec
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.pipeline.board import OUT_OF_TIME
from symcheck.pipeline.engines.encoding import encoding
from symcheck.pipeline.engines.lassos import Lassos
from symcheck.pipeline.engines.searched import Searched
from symcheck.pipeline.engines.strengthening import laws
from symcheck.pipeline.task import Task
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.inference import TooDeepError
from symcheck.system.transition_system import Property, TransitionSystem

ENGINE = "bmc"
LONG = 3.0  # seconds after which what is encoded is searched
_FIRST_DEPTH = 10  # of an encoding that holds for some depth only; doubled from there


def search(task: Task, tell: Callable[[Encoded, frozenset[str]], None] | None = None) -> None:
    """Look for violations step by step, until the length, the budget or the questions end.

    `tell` hears of the first encoding, and of each that had to assume less than the one before, with what is doubted.
    """
    asked = task.limits.length
    depth = _FIRST_DEPTH if asked is None else asked
    doubted: frozenset[str] = frozenset()
    told = False
    lassos = Lassos(task, ENGINE)
    while True:
        try:
            found = encoding(task, depth, ENGINE, doubted, _Glances(task))
        except _Left:
            task.board.leave_rest(ENGINE, OUT_OF_TIME)
            return
        if found is None:
            return
        if tell is not None and not told:
            tell(found, doubted)
            told = True
        full = False
        look(task, found, found.initial, 0)
        lassos.offer(found)
        if asked is None:
            lassos.first_look()
        if not task.decided():
            # an encoding that holds for every depth needs no end of its own
            wrong, full = look(task, found, found.system, asked if found.depth is None else depth)
            if wrong and not task.decided() and not task.budget.exhausted:
                doubted |= wrong
                told = False
                continue
        if asked is not None or found.depth is None or full or task.decided():
            lassos.search(asked)
            return
        if task.budget.exhausted:
            task.board.leave(task.board.open, ENGINE, OUT_OF_TIME)
            return
        depth *= 2


class _Left(Exception):  # noqa: N818 (no error: it ends an encoding)
    """There is no use in encoding more steps: everything is answered, or the time is up."""


class _Glances:
    """Searches what is encoded on the way, where that takes long: after twice the time, each for as long as that."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._clock = Budget()
        self._next = LONG

    def __call__(self, so_far: Callable[[], Encoded | None]) -> None:
        task, elapsed = self._task, self._clock.elapsed
        if task.budget.exhausted:
            raise _Left
        if elapsed < self._next:
            return
        found = so_far()
        if found is not None:
            with suppress(SpecError):  # it comes again where the search goes that deep
                look(replace(task, budget=task.budget.slice(elapsed)), found, found.system, found.depth)
            if task.decided():
                raise _Left
        self._next = 2 * self._clock.elapsed


def as_far_as_possible(task: Task) -> None:
    """`search`; where states after so many steps cannot be encoded, within fewer steps, and then why no further. Raises
    SpecError where these are none."""
    try:
        search(task)
    except TooDeepError as error:
        if error.steps < 1:
            raise
        as_far_as_possible(replace(task, limits=replace(task.limits, length=error.steps)))
        reason = f"more than {error.steps} steps are not treated symbolically: {error}"
        task.board.leave(task.board.open, ENGINE, reason)


def look(task: Task, found: Encoded, system: TransitionSystem, length: int | None) -> tuple[frozenset[str], bool]:
    """Bounded search of one system of an encoding for what is open. Returns what it assumed in vain, and whether deeper
    paths would take more memory than they are to where nobody has asked for a length."""
    largest = bmc.LARGEST if task.limits.length is None else None
    made: list[bmc.Search] = []

    def make(system: TransitionSystem, properties: Sequence[Property], observer: Observer) -> bmc.Search:
        known = partial(laws, system, found.registers)
        made.append(bmc.Search(system, properties, length, task.budget, observer, largest=largest, laws=known))
        return made[-1]

    searched = Searched(task, found, system, ENGINE, make, goes_on=task.goes_on)
    searched.run()
    return searched.doubted, any(search.full for search in made)


def has_initial_state(spec: Spec, task: Task) -> bool | None:
    """Whether Init of a specification whose first invariant is FALSE can be satisfied; None if the time ends before
    that is known. Raises SpecError."""
    try:
        encoded = encode(spec, 0, task.observer)
    except SpecError as error:
        if error.code is not Code.VACUOUS:
            raise
        return False
    if encoded.left_out:
        raise next(iter(encoded.left_out.values()))
    wanted = [prop for prop in encoded.system.properties if prop.kind == "invariant"]
    searched = bmc.Search(encoded.system, wanted, 0, task.budget, task.observer)
    searched.run()
    verdicts = searched.verdicts().values()
    if any(isinstance(verdict, Refuted) for verdict in verdicts):
        return True
    return False if all(isinstance(verdict, Bounded) for verdict in verdicts) else None
