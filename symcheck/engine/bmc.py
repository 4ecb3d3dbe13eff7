"""Bounded model checking: bad states within so many steps, deeper and deeper; must not know TLA+ or any one solver.

One query asks for a whole depth, idle steps included. States are searched in parallel steps where that changes no
answer: a path of k single steps is one of k parallel steps, so what no k parallel steps reach, no k steps reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.minimise import drop_steps, read_path, shorten
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Bounded, Refuted, Unknown, Verdict
from symcheck.solve import Answer, SolverFactory, default_solver
from symcheck.system import steps
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, evaluate_all, nodes

_PARALLEL_KINDS = frozenset({"invariant", "definedness", "overflow"})
_SHORTEN_SIZE = 400_000  # nodes of a relation times steps: more is not unrolled to make a path shorter
_SHORTEN_SECONDS = 10.0
_DROP_SECONDS = 1.0


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    length: int | None = None,
    budget: Budget | None = None,
    observer: Observer | None = None,
    solver: SolverFactory | None = None,
) -> dict[str, Verdict]:
    """A verdict for each property by name: Refuted, Bounded(length), or Unknown when the budget ends.

    Without a length the search goes on until the budget ends or every property is refuted.
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
        self._system = system
        self._length = length
        self._budget = budget or Budget()
        self._observer: Observer = observer or Silent()
        self._factory = solver or default_solver(is_boolean(system, properties))
        self._properties = tuple(properties)
        self._refuted: dict[str, Refuted] = {}
        self._clear: dict[str, int] = {}

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {prop.name: self._verdict(prop) for prop in self._properties}

    def _verdict(self, prop: Property) -> Verdict:
        refuted = self._refuted.get(prop.name)
        if refuted is not None:
            return refuted
        depth = self._clear.get(prop.name, -1)
        if self._length is not None and depth >= self._length:
            return Bounded(self._length)
        return Unknown("out of time" if self._budget.exhausted else "interrupted", depth)

    def run(self) -> None:
        """Search until everything is decided, the length is reached or the budget ends."""
        groups = [group for group in self._groups() if group]
        unrollings: dict[int, Unrolling] = {}
        for depth in depths(self._length):
            for place, group in enumerate(groups):
                still = [prop for prop in group if prop.name not in self._refuted]
                if not still or self._budget.exhausted:
                    continue
                if place not in unrollings:
                    unrollings[place] = self._unrolling(still)
                self._deepen(unrollings[place], still, depth)
            if self._budget.exhausted or len(self._refuted) == len(self._properties):
                return

    def _groups(self) -> list[list[Property]]:
        """Properties that one unrolling serves: in parallel steps, in single steps, of single steps."""
        together = steps.can_be_parallel(self._system)
        groups: list[list[Property]] = [[], [], []]
        for prop in self._properties:
            if prop.kind == "action":
                groups[2].append(prop)
            elif together and prop.kind in _PARALLEL_KINDS and not prop.sequential:
                groups[0].append(prop)
            else:
                groups[1].append(prop)
        return groups

    def _unrolling(self, group: Sequence[Property], sequential: bool = False) -> Unrolling:
        last_matters = group[0].kind == "action"
        together = group[0].kind in _PARALLEL_KINDS and not group[0].sequential and not sequential
        make = steps.parallel if together and steps.can_be_parallel(self._system) else steps.sequential
        return Unrolling(self._system, make(self._system), self._factory, last_matters)

    def _deepen(self, unrolling: Unrolling, group: list[Property], depth: int) -> None:
        if not unrolling.grow(depth, self._budget):
            return
        while group:
            answer = unrolling.find(group, self._budget)
            if answer is Answer.UNKNOWN:
                return
            if answer is Answer.UNSAT:
                break
            at, _ = unrolling.badness(group)
            values = {**unrolling.state(at), **unrolling.inputs(at)}
            if group[0].kind == "action":
                values |= {self._system.primed[v]: value for v, value in unrolling.state(at + 1).items()}
            bad = evaluate_all((prop.bad for prop in group), values)
            hit = [prop for prop, is_bad in zip(group, bad, strict=True) if is_bad]
            assert hit, "a model makes no property bad"
            paths = [(prop, read_path(unrolling, prop)) for prop in hit]  # before the solver is asked again
            for prop, path in paths:
                short = drop_steps(self._system, prop, path, self._budget.slice(_DROP_SECONDS))
                self._refuted[prop.name] = Refuted(short)  # kept, should the rest be interrupted
                deepest = max(self._clear.get(prop.name, -1), -1)
                best = shorten(prop, short, deepest, self._for_shortening(prop), self._budget.slice(_SHORTEN_SECONDS))
                self._refuted[prop.name] = Refuted(best)
                self._observer.progress("bmc", best.length, f"{prop.name} is violated")
            group = [prop for prop in group if prop.name not in self._refuted]
        for prop in group:
            self._clear[prop.name] = depth
        if group:
            self._observer.progress("bmc", depth)

    def _for_shortening(self, prop: Property) -> Callable[[int], Unrolling | None]:
        def unroll(depth: int) -> Unrolling | None:
            made = self._unrolling([prop], sequential=True)
            if len(nodes((made.steps.relation, made.steps.order))) * depth > _SHORTEN_SIZE:
                return None
            return made if made.grow(depth, self._budget) else None

        return unroll


def depths(length: int | None) -> Iterator[int]:
    """The depths at which to ask: 5, 10, 15, 20, 30, 45, … up to the length, which is always asked."""
    depth = 5
    while length is None or depth < length:
        yield depth
        depth += max(5, depth // 10 * 5)
    yield length


def is_boolean(system: TransitionSystem, properties: Sequence[Property]) -> bool:
    """Whether no integer occurs, so that a SAT solver will do."""
    terms = [system.init, system.constraint, system.lemma, *system.state, *system.inputs]
    terms += (prop.bad for prop in properties)
    for action in system.actions:
        terms += (action.guard, action.expand, *action.effects.values())
    return all(node.sort == BOOL for node in nodes(terms))
