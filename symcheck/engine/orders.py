"""Which integers stay above or below others, or what they begin with, as lemmas for provers; must not know TLA+.

What holds of one initial state is tried; what some initial state or step breaks is left out until there is none
(Houdini, Flanagan and Leino 2001). What is left is inductive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from symcheck.base.budget import Budget
from symcheck.engine.independent import independent
from symcheck.engine.one_step import kept
from symcheck.solve import Answer, default_solver
from symcheck.system.ranges import settled_ranges
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import INT, TRUE, Term, conj, integer, le, neg

LARGEST = 24
"""So many integers are compared with one another at the most; more are compared with what they begin with alone."""


def orders(system: TransitionSystem, budget: Budget) -> Term:
    """What is inductive with the lemma of the system, over its state; TRUE where there is nothing, or where the budget
    ends."""
    numbers = [each for each in system.state if each.sort is INT]
    if not numbers:
        return TRUE
    factory = default_solver(boolean=False)
    start = factory({})
    start.add(conj((system.init, system.lemma)))
    if start.check((), budget) is not Answer.SAT:
        return TRUE
    first = start.values(numbers)
    tried = [
        Property(str(place), "invariant", neg(claim)) for place, claim in enumerate(dict.fromkeys(_claims(first)))
    ]
    claims = [neg(prop.bad) for prop in kept(system, tried, budget)]
    return conj(independent(conj((system.lemma, settled_ranges(system))), claims, factory, budget))


def _claims(first: Mapping[Term, bool | int]) -> Iterator[Term]:
    for number, value in first.items():
        yield le(integer(int(value)), number)
        yield le(number, integer(int(value)))
        if value > 0:
            yield le(integer(0), number)
    if len(first) <= LARGEST:
        for one, other in permutations(first, 2):
            if first[one] <= first[other]:
                yield le(one, other)
