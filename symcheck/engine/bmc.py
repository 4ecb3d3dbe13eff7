"""Bounded model checking: bad states within so many steps, deeper and deeper; must not know TLA+ or any one solver.

One query asks for a whole depth, idle steps included. States are searched in parallel steps where that changes no
answer: a path of k single steps is one of k parallel steps, so what no k parallel steps reach, no k steps reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.minimise import drop_steps, read_path, shorten
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Bounded, Path, Refuted, Unknown, Verdict
from symcheck.engine.view import View, Views
from symcheck.solve import Answer, SolverFactory
from symcheck.system import steps
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import evaluate_all, nodes

_PARALLEL_KINDS = frozenset({"invariant", "definedness", "overflow"})
_SHORTEN_SIZE = 400_000  # nodes of a system times steps: more is not unrolled to make a path shorter
_SHORTEN_SECONDS = 10.0
_DROP_SECONDS = 1.0
_TURN = 1.0  # seconds for one group of properties before another one has its turn


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    length: int | None = None,
    budget: Budget | None = None,
    observer: Observer | None = None,
    solver: SolverFactory | None = None,
) -> dict[str, Verdict]:
    """A verdict for each property by name: Refuted, Bounded(length), or Unknown when the budget ends.

    Without a length the search goes on until the budget ends or every property is refuted. A property can also be
    refuted by a path that is longer than the length.
    """
    found = Search(system, properties, length, budget, observer, solver)
    found.run()
    return found.verdicts()


class Search:
    """A search whose verdicts can be asked for at any time, also after KeyboardInterrupt has left `run`."""

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        length: int | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        solver: SolverFactory | None = None,
    ) -> None:
        """`solver` takes the system as it is; without one the fastest form and solver are chosen."""
        self._system = system
        self._length = length
        self._budget = budget or Budget()
        self._observer: Observer = observer or Silent()
        self._factory = solver
        self._properties = {prop.name: prop for prop in properties}
        self._refuted: dict[str, Refuted] = {}
        self._clear: dict[str, int] = {}
        self._left: set[str] = set()
        self._views = Views(system, properties, length, solver, self._observer)
        self._groups: list[_Group] | None = None

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {name: self._verdict(name) for name in self._properties}

    def _verdict(self, name: str) -> Verdict:
        refuted = self._refuted.get(name)
        if refuted is not None:
            return refuted
        depth = self._clear.get(name, -1)
        if self._length is not None and depth >= self._length:
            return Bounded(self._length)
        return Unknown("out of time" if self._budget.exhausted else "interrupted", depth)

    def run(self) -> None:
        """Search until everything is decided, the length is reached or the budget ends. Where one kind of property is
        harder than the others, each goes its own way: none waits for long."""
        waiting = {group: depths(self._length) for group in self._parted()}
        wanted = {group: next(further) for group, further in waiting.items()}
        while wanted and not self._budget.exhausted:
            group = min(wanted, key=_Group.turn)
            if not self._ask(group, wanted[group], self._budget.slice(max(_TURN, group.spent / 2))):
                continue
            depth = next(waiting[group], None) if self._still(group, self._views.at(wanted[group])) else None
            if depth is None:
                del wanted[group]
            else:
                wanted[group] = depth

    def to(self, depth: int) -> None:
        """Look at all paths of at most so many steps; for whoever deepens the search as it likes, never less deep."""
        for group in self._parted():
            if not self._budget.exhausted:
                self._ask(group, depth, self._budget)

    def _parted(self) -> list[_Group]:
        if self._groups is None:
            parted = _groups(self._views.at(0).system)
            self._groups = [_Group(place) for place, group in enumerate(parted) if group]
        return self._groups

    def _still(self, group: _Group, seen: View) -> list[Property]:
        """What is still asked for of a group."""
        asked = self._asked()
        return [prop for prop in _groups(seen.system)[group.place] if prop.name in asked]

    def leave(self, names: Iterable[str]) -> None:
        """Ask no more for these: they are settled otherwise."""
        self._left.update(names)

    def _asked(self) -> set[str]:
        return self._properties.keys() - self._refuted.keys() - self._left

    def _ask(self, group: _Group, depth: int, budget: Budget) -> bool:
        """Ask for every property of a group at a depth; whether there was time for an answer."""
        seen = self._views.at(depth)
        if seen is not group.seen:
            group.seen, group.unrolling = seen, None
        still = self._still(group, seen)
        if group.unrolling is None and still:
            group.unrolling = _unrolling(seen, still)
        answer = Answer.UNSAT
        while still:
            assert group.unrolling is not None
            grown = group.unrolling.grow(depth, budget)
            answer = group.unrolling.find(still, budget) if grown else Answer.UNKNOWN
            if answer is not Answer.SAT:
                break
            for prop, path in [(prop, read_path(group.unrolling, prop)) for prop in _hit(group.unrolling, still)]:
                self._refute(seen, prop, path)
            still = self._still(group, seen)
        group.spent += budget.elapsed
        if answer is Answer.UNKNOWN:
            return False
        for prop in still:
            self._clear[prop.name] = depth
        if still:
            self._observer.progress("bmc", depth)
        return True

    def _refute(self, seen: View, prop: Property, path: Path) -> None:
        def keep(found: Path) -> None:
            original = seen.original(self._properties[prop.name], found)
            self._refuted[prop.name] = Refuted(replace(original, shortest=found.shortest))

        patience = self._budget.slice(_SHORTEN_SECONDS)

        def unroll(depth: int) -> Unrolling | None:
            if _size(seen.system) * depth > _SHORTEN_SIZE:
                return None
            made = _unrolling(seen, [prop], sequential=True)
            return made if made.grow(depth, patience) else None

        short = drop_steps(seen.system, prop, path, self._budget.slice(_DROP_SECONDS))
        keep(short)  # should the rest be interrupted
        if seen.depth is None or short.length <= seen.depth:
            clear = self._clear.get(prop.name, -1)
            keep(shorten(prop, short, clear, unroll, patience))
        self._observer.progress("bmc", self._refuted[prop.name].path.length, f"{prop.name} is violated")


class _Group:
    """Properties that one unrolling serves."""

    __slots__ = ("place", "seen", "spent", "unrolling")

    def __init__(self, place: int) -> None:
        self.place = place
        self.spent = 0.0
        self.seen: View | None = None
        self.unrolling: Unrolling | None = None

    def turn(self) -> tuple[float, int]:
        """Who comes first: the one that has had the least time; among quick ones, the one that mostly is."""
        return max(self.spent, _TURN), self.place


def _hit(unrolling: Unrolling, group: Sequence[Property]) -> list[Property]:
    """After SAT: the properties that are bad in the model."""
    at, _ = unrolling.badness(group)
    values = {**unrolling.state(at), **unrolling.inputs(at)}
    if group[0].kind == "action":
        primed = unrolling.system.primed
        values |= {primed[var]: value for var, value in unrolling.state(at + 1).items()}
    bad = evaluate_all((prop.bad for prop in group), values)
    found = [prop for prop, is_bad in zip(group, bad, strict=True) if is_bad]
    assert found, "a model makes no property bad"
    return found


def _groups(system: TransitionSystem) -> list[list[Property]]:
    """Properties that one unrolling serves: in parallel steps, in single steps, of single steps."""
    together = steps.can_be_parallel(system)
    groups: list[list[Property]] = [[], [], []]
    for prop in system.properties:
        if prop.kind == "action":
            groups[2].append(prop)
        elif together and _is_parallel(prop):
            groups[0].append(prop)
        else:
            groups[1].append(prop)
    return groups


def _is_parallel(prop: Property) -> bool:
    return prop.kind in _PARALLEL_KINDS and not prop.sequential


def _unrolling(seen: View, group: Sequence[Property], sequential: bool = False) -> Unrolling:
    together = _is_parallel(group[0]) and not sequential and steps.can_be_parallel(seen.system)
    relation = steps.parallel(seen.system) if together else steps.sequential(seen.system)
    return Unrolling(seen.system, relation, seen.factory, last_matters=group[0].kind == "action")


def _size(system: TransitionSystem) -> int:
    """Distinct nodes of the actions, and as many for what stays."""
    terms = [value for action in system.actions for value in (action.guard, *action.effects.values())]
    return len(nodes(terms)) + 4 * len(system.state) + sum(len(action.effects) for action in system.actions)


def depths(length: int | None) -> Iterator[int]:
    """The depths at which to ask: 5, 10, 15, 20, 30, 45, … up to the length, which is always asked."""
    depth = 5
    while length is None or depth < length:
        yield depth
        depth += max(5, depth // 10 * 5)
    yield length
