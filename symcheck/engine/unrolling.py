"""A solver that holds so many steps of a system, and the paths that its models are; must not know why it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.base.budget import Budget
from symcheck.engine.linearise import Round
from symcheck.engine.verdict import Assignment, Move
from symcheck.solve import Answer, Solver, SolverFactory, Timed
from symcheck.system.steps import Steps
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, Term, conj, disj, evaluate_all, neg, nodes


class Unrolling:
    """The steps 0 .. depth - 1 asserted from an initial state; a bad state is asked for at the end only, since any
    shorter path is one with idle steps.

    `last_matters` keeps the order of the last two steps free: for properties of steps. A solver that holds more than
    `largest` literals is full.
    """

    __slots__ = ("_active", "_largest", "_last_matters", "_solver", "depth", "steps", "system")

    def __init__(
        self,
        system: TransitionSystem,
        steps: Steps,
        factory: SolverFactory,
        last_matters: bool,
        largest: int | None = None,
    ) -> None:
        self.system = system
        self.steps = steps
        self.depth = 0
        self._largest = largest
        self._last_matters = last_matters
        self._active = disj(steps.selectors)
        self._solver: Solver = factory(steps.primed)
        self._solver.add(steps.initial)
        self._solver.add(system.lemma)

    def grow(self, depth: int, budget: Budget) -> bool:
        """Assert steps up to a depth; False if the budget ends before, or the solver is full."""
        while self.depth < depth:
            if budget.exhausted or self.full:
                return False
            self._solver.add(self.steps.relation, self.depth)
            if self.system.lemma is not TRUE:
                self._solver.add(self.system.lemma, self.depth + 1)
            before = self.depth - 1 - self._last_matters
            if self.steps.order is not TRUE and before >= 0:
                self._solver.add(self.steps.order, before)
            self.depth += 1
        return True

    @property
    def full(self) -> bool:
        """Whether the solver holds more than it is to."""
        return self._largest is not None and self._solver.size() > self._largest

    def find(self, properties: Sequence[Property], budget: Budget, most: int | None = None) -> Answer:
        """Whether the end of the path can be bad for one of the properties, all of states or all of steps.

        `most` limits the number of steps that are not idle, in sequential unrollings.
        """
        at, bad = self.badness(properties)
        if at < 0:
            return Answer.UNSAT  # no step, no bad step
        assumptions: list[Timed] = [(bad, at)]
        if most is not None and most < self.depth:
            assert not self.steps.parallel, "parallel steps are not counted"
            idle = neg(self._active)
            assumptions += [(idle, step) for step in range(self.depth - most)]
        return self._solver.check(assumptions, budget)

    def badness(self, properties: Sequence[Property]) -> tuple[int, Term]:
        """The step at which the end is looked at, and what is bad there."""
        bad = disj(prop.bad for prop in properties)
        if properties[0].kind == "action":
            return self.depth - 1, conj((self._active, bad))
        return self.depth, bad

    def bad_in_model(self, properties: Sequence[Property]) -> list[Property]:
        """After SAT: the properties that are bad."""
        at, _ = self.badness(properties)
        values = {**self.state(at), **self.inputs(at)}
        if properties[0].kind == "action":
            values |= {self.system.primed[var]: value for var, value in self.state(at + 1).items()}
        bad = evaluate_all((prop.bad for prop in properties), values)
        found = [prop for prop, is_bad in zip(properties, bad, strict=True) if is_bad]
        assert found, "a model makes no property bad"
        return found

    def state(self, step: int) -> Assignment:
        """After SAT: the values of the state variables."""
        return self._solver.values(self.system.state, step)

    def first(self) -> Move:
        """After SAT: the initial state, and the inputs under which it is one."""
        renamed = self.steps.first_inputs
        values = self._solver.values(renamed.values(), 0)
        return Move(None, self.state(0), {original: values[copy] for original, copy in renamed.items()})

    def rounds(self) -> list[Round]:
        """After SAT: what runs in each step that is not idle."""
        found = []
        for step in range(self.depth):
            chosen = self._solver.values(self.steps.selectors, step)
            running = tuple(number for number, selector in enumerate(self.steps.selectors) if chosen[selector])
            if running:
                found.append(Round(running, self.inputs(step)))
        return found

    def running(self) -> dict[int, int]:
        """After SAT, of single steps: the action that runs in each step that is not idle."""
        assert not self.steps.parallel, "several actions run in a parallel step"
        chosen = ((step, self._solver.values(self.steps.selectors, step)) for step in range(self.depth))
        return {
            step: number
            for step, values in chosen
            for number, selector in enumerate(self.steps.selectors)
            if values[selector]
        }

    def inputs(self, step: int) -> Assignment:
        """After SAT: the values of the inputs."""
        return self._solver.values(self.system.inputs, step)


def size_of_step(system: TransitionSystem) -> int:
    """Distinct nodes of the actions, and as many for what stays."""
    terms = [value for action in system.actions for value in (action.guard, *action.effects.values())]
    return len(nodes(terms)) + 4 * len(system.state) + sum(len(action.effects) for action in system.actions)
