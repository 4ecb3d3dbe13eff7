"""The behavior of a specification on values: initial states, and the labelled successors of a state; must not know how
states are stored or what is checked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol, TypeAlias

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.ops.outside import Outside
from symcheck.concrete.steps.candidates import Candidates, from_states
from symcheck.concrete.steps.disjuncts import Part, Splitter, bindings_of
from symcheck.concrete.steps.enabled import composed, enabled
from symcheck.concrete.steps.forks import ForkCompiler
from symcheck.concrete.steps.primes import Primes
from symcheck.concrete.steps.registers import fill
from symcheck.concrete.steps.ways import Continue
from symcheck.core.expr import Expr
from symcheck.core.parts import callee, reached
from symcheck.core.run import config
from symcheck.core.spec import Spec
from symcheck.trace.trace import State, Step
from symcheck.value import Value

Values: TypeAlias = tuple[Value, ...]  # a state: the variables' values in the order of `spec.variables`

INIT = "Init"
NEXT = "Next"


class Condition(Protocol):
    """A formula compiled: its truth in a state or a step."""

    def __call__(self, state: Values, successor: Values | None = None, /) -> bool: ...


class Function(Protocol):
    """An expression compiled: its value in a state or a step."""

    def __call__(self, state: Values, successor: Values | None = None, /) -> Value: ...


@dataclass(frozen=True, slots=True)
class Transition:
    """A successor with the label of the action that leads to it."""

    action: str
    bindings: tuple[tuple[str, Value], ...]
    state: Values
    span: Span


class Machine:
    """A specification's behavior, compiled once. Errors of compiling and of running are SpecErrors."""

    def __init__(self, spec: Spec, outside: Outside | None = None) -> None:
        assert spec.behavior is not None, "a specification of assumptions alone has no behavior"
        self.spec = spec
        self._behavior = spec.behavior
        self.outside = outside or Outside(known={"config": config(spec.check_deadlock), "level": 0})
        self.compiler = Compiler(spec.variables, enabled=enabled, composed=composed, outside=self.outside)
        fill(self.compiler, spec.assumptions)
        self.names = tuple(variable.name for variable in spec.variables)
        self._primes = Primes()
        self._scope = self.compiler.scope()
        self._emit = self._scope.unit.slot()
        self._candidates = Candidates()
        self.taken: set[str] = set()  # the actions that have led to a successor so far
        forks = ForkCompiler(self.compiler, self._candidates)
        splitter = Splitter(forks, self.names, self._emit, set())
        init = splitter.split(spec.behavior.init, self._scope.in_successor(), INIT)
        self._init = [replace(part, action=INIT, bound=()) for part in init]
        splitter = Splitter(forks, self.names, self._emit, self.taken)
        self._next = splitter.split(spec.behavior.next, self._scope, NEXT)

    def condition(self, expr: Expr, what: str = "the formula") -> Condition:
        """A formula as a condition on a state, or on a step. Its errors: those of evaluation, RECURSION_DEPTH."""
        scope = self.compiler.scope()
        test = self.compiler.condition(expr, scope, what)
        frame = scope.frame()

        def holds(state: Values, successor: Values | None = None) -> bool:
            frame[0] = state
            frame[1] = successor
            try:
                return test(frame)
            except RecursionError:
                raise too_deep(expr.span, expr) from None

        return holds

    def function(self, expr: Expr) -> Function:
        """An expression as a function of a state, or of a step, with explicit results."""
        scope = self.compiler.scope()
        run = self.compiler.compile(expr, scope).run
        frame = scope.frame()

        def value(state: Values, successor: Values | None = None) -> Value:
            frame[0] = state
            frame[1] = successor
            try:
                return run(frame)
            except RecursionError:
                raise too_deep(expr.span, expr) from None

        return value

    def speaks_of_successor(self, expr: Expr) -> bool:
        """Whether a formula is about steps."""
        return self._primes.speaks(expr)

    def each_initial(self, emit: Continue) -> None:
        """Calls `emit` on a frame for each initial state, in order of discovery, possibly with repetitions: the state
        is `tuple(frame[1])`. What `emit` raises ends the search."""
        try:
            self._run(self._init, (), emit)
        except SpecError as error:
            raise _of_first_state(error) from None

    def each_successor(self, state: Values, emit: Continue) -> None:
        """Likewise for each successor of a state."""
        self._run(self._next, state, emit)

    def initial(self) -> list[Values]:
        """The initial states, in order of discovery, possibly with repetitions."""
        found: list[Values] = []
        self.each_initial(lambda f: found.append(tuple(f[1])))
        return found

    def successors(self, state: Values) -> list[Values]:
        """The successors of a state, in order of discovery, possibly with repetitions."""
        found: list[Values] = []
        self.each_successor(state, lambda f: found.append(tuple(f[1])))
        return found

    def has_successor(self, state: Values) -> bool:
        def stop(f: Frame) -> None:
            raise _ReachedError(())

        try:
            self.each_successor(state, stop)
        except _ReachedError:
            return True
        return False

    def transitions(self, state: Values) -> Iterator[Transition]:
        """The successors of a state with their labels."""
        for part in self._next:
            found: list[Transition] = []

            def note(f: Frame, part: Part = part, found: list[Transition] = found) -> None:
                found.append(Transition(part.action, tuple(bindings_of(part, f)), tuple(f[1]), part.span))

            self._run([part], state, note)
            yield from found

    def some_transitions(self, state: Values, candidates: tuple[Value, ...]) -> tuple[list[Transition], bool]:
        """The labelled successors of a state for choices among these values, where sets are infinite or have very many
        elements; and whether these are all successors."""
        tried = self._candidates
        tried.listed = tried.passed_over = tried.partial = False
        tried.values = lambda: candidates
        try:
            return list(self.transitions(state)), not tried.partial
        finally:
            tried.values = None

    def transition_to(
        self, state: Values, successor: Values, hints: Iterable[Value] = ()
    ) -> Transition | None:
        """A transition from one state to the other, of the first part of Next that makes it. Next is evaluated on the
        two states, so that a choice from an infinite set is no error: the values in the states, and the hints, are
        tried. Errors: those of evaluating a part, if no other makes the step."""
        found = self._reached(
            self._next, state, successor, cache(lambda: (*hints, *from_states(state, successor)))
        )
        if found is None:
            return None
        part, bindings = found
        return Transition(part.action, bindings, successor, part.span)

    def is_initial(self, state: Values, hints: Iterable[Value] = ()) -> bool:
        """Whether a state satisfies Init, evaluated on that state."""
        return self._reached(self._init, (), state, cache(lambda: (*hints, *from_states(state)))) is not None

    def _reached(
        self, parts: list[Part], state: Values, successor: Values, candidates: Callable[[], tuple[Value, ...]]
    ) -> tuple[Part, tuple[tuple[str, Value], ...]] | None:
        """The first part that leads to this successor, with its bindings. Choices from very large sets are tried with
        the candidates alone first."""
        tried = self._candidates
        tried.listed = tried.passed_over = False
        found = self._first_reached(parts, state, successor, candidates)
        if found is None and tried.passed_over:
            tried.listed = True
            found = self._first_reached(parts, state, successor, candidates)
        return found

    def _first_reached(
        self, parts: list[Part], state: Values, successor: Values, candidates: Callable[[], tuple[Value, ...]]
    ) -> tuple[Part, tuple[tuple[str, Value], ...]] | None:
        failure: SpecError | None = None
        for part in parts:

            def compare(f: Frame, part: Part = part) -> None:
                if tuple(f[1]) == successor:
                    raise _ReachedError(tuple(bindings_of(part, f)))

            self._candidates.values = candidates
            try:
                # assigned beforehand, variables are tested; what cannot be tested in this order is searched
                self._run([part], state, compare, successor)
            except _ReachedError as reached:
                return part, reached.bindings
            except SpecError:
                if self._candidates.passed_over and not self._candidates.listed:
                    continue
                self._candidates.values = None
                try:
                    self._run([part], state, compare)
                except _ReachedError as reached:
                    return part, reached.bindings
                except SpecError as error:
                    failure = failure or error
            finally:
                self._candidates.values = None
        if failure is not None and (self._candidates.listed or not self._candidates.passed_over):
            raise failure
        return None

    def state(self, values: Values) -> State:
        """The values by the variables' names."""
        return dict(zip(self.names, values, strict=True))

    def values(self, state: State) -> Values:
        """The inverse of `state`."""
        return tuple(state[name] for name in self.names)

    def first_step(self, state: Values) -> Step:
        """An initial state as the first step of a trace."""
        return Step(INIT, (), self.state(state), self._init[0].span)

    def step(self, transition: Transition) -> Step:
        return Step(transition.action, transition.bindings, self.state(transition.state), transition.span)

    def _run(self, parts: list[Part], state: Values, emit: Continue, successor: Values | None = None) -> None:
        """Searches the parts; with a successor, only that one."""
        frame = self._scope.frame(state, [None] * len(self.names) if successor is None else list(successor))
        frame[self._emit] = emit
        for part in parts:
            try:
                part.run(frame)
            except RecursionError:
                raise too_deep(part.span, self._behavior.init, self._behavior.next) from None


def _of_first_state(error: SpecError) -> SpecError:
    """In Init it is the variables themselves that are assigned."""
    if error.code is not Code.UNASSIGNED:
        return error
    first = error.diagnostics[0]
    message = first.message.replace(f"the action {INIT}", "the initial predicate").replace("'", "")
    return SpecError(Code.UNASSIGNED, message, first.span, "give every variable a whole value there, by = or \\in")


def too_deep(span: Span, *roots: Expr) -> SpecError:
    """The error of a recursion that ran out of stack; one of the recursive operators reached from `roots` did."""
    called = (callee(node) for node in reached(*roots))
    names = dict.fromkeys(each.name for each in called if each is not None and each.recursive)
    whose = f" of {' or '.join(names)}" if names else " here"
    hint = "does every call come nearer to a case without one?"
    return SpecError(Code.RECURSION_DEPTH, f"the recursion{whose} is too deep", span, hint)


class _ReachedError(Exception):
    """The successor that was looked for; no error: it ends the search."""

    def __init__(self, bindings: tuple[tuple[str, Value], ...]) -> None:
        super().__init__()
        self.bindings = bindings
