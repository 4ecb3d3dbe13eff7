"""Bounded model checking: bad states within so many steps, deeper and deeper; must not know TLA+ or any one solver.

One query asks for a whole depth, idle steps included. States are searched in parallel steps where that changes no
answer: a path of k single steps is one of k parallel steps, so what no k parallel steps reach, no k steps reach. Where
that takes long, states are listed beside it, as long as they are few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.groups import PLACES, TURN, Group, deeper, groups_of, is_parallel
from symcheck.engine.listing import Listing
from symcheck.engine.minimise import drop_steps, read_path, shorten
from symcheck.engine.mutexes import mutexes
from symcheck.engine.one_step import kept
from symcheck.engine.unrolling import Unrolling, size_of_step
from symcheck.engine.verdict import Bounded, Path, Refuted, Unknown, Verdict
from symcheck.engine.view import View, Views, is_boolean
from symcheck.solve import Answer, SolverFactory
from symcheck.system import steps
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, Term

LARGEST = 20_000_000
"""Literals of one unrolling that take about a GiB: enough for whoever has not asked for a length."""

TIRED = 0.9
"""Seconds of a search before it is asked what every single step keeps, where integers are summed up."""

TOO_DEEP = "deeper paths would take too much memory"

_SHORTEN_SIZE = 400_000  # nodes of a system times steps: more is not unrolled to make a path shorter
_SHORTEN_SECONDS = 10.0
_DROP_SECONDS = 1.0
_SHORTEN_LISTED = 0.1  # seconds at the least to list states for the same, however soon a path was found
_LISTED = 1.0  # seconds of a search before states are listed beside it
_HARD = 2.0  # seconds of a search before lemmas are looked for, and of one depth before the next is close to it
_PATIENCE = 5  # times as long as a search has taken may be spent on finding lemmas for it


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    length: int | None = None,
    budget: Budget | None = None,
    observer: Observer | None = None,
    solver: SolverFactory | None = None,
    laws: Callable[[Budget], Term] | None = None,
) -> dict[str, Verdict]:
    """A verdict for each property by name: Refuted, Bounded(length), or Unknown when the budget ends.

    Without a length the search goes on until the budget ends or every property is refuted. With one, no path has more
    single steps.
    """
    found = Search(system, properties, length, budget, observer, solver, laws=laws)
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
        largest: int | None = None,
        laws: Callable[[Budget], Term] | None = None,
    ) -> None:
        """`solver` takes the system as it is; without one the fastest form and solver are chosen. What holds more than
        `largest` literals is not made deeper. `laws` are asked for where a search of integers takes its time: what
        holds in every reachable state."""
        self._largest = largest
        self._laws = laws
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
        self._groups = [Group(place) for place in range(PLACES)]
        self._alone: set[str] = set()  # searched in single steps, though parallel ones would do
        self._is_hard = self._is_tired = False
        self._listed: Listing | None = None
        self._listed_spent = 0.0  # seconds

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
        if any(name in group.full for group in self._groups):
            return Unknown(TOO_DEEP, depth)
        return Unknown("out of time" if self._budget.exhausted else "interrupted", depth)

    @property
    def full(self) -> bool:
        """Whether something is not asked any deeper since that would take too much memory."""
        return any(group.full for group in self._groups)

    def run(self) -> None:
        """Search until everything is decided, the length is reached, the budget ends or what is deeper would be too
        large. Where one kind of property is harder than the others, each goes its own way: none waits for long."""
        wanted: dict[Group, int] = {}
        while not self._budget.exhausted:
            for group in self._groups:
                if group.full or not self._short_of_length(group):
                    wanted.pop(group, None)
                elif group not in wanted or self._known(group) >= wanted[group]:
                    wanted[group] = deeper(self._known(group), self._length)
            if not wanted:
                return
            self._learn()
            if self._list(wanted):
                continue
            group = min(wanted, key=Group.turn)
            budget = self._budget.slice(max(TURN, group.spent / 2))
            if self._ask(group, wanted[group], budget) and self._short_of_length(group):
                wanted[group] = deeper(wanted[group], self._length, budget.elapsed > _HARD)
            if group.unrolling is not None and group.unrolling.full:
                group.give_up(prop.name for prop in self._still(group, group.seen or self._views.at(0)))

    def to(self, depth: int) -> None:
        """Look at all paths of at most so many steps; for whoever deepens the search as it likes, never less deep."""
        for group in self._groups:
            if not self._budget.exhausted:
                self._ask(group, depth, self._budget)

    def _short_of_length(self, group: Group) -> bool:
        """Whether something of a group is not answered as deep as was asked for."""
        still = self._still(group, self._views.at(0))
        return any(self._length is None or self._clear.get(prop.name, -1) < self._length for prop in still)

    def _known(self, group: Group) -> int:
        """The depth to which everything that is still asked for of a group is clear."""
        still = self._still(group, self._views.at(0))
        return max(0, min((self._clear.get(prop.name, -1) for prop in still), default=0))

    def leave(self, names: Iterable[str]) -> None:
        """Ask no more for these: they are settled otherwise."""
        self._left.update(names)

    def _still(self, group: Group, seen: View) -> list[Property]:
        """What is still asked for of a group."""
        asked = self._asked()
        return [prop for prop in groups_of(seen.system, self._alone)[group.place] if prop.name in asked]

    def _learn(self) -> None:
        """What is hard gets lemmas, once: they take longer to find than most questions to answer."""
        spent = sum(group.spent for group in self._groups)
        if not self._is_tired and spent >= TIRED:
            self._is_tired = True
            self._keep(self._budget.slice(_PATIENCE * spent))
            self._narrow(self._budget.slice(spent))
        if self._is_hard or spent < _HARD:
            return
        self._is_hard = True
        if self._factory is None and is_boolean(self._system):
            found = mutexes(self._system, self._budget.slice(_PATIENCE * spent))
            if found is not None and found is not TRUE:
                self._views.learn(found)
                self._observer.note("pairs that are never true together are lemmas from now on")

    def _keep(self, budget: Budget) -> None:
        """What no single step from a good state makes bad is never bad: sums of integers that are kept so take a solver
        long to add up over many steps."""
        if self._length is None or self._factory is not None or is_boolean(self._system):
            return
        asked = [prop for prop in self._properties.values() if prop.name in self._asked()]
        for prop in kept(self._system, asked, budget):
            self._clear[prop.name] = self._length
            self._observer.note(f"{prop.name}: every single step keeps it")
        for group in self._groups:
            group.unrolling = None  # what a solver has learned of these keeps it from the others

    def _narrow(self, budget: Budget) -> None:
        """What adds up to the same in every state leaves integers fewer values, and so fewer bits."""
        if self._laws is None or self._factory is not None or is_boolean(self._system) or not self._asked():
            return
        found = self._laws(budget)
        if found is not TRUE:
            self._views.learn(found)
            self._observer.note("sums that are always the same are lemmas from now on")

    def _list(self, groups: Iterable[Group]) -> bool:
        """Lists states where it is the turn of that: whether it was."""
        spent = [group.spent for group in groups]
        if self._factory is not None or sum(spent) < _LISTED or self._listed_spent > min(spent):
            return False
        listed = self._listing()
        if listed.over or not listed.properties & self._asked():
            return False
        if self._length is not None and listed.depth >= self._length:
            return False
        self._grow(listed, self._budget.slice(max(TURN, self._listed_spent / 2)))
        for name in listed.properties & self._asked():
            path = listed.refuted.get(name)
            if path is None:
                deepest = self._length if listed.complete and self._length is not None else listed.depth
                self._clear[name] = max(deepest, self._clear.get(name, -1))
            elif self._fits(path):
                self._refuted[name] = Refuted(path)
                self._observer.progress("bmc", path.length, f"{name} is violated")
        if listed.depth > 0:
            self._observer.progress("bmc", listed.depth)
        return True

    def _listing(self) -> Listing:
        if self._listed is None:
            clock = Budget()
            asked = [prop for prop in self._properties.values() if prop.name not in self._left]
            self._listed = Listing(self._views.system, asked, self._length)
            self._listed_spent = clock.elapsed
        return self._listed

    def _list_shorter(self, name: str, budget: Budget) -> None:
        """A path that is known to be a shortest one, where layers tell so."""
        listed, known = self._listing(), self._refuted[name].path
        while name in listed.properties - listed.refuted.keys() and listed.depth < known.length - 1:
            if listed.over or budget.exhausted:
                return
            self._grow(listed, budget)
        if name in listed.properties:
            self._refuted[name] = Refuted(listed.refuted.get(name, replace(known, shortest=True)))

    def _grow(self, listed: Listing, budget: Budget) -> None:
        listed.grow(budget)
        self._listed_spent += budget.elapsed

    def _asked(self) -> set[str]:
        """What has no answer: what is clear to the length that was asked for has one."""
        clear = {name for name, depth in self._clear.items() if self._length is not None and depth >= self._length}
        return self._properties.keys() - self._refuted.keys() - self._left - clear

    def _ask(self, group: Group, depth: int, budget: Budget) -> bool:
        """Ask for every property of a group at a depth; whether there was time for an answer."""
        seen = self._views.at(depth)
        if seen is not group.seen:
            group.seen, group.unrolling = seen, None
        still = self._still(group, seen)
        if group.unrolling is None and still:
            group.unrolling = _unrolling(seen, still, sequential=group.place != 0, largest=self._largest)
        answer = Answer.UNSAT
        while still:
            assert group.unrolling is not None
            grown = group.unrolling.grow(depth, budget)
            answer = group.unrolling.find(still, budget) if grown else Answer.UNKNOWN
            if answer is not Answer.SAT:
                break
            hit = group.unrolling.bad_in_model(still)
            for prop, path in sorted(((prop, read_path(group.unrolling, prop)) for prop in hit), key=_sooner):
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
            if size_of_step(seen.system) * depth > _SHORTEN_SIZE:
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
        if not self._refuted[prop.name].path.shortest and self._factory is None:
            self._list_shorter(prop.name, self._budget.slice(max(_SHORTEN_LISTED, spent, patience.elapsed)))
        self._observer.progress("bmc", self._refuted[prop.name].path.length, f"{prop.name} is violated")

    def _fits(self, path: Path) -> bool:
        """Whether a path is as short as is asked for: of parallel steps there may be few enough, of single ones not."""
        return self._length is None or path.length <= self._length


def _sooner(found: tuple[Property, Path]) -> tuple[int, bool]:
    """What comes first in a behavior is told first; what has no value is no violation of anything else."""
    prop, path = found
    return path.length, prop.kind != "definedness"


def _unrolling(
    seen: View, group: Sequence[Property], sequential: bool = False, largest: int | None = None
) -> Unrolling:
    together = is_parallel(group[0]) and not sequential and steps.can_be_parallel(seen.system)
    relation = steps.parallel(seen.system) if together else steps.sequential(seen.system)
    return Unrolling(seen.system, relation, seen.factory, last_matters=group[0].kind == "action", largest=largest)
