"""Keys of a function that are no plain values, in solver variables: one row for each; must not know how a key or a
value is laid out, nor which row is taken next. A row is known again by its key, whatever has become of its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcheck.symbolic.layouts.places import Discipline, Place
from symcheck.symbolic.layouts.selector import Assignment, Effects
from symcheck.symbolic.merge import merge
from symcheck.symbolic.values import MapCell
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.symbolic.layouts.register import Register


@dataclass(frozen=True, slots=True, eq=False)
class Row(Place):
    """The place of one key with its value."""

    key: Register
    value: Register


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of one function, and how they are taken."""

    rows: tuple[Row, ...]
    discipline: Discipline

    @classmethod
    def of(cls, pairs: Sequence[tuple[Register, Register]], name: str, discipline: Discipline) -> Table:
        """Rows for keys and values with these registers."""
        rows = [Row(*discipline.bits(f"{name}#{number}"), *pair) for number, pair in enumerate(pairs, 1)]
        return cls(tuple(rows), discipline)

    @property
    def cells(self) -> tuple[MapCell, ...]:
        """The keys with their values, as a symbolic function holds them."""
        return tuple((row.present, row.key.sym, row.value.sym) for row in self.rows)

    def all_variables(self) -> Iterator[Term]:
        for row in self.rows:
            yield from row.variables()
            yield from row.key.all_variables()
            yield from row.value.all_variables()

    def all_lemmas(self) -> Iterator[Term]:
        yield from self.discipline.lemmas(self.rows, [row.key.sym for row in self.rows])
        for row in self.rows:
            yield disj((neg(row.present), row.taken))
            for part in (row.key, row.value):
                for lemma in part.all_lemmas():
                    yield disj((neg(row.taken), lemma))

    def parted(self, cells: Sequence[MapCell]) -> tuple[Mapping[int, list[MapCell]], list[MapCell]]:
        """The cells whose keys are those of rows, by row, and those that are new."""
        places = {id(row.key.sym): place for place, row in enumerate(self.rows)}
        kept: dict[int, list[MapCell]] = {}
        fresh: list[MapCell] = []
        for cell in cells:
            place = places.get(id(cell[1]))
            if place is None:
                fresh.append(cell)
            else:
                kept.setdefault(place, []).append(cell)
        standing = [(present, key) for staying in kept.values() for present, key, _ in staying]
        new = self.discipline.new([(present, key) for present, key, _ in fresh], standing)
        return kept, [(present, key, value) for present, (_, key, value) in zip(new, fresh, strict=True)]

    def taken(self, kept: Mapping[int, list[MapCell]]) -> list[Term]:
        """Which rows are taken before anything new is put here."""
        staying = [(place, present) for place, cells in kept.items() for present, _, _ in cells]
        return self.discipline.taken(self.rows, staying)

    def store(self, cells: Sequence[MapCell], effects: Effects) -> Term:
        """Enter into `effects` what makes the rows hold these keys and values; the condition under which there is room
        and every value fits."""
        kept, fresh = self.parted(cells)
        at, after, overflow = self.discipline.placed([present for present, _, _ in fresh], self.taken(kept))
        fits = [neg(overflow)]
        for place, row in enumerate(self.rows):
            new = [(where[place], cell) for where, cell in zip(at, fresh, strict=True) if where[place] is not FALSE]
            put = disj(guard for guard, _ in new)
            old = [(conj((neg(put), present)), value) for present, _, value in kept.get(place, ())]
            old = [option for option in old if option[0] is not FALSE]
            here = disj((put, *(guard for guard, _ in old)))
            row.enter(after[place], here, effects)
            if new:
                keys = [(guard, cell[1]) for guard, cell in new]
                if put is not TRUE:
                    keys.append((neg(put), row.key.sym))
                fits.append(disj((neg(put), row.key.store(merge(keys), effects))))
            values = [*((guard, cell[2]) for guard, cell in new), *old]
            if any(value is not row.value.sym for _, value in values):
                options = values if here is TRUE else [*values, (neg(here), row.value.sym)]
                fits.append(disj((neg(here), row.value.store(merge(options), effects))))
        return conj(fits)

    def decode(self, model: Assignment) -> dict[Value, Value]:
        """The keys and values that a model gives."""
        return {row.key.decode(model): row.value.decode(model) for row in self.rows if model.get(row.present)}
