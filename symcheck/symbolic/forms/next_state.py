"""Whether what a name is bound to may be something else with every next state; must not know what it is."""

from __future__ import annotations

from symcheck.core.expr import Definition, Level
from symcheck.symbolic.environment import Closure, LetScope, Thunk
from symcheck.symbolic.reading import Reading


def given_next(reading: Reading, bound: object) -> bool:
    """Whether an argument may be something else with every next state."""
    if isinstance(bound, Closure):
        return bool(reading.tools.mentions.after(bound.operator, bound.env))
    return isinstance(bound, Thunk) and bound.primed


def speaks_of_next(reading: Reading, definition: Definition, scope: LetScope | None) -> bool:
    """Whether what is defined may be something else with every next state. Of what a LET defines its level alone does
    not tell, as it may mention a parameter that stands for something primed."""
    if definition.level >= Level.ACTION:
        return True
    if scope is None:
        return False
    known = scope.primed.get(definition)
    if known is None:
        known = scope.primed[definition] = bool(reading.tools.mentions.after(definition.body, scope.env))
    return known
