"""Where a name's value is found when code runs: the slots of one frame; must not know what is compiled into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Protocol

from symcheck.concrete.compiler.code import Code
from symcheck.concrete.compiler.frame import FIRST_SLOT, Frame, Thunk
from symcheck.concrete.compiler.fused import Text, fuse
from symcheck.core.expr import Definition
from symcheck.core.parts import Entity


class Unit:
    """Code that runs on one frame, and how many slots it needs by now."""

    __slots__ = ("size",)

    def __init__(self) -> None:
        self.size = FIRST_SLOT

    def slot(self) -> int:
        """A new slot."""
        self.size += 1
        return self.size - 1


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a name's value is: in a slot of the frame, or given by `code` that is as cheap to run as reading one.

    `by_need` says that the slot may hold a Thunk, `primed` in which state the value was evaluated, `lazy` that the
    value may be one that is represented lazily.
    """

    index: int
    by_need: bool = False
    primed: bool = False
    lazy: bool = True
    code: Code | None = None

    def raw(self) -> Callable[[Frame], object]:
        """Reads what the slot holds, a Thunk unforced."""
        if self.code is not None:
            return self.code.run
        return itemgetter(self.index)

    def raw_text(self) -> Text:
        """The same as a text."""
        return self.code.text if self.code is not None else fuse("f[{index}]", index=self.index)


class LocalOperator(Protocol):
    """An operator that a LET defines, compiled for the scope of that LET."""

    definition: Definition


@dataclass(frozen=True, slots=True)
class Scope:
    """The slots of what is bound here, in a unit; `primed` when the code is evaluated in the successor."""

    unit: Unit
    slots: Mapping[Entity, Slot] = field(default_factory=dict)
    operators: Mapping[Definition, LocalOperator] = field(default_factory=dict)
    primed: bool = False

    def bind(self, *entities: Entity, by_need: bool = False, lazy: bool = True) -> tuple[Scope, tuple[int, ...]]:
        """The scope with a new slot for each of these, and the slots."""
        slots = tuple(self.unit.slot() for _ in entities)
        added = {entity: Slot(index, by_need, self.primed, lazy) for entity, index in zip(entities, slots, strict=True)}
        return replace(self, slots={**self.slots, **added}), slots

    def alias(self, entity: Entity, slot: Slot) -> Scope:
        """The scope in which a name is another name for what is known already."""
        return replace(self, slots={**self.slots, entity: slot})

    def with_operator(self, definition: Definition, operator: LocalOperator) -> Scope:
        return replace(self, operators={**self.operators, definition: operator})

    def in_successor(self) -> Scope:
        """The scope of an expression under a prime."""
        return replace(self, primed=True)

    def frame(self, state: Sequence[object] | None = None, successor: Sequence[object] | None = None) -> Frame:
        """A frame for all that has been compiled in this scope's unit so far."""
        frame: Frame = [None] * self.unit.size
        frame[0] = state
        frame[1] = successor
        return frame


def read_slot(slot: Slot) -> Code:
    """Code for a bound name."""
    if slot.code is not None:
        return slot.code
    index = slot.index
    if not slot.by_need:
        return Code(None, frozenset((index,)), lazy=slot.lazy, slot=index, text=fuse("f[{index}]", index=index))

    def need(f: Frame) -> object:
        value = f[index]
        if type(value) is Thunk:
            f[index] = value = value.force()
        return value

    text = fuse("({x} if type({x} := f[{index}]) is not {Thunk} else {need}(f))", index=index, Thunk=Thunk, need=need)
    return Code(None, frozenset((index,)), lazy=slot.lazy, text=text)
