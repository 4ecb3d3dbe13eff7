"""A temporal question as one about how often something happens: a behavior that violates the property goes through
round after round of what has to happen again and again, so where no path has so many rounds, none violates it; must not
know engines or solvers.

Claessen, Sörensson, A Liveness Checking Algorithm That Counts, FMCAD 2012 (k-liveness). Unlike lassos this takes
systems with infinitely many states, and it proves; what it does not prove may hold all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symcheck.system.temporal import Formula, Violation, every
from symcheck.system.transform.tableau import FAILED, tableau
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import (
    BOOL,
    FALSE,
    TRUE,
    Substitution,
    Term,
    conj,
    disj,
    free_variables,
    implies,
    neg,
    nodes,
    variable,
)

LARGEST = 4_000_000
"""Nodes of the conditions on steps times actions: each action has a copy of its own."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A system that counts rounds. Where no state is bad for any of its properties, no behavior of the original
    violates the one in question: `bad` is the end of the rounds, another says that an evaluation failed on the way."""

    system: TransitionSystem
    bad: Property


class Rounds:
    """One case of what violates a property of a system, to be counted up to some number or another. `is_large` says
    that its conditions are too large to be written out for every action."""

    def __init__(self, system: TransitionSystem, violation: Violation, case: Formula) -> None:
        self._system = system
        self._violation = violation
        self._failed = variable(FAILED, BOOL)
        self._can_fail = violation.undefined is not FALSE
        self._conditions = tableau(every((violation.fair, case)), violation.undefined)
        self._again = self._conditions.again or (TRUE,)  # where nothing else has to, steps happen again and again
        self._choices = {
            following: variable(f"{owed.payload}!next", BOOL) for owed, following in self._conditions.owed.items()
        }
        later = frozenset((*system.primed.values(), *self._choices))
        self._in_state = later.isdisjoint(free_variables(self._conditions.first))
        self._first = variable("first!", BOOL)
        written_out = [each for each in self._all() if not later.isdisjoint(free_variables(each))]
        size = len(nodes(written_out)) * (len(system.actions) + 1)
        self.is_large = size > LARGEST

    def _all(self) -> tuple[Term, ...]:
        conditions = self._conditions
        return conditions.first, self._violation.undefined, *conditions.relation, *conditions.again

    def up_to(self, most: int) -> Counted:
        """The system in which a state is bad that ends so many rounds."""
        system, conditions, name = self._system, self._conditions, self._violation.name
        seen = tuple(_flag("seen", number) for number in range(len(self._again))) if len(self._again) > 1 else ()
        done = tuple(_flag("round", number) for number in range(1, most + 1))
        own = [*([] if self._in_state else [self._first]), *([self._failed] if self._can_fail else [])]
        flags = (*own, *seen, *done)
        start = conditions.first if self._in_state else self._first
        none = (neg(each) for each in flags if each is not self._first)
        bad = Property(name, "invariant", done[-1])
        properties = [*([Property(f"{name}!", "invariant", self._failed)] if self._can_fail else []), bad]
        idle = GroundAction("stuttering", (), None, TRUE, {})
        counting = replace(
            system,
            state=(*system.state, *conditions.owed, *flags),
            inputs=(*system.inputs, *self._choices.values()),
            init=conj((system.init, start, *none)),
            actions=tuple(self._counting(action, seen, done) for action in (*system.actions, idle)),
            properties=tuple(properties),
            primed={**system.primed, **conditions.owed, **{each: variable(f"{each.payload}'", BOOL) for each in flags}},
        )
        return Counted(counting, bad)

    def _counting(self, action: GroundAction, seen: tuple[Term, ...], done: tuple[Term, ...]) -> GroundAction:
        """An action that keeps to the conditions on steps and counts."""
        after = {copy: action.effects.get(var, var) for var, copy in self._system.primed.items()}
        here = Substitution({**after, **self._choices})
        conditions = self._conditions
        guard = [action.guard, self._violation.inside, *map(here, conditions.relation)]
        effects = {
            **action.effects,
            **{owed: self._choices[following] for owed, following in conditions.owed.items()},
        }
        if self._can_fail:
            effects[self._failed] = disj((self._failed, here(self._violation.undefined)))
        if not self._in_state:
            guard.append(implies(self._first, here(conditions.first)))
            effects[self._first] = FALSE
        now = [disj((flag, here(again))) for flag, again in zip(seen or (FALSE,), self._again, strict=True)]
        ends = conj(now)
        effects |= {flag: conj((each, neg(ends))) for flag, each in zip(seen, now, strict=False)}
        effects |= {flag: disj((flag, conj((before, ends)))) for before, flag in zip((TRUE, *done), done, strict=False)}
        return replace(action, guard=conj(guard), effects=effects)


def _flag(name: str, number: int) -> Term:
    return variable(f"{name}!{number}", BOOL)
