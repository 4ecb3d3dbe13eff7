"""Bodies of operators that run on frames of their own, and what they capture; must not know how they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from symcheck.concrete.compiler.code import Code
from symcheck.concrete.compiler.frame import FIRST_SLOT, Frame, Run
from symcheck.concrete.compiler.scope import LocalOperator, Scope, Slot, Unit
from symcheck.core.expr import Definition, Expr, Local
from symcheck.core.parts import Entity
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler


class Routine:
    """A body whose frames are: the states, the parameters, what is captured, `pad` for the rest.

    `code` is None while the body is being compiled: recursive calls look `run` and `pad` up when they run.
    `by_need` are the parameters whose slot may hold a Thunk.
    """

    __slots__ = ("by_need", "code", "pad", "run")

    def __init__(self, by_need: frozenset[Local]) -> None:
        self.by_need = by_need
        self.code: Code | None = None
        self.pad: list[None] = []
        self.run: Run = self._unready

    def _unready(self, f: Frame) -> Value:
        raise AssertionError("a routine is compiled before it runs")

    def build(
        self,
        compiler: Compiler,
        body: Expr,
        params: tuple[Local, ...],
        captured: tuple[tuple[Entity, Slot], ...],
        operators: Mapping[Definition, LocalOperator],
        primed: bool,
    ) -> None:
        """Compiles the body in a unit of its own."""
        slots: dict[Entity, Slot] = {}
        unit = Unit()
        for param in params:
            slots[param] = Slot(unit.slot(), param in self.by_need, primed)
        for entity, slot in captured:
            slots[entity] = Slot(unit.slot(), slot.by_need, slot.primed, slot.lazy)
        code = compiler.compile(body, Scope(unit, slots, operators, primed))
        self.pad = [None] * (unit.size - FIRST_SLOT - len(slots))
        self.run = code.run
        self.code = code


class LocalDefinition:
    """An operator that a LET defines; its routines exist once for each state that they are evaluated in."""

    __slots__ = ("_captured", "_routines", "definition")

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._captured: dict[bool, tuple[Entity, ...]] = {}
        self._routines: dict[bool, Routine] = {}

    def captured(self, compiler: Compiler, scope: Scope) -> tuple[Entity, ...]:
        """The names of the enclosing scopes that its body, and what that calls, needs in its frame."""
        if scope.primed not in self._captured:
            self._captured[scope.primed] = captures(compiler, compiler.analysis.free(self.definition), scope)
        return self._captured[scope.primed]

    def routine(self, compiler: Compiler, scope: Scope) -> Routine:
        """The routine for a scope below the LET."""
        if scope.primed not in self._routines:
            definition = self.definition
            routine = self._routines[scope.primed] = Routine(lazy_params(compiler, definition))
            captured = tuple((entity, scope.slots[entity]) for entity in self.captured(compiler, scope))
            routine.build(compiler, definition.body, definition.params, captured, scope.operators, scope.primed)
        return self._routines[scope.primed]


def lazy_params(compiler: Compiler, definition: Definition) -> frozenset[Local]:
    """The parameters whose arguments are evaluated by need."""
    needed = compiler.analysis.needed(definition)
    return frozenset(param for param in definition.params if param not in needed and not param.arity)


def captures(compiler: Compiler, free: Iterable[Entity], scope: Scope) -> tuple[Entity, ...]:
    """Which names with slots in a scope are needed by code that mentions the names `free`."""
    found: dict[Entity, None] = {}
    seen: set[Entity] = set()
    todo = sorted(free, key=lambda entity: (entity.name, entity.span.start))
    while todo:
        entity = todo.pop()
        if entity in seen:
            continue
        seen.add(entity)
        if entity in scope.slots:
            found[entity] = None
        # a name of a LET may have to be looked into in the other state, an operator brings what it captures
        if isinstance(entity, Definition) and (entity in scope.slots or entity in scope.operators):
            todo.extend(compiler.analysis.free(entity))
    return tuple(found)
