"""Compiles operators as arguments into operators as values; must not know how calls are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import NOTHING, READS_STATE, located
from symcheck.concrete.compiler.frame import FIRST_SLOT, Capturable, Copies, Frame, OperatorValue, Thunk, forced
from symcheck.concrete.compiler.routine import LocalDefinition, Routine, captures
from symcheck.concrete.compiler.scope import Scope, Slot, read_slot
from symcheck.concrete.ops.registry import Rule
from symcheck.core.expr import DefinitionRef, Lambda, Local, LocalOperatorRef, OpRef
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler


class RoutineOperator(OperatorValue):
    """A routine with what it captures. `strict` are the positions of the parameters that must be values."""

    __slots__ = ("_held", "_routine", "_strict")

    def __init__(self, routine: Routine, strict: tuple[int, ...], held: tuple[object, ...]) -> None:
        self._routine = routine
        self._strict = strict
        self._held = held

    def call(self, f: Frame, *arguments: Value | Thunk) -> Value:
        routine = self._routine
        g: Frame = [f[0], f[1], *arguments, *self._held, *routine.pad]
        for position in self._strict:
            if type(g[position]) is Thunk:
                g[position] = g[position].force()
        return routine.run(g)

    def captured(self, copies: Copies) -> OperatorValue:
        held = tuple(item.captured(copies) if isinstance(item, Capturable) else item for item in self._held)
        return RoutineOperator(self._routine, self._strict, held)


class BuiltinOperator(OperatorValue):
    """A built-in operator, with the place where it is named for its errors."""

    __slots__ = ("_rule", "_span")

    def __init__(self, rule: Rule, span: Span) -> None:
        self._rule = rule
        self._span = span

    def call(self, f: Frame, *arguments: Value | Thunk) -> Value:
        try:
            return self._rule(*map(forced, arguments))
        except SpecError as error:
            raise located(error, self._span) from None

    def captured(self, copies: Copies) -> OperatorValue:
        return self


def compile_operator(
    compiler: Compiler, node: Lambda | DefinitionRef | LocalOperatorRef | OpRef, scope: Scope
) -> tuple[Callable[[Frame], object], frozenset[int]]:
    """What gives the operator's value on a frame, and what that reads."""
    match node:
        case Lambda():
            entities = captures(compiler, compiler.analysis.free_in(node), scope)
            # what calls it cannot know what its body needs: every argument may come by need
            routine = Routine(frozenset(param for param in node.params if not param.arity))
            captured = tuple((entity, scope.slots[entity]) for entity in entities)
            routine.build(compiler, node.body, node.params, captured, scope.operators, scope.primed)
            varies = compiler.analysis.varies(node.body)
            return _holding(routine, (), tuple(scope.slots[entity] for entity in entities), varies)
        case DefinitionRef():
            definition = node.definition
            local = scope.operators.get(definition)
            slots: tuple[Slot, ...] = ()
            if isinstance(local, LocalDefinition):
                routine = local.routine(compiler, scope)
                slots = tuple(scope.slots[entity] for entity in local.captured(compiler, scope))
            else:
                routine = compiler.routine(definition, scope.primed)
            strict = _strict(definition.params, routine)
            return _holding(routine, strict, slots, compiler.analysis.definition_varies(definition))
        case LocalOperatorRef():
            slot = scope.slots[node.operator]
            return slot.raw(), frozenset((slot.index,))
        case OpRef():
            operator = BuiltinOperator(compiler.rule(node.op, node.span), node.span)
            return lambda f: operator, NOTHING
        case _:
            assert_never(node)


def _strict(params: tuple[Local, ...], routine: Routine) -> tuple[int, ...]:
    return tuple(
        FIRST_SLOT + position
        for position, param in enumerate(params)
        if not param.arity and param not in routine.by_need
    )


def _holding(
    routine: Routine, strict: tuple[int, ...], slots: tuple[Slot, ...], varies: bool
) -> tuple[Callable[[Frame], object], frozenset[int]]:
    reads = NOTHING.union(*(read_slot(slot).reads for slot in slots))
    if varies:
        reads |= {READS_STATE}
    if not slots:
        operator = RoutineOperator(routine, strict, ())
        return (lambda f: operator), reads
    held = tuple(slot.raw() for slot in slots)
    return (lambda f: RoutineOperator(routine, strict, tuple([item(f) for item in held]))), reads


def missing_rule(op: object, span: Span) -> Rule:
    """The rule of an operator that cannot be an argument."""

    def refuse(*arguments: Value) -> Value:
        raise SpecError(ErrorCode.UNSUPPORTED, f"the operator {op} cannot be passed as an argument here", span)

    return refuse
