"""A transition system with what it says of the specification, and its models as states again; must not know how it was
made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Variable
from symcheck.core.spec import Spec
from symcheck.symbolic.failures import Failure
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.selector import Assignment
from symcheck.system.temporal import Violation
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Term
from symcheck.trace.trace import State, Step, Trace


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """`system` stands for the specification within `depth` steps (None: for all of its behaviors).

    `counter` is a variable of the system that is none of the specification's: the level of a state along a path, where
    the specification asks for it (symbolic/told.py).

    `inside` says that a state is searched on from. `initial` is the same system without steps, with the predicates that
    only the first state has to satisfy. `titles` gives for each property of either system the name that the user knows
    it by: a PROPERTY may be several of them. A property in `left_out` could not be encoded, for the reason given.
    `growing` are the variables whose values go on growing where there is a `depth`.

    Where `assumed` is not empty, the system stands for the behaviors up to their first violation of one of these
    properties: what it says of others is said of all behaviors only when none of these can be violated. Among them
    may be type invariants that nobody asked for, and that no step leaves the layouts: properties of kind "overflow".
    Where such a one is violated, the specification has to be encoded anew, with that one among the `doubted`. What
    the symbolic reading lacks is assumed not to be reached: `lacking` has it by the name of the property that says
    so. `violation` tells what violates the temporal part of a property, by its title; it raises SpecError with U001
    for what has no symbolic reading.
    """

    spec: Spec
    counter: Variable | None
    inside: Term
    system: TransitionSystem
    initial: TransitionSystem
    titles: Mapping[str, str]
    registers: Mapping[Variable, Register]
    failures: tuple[Failure, ...]
    left_out: Mapping[str, SpecError]
    depth: int | None
    growing: tuple[Variable, ...]
    assumed: frozenset[str]
    lacking: Mapping[str, Failure]
    violation: Callable[[str], Violation]

    def state(self, model: Assignment) -> State:
        """The state that an assignment of the system's variables means."""
        return {
            variable.name: register.decode(model)
            for variable, register in self.registers.items()
            if variable is not self.counter
        }

    def trace(self, steps: Iterable[tuple[int | None, Assignment]], numbers: Iterable[int] = ()) -> Trace:
        """A path of the system as a behavior: each state with the index of the action that led to it, None at first.
        `numbers` are the integers among the inputs of the path."""
        named = []
        for index, model in steps:
            if index is None:
                named.append(Step("Init", (), self.state(model)))
            else:
                action = self.system.actions[index]
                named.append(Step(action.name, action.bindings, self.state(model), action.span))
        names = tuple(variable.name for variable in self.spec.variables)
        return Trace(names, tuple(named), numbers=tuple(dict.fromkeys(numbers)))
