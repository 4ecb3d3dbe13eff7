"""The explicit engine: visits every reachable state, breadth first, and checks each; must not know terms or solvers.

As in TLC, a state outside of a CONSTRAINT, or one that only steps outside of an ACTION_CONSTRAINT lead to, is checked,
but neither counted nor searched on from. States with the same VIEW are one state. A SYMMETRY is not made use of: the
answers are the same without it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NoReturn

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Diagnostic, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.concrete.checks import Check, Checks
from symcheck.concrete.deep import deeply
from symcheck.concrete.exploration import Answer, Exploration, Fails, Finding, Holds, Open
from symcheck.concrete.frame import Frame
from symcheck.concrete.liveness import Graph, Liveness
from symcheck.concrete.questions import Question, Questions
from symcheck.concrete.store import NO_PARENT, Store, trace_of
from symcheck.concrete.successors import Machine, Values
from symcheck.core.spec import Property, Spec
from symcheck.value import make_record

ENGINE = "explicit"
OUT_OF_TIME = "out of time"
TOO_MANY_STATES = "too many states"
LENGTH = "only behaviors up to the length asked for were searched"
VIOLATED = "the search stopped at a violation"
UNDEFINED = "the search stopped at an expression that cannot be evaluated"

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
    """Searches a specification's behavior. `tell` hears of each violation as it is found. Raises SpecError only for
    what symcheck lacks and for unbound constants: an evaluation error of the specification is a finding."""
    return deeply(
        lambda: _Search(spec, budget or Budget(), observer or Silent(), limits or Limits(), tell).run()
    )


class _Stop(Exception):  # noqa: N818 (no error: it ends the search)
    """The search ends before it is complete."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
        self._checks = Checks(self._machine)
        self._questions = Questions(spec, tell)
        self._store = Store()
        self._initial_count = 0
        self._graph: list[tuple[int, ...]] | None = [] if self._questions.temporal else None
        self._outside: set[Hashable] = set()
        self._states_to_check = list(self._checks.states)
        self._steps_to_check = list(self._checks.steps)
        self._generated = 0
        self._level = -1  # the steps to the states that are being searched on from; -1: looking for initial states
        self._depth = 0

    def run(self) -> Exploration:
        reason = ""
        try:
            self._find_initial()
            self._find_the_rest()
            self._finish()
        except _Stop as stop:
            reason = stop.reason
        findings = self._questions.findings(lambda question: self._answer(question, reason))
        return Exploration(findings, self._generated, len(self._store), self._depth, not reason, reason)

    def _find_initial(self) -> None:
        checks = list(self._checks.initial)
        store = self._store

        def emit(f: Frame) -> None:
            state = tuple(f[1])
            self._count()
            key = self._key(state)
            if key in store.numbers or key in self._outside:
                return
            path = [state]
            try:
                checks[:] = self._still_holding(checks, path, state)
                within = self._checks.within(state)
            except SpecError as error:
                self._undefined(error, path)
            if within:
                store.add(key, state, NO_PARENT)
                self._limit()
            else:
                self._outside.add(key)
            self._check_state(state, NO_PARENT)

        self._known(0)
        try:
            self._machine.each_initial(emit)
        except SpecError as error:
            self._undefined(error, None)
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
                raise _Stop(LENGTH)
            self._expand(position, end)
            if len(store) > end:
                self._depth = self._level + 1
            self._observer.progress(ENGINE, self._level + 1, f"{len(store)} states")
            position = end

    def _expand(self, start: int, end: int) -> None:
        """Finds and checks the successors of the states with these numbers."""
        machine, store, checks, budget = self._machine, self._store, self._checks, self._budget
        numbers, view, constrained = store.numbers, checks.view, bool(checks.step_constraints)
        number, state, targets = start, (), []  # type: int, Values, list[int]

        def emit(f: Frame) -> None:
            successor = tuple(f[1])
            self._count()
            key: Hashable = successor if view is None else self._view(successor, number)
            found = numbers.get(key, -1)
            if found < 0:
                found = self._discover(key, successor, number)
            elif self._graph is not None and constrained and not self._step_within(state, successor, number):
                found = -1
            if self._steps_to_check:
                self._check_step(state, successor, number)
            if found >= 0:
                targets.append(found)

        for number in range(start, end):
            state = store.states[number]
            before = self._generated
            if budget.exhausted:
                raise _Stop(OUT_OF_TIME)
            try:
                machine.each_successor(state, emit)
            except SpecError as error:
                self._undefined(error, store.path(number))
            if self._generated == before:
                self._deadlocked(number)
            if self._graph is not None:
                self._graph.append(tuple(dict.fromkeys(targets)))
            targets.clear()

    def _probe(self, start: int, end: int) -> None:
        """Looks for deadlocks and evaluation errors at the last states of a search that is bounded in length."""

        class Found(Exception):  # noqa: N818
            pass

        def emit(f: Frame) -> None:
            raise Found

        for number in range(start, end):
            if self._budget.exhausted:
                self._level -= 1
                raise _Stop(OUT_OF_TIME)
            try:
                self._machine.each_successor(self._store.states[number], emit)
            except Found:
                continue
            except SpecError as error:
                self._undefined(error, self._store.path(number))
            self._deadlocked(number)

    def _discover(self, key: Hashable, state: Values, parent: int) -> int:
        """Checks a new state; its number if it is to be searched on from, else -1."""
        try:
            within = self._checks.within(state)
        except SpecError as error:
            self._undefined(error, [*self._store.path(parent), state])
        if within and self._step_within(self._store.states[parent], state, parent):
            number = self._store.add(key, state, parent)
            self._limit()
            self._check_state(state, parent)
            return number
        if key not in self._outside:
            self._outside.add(key)
            self._check_state(state, parent)
        return -1

    def _step_within(self, state: Values, successor: Values, number: int) -> bool:
        try:
            return self._checks.step_within(state, successor)
        except SpecError as error:
            self._undefined(error, [*self._store.path(number), successor])

    def _check_state(self, state: Values, parent: int) -> None:
        for check in self._states_to_check:
            try:
                if check.holds(state):
                    continue
            except SpecError as error:
                self._undefined(error, [*self._store.path(parent), state])
            self._states_to_check = [each for each in self._states_to_check if each is not check]
            self._fails(self._questions.of[check.formula], [*self._store.path(parent), state])

    def _check_step(self, state: Values, successor: Values, number: int) -> None:
        for check in self._steps_to_check:
            try:
                if check.holds(state, successor):
                    continue
            except SpecError as error:
                self._undefined(error, [*self._store.path(number), successor])
            self._steps_to_check = [each for each in self._steps_to_check if each is not check]
            self._fails(self._questions.of[check.formula], [*self._store.path(number), successor])

    def _still_holding(self, checks: list[Check], path: list[Values], state: Values) -> list[Check]:
        kept = []
        for check in checks:
            if check.holds(state):
                kept.append(check)
            else:
                self._fails(self._questions.of[check.formula], path)
        return kept

    def _deadlocked(self, number: int) -> None:
        question = self._questions.deadlock
        if question is not None and question.answer is None:
            self._fails(question, self._store.path(number))

    def _fails(self, question: Question, path: list[Values], error: Diagnostic | None = None) -> None:
        self._questions.fails(question, Fails(trace_of(self._machine, path), error))
        if not self._limits.every_property or self._questions.all_violated:
            raise _Stop(VIOLATED)

    def _undefined(self, error: SpecError, path: list[Values] | None) -> NoReturn:
        """Evaluation has failed at the end of a path."""
        if not error.code.value.startswith("D"):
            raise error
        trace = None if path is None else trace_of(self._machine, path)
        self._questions.fails(self._questions.definedness, Fails(trace, error.diagnostics[0]))
        raise _Stop(UNDEFINED)

    def _count(self) -> None:
        self._generated += 1
        if not self._generated & _LOOK and self._budget.exhausted:
            raise _Stop(OUT_OF_TIME)

    def _limit(self) -> None:
        if self._limits.states is not None and len(self._store) > self._limits.states:
            raise _Stop(TOO_MANY_STATES)

    def _key(self, state: Values) -> Hashable:
        view = self._checks.view
        if view is None:
            return state
        try:
            return view(state)
        except SpecError as error:
            self._undefined(error, [state])

    def _view(self, state: Values, parent: int) -> Hashable:
        assert self._checks.view is not None, "asked only where there is a VIEW"
        try:
            return self._checks.view(state)
        except SpecError as error:
            self._undefined(error, [*self._store.path(parent), state])

    def _known(self, level: int) -> None:
        """What TLCGet tells of the search."""
        known = self._machine.outside.known
        known["level"] = known["diameter"] = level
        known["generated"] = self._generated
        known["distinct"] = len(self._store)

    def _finish(self) -> None:
        """What is asked of the whole: liveness and the postcondition."""
        if self._graph is not None:
            graph = Graph(self._machine, self._store.states, self._graph, self._initial_count)
            liveness = Liveness(graph)
            for question in self._questions.temporal:
                assert isinstance(question.formula, Property), "temporal questions are properties"
                answer = liveness.check(question.formula.expr, self._budget)
                if isinstance(answer, Fails):
                    self._questions.fails(question, answer)
                    if not self._limits.every_property:
                        raise _Stop(VIOLATED)
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
                self._undefined(error, None)
            after.answer = Holds() if holds else Fails(None)

    def _answer(self, question: Question, reason: str) -> Answer:
        """The answer to a question of which no violation was found."""
        if not reason:
            return Holds()
        if question.kind == "init" and self._level >= 0:
            return Holds()
        if question.kind in ("temporal", "postcondition"):
            return Open(reason, -1)
        # the states at the current level are checked, but not all of their successors are known
        clear = self._level
        if question.kind in ("deadlock", "definedness") and reason != LENGTH:
            clear -= 1
        return Open(reason, clear)
