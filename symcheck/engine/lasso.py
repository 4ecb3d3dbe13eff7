"""Bounded search for behaviors that go on for ever and violate a temporal property: lassos of so many steps, more and
more; must not know TLA+ or any one solver."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.bmc import TIRED
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Assignment
from symcheck.engine.view import View, is_boolean, view
from symcheck.solve import Answer, SolverFactory
from symcheck.system.temporal import All, Always, Eventually, Formula, Now, Some, Violation
from symcheck.system.transform.to_safety import Monitored, to_safety
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Term, conj

_NAME = "bmc"  # that is whose search it is


@dataclass(frozen=True, slots=True)
class Lasso:
    """States and the actions that led to each (None at first, and where nothing runs); after the last one comes the
    state at `loop`. `shortest`: no lasso of fewer steps, but for those where nothing runs, violates the property."""

    moves: tuple[tuple[int | None, Assignment], ...]
    loop: int
    shortest: bool


class UndefinedError(Exception):
    """A behavior reaches a step in which the property, or a fairness condition, cannot be evaluated; `path` is one that
    ends there, and stays there."""

    def __init__(self, path: Lasso) -> None:
        super().__init__("the property cannot be evaluated")
        self.path = path


class Search:
    """Looks for lassos; `clear` is the number of steps within which there is none (-1: nothing is known)."""

    def __init__(
        self,
        system: TransitionSystem,
        violation: Violation,
        observer: Observer | None = None,
        solver: SolverFactory | None = None,
        laws: Callable[[Budget], Term] | None = None,
    ) -> None:
        """`laws` are asked for once the search takes its time and there are integers: what holds in every reachable
        state."""
        self._laws = laws
        self._spent = 0.0  # seconds
        self._system = system
        self._violation = violation
        self._observer: Observer = observer or Silent()
        self._factory = solver
        self._seen: View | None = None
        self._monitored: Monitored | None = None
        self._unrolling: Unrolling | None = None
        self.clear = -1

    def to(self, depth: int, budget: Budget) -> Lasso | None:
        """A lasso of at most so many steps, a shortest one if there is time; None if there is none, or no time to see
        that. Raises UndefinedError."""
        clock = Budget()
        try:
            self._learn(budget)
            return self._search(depth, budget)
        finally:
            self._spent += clock.elapsed

    def _learn(self, budget: Budget) -> None:
        """What adds up to the same in every state leaves integers fewer values, and so fewer bits."""
        if self._laws is None or self._spent < TIRED:
            return
        laws, self._laws = self._laws, None
        if self._factory is not None or is_boolean(self._system):
            return
        found = laws(budget.slice(self._spent))
        if found is not TRUE:
            self._system = replace(self._system, lemma=conj((self._system.lemma, found)))
            self._seen = None
            self._observer.note("sums that are always the same are lemmas from now on")

    def _search(self, depth: int, budget: Budget) -> Lasso | None:
        unrolling = self._unrolled(depth)
        assert self._monitored is not None
        if not unrolling.grow(depth, budget):
            return None
        failed = self._monitored.failed
        if self._violation.undefined is not FALSE:
            answer = unrolling.find([failed], budget)
            if answer is Answer.SAT:
                raise UndefinedError(self._read(unrolling, failing=True))
            if answer is Answer.UNKNOWN:
                return None
        answer = unrolling.find([self._monitored.bad], budget)
        if answer is Answer.UNSAT:
            self.clear = max(self.clear, depth)
            self._observer.progress(_NAME, depth)
        return self._shortest(unrolling, self._monitored.bad, budget) if answer is Answer.SAT else None

    def _unrolled(self, depth: int) -> Unrolling:
        seen = self._seen
        if seen is None or (seen.depth is not None and depth > seen.depth):
            terms = _terms(self._violation)
            asked = [Property(str(number), "action", term) for number, term in enumerate(terms)]
            seen = self._seen = view(self._system, asked, 2 * depth, self._factory)
            found = {term: prop.bad for term, prop in zip(terms, seen.system.properties, strict=True)}
            self._monitored = to_safety(seen.system, _renamed(self._violation, found))
            self._unrolling = None
        if self._unrolling is None:
            assert self._monitored is not None
            made = self._monitored
            self._unrolling = Unrolling(made.system, made.steps, seen.factory, last_matters=False)
        return self._unrolling

    def _shortest(self, unrolling: Unrolling, bad: Property, budget: Budget) -> Lasso:
        """After SAT: fewer and fewer steps that are not idle at the beginning."""
        found, clear, most = self._read(unrolling), self.clear, unrolling.depth
        while most > clear + 1 and not budget.exhausted:
            middle = (most + clear) // 2
            answer = unrolling.find([bad], budget, most=middle)
            if answer is Answer.UNKNOWN:
                break
            if answer is Answer.SAT:
                found, most = self._read(unrolling), middle
            else:
                clear = middle
        return replace(found, shortest=most == clear + 1)

    def careless(self) -> Search:
        """A search for the same as if everything could be evaluated: what it finds may be no violation."""
        violation = replace(self._violation, undefined=FALSE)
        return Search(self._system, violation, self._observer, self._factory, self._laws)

    def _read(self, unrolling: Unrolling, failing: bool = False) -> Lasso:
        """The lasso of the model, without the idle steps at its beginning; of a failing path, up to the last state."""
        assert self._monitored is not None
        assert self._seen is not None
        states = [unrolling.state(step) for step in range(unrolling.depth + 1)]
        running = unrolling.running()
        begun = (step for step, state in enumerate(states) if state[self._monitored.begun])
        loop = unrolling.depth if failing else next(begun) - 1
        start = min([loop, *running])
        bits = self._seen.bits
        moves = []
        for step in range(start, unrolling.depth + failing):
            state = {var: states[step][var] for var in self._seen.system.state}
            action = running.get(step - 1)
            moves.append((action, state if bits is None else bits.decode_state(state)))
        return Lasso(tuple(moves), loop - start, False)


def _terms(violation: Violation) -> list[Term]:
    found = dict.fromkeys((violation.same, violation.inside, violation.undefined))
    todo = [violation.fair, *violation.cases]
    while todo:
        match todo.pop():
            case Now(condition):
                found[condition] = None
            case All(parts) | Some(parts):
                todo.extend(parts)
            case Always(body) | Eventually(body):
                todo.append(body)
    return list(found)


def _renamed(violation: Violation, found: Mapping[Term, Term]) -> Violation:
    """With other terms for the same conditions."""
    return Violation(
        violation.name,
        _formula(violation.fair, found),
        _formulas(violation.cases, found),
        found[violation.same],
        found[violation.inside],
        found[violation.undefined],
    )


def _formula(formula: Formula, found: Mapping[Term, Term]) -> Formula:
    match formula:
        case Now(condition):
            return Now(found[condition])
        case All(parts):
            return All(_formulas(parts, found))
        case Some(parts):
            return Some(_formulas(parts, found))
        case Always(body):
            return Always(_formula(body, found))
        case Eventually(body):
            return Eventually(_formula(body, found))


def _formulas(parts: Sequence[Formula], found: Mapping[Term, Term]) -> tuple[Formula, ...]:
    return tuple(_formula(part, found) for part in parts)
