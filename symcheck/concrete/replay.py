"""Goes through a trace step by step and finds the violation at its end anew; must not know who found the trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from symcheck.base.diagnostic import Diagnostic, SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.explain.formulas import explain
from symcheck.concrete.search.checks import Checks, aliases
from symcheck.concrete.search.exploration import Kind
from symcheck.concrete.search.judge import NOT_LISTED
from symcheck.concrete.search.store import STUTTERING, history
from symcheck.concrete.steps.candidates import from_states
from symcheck.concrete.steps.successors import Machine, Transition, Values
from symcheck.core.guards import guards_first
from symcheck.core.spec import Named, Property, Spec
from symcheck.trace.explanation import Explanation
from symcheck.trace.trace import State, Step, Trace


@dataclass(frozen=True, slots=True)
class Claim:
    """What a trace is said to violate: one of the formulas, all of the same kind, or deadlock or definedness."""

    kind: Kind
    formulas: tuple[Named | Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """The trace is one of the specification and violates what it was said to. `trace` has the labels found here;
    `formula` is the violated one. `error` is what evaluation stops at: for definedness, and also where something else
    was claimed but the end of the trace cannot be evaluated; then `kind` is "definedness"."""

    trace: Trace
    kind: Kind | None = None
    formula: Named | Property | None = None
    explanation: Explanation | None = None
    error: Diagnostic | None = None
    aliases: tuple[State, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The trace is not one of the specification, or does not violate the claim: `step` is the index of the state.
    `open`: that is not known, as the value reading cannot tell."""

    step: int
    reason: str
    open: bool = False


def replay(spec: Spec, trace: Trace, claim: Claim | None = None) -> Replayed | Rejected:
    """Whether a trace (a lasso, for a temporal claim) is a behavior of the specification within its constraints and, if
    something is claimed of it, its last state, last step or loop violates that. Raises SpecError for what symcheck
    lacks."""
    return deeply(lambda: _Replay(spec, trace).run(claim))


class _Replay:
    def __init__(self, spec: Spec, trace: Trace) -> None:
        self._spec = spec
        self._machine = Machine(spec)
        self._checks = Checks(self._machine)
        self._trace = self._revived(trace)
        self._made: dict[int, Transition] = {}  # the transition to each state that is not the one before
        self._machine.outside.numbers = _numbers(self._trace)

    def run(self, claim: Claim | None) -> Replayed | Rejected:
        if set(self._trace.variables) != set(self._machine.names):
            return Rejected(0, f"its variables are {', '.join(self._trace.variables)}")
        states = [self._machine.values(step.state) for step in self._trace.steps]
        try:
            wrong = self._wrong_step(states)
        except SpecError as error:
            return self._undefined(states, error, claim)
        if wrong is not None:
            return wrong
        trace = self._labelled(states)
        if claim is None:
            return Replayed(trace, aliases=aliases(self._machine, trace))
        try:
            return self._violated(claim, states, trace)
        except SpecError as error:
            return self._undefined(states, error, claim)

    def _revived(self, trace: Trace) -> Trace:
        # loaded where there is something to replay only
        from symcheck.concrete.compiler.rules import Revived, has_rules

        if not any(has_rules(value) for step in trace.steps for value in step.state.values()):
            return trace
        behavior = self._spec.behavior
        assert behavior is not None, "a trace is of a behavior"
        value = Revived(self._machine.compiler, (behavior.init, behavior.next)).value
        steps = [replace(s, state={name: value(v) for name, v in s.state.items()}) for s in trace.steps]
        return replace(trace, steps=tuple(steps))

    def _undefined(self, states: list[Values], error: SpecError, claim: Claim | None) -> Replayed | Rejected:
        """An evaluation error: it is what ends the trace if it comes at its last state."""
        if not error.code.value.startswith("D"):
            raise error
        if error.code in NOT_LISTED:
            first = error.diagnostics[0]
            where = "" if first.span is None else f"{first.span}: "
            reason = f"this cannot be evaluated on values: {where}{first.message}"
            return Rejected(len(states) - 1, reason, open=True)
        try:
            wrong = self._wrong_step(states)
        except SpecError:
            # an error of its own, and no behavior goes on from it: nothing that two readings disagree on
            return Rejected(len(states) - 1, f"a state before the last cannot be evaluated: {error}", open=True)
        if wrong is not None or claim is None:
            return wrong or Rejected(len(states) - 1, str(error))
        trace = replace(self._labelled(states), loop=None, back=None)
        found = aliases(self._machine, trace)
        return Replayed(trace, "definedness", error=error.diagnostics[0], aliases=found)

    def _stand(self, states: list[Values], index: int) -> None:
        """What TLCGet and Trace tell of a state: initial states have level 1."""
        self._machine.outside.known["level"] = index + 1
        self._machine.outside.history = partial(history, self._machine, states[: index + 1])

    def _wrong_step(self, states: list[Values]) -> Rejected | None:
        self._machine.outside.known["level"] = 0
        if not self._machine.is_initial(states[0], self._trace.numbers):
            return Rejected(0, "the first state does not satisfy Init")
        loop = self._trace.loop
        if loop is not None:
            states = [*states, states[loop]]
        given = (*self._trace.steps[1:], self._trace.steps[loop or 0])
        hints = [[*(value for _, value in step.bindings), *self._trace.numbers] for step in given]
        for index, (state, successor) in enumerate(pairwise(states), start=1):
            self._stand(states, index - 1)
            if not self._checks.within(state):
                return Rejected(index - 1, "a state outside of the constraints is not searched on from")
            if state != successor:
                transition = self._machine.transition_to(state, successor, hints[index - 1])
                if transition is not None:
                    self._made[index] = transition
            if state != successor and index not in self._made:
                what = "the step back to the loop's first state" if index == len(self._trace.steps) else "the step"
                return Rejected(min(index, len(self._trace.steps) - 1), f"{what} is not one of Next")
            last = loop is None and index == len(states) - 1
            if state != successor and not last and not self._checks.step_within(state, successor):
                return Rejected(index, "a step outside of the action constraints is not searched on from")
        return None

    def _labelled(self, states: list[Values]) -> Trace:
        machine = self._machine
        machine.outside.known["level"] = 0
        steps = [machine.first_step(states[0])]
        for (state, successor), given in zip(pairwise(states), self._trace.steps[1:], strict=True):
            machine.outside.known["level"] = len(steps)
            transition = self._made.get(len(steps))
            if transition is None:
                transition = machine.transition_to(state, successor, [value for _, value in given.bindings])
            stuttering = Step(STUTTERING, (), machine.state(successor))
            steps.append(stuttering if transition is None else machine.step(transition))
        closing = self._made.get(len(states))
        back = None if closing is None else machine.step(closing)
        return Trace(machine.names, tuple(steps), self._trace.loop, back)

    def _violated(self, claim: Claim, states: list[Values], trace: Trace) -> Replayed | Rejected:
        last = len(states) - 1
        machine = self._machine
        found = aliases(machine, trace)
        self._stand(states, last)
        match claim.kind:
            case "deadlock":
                if self._goes_on(states[-1]):
                    return Rejected(last, "the last state has a successor")
                from symcheck.concrete.explain.deadlock import explain_deadlock  # loaded where it is needed

                return Replayed(trace, "deadlock", explanation=explain_deadlock(machine, states[-1]), aliases=found)
            case "definedness":
                return self._evaluated(states)
            case "temporal":
                return self._temporal(claim.formulas, states, trace, found)
            case "action" if last == 0:
                return Rejected(0, "one state is not a step")
            case "init":
                where: tuple[Values, ...] = (states[0],)
            case "action":
                where = (states[-2], states[-1])
                machine.outside.known["level"] = last
            case _:
                where = (states[-1],)
        for formula in claim.formulas:
            if not machine.condition(formula.expr)(*where):
                why = explain(machine, formula.name, formula.expr, *where)
                return Replayed(trace, claim.kind, formula, why, aliases=found)
        return Rejected(last, "nothing of what is said to be violated is")

    def _evaluated(self, states: list[Values]) -> Rejected:
        """Evaluates all that a search would at the last state; an error is the violation."""
        state = states[-1]
        for constraint in self._checks.constraints:
            constraint(state)
        checks = [*self._checks.states, *(self._checks.initial if len(states) == 1 else ())]
        for check in checks:
            check.holds(state)
        known = self._machine.outside.known
        if len(states) > 1:
            known["level"] = len(states) - 1
            for check in self._checks.steps:
                check.holds(states[-2], state)
            self._checks.step_within(states[-2], state)
        known["level"] = len(states)
        self._step_from(state)
        return Rejected(len(states) - 1, "everything can be evaluated at the last state")

    def _goes_on(self, state: Values) -> bool:
        """Whether a state has a successor. Where Next chooses from an infinite set first, what it asks of the state is
        looked at before that. Errors: those of the evaluation."""
        try:
            return self._machine.has_successor(state)
        except SpecError as error:
            behavior = self._spec.behavior
            if error.code not in NOT_LISTED or behavior is None:
                raise
            asking = replace(self._spec, behavior=replace(behavior, next=guards_first(behavior.next)))
            try:
                return Machine(asking, self._machine.outside).has_successor(state)
            except SpecError:
                raise error from None  # one of the other order says nothing of the specification

    def _step_from(self, state: Values) -> None:
        """Evaluates Next in a state. Where it chooses from an infinite set, what makes the error may be another part of
        it, or one of the choices in the trace. Errors: those of the evaluation."""
        try:
            self._machine.successors(state)
        except SpecError as error:
            if error.code not in NOT_LISTED:
                raise
            self._machine.some_transitions(state, (*self._trace.numbers, *from_states(state)))
            raise

    def _temporal(
        self,
        formulas: Sequence[Named | Property],
        states: list[Values],
        trace: Trace,
        found: tuple[State, ...] | None,
    ) -> Replayed | Rejected:
        loop = trace.loop
        if loop is None:
            return Rejected(len(states) - 1, "a behavior that never ends is needed, and the trace has no loop")
        # loaded for temporal properties only
        from symcheck.concrete.explain.lasso import explain_lasso
        from symcheck.concrete.temporal.lasso import Lasso

        lasso = Lasso(self._machine, states, loop)
        violated = next((formula for formula in formulas if not lasso.holds(formula.expr)), None)
        if not lasso.is_fair():
            return Rejected(len(states) - 1, "the behavior is not fair")
        if violated is None:
            return Rejected(len(states) - 1, "nothing of what is said to be violated is")
        why = explain_lasso(lasso, violated.name, violated.expr)
        return Replayed(trace, "temporal", violated, why, aliases=found)


def _numbers(trace: Trace) -> tuple[int, ...]:
    """Integers that may decide a formula about all of them: those of the trace first, then those in its states."""
    parts = from_states(*(step.state.values() for step in trace.steps))
    return tuple(dict.fromkeys((*trace.numbers, *(part for part in parts if type(part) is int))))
