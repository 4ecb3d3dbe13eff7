"""Splits an action into its named disjuncts and compiles each; must not know what is done with successors.

The splitting is TLC's: at disjunctions, `\\E`, LET and calls of defined operators, as far as nothing else is in
between. A part is named after the innermost definition that was entered on the way to it; its bindings are what the
`\\E` and the parameters on the way stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import enter_bounds
from symcheck.concrete.compiler.calls import Entered
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.concrete.compiler.narrowing import guards
from symcheck.concrete.compiler.scope import Scope, Slot, read_slot
from symcheck.concrete.steps.forks import ForkCompiler
from symcheck.concrete.steps.loops import looping
from symcheck.concrete.steps.solving import choices
from symcheck.concrete.steps.ways import Continue, Fork, prepared
from symcheck.core.expr import Apply, Call, Definition, Expr, Let, Local, LocalRef, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.value import Value


@dataclass(frozen=True, slots=True)
class Part:
    """One disjunct of Next, compiled. `bound` reads the values of the names that were bound on the way."""

    action: str
    span: Span
    run: Continue
    bound: tuple[tuple[str, Run], ...]


def bindings_of(part: Part, f: Frame) -> Iterator[tuple[str, Value]]:
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


class Splitter:
    """Splits and compiles actions. `emit` is the slot of what is run on the frame of each complete successor; `taken`
    gets the name of each part that finds one."""

    def __init__(self, forks: ForkCompiler, names: tuple[str, ...], emit: int, taken: set[str]) -> None:
        self._compiler = forks.compiler
        self._forks = forks
        self._names = names
        self._emit = emit
        self._taken = taken
        self._parts: list[Part] = []

    def split(self, expr: Expr, scope: Scope, name: str) -> list[Part]:
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
                inner, groups = enter_bounds(self._compiler, node.bounds, scope, partial(guards, node))
                listed = choices(self._compiler, forks.candidates, node, scope)
                names = tuple((x.name, x, inner.slots[x]) for bound in node.bounds for x in bound.locals)

                def loop(fork: Fork) -> Fork:
                    return way.around(looping(groups, fork, listed))

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
        finish = _Finish(self._names, self._emit, way.action, node.span, self._taken.add)
        fork = self._forks.fork(node, scope, finish.unchecked)
        if len(fork.assigned) < len(self._names):
            fork = self._forks.fork(node, scope, finish.checked)
        bound = tuple((name, read_slot(slot).run) for name, _, slot in way.bound)
        self._parts.append(Part(way.action, node.span, way.around(fork).run, bound))


def _prepared(
    way: _Way, action: str, bound: tuple[tuple[str, Local | Definition, Slot], ...], entered: Entered
) -> _Way:
    return _Way(action, bound, lambda fork: way.around(prepared(entered, fork)))


class _Finish:
    """What runs at the end of a disjunct: the successor is complete."""

    def __init__(
        self, names: tuple[str, ...], emit: int, action: str, span: Span, take: Callable[[str], None]
    ) -> None:
        self._names = names
        self._slot = emit
        self._action = action
        self._span = span
        self._take = take

    @property
    def unchecked(self) -> Continue:
        slot, take, action = self._slot, self._take, self._action

        def finish(f: Frame) -> None:
            take(action)
            f[slot](f)

        return finish

    def checked(self, f: Frame) -> None:
        missing = [name for name, value in zip(self._names, f[1], strict=True) if value is None]
        if missing:
            raise unassigned(self._action, missing, self._span)
        self._take(self._action)
        f[self._slot](f)


def unassigned(action: str, missing: list[str], span: Span) -> SpecError:
    """The error of an action that leaves the next value of some variables open."""
    some = ", ".join(f"{name}'" for name in missing)
    which = f"the value of {some}" if len(missing) == 1 else f"the values of {some}"
    hint = f"add UNCHANGED {missing[0] if len(missing) == 1 else '<<' + ', '.join(missing) + '>>'}, or assign a value"
    return SpecError(Code.UNASSIGNED, f"the action {action} does not determine {which}", span, hint)
