"""Random behaviors, checked as they go; must not know which behaviors there are besides."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from random import Random

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.deep import deeply
from symcheck.concrete.search.checks import Checks
from symcheck.concrete.search.exploration import Fails, Finding
from symcheck.concrete.search.store import history, trace_of
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.spec import Spec
from symcheck.trace.trace import Trace

_MOST_INITIAL = 10_000  # walks begin in one of the first so many initial states


@dataclass(frozen=True, slots=True)
class Walks:
    """How many behaviors were walked through how many states. `finding` is the first violation, `last` the last
    behavior in full; None if there is no initial state or the first evaluation fails."""

    behaviors: int
    states: int
    finding: Finding | None
    last: Trace | None


def walk(
    spec: Spec, seed: int = 0, behaviors: int = 1, length: int = 100, budget: Budget | None = None
) -> Walks:
    """Walks so many random behaviors of at most so many steps, until one is found that violates an invariant, an action
    property or a predicate of the first state, deadlocks or cannot be evaluated. The same seed gives the same walks."""
    return deeply(lambda: _Walker(spec, Random(seed), budget or Budget()).run(behaviors, length))


class _Full(Exception):  # noqa: N818 (no error: it ends a search)
    """Enough initial states."""


class _Walker:
    def __init__(self, spec: Spec, random: Random, budget: Budget) -> None:
        self._spec = spec
        self._random = random
        self._budget = budget
        self._machine = Machine(spec)
        self._checks = Checks(self._machine)
        self._path: list[Values] = []
        self._known = self._machine.outside.known
        self._machine.outside.history = lambda: history(self._machine, self._path)

    def run(self, behaviors: int, length: int) -> Walks:
        done = states = 0
        finding = None
        try:
            initial = self._initial()
            while initial and done < behaviors and finding is None and not self._budget.exhausted:
                finding = self._walk(self._random.choice(initial), length)
                done += 1
                states += len(self._path)
        except SpecError as error:
            if not error.code.value.startswith("D"):
                raise
            trace = trace_of(self._machine, self._path) if self._path else None
            finding = Finding("definedness", "definedness", None, Fails(trace, error.diagnostics[0]))
        last = trace_of(self._machine, self._path) if self._path else None
        return Walks(done, states, finding, last)

    def _initial(self) -> list[Values]:
        found: dict[Values, None] = {}

        def emit(f: Frame) -> None:
            found[tuple(f[1])] = None
            if len(found) >= _MOST_INITIAL:
                raise _Full

        self._known["level"] = 0
        with suppress(_Full):
            self._machine.each_initial(emit)
        return list(found)

    def _walk(self, state: Values, length: int) -> Finding | None:
        self._path = [state]
        self._known["level"] = 1
        for check in self._checks.initial:
            if not check.holds(state):
                return Finding(check.formula.name, "init", check.formula, self._failure())
        while True:
            for check in self._checks.states:
                if not check.holds(state):
                    return Finding(check.formula.name, "invariant", check.formula, self._failure())
            if len(self._path) > length or not self._checks.within(state):
                return None
            successors = self._machine.successors(state)
            if not successors:
                if self._spec.check_deadlock:
                    return Finding("deadlock", "deadlock", None, self._failure())
                return None
            successor = self._random.choice(successors)
            self._path.append(successor)
            for check in self._checks.steps:
                if not check.holds(state, successor):
                    return Finding(check.formula.name, "action", check.formula, self._failure())
            if not self._checks.step_within(state, successor):
                return None
            self._known["level"] = len(self._path)
            state = successor
            if self._budget.exhausted:
                return None

    def _failure(self) -> Fails:
        return Fails(trace_of(self._machine, self._path))
