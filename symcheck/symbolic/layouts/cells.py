"""Elements of a set that are no plain values, in solver variables: one slot for each, taken in the order in which the
elements come; must not know how an element is laid out.

A slot that was taken is not taken again as long as an element stays, unless slots are free `again` once their element
has gone: then nothing stands in two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from symcheck.symbolic.layouts.placing import apart, once, placed, still_taken
from symcheck.symbolic.layouts.selector import Assignment, Effects
from symcheck.symbolic.merge import merge
from symcheck.symbolic.values import Sym
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, neg, variable
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.symbolic.layouts.register import Register

Cell = tuple[Term, Sym]
"""The condition under which an element is in the set, and the element."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """`taken`: an element was put here once; `present`: it is in the set now. One thing where they are free again."""

    taken: Term
    present: Term
    part: Register


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """The slots of one set; unless they are free `again`, each is taken only after all before it."""

    slots: tuple[Slot, ...]
    again: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The elements, as a symbolic set holds them."""
        return tuple((slot.present, slot.part.sym) for slot in self.slots)

    def own_variables(self) -> Iterator[Term]:
        for slot in self.slots:
            if not self.again:
                yield slot.taken
            yield slot.present

    def all_variables(self) -> Iterator[Term]:
        yield from self.own_variables()
        for slot in self.slots:
            yield from slot.part.all_variables()

    def all_lemmas(self) -> Iterator[Term]:
        if self.again:
            yield from apart(self.cells)
        else:
            for earlier, later in pairwise(self.slots):
                yield disj((neg(later.taken), earlier.taken))
        for slot in self.slots:
            yield disj((neg(slot.present), slot.taken))
            for lemma in slot.part.all_lemmas():
                yield disj((neg(slot.taken), lemma))

    def parted(self, cells: Sequence[Cell]) -> tuple[Mapping[int, Term], list[Cell]]:
        """The cells that are elements of slots, by slot and with their conditions now, and those that are new."""
        places = {id(slot.part.sym): place for place, slot in enumerate(self.slots)}
        kept: dict[int, list[Term]] = {}
        fresh: list[Cell] = []
        for condition, element in cells:
            place = places.get(id(element))
            if place is None:
                fresh.append((condition, element))
            else:
                kept.setdefault(place, []).append(condition)
        staying = {place: disj(conditions) for place, conditions in kept.items()}
        if self.again:
            stands = [(present, self.slots[place].part.sym) for place, present in staying.items()]
            fresh = [(new, element) for new, (_, element) in zip(once(fresh, stands), fresh, strict=True)]
        return staying, fresh

    def taken(self, kept: Mapping[int, Term]) -> list[Term]:
        """Which slots are taken before anything new is put here."""
        if self.again:
            return [kept.get(place, FALSE) for place in range(len(self.slots))]
        return still_taken([(slot.taken, slot.present) for slot in self.slots], kept.items())

    def store(self, cells: Sequence[Cell], effects: Effects) -> Term:
        """Enter into `effects` what makes the slots hold these elements; the condition under which there is room."""
        kept, fresh = self.parted(cells)
        at, after, overflow = placed([condition for condition, _ in fresh], self.taken(kept), self.again)
        fits = [neg(overflow)]
        for place, slot in enumerate(self.slots):
            if not self.again:
                _enter(slot.taken, after[place], effects)
            options = [(where[place], element) for where, (_, element) in zip(at, fresh, strict=True)]
            options = [option for option in options if option[0] is not FALSE]
            put = disj(guard for guard, _ in options)
            _enter(slot.present, disj((put, conj((kept.get(place, FALSE), neg(put))))), effects)
            if options:
                if put is not TRUE:
                    options.append((neg(put), slot.part.sym))
                fits.append(disj((neg(put), slot.part.store(merge(options), effects))))
        return conj(fits)

    def decode(self, model: Assignment) -> Iterator[Value]:
        """The elements that a model gives."""
        for slot in self.slots:
            if model.get(slot.present):
                yield slot.part.decode(model)


def slots_of(parts: Sequence[Register], name: str, again: bool = False) -> Slots:
    """Slots for elements with these registers."""
    slots = []
    for number, part in enumerate(parts, 1):
        present = variable(f"{name}#{number} present", BOOL)
        slots.append(Slot(present if again else variable(f"{name}#{number} taken", BOOL), present, part))
    return Slots(tuple(slots), again)


def _enter(target: Term, value: Term, effects: Effects) -> None:
    if value is not target:
        effects[target] = value
