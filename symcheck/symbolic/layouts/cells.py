"""Elements of a set that are no plain values, in solver variables: one slot for each; must not know how an element is
laid out, nor which slot is taken next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcheck.symbolic.layouts.places import Discipline, Place, Thing
from symcheck.symbolic.layouts.selector import Assignment, Effects
from symcheck.symbolic.merge import merge
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.symbolic.layouts.register import Register

Cell = Thing
"""The condition under which an element is in the set, and the element."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot(Place):
    """The place of one element, which `part` lays out."""

    part: Register


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """The slots of one set, and how they are taken."""

    slots: tuple[Slot, ...]
    discipline: Discipline

    @classmethod
    def of(cls, parts: Sequence[Register], name: str, discipline: Discipline) -> Slots:
        """Slots for elements with these registers."""
        slots = [Slot(*discipline.bits(f"{name}#{number}"), part) for number, part in enumerate(parts, 1)]
        return cls(tuple(slots), discipline)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The elements, as a symbolic set holds them."""
        return tuple((slot.present, slot.part.sym) for slot in self.slots)

    def own_variables(self) -> Iterator[Term]:
        for slot in self.slots:
            yield from slot.variables()

    def all_variables(self) -> Iterator[Term]:
        yield from self.own_variables()
        for slot in self.slots:
            yield from slot.part.all_variables()

    def all_lemmas(self) -> Iterator[Term]:
        yield from self.discipline.lemmas(self.slots, [slot.part.sym for slot in self.slots])
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
        standing = [(present, self.slots[place].part.sym) for place, present in staying.items()]
        new = self.discipline.new(fresh, standing)
        return staying, [(condition, element) for condition, (_, element) in zip(new, fresh, strict=True)]

    def taken(self, kept: Mapping[int, Term]) -> list[Term]:
        """Which slots are taken before anything new is put here."""
        return self.discipline.taken(self.slots, [*kept.items()])

    def store(self, cells: Sequence[Cell], effects: Effects) -> Term:
        """Enter into `effects` what makes the slots hold these elements; the condition under which there is room."""
        kept, fresh = self.parted(cells)
        at, after, overflow = self.discipline.placed([condition for condition, _ in fresh], self.taken(kept))
        fits = [neg(overflow)]
        for place, slot in enumerate(self.slots):
            options = [(where[place], element) for where, (_, element) in zip(at, fresh, strict=True)]
            options = [option for option in options if option[0] is not FALSE]
            put = disj(guard for guard, _ in options)
            slot.enter(after[place], disj((put, conj((kept.get(place, FALSE), neg(put))))), effects)
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
