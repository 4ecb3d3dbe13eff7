"""Proofs for behaviors of any length, from the system for all depths; must not know how engines find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symcheck.base.observe import Observer
from symcheck.engine.verdict import Verdict
from symcheck.pipeline import symbolically
from symcheck.pipeline.encoding import encoding
from symcheck.pipeline.searched import Search, Searched
from symcheck.pipeline.task import Task
from symcheck.symbolic.encode import Encoded
from symcheck.system.transition_system import Property, TransitionSystem

KINDUCTION, PDR, SPACER = "kinduction", "pdr", "spacer"

Make = Callable[[Task, Encoded, TransitionSystem, Sequence[Property], Observer], Search]


def by_kinduction(task: Task) -> None:
    """k grows up to the length; without one until the budget ends."""
    _prove(task, KINDUCTION, _kinduction)


def by_pdr(task: Task) -> None:
    """Frames grow until they are inductive. Integers have to have bounds."""
    _prove(task, PDR, _pdr)


def by_spacer(task: Task) -> None:
    """Z3 looks for an invariant, over integers too."""
    _prove(task, SPACER, _spacer)


def _prove(task: Task, engine: str, make: Make) -> None:
    doubted: frozenset[str] = frozenset()
    while True:
        found = encoding(task, None, engine, doubted)
        if found is None:
            return
        symbolically.look(task, found, found.initial, 0)
        if found.depth is not None:
            names = ", ".join(variable.name for variable in found.growing)
            reason = f"there is no system for all depths, as the values of {names} keep growing"
            task.board.leave(task.board.open, engine, reason)
            if task.limits.length is not None:
                symbolically.search(task)  # a bounded answer is what was asked for
            return
        if task.board.violated and not doubted:
            return
        wrong = prove(task, found, engine, make)
        if not wrong or not task.board.open or task.budget.exhausted or (task.board.violated and not _ends(task)):
            return
        doubted |= wrong


def _ends(task: Task) -> bool:
    """Whether a search ends by itself, so that a violation need not end it."""
    return task.limits.length is not None or task.limits.seconds is not None


def prove(task: Task, found: Encoded, engine: str, make: Make) -> frozenset[str]:
    """Run an engine on an encoding that holds for all depths. A violation ends the search where it might never end.
    Returns what the encoding assumed in vain."""

    def search(system: TransitionSystem, properties: Sequence[Property], observer: Observer) -> Search:
        return make(task, found, system, properties, observer)

    searched = Searched(task, found, found.system, engine, search, goes_on=_ends(task))
    searched.run()
    return searched.doubted


def _kinduction(
    task: Task, _: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.kinduction import Search as Kinduction

    limits = task.limits
    return Kinduction(system, properties, limits.length, task.budget, observer, simple_path=limits.simple_path)


def _pdr(
    task: Task, found: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.pdr import Pdr
    from symcheck.symbolic.symmetry import symmetries

    pdr = Pdr(system, properties, observer, symmetries(found.spec, tuple(found.registers.values())))
    return _Running(lambda: pdr.run(task.budget), pdr.verdicts)


def _spacer(
    task: Task, _: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.spacer import Search as Spacer

    return Spacer(system, properties, task.budget, observer)


@dataclass(frozen=True, slots=True)
class _Running:
    run: Callable[[], None]
    verdicts: Callable[[], Mapping[str, Verdict]]
