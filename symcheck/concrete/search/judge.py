"""Checks the states and steps that a search finds, and ends it at what decides it; must not know how they are found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NoReturn

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.search.checks import Check, Checks
from symcheck.concrete.search.exploration import Fails
from symcheck.concrete.search.questions import Question, Questions
from symcheck.concrete.search.store import NO_PARENT, Store, history, trace_of
from symcheck.concrete.search.unmet import Unmet
from symcheck.concrete.search.unmoved import Unmoved
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.value import Value

VIOLATED = "the search stopped at a violation"
UNDEFINED = "the search stopped at an expression that cannot be evaluated"

# what listing states cannot do, though the formula may have a value
NOT_LISTED = (Code.INFINITE_SET, Code.UNBOUNDED)


class SearchEndError(Exception):
    """The search ends before it is complete; no error."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Judge:
    """Holds what is still to be checked. Violations go to the questions; the search ends when that settles it."""

    def __init__(self, machine: Machine, questions: Questions, store: Store, every_property: bool) -> None:
        self._machine = machine
        self.checks = Checks(machine)
        self._questions = questions
        self._store = store
        self._every_property = every_property
        self._here: tuple[int, Values] | None = None
        machine.outside.history = self._history
        self.unmoved = Unmoved(machine)
        self.unmet = Unmet(machine)

    def initial(self, state: Values) -> None:
        """Checks what is asked of the first state only."""
        self._look(self.checks.initial, state, NO_PARENT)

    def state(self, state: Values, parent: int) -> None:
        """Checks a state that was reached from the one with a number."""
        self._here = parent, state
        self._look(self.checks.states, state, parent)
        self._here = None
        if self.unmet.waiting:
            self.unmet.state(state)

    def step(self, state: Values, successor: Values, number: int) -> None:
        """Checks a step from the state with a number."""
        if self.unmoved.waiting:
            self.unmoved.step(state, successor)
        for check in self.checks.steps:
            try:
                if check.holds(state, successor):
                    continue
            except SpecError as error:
                self.undefined(error, self._path(number, successor))
            self._fails_first(check, number, successor)

    def within(self, state: Values, parent: int) -> bool:
        """Whether a state satisfies the constraints."""
        try:
            return self.checks.within(state)
        except SpecError as error:
            self.undefined(error, self._path(parent, state))

    def step_within(self, state: Values, successor: Values, number: int) -> bool:
        """Whether a step satisfies the action constraints."""
        try:
            return self.checks.step_within(state, successor)
        except SpecError as error:
            self.undefined(error, self._path(number, successor))

    def deadlock(self, number: int) -> None:
        """The state with this number has no successor."""
        question = self._questions.deadlock
        if question is not None and question.answer is None:
            self.fails(question, self._store.path(number))

    def fails(self, question: Question, path: list[Values]) -> None:
        """Notes what the end of a path violates."""
        self._questions.fails(question, Fails(trace_of(self._machine, path)))
        if not self._every_property or self._questions.all_violated:
            raise SearchEndError(VIOLATED)

    def _look(self, checks: Iterable[Check], state: Values, parent: int) -> None:
        for check in checks:
            try:
                if check.holds(state):
                    continue
            except SpecError as error:
                self.undefined(error, self._path(parent, state))
            self._fails_first(check, parent, state)

    def _fails_first(self, check: Check, parent: int, state: Values) -> None:
        """Notes the first violation; a formula is evaluated also after it, as another state may be one where it has no
        value."""
        question = self._questions.of[check.formula]
        if question.answer is None:
            self.fails(question, self._path(parent, state))

    def undefined(self, error: SpecError, path: list[Values] | None) -> NoReturn:
        """Evaluation has failed at the end of a path. What symcheck lacks, and what listing cannot do, is raised."""
        if not error.code.value.startswith("D") or error.code in NOT_LISTED:
            raise error
        trace = None if path is None else trace_of(self._machine, path)
        self._questions.fails(self._questions.definedness, Fails(trace, error.diagnostics[0]))
        raise SearchEndError(UNDEFINED)

    def key(self, state: Values, parent: int) -> Hashable:
        """What tells a state from others: itself, or its VIEW."""
        if self.checks.view is None:
            return state
        try:
            return self.checks.view(state)
        except SpecError as error:
            self.undefined(error, self._path(parent, state))

    def _history(self) -> Value | None:
        """The behavior up to the state that is being checked."""
        return None if self._here is None else history(self._machine, self._path(*self._here))

    def _path(self, parent: int, state: Values) -> list[Values]:
        return [*self._store.path(parent), state]
