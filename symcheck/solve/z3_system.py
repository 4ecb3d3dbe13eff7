"""A system's step relation as z3py expressions, to go on from with tools of one's own; must not know engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symcheck.solve.z3_formulas import Formulas
from symcheck.system.steps import sequential
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Term


@dataclass(frozen=True, slots=True)
class Z3System:
    """A system as z3py expressions. `state[i]` is followed by `following[i]`; `relation` is one step of one action,
    whose selector holds, or an idle one; `first_inputs` are those of the first state; `bad` is by property name."""

    state: tuple[Any, ...]
    following: tuple[Any, ...]
    inputs: tuple[Any, ...]
    first_inputs: tuple[Any, ...]
    selectors: tuple[Any, ...]
    init: Any
    relation: Any
    constraint: Any
    bad: Mapping[str, Any]


def to_z3(system: TransitionSystem) -> Z3System:
    """The transition relation in Z3's own terms, in its main context, for anyone who wants to go on from there."""
    steps = sequential(system)
    formulas = Formulas()

    def expressions(*terms: Term) -> tuple[Any, ...]:
        return tuple(map(formulas.expression, terms))

    init, relation, constraint = expressions(steps.initial, steps.relation, system.constraint)
    return Z3System(
        state=expressions(*system.state),
        following=expressions(*(steps.primed[var] for var in system.state)),
        inputs=expressions(*system.inputs),
        first_inputs=expressions(*(steps.first_inputs[var] for var in system.inputs)),
        selectors=expressions(*steps.selectors),
        init=init,
        relation=relation,
        constraint=constraint,
        bad={prop.name: expressions(prop.bad)[0] for prop in system.properties},
    )
