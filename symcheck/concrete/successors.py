"""The behavior of a specification on values: initial states, and the labelled successors of a state; must not know how
states are stored or what is checked of them.

The next-state action is split as TLC splits it: at disjunctions, `\\E`, LET and calls of defined operators, as far as
nothing else is in between. A part is named after the innermost definition that was entered on the way to it; its
bindings are what the `\\E` and the parameters on the way stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.binders import enter_bounds
from symcheck.concrete.calls import Entered
from symcheck.concrete.compiler import Compiler
from symcheck.concrete.forks import Continue, Fork, ForkCompiler, looping, prepared
from symcheck.concrete.frame import Frame, Run, Test
from symcheck.concrete.outside import Outside
from symcheck.concrete.primes import Primes
from symcheck.concrete.scope import Scope, Slot, read_slot
from symcheck.core.expr import Apply, Call, Definition, Expr, Let, Local, LocalRef, Quantified, Quantifier
from symcheck.core.ops import Op
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


@dataclass(frozen=True, slots=True)
class _Part:
    """One disjunct of Next, compiled. `bound` reads the values of the names that were bound on the way."""

    action: str
    span: Span
    run: Continue
    bound: tuple[tuple[str, Run], ...]


class Machine:
    """A specification's behavior, compiled once. Errors of compiling and of running are SpecErrors."""

    def __init__(self, spec: Spec, outside: Outside | None = None) -> None:
        assert spec.behavior is not None, "a specification of assumptions alone has no behavior"
        self.spec = spec
        self.outside = outside or Outside()
        self.compiler = Compiler(spec.variables, enabled=enabled, outside=self.outside)
        self.names = tuple(variable.name for variable in spec.variables)
        self._primes = Primes()
        self._scope = self.compiler.scope()
        self._emit = self._scope.unit.slot()
        splitter = _Splitter(self.compiler, self.names, self._emit)
        init = splitter.split(spec.behavior.init, self._scope.in_successor(), INIT)
        self._init = [replace(part, action=INIT, bound=()) for part in init]
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
                raise too_deep(expr.span) from None

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
                raise too_deep(expr.span) from None

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

    def transitions(self, state: Values) -> Iterator[Transition]:
        """The successors of a state with their labels."""
        for part in self._next:
            found: list[Transition] = []

            def note(f: Frame, part: _Part = part, found: list[Transition] = found) -> None:
                found.append(Transition(part.action, tuple(_bindings(part, f)), tuple(f[1]), part.span))

            self._run([part], state, note)
            yield from found

    def transition_to(self, state: Values, successor: Values) -> Transition | None:
        """The first transition from one state to the other. Parts of Next that come after it are not evaluated."""
        for part in self._next:

            def compare(f: Frame, part: _Part = part) -> None:
                if tuple(f[1]) == successor:
                    raise _Reached(Transition(part.action, tuple(_bindings(part, f)), successor, part.span))

            try:
                self._run([part], state, compare)
            except _Reached as reached:
                return reached.transition
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

    def _run(self, parts: list[_Part], state: Values, emit: Continue) -> None:
        frame = self._scope.frame(state, [None] * len(self.names))
        frame[self._emit] = emit
        for part in parts:
            try:
                part.run(frame)
            except RecursionError:
                raise too_deep(part.span) from None


def _bindings(part: _Part, f: Frame) -> Iterator[tuple[str, Value]]:
    for name, read in part.bound:
        try:
            yield name, read(f)
        except SpecError:
            # a parameter that the action never evaluates may have no value
            continue


@dataclass(frozen=True, slots=True)
class _Way:
    """How a disjunct was reached: the name so far, what was bound, and what runs around it."""

    action: str
    bound: tuple[tuple[str, Local | Definition, Slot], ...]
    around: Callable[[Fork], Fork]


class _Splitter:
    def __init__(self, compiler: Compiler, names: tuple[str, ...], emit: int) -> None:
        self._compiler = compiler
        self._forks = ForkCompiler(compiler)
        self._names = names
        self._emit = emit
        self._parts: list[_Part] = []

    def split(self, expr: Expr, scope: Scope, name: str) -> list[_Part]:
        self._parts = []
        self._walk(expr, scope, _Way(name, (), lambda fork: fork), ())
        return self._parts

    def _walk(self, node: Expr, scope: Scope, way: _Way, entered: tuple[Definition, ...]) -> None:
        forks = self._forks
        match node:
            case Apply() if node.op is Op.OR and forks.speaks(node, scope):
                for part in node.args:
                    assert isinstance(part, Expr), "a disjunction has expressions as parts"
                    self._walk(part, scope, way, entered)
            case Quantified() if node.quantifier is Quantifier.EXISTS and forks.speaks(node, scope):
                inner, groups = enter_bounds(self._compiler, node.bounds, scope)
                names = tuple((x.name, x, inner.slots[x]) for bound in node.bounds for x in bound.locals)

                def loop(fork: Fork) -> Fork:
                    return way.around(Fork(looping(groups, fork.run), fork.assigned))

                self._walk(node.body, inner, _Way(way.action, way.bound + names, loop), entered)
            case Let() if forks.speaks(node, scope):
                let = forks.enter_let(node, scope)
                self._walk(node.body, let.scope, _prepared(way, way.action, way.bound, let), entered)
            case Call() if self._is_action(node, scope, entered):
                self._enter(node, scope, way, entered)
            case _:
                self._leaf(node, scope, way)

    def _is_action(self, node: Call, scope: Scope, entered: tuple[Definition, ...]) -> bool:
        definition = node.definition
        return definition not in entered and definition not in scope.slots and self._forks.speaks(node, scope)

    def _enter(self, node: Call, scope: Scope, way: _Way, entered: tuple[Definition, ...]) -> None:
        definition = node.definition
        call = self._forks.enter_call(node, scope)
        passed = {argument.local for argument in node.args if isinstance(argument, LocalRef)}
        bound = tuple(each for each in way.bound if each[1] not in passed)
        params = tuple(
            (param.name, param, call.scope.slots[param]) for param in definition.params if param in call.scope.slots
        )
        inner = _prepared(way, definition.name, bound + params, call)
        self._walk(call.body, call.scope, inner, (*entered, definition))

    def _leaf(self, node: Expr, scope: Scope, way: _Way) -> None:
        finish = _Finish(self._names, self._emit, way.action, node.span)
        fork = self._forks.fork(node, scope, finish.unchecked)
        if len(fork.assigned) < len(self._names):
            fork = self._forks.fork(node, scope, finish.checked)
        bound = tuple((name, read_slot(slot).run) for name, _, slot in way.bound)
        self._parts.append(_Part(way.action, node.span, way.around(fork).run, bound))


def _prepared(
    way: _Way, action: str, bound: tuple[tuple[str, Local | Definition, Slot], ...], entered: Entered
) -> _Way:
    return _Way(action, bound, lambda fork: way.around(prepared(entered, fork)))


class _Finish:
    """What runs at the end of a disjunct: the successor is complete."""

    def __init__(self, names: tuple[str, ...], emit: int, action: str, span: Span) -> None:
        self._names = names
        self._slot = emit
        self._action = action
        self._span = span

    @property
    def unchecked(self) -> Continue:
        slot = self._slot

        def finish(f: Frame) -> None:
            f[slot](f)

        return finish

    def checked(self, f: Frame) -> None:
        missing = [name for name, value in zip(self._names, f[1], strict=True) if value is None]
        if missing:
            raise unassigned(self._action, missing, self._span)
        f[self._slot](f)


def unassigned(action: str, missing: list[str], span: Span) -> SpecError:
    """The error of an action that leaves the next value of some variables open."""
    some = ", ".join(f"{name}'" for name in missing)
    which = f"the value of {some}" if len(missing) == 1 else f"the values of {some}"
    hint = f"add UNCHANGED {missing[0] if len(missing) == 1 else '<<' + ', '.join(missing) + '>>'}, or assign a value"
    return SpecError(Code.UNASSIGNED, f"the action {action} does not determine {which}", span, hint)


def _of_first_state(error: SpecError) -> SpecError:
    """In Init it is the variables themselves that are assigned."""
    if error.code is not Code.UNASSIGNED:
        return error
    first = error.diagnostics[0]
    message = first.message.replace("the action Init", INIT).replace("'", "")
    return SpecError(Code.UNASSIGNED, message, first.span, "give every variable a value in Init, by = or \\in")


def too_deep(span: Span) -> SpecError:
    return SpecError(Code.RECURSION_DEPTH, "the recursion here is too deep", span)


class _Reached(Exception):  # noqa: N818 (no error: it ends a search)
    """The successor that was looked for."""

    def __init__(self, transition: Transition) -> None:
        super().__init__(transition.action)
        self.transition = transition


class _Found(Exception):  # noqa: N818 (no error: it ends a search)
    """A successor was found."""


def enabled(compiler: Compiler, expr: Expr, scope: Scope) -> Test:
    """ENABLED: the condition that the action has a successor."""

    def found(f: Frame) -> None:
        raise _Found

    count = len(compiler.index)
    primed = scope.primed
    fork = ForkCompiler(compiler).fork(expr, replace(scope, primed=False), found)
    unit = scope.unit

    def test(f: Frame) -> bool:
        g = f[:]
        g.extend([None] * (unit.size - len(g)))
        if primed:
            g[0] = tuple(f[1])
        g[1] = [None] * count
        try:
            fork.run(g)
        except _Found:
            return True
        return False

    return test
