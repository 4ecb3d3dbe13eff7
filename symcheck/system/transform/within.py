"""A system whose integers stay within limits, and the property that no step leaves them; must not know engines.

Where that property holds the two systems have the same reachable states, and an invariant that excludes what is bad for
it is inductive in both or in neither. Where it does not, the limits were too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symcheck.system.ranges import ranges
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import INT, Kind, Term, conj, disj, integer, le, neg, nodes
from symcheck.term.circuits import Range

LEAVES = "leaves the limits"
"""The name of the property."""


@dataclass(frozen=True, slots=True)
class Within:
    """`system` has the actions of the original, in order, and its properties after the one that is called LEAVES."""

    system: TransitionSystem
    limits: Mapping[Term, Range]


def within(system: TransitionSystem, limits: Mapping[Term, Range]) -> Within:
    """The system with steps that keep each integer within its limits, which the first states do. `expand` is TRUE."""

    def fits(action: GroundAction) -> Term:
        return conj(_between(value, limits[var]) for var, value in action.effects.items() if var.sort == INT)

    leaving = disj(conj((action.guard, system.constraint, neg(fits(action)))) for action in system.actions)
    staying = (_between(var, bounds) for var, bounds in limits.items())
    made = replace(
        system,
        actions=tuple(replace(action, guard=conj((action.guard, fits(action)))) for action in system.actions),
        properties=(Property(LEAVES, "overflow", leaving), *system.properties),
        lemma=conj((system.lemma, *staying)),
    )
    return Within(made, limits)


def likely_limits(system: TransitionSystem) -> dict[Term, Range]:
    """Limits for each integer of the state: its first values, and all constants of the system, one more to each side.
    Raises WidthError where the first states do not bound a variable, or nothing bounds an input."""
    first, _ = ranges(system, 0)
    terms = [system.init, system.constraint, system.lemma, *(prop.bad for prop in system.properties)]
    for action in system.actions:
        terms += (action.guard, *action.effects.values())
    constants = [0, *(node.payload for node in nodes(terms) if node.op is Kind.INTEGER)]
    low, high = min(constants) - 1, max(constants) + 1
    return {var: (min(low, first[var][0]), max(high, first[var][1])) for var in system.state if var.sort == INT}


def wider(limits: Mapping[Term, Range]) -> dict[Term, Range]:
    """Limits twice as far apart and more, to both sides."""
    return {var: (low - (high - low) // 2 - 1, high + (high - low) // 2 + 1) for var, (low, high) in limits.items()}


def _between(value: Term, bounds: Range) -> Term:
    return conj((le(integer(bounds[0]), value), le(value, integer(bounds[1]))))
