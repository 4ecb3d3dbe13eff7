"""Bounded model checking: bad states within so many steps, deeper and deeper; must not know TLA+ or any one solver.

One query asks for a whole depth, idle steps included. States are searched in parallel steps where that changes no
answer: a path of k single steps is one of k parallel steps, so what no k parallel steps reach, no k steps reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.minimise import drop_steps, read_path, shorten
from symcheck.engine.mutexes import mutexes
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Bounded, Path, Refuted, Unknown, Verdict
from symcheck.engine.view import View, Views, is_boolean
from symcheck.solve import Answer, SolverFactory
from symcheck.system import steps
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, evaluate_all, nodes

_PLACES = 3  # groups of properties
_PARALLEL_KINDS = frozenset({"invariant", "definedness", "overflow"})
_SHORTEN_SIZE = 400_000  # nodes of a system times steps: more is not unrolled to make a path shorter
_SHORTEN_SECONDS = 10.0
_DROP_SECONDS = 1.0
_HARD = 2.0  # seconds of a search before lemmas are looked for, and of one depth before the next is close to it
_SLOWLY = 2  # steps
_PATIENCE = 5  # times as long as a search has taken may be spent on finding lemmas for it
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

    Without a length the search goes on until the budget ends or every property is refuted. With one, no path has more
    single steps.
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
        self._groups = [_Group(place) for place in range(_PLACES)]
        self._alone: set[str] = set()  # searched in single steps, though parallel ones would do
        self._is_hard = False

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
        wanted: dict[_Group, int] = {}
        while not self._budget.exhausted:
            for group in self._groups:
                if group not in wanted and self._short_of_length(group):
                    wanted[group] = deeper(0, self._length)
            if not wanted:
                return
            self._learn()
            group = min(wanted, key=_Group.turn)
            budget = self._budget.slice(max(_TURN, group.spent / 2))
            if not self._ask(group, wanted[group], budget):
                continue
            if self._short_of_length(group):
                wanted[group] = deeper(wanted[group], self._length, budget.elapsed > _HARD)
            else:
                del wanted[group]

    def to(self, depth: int) -> None:
        """Look at all paths of at most so many steps; for whoever deepens the search as it likes, never less deep."""
        for group in self._groups:
            if not self._budget.exhausted:
                self._ask(group, depth, self._budget)

    def _short_of_length(self, group: _Group) -> bool:
        """Whether something of a group is not answered as deep as was asked for."""
        still = self._still(group, self._views.at(0))
        return any(self._length is None or self._clear.get(prop.name, -1) < self._length for prop in still)

    def leave(self, names: Iterable[str]) -> None:
        """Ask no more for these: they are settled otherwise."""
        self._left.update(names)

    def _still(self, group: _Group, seen: View) -> list[Property]:
        """What is still asked for of a group."""
        asked = self._asked()
        return [prop for prop in _groups(seen.system, self._alone)[group.place] if prop.name in asked]

    def _learn(self) -> None:
        """What is hard gets lemmas, once: they take longer to find than most questions to answer."""
        spent = sum(group.spent for group in self._groups)
        if self._is_hard or spent < _HARD:
            return
        self._is_hard = True
        if self._factory is None and is_boolean(self._system):
            found = mutexes(self._system, self._budget.slice(_PATIENCE * spent))
            if found is not None and found is not TRUE:
                self._views.learn(found)
                self._observer.note("pairs that are never true together are lemmas from now on")

    def _asked(self) -> set[str]:
        return self._properties.keys() - self._refuted.keys() - self._left

    def _ask(self, group: _Group, depth: int, budget: Budget) -> bool:
        """Ask for every property of a group at a depth; whether there was time for an answer."""
        seen = self._views.at(depth)
        if seen is not group.seen:
            group.seen, group.unrolling = seen, None
        still = self._still(group, seen)
        if group.unrolling is None and still:
            group.unrolling = _unrolling(seen, still, sequential=group.place != 0)
        answer = Answer.UNSAT
        while still:
            assert group.unrolling is not None
            grown = group.unrolling.grow(depth, budget)
            answer = group.unrolling.find(still, budget) if grown else Answer.UNKNOWN
            if answer is not Answer.SAT:
                break
            for prop, path in [(prop, read_path(group.unrolling, prop)) for prop in _hit(group.unrolling, still)]:
                self._refute(seen, prop, path, group.spent + budget.elapsed)
            still = self._still(group, seen)
        group.spent += budget.elapsed
        if answer is Answer.UNKNOWN:
            return False
        for prop in still:
            self._clear[prop.name] = max(depth, self._clear.get(prop.name, -1))
        if still:
            self._observer.progress("bmc", depth)
        return True

    def _refute(self, seen: View, prop: Property, path: Path, spent: float) -> None:
        """Keeps a path to a bad state, shorter if that can be: for as long as it took to find it."""

        def keep(found: Path) -> None:
            if self._fits(found):
                original = seen.original(self._properties[prop.name], found)
                self._refuted[prop.name] = Refuted(replace(original, shortest=found.shortest))

        patience = self._budget.slice(max(_SHORTEN_SECONDS, spent))

        def unroll(depth: int) -> Unrolling | None:
            if _size(seen.system) * depth > _SHORTEN_SIZE:
                return None
            made = _unrolling(seen, [prop], sequential=True)
            return made if made.grow(depth, patience) else None

        short = drop_steps(seen.system, prop, path, self._budget.slice(_DROP_SECONDS))
        keep(short)  # should the rest be interrupted
        if self._fits(short) and (seen.depth is None or short.length <= seen.depth):
            clear = self._clear.get(prop.name, -1)
            keep(shorten(prop, short, clear, unroll, patience))
        if prop.name not in self._refuted:
            self._alone.add(prop.name)
            return
        self._observer.progress("bmc", self._refuted[prop.name].path.length, f"{prop.name} is violated")

    def _fits(self, path: Path) -> bool:
        """Whether a path is as short as is asked for: of parallel steps there may be few enough, of single ones not."""
        return self._length is None or path.length <= self._length


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


def _groups(system: TransitionSystem, alone: Set[str]) -> list[list[Property]]:
    """Properties that one unrolling serves: in parallel steps, in single steps (with those that are to go alone), of
    single steps."""
    together = steps.can_be_parallel(system)
    groups: list[list[Property]] = [[] for _ in range(_PLACES)]
    for prop in system.properties:
        if prop.kind == "action":
            groups[2].append(prop)
        elif together and _is_parallel(prop) and prop.name not in alone:
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


def deeper(depth: int, length: int | None, slowly: bool = False) -> int:
    """The depth to ask at after this one: 5, 10, 15, 20, 30, 45, … up to the length, which is always asked. Slowly, two
    more: where each depth takes long, what lies far beyond the first bad state takes longer still."""
    following = depth + (_SLOWLY if slowly else max(5, depth // 10 * 5))
    return following if length is None else min(following, length)
