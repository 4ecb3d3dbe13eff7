"""The truth of temporal formulas on one lasso; must not know who found it or what is claimed of it."""

from __future__ import annotations

from symcheck.concrete.steps.successors import Machine, Values
from symcheck.concrete.temporal.automaton import Atom, Formula, satisfied, truths
from symcheck.concrete.temporal.formulas import Temporal
from symcheck.concrete.temporal.truth import StepTruth
from symcheck.core.expr import Expr, Let


class Lasso:
    """The behavior that goes through `states` and from the last one to state `loop`, for ever."""

    def __init__(self, machine: Machine, states: list[Values], loop: int) -> None:
        self.machine = machine
        self.states = states
        self.loop = loop
        self.temporal = Temporal(machine)
        self._follow = [*range(1, len(states)), loop]
        self._truth = StepTruth(self.temporal.atoms, states)

    def is_fair(self) -> bool:
        """Whether it satisfies what the specification assumes besides Init and Next."""
        behavior = self.machine.spec.behavior
        assert behavior is not None, "a machine has a behavior"
        return self._holds(self.temporal.behavior(behavior))

    def holds(self, expr: Expr, lets: tuple[Let, ...] = ()) -> bool:
        """The truth of a formula of the whole behavior. What does not decide it is not evaluated. Errors: those of
        Temporal.formula and of evaluation."""
        return self._holds(self.temporal.formula(expr, lets))

    def truths(self, expr: Expr, lets: tuple[Let, ...] = ()) -> list[bool]:
        """The truth of a formula of what begins at each state. Errors: those of Temporal.formula and of evaluation."""
        return truths(self.temporal.formula(expr, lets), len(self.states), self.loop, self._atom)

    def _holds(self, formula: Formula) -> bool:
        return satisfied(formula, len(self.states), self.loop, self._atom)

    def _atom(self, index: int, step: int) -> bool:
        return self._truth.condition(Atom(index))(step, self._follow[step])
