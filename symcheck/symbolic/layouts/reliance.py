"""The hints that layouts lean on while they are found: those that can be read, and are worth the time; proves none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from time import thread_time

from symcheck.base.diagnostic import SpecError
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.hints import Hint
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.reading import Reading, Tools
from symcheck.term import TRUE, Term, conj, neg

SLOW = 2.0
"""A hint that takes so many seconds to be evaluated in some layouts is not relied on in larger ones."""

VERY_SLOW = 5.0
"""Seconds for one evaluation of what is asked for, which is evaluated once more in the end."""

IDLE = 0.25
"""Nor is one that takes so many seconds and cannot be relied on, or that has kept nothing out."""


class Reliance:
    """None of the hints is relied on before `begin`."""

    def __init__(self, hints: Sequence[Hint], quantifiers: Quantifiers) -> None:
        self._hints = hints
        self._quantifiers = quantifiers
        self._trusted: list[Hint] | None = None
        self._taken: dict[Hint, float] = {}  # seconds for the last evaluation of each hint
        self._slow: set[Hint] = set()  # hints that are not evaluated again before the layouts are known

    def begin(self, start: Iterable[Branch], tools: Tools) -> None:
        """Rely on what is asked for, and on what holds in every initial state: decided once."""
        if self._trusted is None:
            states = [(branch.path, View(branch.assigned)) for branch in start]
            self._trusted = [hint for hint in self._hints if hint.asked or _holds_in(hint, states, tools)]

    def assumption(self, tools: Tools, state: View) -> dict[Hint, Term]:
        """The hints, each as the condition that it is TRUE in a state; what cannot be read, or checked without deciding
        it for all integers, is not relied on."""
        conditions: dict[Hint, Term | None] = {}
        for hint in self._trusted or ():
            if hint not in self._slow:
                started = thread_time()
                conditions[hint] = holds(hint, tools, state)
                self._taken[hint] = thread_time() - started
                if self._taken[hint] > SLOW:
                    self._slow.add(hint)
        opened, mentions = self._quantifiers.opened, self._quantifiers.mentions
        return {
            hint: condition
            for hint, condition in conditions.items()
            if condition is not None and not mentions(opened(neg(condition)))
        }

    def weigh(self, assumed: Mapping[Hint, Term], idle: bool) -> None:
        """Let go of what took long and was no assumption, and where these kept nothing out (`idle`) of all that did."""
        self._slow.update(
            hint for hint, seconds in self._taken.items() if seconds > IDLE and (idle or hint not in assumed)
        )


def _holds_in(hint: Hint, states: Iterable[tuple[Term, View]], tools: Tools) -> bool:
    """A first look at what nobody asked for."""
    for path, state in states:
        condition = holds(hint, tools, state)
        if condition is None or tools.feasible(conj((path, neg(condition)))):
            return False
    return True


def holds(hint: Hint, tools: Tools, state: View) -> Term | None:
    """The condition under which a hint can be evaluated to TRUE; None where the symbolic reading lacks something, or
    takes long, the sooner for what nobody asked for: a type invariant may well name a set that nobody can list."""
    failures = Failures()
    tools = replace(tools, until=thread_time() + (VERY_SLOW if hint.asked else SLOW))
    try:
        condition = Reading(tools, state, None, failures).truth(hint.expr, {}, TRUE)
    except SpecError:
        return None
    return conj((condition, *(neg(failure.condition) for failure in failures)))
