"""A specification's questions about states and steps, compiled; must not know how states are found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.search.store import history
from symcheck.concrete.steps.successors import Condition, Machine, Values
from symcheck.core.spec import Named, Property
from symcheck.trace.trace import State, Trace
from symcheck.value import RecordValue, String, Value


@dataclass(frozen=True, slots=True)
class Check:
    """A formula that every state, or every step, must satisfy."""

    formula: Named | Property
    holds: Condition


class Checks:
    """What is checked of the states and steps of a machine, and which of them are searched on from."""

    def __init__(self, machine: Machine) -> None:
        spec = machine.spec
        self.initial = [_of_state(each, machine) for each in _of_kind(spec.properties, "init")]
        self.states: list[Check] = [_of_state(each, machine) for each in spec.invariants]
        self.states += [_of_state(each, machine) for each in _of_kind(spec.properties, "invariant")]
        self.steps = [Check(each, machine.condition(each.expr)) for each in _of_kind(spec.properties, "action")]
        self.constraints = [machine.condition(each.expr, "the constraint") for each in spec.constraints]
        self.step_constraints = [
            machine.condition(each.expr, "the action constraint") for each in spec.action_constraints
        ]
        self.view = None if spec.view is None else machine.function(spec.view.expr)

    def within(self, state: Values) -> bool:
        """Whether a state satisfies the constraints."""
        return all(constraint(state) for constraint in self.constraints)

    def step_within(self, state: Values, successor: Values) -> bool:
        """Whether a step satisfies the action constraints."""
        return all(constraint(state, successor) for constraint in self.step_constraints)


def _of_state(formula: Named | Property, machine: Machine) -> Check:
    return Check(formula, machine.condition(formula.expr))


def _of_kind(properties: tuple[Property, ...], kind: str) -> list[Property]:
    return [each for each in properties if each.kind == kind]


def aliases(machine: Machine, trace: Trace) -> tuple[State, ...] | None:
    """What ALIAS makes of each state of a trace; None without one, or where evaluating it fails. The primed variables
    are those of the next state, in the last state of a trace without a loop those of itself."""
    alias = machine.spec.alias
    if alias is None:
        return None
    evaluate = machine.function(alias.expr)
    states = [machine.values(step.state) for step in trace.steps]
    follow = [*states[1:], states[-1 if trace.loop is None else trace.loop]]
    found: list[State] = []
    for level, (state, successor) in enumerate(zip(states, follow, strict=True), start=1):
        machine.outside.known["level"] = level
        machine.outside.history = partial(history, machine, states[:level])
        try:
            found.append(_as_state(alias.name, evaluate(state, successor)))
        except SpecError:
            return None
    return tuple(found)


def _as_state(name: str, value: Value) -> State:
    if not isinstance(value, RecordValue):
        return {name: value}
    return {key.text: item for key, item in value.items() if isinstance(key, String)}
