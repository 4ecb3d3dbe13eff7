"""Proofs for behaviors of any length, from the system for all depths; must not know how engines find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symcheck.base.observe import Observer
from symcheck.engine import bmc
from symcheck.engine.verdict import Refuted, Unknown, Verdict
from symcheck.engine.view import is_boolean
from symcheck.pipeline.engines import symbolically
from symcheck.pipeline.engines.encoding import encoding
from symcheck.pipeline.engines.lassos import Lassos
from symcheck.pipeline.engines.liveness import Liveness
from symcheck.pipeline.engines.searched import Lent, Search, Searched
from symcheck.pipeline.engines.strengthening import leaning, strengthened
from symcheck.pipeline.task import Task
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.rooms import left, room_in
from symcheck.system.transition_system import Property, TransitionSystem

if TYPE_CHECKING:
    from symcheck.engine.pdr import Pdr

KINDUCTION, PDR, SPACER = "kinduction", "pdr", "spacer"

Make = Callable[[Task, Encoded, TransitionSystem, Sequence[Property], Observer], Search]


def by_kinduction(task: Task) -> None:
    """k grows up to the length; without one until the budget ends."""
    _prove(task, KINDUCTION, _kinduction)


def by_pdr(task: Task) -> None:
    """Frames grow until they are inductive; of integers without bounds, within limits that are guessed."""
    _prove(task, PDR, _pdr, then=_live)


def by_spacer(task: Task) -> None:
    """Z3 looks for an invariant, over integers too."""
    _prove(task, SPACER, _spacer)


def _shallow(task: Task, found: Encoded) -> None:
    """Who gives up where integers have no limits has seen few steps only: violations may be near."""
    length = task.limits.length
    turn = task if length is not None else replace(task, budget=task.budget.slice(_NEAR))
    symbolically.look(turn, found, found.system, _SHALLOW if length is None else length)


def _live(task: Task, found: Encoded, searched: Searched) -> None:
    """What is temporal, when the rest is done; what was proved helps."""
    lassos = Lassos(task, PDR)
    lassos.offer(found)
    lassos.first_look()
    stronger, _ = leaning(found, Lent(found), searched.certificates)
    Liveness(task, stronger).run(task.budget)


def _prove(
    task: Task, engine: str, make: Make, then: Callable[[Task, Encoded, Searched], None] | None = None
) -> None:
    doubted: frozenset[str] = frozenset()
    while True:
        found = encoding(task, None, engine, doubted)
        if found is None:
            return
        symbolically.look(task, found, found.initial, 0)
        if not _holds_at_all_depths(task, found, engine):
            if task.limits.length is not None:
                symbolically.search(task)  # a bounded answer is what was asked for
            return
        if task.decided():
            return
        wrong = _without_room(task, found)
        if wrong:
            doubted |= wrong
            continue
        stronger, lent = strengthened(task, found)
        searched = _prove_with(task, stronger, engine, make, lent=lent)
        if task.decided() or task.budget.exhausted:
            return
        if not searched.doubted:
            if then is not None:
                then(task, found, searched)
            if searched.went_too_far:
                symbolically.search(task)  # there may be shorter ones
            elif engine != KINDUCTION:  # which has looked
                _shallow(task, found)
            return
        doubted |= searched.doubted


def in_turns(task: Task, found: Encoded | None, doubted: frozenset[str]) -> None:
    """Every prover on what is open: those that are quick where they do it at all for a short while, then the others.
    `found` is an encoding that holds for all depths; without one it is made here."""
    while True:
        found = found or encoding(task, None, PDR, doubted)
        if found is None or not _holds_at_all_depths(task, found, PDR):
            return
        wrong = _without_room(task, found)
        if wrong:
            doubted |= wrong
            found = None
            continue
        found, lent = strengthened(task, found)
        for engine, make, seconds in _turns(found.system):
            if task.decided() or task.budget.exhausted:
                return
            searched = _prove_with(task, found, engine, make, seconds, lent)
            if searched.doubted:
                break
            found, lent = leaning(found, lent, searched.certificates)
            if engine == PDR:
                liveness = Liveness(task, found)
                liveness.run(task.budget.slice(_FAIRLY))
        if not searched.doubted:
            liveness.run(task.budget)
            return
        doubted |= searched.doubted
        found = None


def _holds_at_all_depths(task: Task, found: Encoded, engine: str) -> bool:
    if found.depth is None:
        return True
    names = ", ".join(variable.name for variable in found.growing)
    reason = f"there is no system for all depths, as the values of {names} keep growing"
    task.board.leave(task.board.open, engine, reason)
    return False


def _without_room(task: Task, found: Encoded) -> frozenset[str]:
    """What is assumed of layouts that grew with every step, and does not hold: mostly the very next step tells."""
    steps = room_in(found.assumed)
    if steps is None:
        return frozenset()
    leaving = [prop for prop in found.system.properties if found.titles[prop.name] == left(steps)]
    budget = task.budget.slice(_TO_LEAVE)
    verdicts = bmc.search(found.system, leaving, steps + 1, budget)
    return frozenset({left(steps)} if any(isinstance(each, Refuted) for each in verdicts.values()) else ())


def _prove_with(
    task: Task, found: Encoded, engine: str, make: Make, seconds: float | None = None, lent: Lent | None = None
) -> Searched:
    """Run an engine on an encoding that holds for all depths, for so many seconds; certificates take as long as they
    take."""
    turn = task if seconds is None else replace(task, budget=task.budget.slice(seconds))

    def search(system: TransitionSystem, properties: Sequence[Property], observer: Observer) -> Search:
        return make(turn, found, system, properties, observer)

    searched = Searched(task, found, found.system, engine, search, goes_on=task.goes_on, lent=lent)
    searched.run()
    return searched


def _kinduction(
    task: Task, _: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.kinduction import Search as Kinduction

    limits = task.limits
    return Kinduction(system, properties, limits.length, task.budget, observer, simple_path=limits.simple_path)


def _one_step(
    task: Task, _: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.kinduction import Search as Kinduction

    return Kinduction(system, properties, 1, task.budget, observer)


def _pdr(
    task: Task, found: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    pdr = _new_pdr(found, system, properties, observer)
    return _Running(lambda: pdr.run(task.budget), pdr.verdicts)


def _pdr_among_others(
    task: Task, found: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    """Where it does not know that it comes to an end it leaves time for those that follow; it says nothing of what it
    is not for."""
    pdr = _new_pdr(found, system, properties, observer)

    def run() -> None:
        left = task.budget.remaining
        pdr.run(task.budget.slice(_GUESSING if left is None else left / 2) if pdr.guesses else task.budget)

    def verdicts() -> Mapping[str, Verdict]:
        known = pdr.verdicts()
        if not pdr.idle:
            return known
        return {name: replace(each, why="") if isinstance(each, Unknown) else each for name, each in known.items()}

    return _Running(run, verdicts)


def _new_pdr(found: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer) -> Pdr:
    from symcheck.engine.pdr import Pdr
    from symcheck.symbolic.layouts.symmetry import symmetries

    return Pdr(system, properties, observer, symmetries(found.spec, tuple(found.registers.values())))


def _spacer(
    task: Task, _: Encoded, system: TransitionSystem, properties: Sequence[Property], observer: Observer
) -> Search:
    from symcheck.engine.spacer import Search as Spacer

    return Spacer(system, properties, task.budget, observer)


@dataclass(frozen=True, slots=True)
class _Running:
    run: Callable[[], None]
    verdicts: Callable[[], Mapping[str, Verdict]]


_Turn = tuple[str, Make, float | None]
_GUESSING = 60.0  # seconds for PDR where nothing says that it ends, and no limit says how much there are
_FAIRLY = 20.0  # seconds for temporal properties while others are open
_SHALLOW, _NEAR = 20, 30.0  # steps and seconds for violations where a prover has given up
_TO_LEAVE = 2.0  # seconds for behaviors that leave the layouts as soon as they can
_SUMS = 15.0  # seconds for one step of all properties together


def _turns(system: TransitionSystem) -> tuple[_Turn, ...]:
    """k-induction mostly proves at once what it proves at all, but sums of integers take their time. PDR gives up where
    it is not for the system; to what it cannot take Spacer comes, and then longer windows."""
    one_step: tuple[_Turn, ...] = () if is_boolean(system) else ((KINDUCTION, _one_step, _SUMS),)
    return (
        *one_step,
        (KINDUCTION, _kinduction, 1.0),
        (PDR, _pdr_among_others, None),
        (SPACER, _spacer, 30.0),
        (KINDUCTION, _kinduction, None),
    )
