"""Init, and Next in all states that some layouts describe, evaluated to branches; must not know how layouts grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Variable
from symcheck.core.spec import Behavior, Spec
from symcheck.solve import Answer
from symcheck.symbolic.actions.alternatives import Alternatives
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.enabled import composed_in, enabled_in
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.layouts.allocation import allocate, drawn_keys
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.layouts.layout import Layout
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.choice import Inputs
from symcheck.symbolic.sieve import lacking_without_order
from symcheck.symbolic.unfolding import Unfolding
from symcheck.term import TRUE, Term, conj


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """The initial states."""

    branches: tuple[Branch, ...]
    inputs: tuple[Term, ...]
    tools: Tools
    feasible: Feasible


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Next in the states that some layouts describe."""

    registers: Mapping[Variable, Register]
    state: View
    branches: tuple[Branch, ...]
    inputs: tuple[Term, ...]
    failures: Failures
    tools: Tools
    feasible: Feasible


class Evaluation:
    """What stays the same while one behavior is evaluated in larger and larger layouts."""

    def __init__(self, spec: Spec, behavior: Behavior, integers: int, unfolded: int, drawn: Drawn | None) -> None:
        self._spec = spec
        self._behavior = behavior
        self._integers = integers
        self._unfolded = unfolded
        self._drawn = drawn
        self._mentions = Mentions()
        self._alternatives = Alternatives()
        self._unseen: list[Failure] = []
        self.quantifiers = Quantifiers()
        self.quantifiers.drawn = drawn

    def start(self) -> Start:
        """The initial states. Raises SpecError where evaluating them may fail."""
        inputs, failures = Inputs("init", self._integers, self._drawn), Failures()
        feasible = Feasible((), self.quantifiers.opened)
        tools = self._tools(feasible)
        splitter = Splitter(tools, None, inputs, failures, self._alternatives)
        found = splitter.split(self._behavior.init, "Init")
        branches = self._complete(found, failures)
        for failure in failures:
            # an evaluation error of the initial predicate has no state to be shown in: it is raised
            self._raise_if_possible(failure, feasible)
        return Start(tuple(branches), tuple(inputs.made), tools, feasible)

    def _raise_if_possible(self, failure: Failure, feasible: Feasible) -> None:
        """An error is claimed only of numbers that a solver gives, and with every quantifier decided."""
        if not feasible(failure.condition):
            return
        condition = failure.condition if failure.is_lack else self.quantifiers.out_of(failure.condition)
        answer = feasible.told(condition)
        if answer is Answer.UNKNOWN and not failure.is_lack:
            message = f"it is not known whether the initial predicate can be evaluated: {failure.message}"
            raise SpecError(Code.UNSUPPORTED, message, at=failure.span, hint=failure.hint)
        if answer is not Answer.UNSAT:
            raise failure.error()

    def step(self, layouts: Mapping[Variable, Layout], before: Mapping[Variable, Register]) -> Round:
        """Next in the states that the layouts describe; `before` are the registers of the layouts before."""
        registers = {
            variable: allocate(layout, variable.name, before.get(variable)) for variable, layout in layouts.items()
        }
        if self._drawn is not None:
            self._drawn.evaluate_steps()
            self._drawn.keys.update(key for register in registers.values() for key in drawn_keys(register))
        lemmas = [lemma for register in registers.values() for lemma in register.all_lemmas()]
        feasible = Feasible(lemmas, self.quantifiers.opened)
        tools = self._tools(feasible)
        state = View({variable: register.sym for variable, register in registers.items()})
        inputs, failures = Inputs("input", self._integers, self._drawn), Failures()
        # steps are taken, and looked at, only from states that satisfy the constraint
        reading = Reading(tools, state, None, failures)
        with lacking_without_order():
            inside = conj(reading.truth(named.expr, {}, TRUE) for named in self._spec.constraints)
            splitter = Splitter(tools, state, inputs, failures, self._alternatives)
            found = splitter.split(self._behavior.next, "Next", path=inside)
        if self._drawn is not None:
            self._drawn.evaluate_states()
        branches = tuple(branch.when(failures.supported) for branch in self._complete(found, failures))
        return Round(registers, state, branches, tuple(inputs.made), failures, tools, feasible)

    def _tools(self, feasible: Feasible) -> Tools:
        unfolding = Unfolding(self._unfolded)
        return Tools(self._mentions, enabled_in, composed_in, feasible, self.quantifiers, unfolding, self._unseen)

    def _complete(self, branches: list[Branch], failures: Failures) -> list[Branch]:
        """Branches that give every variable a value; the others are evaluation errors, as in TLC."""
        complete = []
        for branch in branches:
            missing = [variable.name for variable in self._spec.variables if variable not in branch.assigned]
            if missing:
                names = ", ".join(missing)
                message = f"{branch.name} does not say what becomes of {names}"
                failures.add(Failure(branch.path, Code.UNASSIGNED, message, branch.span))
            else:
                complete.append(branch)
        return complete
