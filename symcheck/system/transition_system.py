"""A transition system over terms: all that an engine sees; must not know TLA+ or any solver.

Semantics. A state is a value for every state variable. A step from s picks inputs and one ground action whose `guard`
holds; the next state is s with the action's `effects` (terms over s and the inputs) stored, and every variable that it
does not mention unchanged. A step may be *taken* only from a state in which `constraint` holds and, to go on after it,
the action's `expand` must hold too: states beyond either are checked but not expanded, as in TLC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.base.span import Span
from symcheck.term import TRUE, Term, free_variables
from symcheck.value import Value


@dataclass(frozen=True, slots=True, eq=False)
class GroundAction:
    """One way to step. `guard`, `expand` and the effects are terms over state variables and inputs."""

    name: str
    bindings: tuple[tuple[str, Value], ...]
    span: Span | None
    guard: Term
    effects: Mapping[Term, Term]  # state variable -> its next value; only those that may change
    expand: Term = TRUE


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """A state is bad if `bad`, over state variables and inputs, holds for some inputs.

    `kind` is "invariant", "deadlock", "definedness" or "overflow"; for "action" the term is over the state variables,
    the inputs and their primed copies (`TransitionSystem.primed`), and it is a step that is bad.
    `sequential` says that parallel steps would change the answer.
    """

    name: str
    kind: str
    bad: Term
    sequential: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TransitionSystem:
    """`init` is over state variables and inputs (those of the first state). `lemma` holds in every reachable state by
    construction (one-hot groups, bounds of layouts). `primed` names each state variable's next-state copy."""

    state: tuple[Term, ...]
    inputs: tuple[Term, ...]
    init: Term
    actions: tuple[GroundAction, ...]
    properties: tuple[Property, ...]
    primed: Mapping[Term, Term]
    constraint: Term = TRUE
    lemma: Term = TRUE

    def speaks_of_states(self, prop: Property) -> bool:
        """Whether a property says which states are bad, whatever the inputs and the step."""
        return prop.kind != "action" and free_variables(prop.bad) <= frozenset(self.state)
