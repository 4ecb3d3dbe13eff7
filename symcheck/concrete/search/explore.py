"""The explicit engine: visits every reachable state, breadth first, and checks each; must not know terms or solvers.

As in TLC, a state outside of a CONSTRAINT, or one that only steps outside of an ACTION_CONSTRAINT lead to, is checked,
but neither counted nor searched on from. States with the same VIEW are one state, and so are those that SYMMETRY
exchanges, where that is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NoReturn

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.deep import deeply
from symcheck.concrete.search.alike import Alike
from symcheck.concrete.search.exploration import Answer, Exploration, Fails, Finding, Holds, Open
from symcheck.concrete.search.judge import VIOLATED, Judge, SearchEndError
from symcheck.concrete.search.questions import Question, Questions
from symcheck.concrete.search.store import NO_PARENT, Store
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.spec import Property, Spec
from symcheck.value import make_record

ENGINE = "explicit"
OUT_OF_TIME = "out of time"
TOO_MANY_STATES = "too many states"
LENGTH = "only behaviors up to the length asked for were searched"

_LOOK = 0xFF  # the clock is looked at every so many successors


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to search: `states` bounds the distinct states, `length` the steps from an initial state. Unless
    `every_property`, the search ends at the first violation; otherwise it goes on while a property is open."""

    states: int | None = None
    length: int | None = None
    every_property: bool = True


def explore(
    spec: Spec,
    budget: Budget | None = None,
    observer: Observer | None = None,
    limits: Limits | None = None,
    tell: Callable[[Finding], None] | None = None,
) -> Exploration:
    """Searches a specification's behavior. `tell` hears of each violation as it is found. Raises SpecError for what
    symcheck lacks, for unbound constants and for infinite sets: an evaluation error of the specification itself is a
    finding."""
    return deeply(lambda: _Search(spec, budget or Budget(), observer or Silent(), limits or Limits(), tell).run())


class _Search:
    def __init__(
        self,
        spec: Spec,
        budget: Budget,
        observer: Observer,
        limits: Limits,
        tell: Callable[[Finding], None] | None,
    ) -> None:
        self._spec = spec
        self._budget = budget
        self._observer = observer
        self._limits = limits
        self._machine = Machine(spec)
        self._questions = Questions(spec, tell)
        self._alike = Alike(spec, observer)
        self._store = Store(self._alike.orbits)
        self._judge = Judge(self._machine, self._questions, self._store, limits.every_property)
        self._initial_count = 0
        self._graph: list[tuple[int, ...]] | None = [] if self._questions.temporal else None
        self._outside: set[Hashable] = set()
        self._generated = 0
        self._level = -1  # the steps to the states that are being searched on from; -1: looking for initial states
        self._depth = 0
        self._complete = False  # every state and step is known and checked
        self._cut = False  # there are states or steps outside of the constraints

    def run(self) -> Exploration:
        reason = ""
        try:
            self._find_initial()
            self._find_the_rest()
            self._complete = True
            self._finish()
        except SearchEndError as end:
            reason = end.reason
        findings = self._questions.findings(lambda question: self._answer(question, reason))
        return Exploration(
            findings,
            self._generated,
            len(self._store),
            self._depth,
            self._complete,
            reason,
            self._cut,
            frozenset(self._machine.taken),
            self._judge.unmoved.properties,
            self._judge.unmet.premises,
            tuple(self._alike.names),
        )

    def _find_initial(self) -> None:
        store, judge, known = self._store, self._judge, self._machine.outside.known

        def emit(f: Frame) -> None:
            state = tuple(f[1])
            self._count()
            known["level"] = 1
            try:
                found(state)
            finally:
                known["level"] = 0

        def found(state: Values) -> None:
            key = judge.key(state, NO_PARENT)
            if key in store.numbers or key in self._outside:
                return
            judge.initial(state)
            if judge.within(state, NO_PARENT):
                store.add(key, state, NO_PARENT)
                self._limit()
            else:
                self._cut = True
                self._outside.add(key)
            judge.state(state, NO_PARENT)

        self._known(0)
        try:
            self._machine.each_initial(emit)
        except SpecError as error:
            judge.undefined(error, None)
        self._initial_count = len(store)
        self._observer.progress(ENGINE, 0, f"{len(store)} states")

    def _find_the_rest(self) -> None:
        store, position = self._store, 0
        while position < len(store):
            self._level += 1
            end = len(store)
            self._known(self._level + 1)
            if self._level == self._limits.length:
                self._probe(position, end)
                raise SearchEndError(LENGTH)
            self._expand(position, end)
            if len(store) > end:
                self._depth = self._level + 1
            self._observer.progress(ENGINE, self._level + 1, f"{len(store)} states")
            position = end

    def _expand(self, start: int, end: int) -> None:
        """Finds and checks the successors of the states with these numbers."""
        machine, store, judge, budget = self._machine, self._store, self._judge, self._budget
        numbers, viewed = store.numbers, judge.checks.view is not None
        constrained = self._graph is not None and bool(judge.checks.step_constraints)
        number, state, targets = start, (), []  # type: int, Values, list[int]
        known, level = machine.outside.known, self._level + 1

        def emit(f: Frame) -> None:
            successor = tuple(f[1])
            self._count()
            key: Hashable = successor
            if viewed:
                known["level"] = level + 1
                key = judge.key(successor, number)
                known["level"] = level
            found = numbers.get(key, -1)
            if found < 0:
                found = self._discover(key, successor, number)
            elif constrained and not judge.step_within(state, successor, number):
                found, self._cut = -1, True
            if judge.checks.steps:
                judge.step(state, successor, number)
            if found >= 0:
                targets.append(found)

        for number in range(start, end):
            state = store.states[number]
            before = self._generated
            if budget.exhausted:
                raise SearchEndError(OUT_OF_TIME)
            try:
                machine.each_successor(state, emit)
            except SpecError as error:
                judge.undefined(error, store.path(number))
            if self._generated == before:
                judge.deadlock(number)
            if self._graph is not None:
                self._graph.append(tuple(dict.fromkeys(targets)))
            targets.clear()

    def _discover(self, key: Hashable, state: Values, parent: int) -> int:
        """Checks a new state; its number if it is to be searched on from, else -1."""
        judge, known, level = self._judge, self._machine.outside.known, self._level + 1
        known["level"] = level + 1  # a predicate of states speaks of the level of its state, one of steps of the first
        inside = judge.within(state, parent)
        known["level"] = level
        number = -1
        if inside and judge.step_within(self._store.states[parent], state, parent):
            number = self._store.add(key, state, parent)
            self._limit()
        else:
            self._cut = True
            if key in self._outside:
                return -1
            self._outside.add(key)
        known["level"] = level + 1
        judge.state(state, parent)
        known["level"] = level
        return number

    def _probe(self, start: int, end: int) -> None:
        """Looks for deadlocks and evaluation errors at the last states of a search that is bounded in length. A state
        may have a successor and an evaluation error as well, so all are evaluated, and none is kept."""
        budget, taken = self._budget, 0

        def emit(_: Frame) -> None:
            nonlocal taken
            taken += 1
            if not taken & _LOOK and budget.exhausted:
                self._end_probe()

        for number in range(start, end):
            if budget.exhausted:
                self._end_probe()
            before = taken
            try:
                self._machine.each_successor(self._store.states[number], emit)
            except SpecError as error:
                self._judge.undefined(error, self._store.path(number))
            if taken == before:
                self._judge.deadlock(number)

    def _end_probe(self) -> NoReturn:
        """Ends the search with the last states seen, but not all that can be done in them."""
        self._level -= 1
        raise SearchEndError(OUT_OF_TIME)

    def _count(self) -> None:
        self._generated += 1
        if not self._generated & _LOOK and self._budget.exhausted:
            raise SearchEndError(OUT_OF_TIME)

    def _limit(self) -> None:
        if self._limits.states is not None and len(self._store) > self._limits.states:
            raise SearchEndError(TOO_MANY_STATES)

    def _known(self, level: int) -> None:
        """What TLCGet tells of the search."""
        known = self._machine.outside.known
        known["level"] = known["diameter"] = level
        known["generated"] = self._generated
        known["distinct"] = len(self._store)

    def _finish(self) -> None:
        """What is asked of the whole: liveness and the postcondition."""
        if self._graph is not None:
            # loaded for temporal properties only
            from symcheck.concrete.search.liveness import Liveness
            from symcheck.concrete.search.product import Graph

            graph = Graph(self._machine, self._store.states, self._graph, self._initial_count)
            liveness = Liveness(graph)
            for question in self._questions.temporal:
                assert isinstance(question.formula, Property), "temporal questions are properties"
                answer = liveness.check(question.formula.expr, self._budget)
                if isinstance(answer, Fails):
                    self._questions.fails(question, answer)
                    if not self._limits.every_property:
                        raise SearchEndError(VIOLATED)
                else:
                    question.answer = answer
        after = self._questions.postcondition
        if after is not None:
            assert self._spec.postcondition is not None, "there is a question only where there is a postcondition"
            self._known(self._depth + 1)
            known = self._machine.outside.known
            numbers = {name: known[name] for name in ("diameter", "generated", "distinct")}
            known["stats"] = make_record({**numbers, "queue": 0})
            try:
                holds = self._machine.condition(self._spec.postcondition.expr)((), None)
            except SpecError as error:
                self._judge.undefined(error, None)
            after.answer = Holds() if holds else Fails(None)

    def _answer(self, question: Question, reason: str) -> Answer:
        """The answer to a question of which no violation was found."""
        if not reason:
            return Holds()
        if question.kind == "init" and self._level >= 0:
            return Holds()
        if question.kind in ("temporal", "postcondition"):
            return Open(reason, -1)
        if self._complete:
            return Holds()
        # the states at the current level are checked, but not all of their successors are known
        clear = self._level
        if question.kind in ("deadlock", "definedness") and reason != LENGTH:
            clear -= 1
        return Open(reason, clear)
