"""What a specification asks, as bad states and bad steps of its transition system; must not know how steps are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import thread_time

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Expr, Variable
from symcheck.core.spec import Spec
from symcheck.symbolic.actions.enabled import condition_of
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.layouts.hints import asked
from symcheck.symbolic.layouts.inference import Inferred
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.rooms import left
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sieve import lacking_without_order
from symcheck.system.transition_system import Property
from symcheck.term import TRUE, Term, conj, disj, neg

PATIENCE = 20.0
"""Seconds for one predicate: as long as all else of a large specification takes."""

DEADLOCK = "deadlock"
DEFINEDNESS = "definedness"
OVERFLOW = "overflow"
NOT_REACHED = "not reached: "
"""Before what the symbolic reading lacks: the property that nothing comes there."""


class Questions:
    """The properties of one encoding. `expanded` says that a state is searched on from.

    `titles`, `left_out` and `lacking` are those of `Encoded`; `failures` are the errors of evaluating states alone.
    """

    def __init__(self, spec: Spec, found: Inferred, copies: Mapping[Variable, Register], expanded: Term) -> None:
        self._spec = spec
        self._found = found
        self._copies = copies
        self._expanded = expanded
        self._quantifiers = found.tools.quantifiers
        self.failures = Failures()
        self.left_out: dict[str, SpecError] = {}
        self.lacking: dict[str, Failure] = {}
        self.titles: dict[str, str] = {}

    def constraint(self) -> Term:
        """That a state satisfies the state constraints."""
        reading = Reading(self._found.tools, self._found.state, None, self.failures)
        return self._quantifiers.without(conj(reading.truth(named.expr, {}, TRUE) for named in self._spec.constraints))

    def initial(self) -> tuple[Property, ...]:
        """The predicates that only the first state has to satisfy; one that cannot be evaluated there is bad too, and
        nothing is said of other states."""
        properties = []
        for prop in self._spec.properties:
            if prop.kind == "init" and (found := self._try(prop.name, prop.expr, errs=True)) is not None:
                bad, failures = found
                for lack in filter(lambda failure: failure.is_lack, failures):
                    self.failures.add(lack)
                properties.append(Property(self._titled(prop.name), "invariant", bad))
        return tuple(properties)

    def all(self, constraint: Term, leaves: Term) -> list[Property]:
        """Those about all states and steps, where `constraint` says that a state is searched on from, and `leaves` that
        a step leads to one for which the layouts have no room."""
        return [*self._invariants(), *self._steps(), *self._deadlock(constraint), *self._overflows(leaves)]

    def definedness(self) -> list[Property]:
        """That nothing that was evaluated until now is an error, and that nothing comes where the reading ends."""
        found = self._found
        steps = conj((self._expanded, _errors(found.failures)))
        errors = self._quantifiers.out_of(disj((steps, _errors(self.failures))))
        unseen = [failure.error() for failure in found.tools.unseen[:1]]
        unseen += [error for title, error in self.left_out.items() if title != DEADLOCK]  # may fail as well
        if unseen:
            self.left_out[DEFINEDNESS] = unseen[0]
        return [
            Property(self._titled(DEFINEDNESS), DEFINEDNESS, errors),
            *self._lacks(found.failures, self._expanded),
            *self._lacks(self.failures, TRUE),
        ]

    @property
    def assumed(self) -> frozenset[str]:
        """The titles of what the encoding rests on."""
        titles = {self.titles[name] for name in self.lacking}
        if self._found.assumed:
            titles.update((*(hint.title for hint in self._found.assumed), DEFINEDNESS))
        if self._found.room is not None:
            titles.update((left(self._found.room), DEFINEDNESS))
        return frozenset(titles)

    def _titled(self, title: str) -> str:
        """A name of its own for one more property with this title."""
        name, count = title, 1
        while name in self.titles:
            count += 1
            name = f"{title}#{count}"
        self.titles[name] = title
        return name

    def _of_state(self, title: str, predicate: Expr) -> Term | None:
        """The condition under which a state predicate is not TRUE; None where it is left out."""
        found = self._try(title, predicate)
        if found is None:
            return None
        self.failures.include(found[1], TRUE)
        return found[0]

    def _try(
        self, title: str, expr: Expr, successor: View | None = None, *, errs: bool = False
    ) -> tuple[Term, Failures] | None:
        """The condition under which a formula of a state, or of a step to `successor`, is not TRUE (with `errs`: or
        fails), and when it fails; None, with the reason kept, where the symbolic reading lacks something, or takes so
        long that the other properties would have to wait for it."""
        failures = Failures()
        tools = replace(self._found.tools, until=thread_time() + PATIENCE)
        try:
            with lacking_without_order():
                bad = neg(Reading(tools, self._found.state, successor, failures).truth(expr, {}, TRUE))
            self._raise_if_lacking(failures)
            if errs:  # the replay tells which of both it is
                bad = disj((bad, _errors(failures)))
            return self._quantifiers.out_of(conj((bad, failures.supported))), failures
        except SpecError as error:
            self.left_out[title] = error
            return None

    def _raise_if_lacking(self, failures: Failures) -> None:
        """Raises SpecError where a formula needs what another reading has: this one leaves it to that."""
        for failure in failures:
            if failure.is_lack and failure.elsewhere and self._found.tools.feasible(failure.condition):
                raise failure.error()

    def _invariants(self) -> Sequence[Property]:
        return [
            Property(self._titled(invariant.name), "invariant", term)
            for invariant in asked(self._spec)
            if (term := self._of_state(invariant.name, invariant.expr)) is not None
        ]

    def _steps(self) -> Sequence[Property]:
        successor = View({variable: register.sym for variable, register in self._copies.items()})
        properties = []
        for prop in self._spec.properties:
            if prop.kind == "action" and (found := self._try(prop.name, prop.expr, successor, errs=True)) is not None:
                bad, failures = found
                properties.append(Property(self._titled(prop.name), "action", bad, sequential=True))
                properties += self._lacks(failures, TRUE, sequential=True)
        return properties

    def _lacks(self, failures: Failures, where: Term, *, sequential: bool = False) -> Sequence[Property]:
        """That what the symbolic reading lacks is not reached."""
        properties = []
        for failure in failures:
            if failure.is_lack and self._found.tools.feasible(failure.condition):
                name = self._titled(NOT_REACHED + failure.message)
                self.lacking[name] = failure
                reached = self._quantifiers.out_of(conj((where, failure.condition)))
                properties.append(Property(name, OVERFLOW, reached, sequential=sequential))
        return properties

    def _overflows(self, leaves: Term) -> Sequence[Property]:
        """What is assumed and was not asked for."""
        unasked = [(hint.title, neg(holds)) for hint, holds in self._found.assumed.items() if not hint.asked]
        if self._found.room is not None:
            unasked.append((left(self._found.room), conj((self._expanded, leaves))))
        return [Property(self._titled(title), OVERFLOW, self._quantifiers.out_of(bad)) for title, bad in unasked]

    def _deadlock(self, constraint: Term) -> Sequence[Property]:
        if not self._spec.check_deadlock:
            return []
        try:
            some = disj(condition_of(branch, self._quantifiers) for branch in self._found.next)
            supported = self._found.failures.supported
            bad = self._quantifiers.out_of(conj((self._expanded, constraint, neg(some), supported)))
        except SpecError as error:
            self.left_out[DEADLOCK] = error
            return []
        return [Property(self._titled(DEADLOCK), DEADLOCK, bad, sequential=True)]


def _errors(failures: Failures) -> Term:
    """The condition under which the specification makes an error; where the reading lacks something, who knows."""
    return conj((disj(failure.condition for failure in failures if not failure.is_lack), failures.supported))
