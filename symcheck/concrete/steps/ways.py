"""How searches for successors are put together from smaller ones; must not know expressions.

A search is a closure on frames in continuation-passing style: it runs its continuation once for each way that it finds,
with the assignments to the successor in place, and takes them back afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.calls import Entered
from symcheck.concrete.compiler.code import located
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.compiler.fused import Text, function, fuse
from symcheck.value import Value, equal

Continue = Callable[[Frame], None]
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition, and the slots and markers that it depends on (`code.Code.reads`)."""

    condition: Text
    reads: frozenset[int]


class Fork:
    """A search calls the continuation for each way; `assigned` are the variables that have a value on all of them. It
    evaluates `guards` in turn before anything else, and where they hold goes on with `rest`."""

    __slots__ = ("_run", "assigned", "guards", "rest")

    def __init__(self, rest: Continue, assigned: frozenset[int] = NONE, guards: tuple[Guard, ...] = ()) -> None:
        self.rest = rest
        self.assigned = assigned
        self.guards = guards
        self._run: Continue | None = None

    @property
    def run(self) -> Continue:
        """All of it; made when it is first asked for, as most forks become a part of another one."""
        if self._run is None:
            test = all_hold(self.guards)
            self._run = self.rest if test is None else guarded(test, self.rest)
        return self._run

    def under(self, guard: Guard) -> Fork:
        """The fork with one more condition before all others."""
        return Fork(self.rest, self.assigned, (guard, *self.guards))


def all_hold(guards: Sequence[Guard]) -> Test | None:
    """Whether all conditions hold, evaluated as far as need be; None without conditions."""
    if not guards:
        return None
    parts = {f"a{place}": guard.condition for place, guard in enumerate(guards)}
    return function(fuse("(" + " and ".join(f"{{{name}}}" for name in parts) + ")", **parts))


def guarded(test: Test, then: Continue) -> Continue:
    """Goes on where the condition holds."""

    def run(f: Frame) -> None:
        if test(f):
            then(f)

    return run


def choice(test: Test, yes: Fork, no: Fork) -> Fork:
    """One of two, as the condition says."""
    if_true, if_false = yes.run, no.run

    def run(f: Frame) -> None:
        if test(f):
            if_true(f)
        else:
            if_false(f)

    return Fork(run, yes.assigned & no.assigned)


def either(forks: list[Fork]) -> Fork:
    """Each in turn."""
    runs = tuple(fork.run for fork in forks)

    def run(f: Frame) -> None:
        for branch in runs:
            branch(f)

    return Fork(run, frozenset.intersection(*(fork.assigned for fork in forks)))


def prepared(entered: Entered, fork: Fork) -> Fork:
    """Binds the names of what was entered first."""
    if not entered.bound:
        return fork
    prepare, body = entered.prepare, fork.run

    def run(f: Frame) -> None:
        prepare(f)
        body(f)

    return Fork(run, fork.assigned)


def copying(variables: tuple[int, ...], span: Span, then: Continue) -> Continue:
    """Gives variables their old values; a condition for those that have a value already."""

    def run(f: Frame) -> None:
        state, successor = f[0], f[1]
        fresh = variables
        for variable in variables:
            value = successor[variable]
            if value is not None:
                if not _same(value, state[variable], span):
                    return
                fresh = tuple([each for each in fresh if each != variable])
        for variable in fresh:
            successor[variable] = state[variable]
        then(f)
        for variable in fresh:
            successor[variable] = None

    return run


def intermediate(successor: Sequence[Value | None], names: tuple[str, ...], span: Span) -> tuple[Value, ...]:
    """The state that the first part of a composition leads to. Errors: UNASSIGNED."""
    missing = [name for name, value in zip(names, successor, strict=True) if value is None]
    if missing:
        some = ", ".join(f"{name}'" for name in missing)
        raise SpecError(Code.UNASSIGNED, f"the first part of this composition does not determine {some}", span)
    return tuple(successor)  # type: ignore[arg-type]


def _same(new: Value, old: Value, span: Span) -> bool:
    try:
        return equal(new, old)
    except SpecError as error:
        raise located(error, span) from None
