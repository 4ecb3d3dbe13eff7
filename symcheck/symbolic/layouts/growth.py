"""What a symbolic value adds to a layout, leaving out what can never happen; must not know actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.layouts.cells import Cell, Slots
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Cells, Entries, Filled, Fixed, Flag, Layout, Members, Mixed, Number, Rows
from symcheck.symbolic.layouts.parts import part_of
from symcheck.symbolic.layouts.places import discipline, filled_up
from symcheck.symbolic.layouts.register import CHANGES, FILLER, Register
from symcheck.symbolic.layouts.sequence_laws import countable, gaps, numbered, repetitions
from symcheck.symbolic.layouts.table import Table
from symcheck.symbolic.values import MapCell, Sym, SymFilled, SymFun, SymMap, SymSet, Union, is_value
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import Value

_FLAG = Flag()
_UNKNOWN = SymSet({})
"""No value is this one."""


class Growth:
    """Grows layouts. `feasible` says whether a condition can hold in the states that are already described; only what
    can happen where `assumed` holds is added. `leaned`: the assumption has kept something out. `smaller`: the layouts
    may be smaller than those of the registers, all states of which that are feasible they describe. `again`: places for
    what is no plain value are free again once it has gone."""

    def __init__(
        self, feasible: Callable[[Term], bool], assumed: Term = TRUE, *, smaller: bool = False, again: bool = False
    ) -> None:
        self._possible = feasible
        self._assumed = assumed
        self._smaller = smaller
        self._again = again
        self._discipline = discipline(again)
        self.leaned = False

    def _feasible(self, condition: Term) -> bool:
        if not self._possible(condition):
            return False
        if self._assumed is TRUE or self._possible(conj((condition, self._assumed))):
            return True
        self.leaned = True
        return False

    def grown(self, layout: Layout | None, register: Register | None, sym: Sym, reach: Term) -> Layout | None:
        """The layout with every value that `sym` may have where `reach` holds; None if there is none at all.

        `register` holds the variables of the layout: what `sym` shares with it needs no second look.
        """
        if register is not None and sym is register.sym:
            return layout
        if is_value(sym):
            return self._joined(layout, Fixed(sym), reach)
        if isinstance(sym, Term):
            return self._scalar(layout, sym, reach)
        if isinstance(sym, Union):
            for guard, alternative in sym.options:
                here = conj((reach, guard))
                if here is not FALSE:
                    layout = self.grown(layout, register, alternative, here)
            return layout
        if isinstance(sym, SymSet):
            return self._members(layout, register, sym, reach)
        if isinstance(sym, SymFun | SymMap):
            return self._entries(layout, register, sym, reach)
        if isinstance(sym, SymFilled):
            return self._filled(layout, register, sym, reach)
        raise SpecError(
            Code.UNSUPPORTED,
            "the symbolic reading does not support a variable whose value is a set that is not written out",
        )

    def _joined(self, layout: Layout | None, other: Layout, reach: Term) -> Layout | None:
        wider = join(layout, other)
        return layout if wider is layout or not self._feasible(reach) else wider

    def _scalar(self, layout: Layout | None, sym: Term, reach: Term) -> Layout | None:
        if sym.sort is not BOOL:
            return self._joined(layout, Number(), reach)
        if layout == _FLAG:
            return layout
        for condition, value in ((sym, YES), (neg(sym), NO)):
            layout = self._joined(layout, Fixed(value), conj((reach, condition)))
        return layout

    def _members(self, layout: Layout | None, register: Register | None, sym: SymSet, reach: Term) -> Layout | None:
        before = part_of(layout, Members)
        inner = self._inner(register, Members) if register is not None else None
        slots = None if inner is None else inner.slots
        if not isinstance(before, Members):
            if not self._feasible(reach):
                return layout
            universe = {
                value: inside is TRUE
                for value, inside in sym.members.items()
                if inside is TRUE or self._feasible(conj((reach, inside)))
            }
            return join(layout, Members(universe, self._cells(None, slots, sym.cells, reach)))
        # most elements are the register's own: a step adds or removes few
        known = before.universe
        changes: dict[Value, bool] = {}
        changed = None if inner is None else sym.since(inner.sym)
        if changed is None:
            changed = sym.members
            missing = [value for value, always in known.items() if always and value not in changed]
        else:
            missing = [value for value, inside in changed.items() if inside is FALSE and known.get(value)]
        for value, inside in changed.items():
            always = known.get(value)
            if always is None:
                if self._feasible(conj((reach, inside))):
                    changes[value] = False
            elif always and inside is not TRUE and self._feasible(conj((reach, neg(inside)))):
                changes[value] = False
        if missing and self._feasible(reach):
            changes.update(dict.fromkeys(missing, False))
        cells = self._cells(before.cells, slots, sym.cells, reach)
        if not changes and cells == before.cells:
            return layout
        grown = Members({**known, **changes}, cells)
        return grown if layout is before else join(layout, grown)

    def _cells(self, known: Cells | None, slots: Slots | None, cells: Sequence[Cell], reach: Term) -> Cells | None:
        """The cells with those of a set. What stands in slots keeps its place, the rest is put after it."""
        kept, fresh = slots.parted(cells) if slots is not None else ({}, list(cells))
        element = None if known is None else known.element
        for inside, value in fresh:
            element = self.grown(element, None, value, conj((reach, inside)))
        if element is None:
            return known
        conditions = [inside for inside, _ in fresh]
        places = filled_up(conditions, slots.taken(kept) if kept and slots is not None else (), self._discipline)
        return Cells(element, self._needed(places, 0 if known is None else known.count, reach), self._again)

    def _needed(self, places: Sequence[Term], known: int, reach: Term) -> int:
        """How many places are needed somewhere, given the conditions under which each is taken; so many are known."""
        count = known
        while count < len(places) and self._feasible(conj((reach, places[count]))):
            count += 1
        return count

    def _entries(
        self, layout: Layout | None, register: Register | None, sym: SymFun | SymMap, reach: Term
    ) -> Layout | None:
        before = part_of(layout, Entries)
        if before is None and not self._feasible(reach):
            return layout
        known: Mapping[Value, tuple[bool, Layout]] = before.entries if isinstance(before, Entries) else {}
        inner = self._inner(register, Entries) if register is not None else None
        shared = inner.sym.entries if inner is not None and isinstance(inner.sym, SymFun | SymMap) else {}
        found: dict[Value, tuple[bool, Layout]] = {}
        for key, entry in sym.entries.items():
            # most entries are the register's own: a step touches few keys of a function
            if shared.get(key) is entry:
                continue
            present, value = entry
            always, old = known.get(key, (None, None))
            if always is None and present is not TRUE and not self._feasible(conj((reach, present))):
                continue
            part = inner.parts.get(key) if inner is not None else None
            if inner is not None and part is not None and (always is None or present is not inner.bits[key]):
                part = self._doubted(part)
            if part is not None and value is part.sym:
                wider: Layout | None = old
            else:
                wider = self.grown(old, part, value, conj((reach, present)))
            if wider is None:
                continue
            if always is None:
                now = before is None and present is TRUE
            else:
                now = always and (present is TRUE or not self._feasible(conj((reach, neg(present)))))
            if now is not always or wider is not old:
                found[key] = (now, wider)
        for key in known.keys() - sym.entries.keys():
            always, old = known[key]
            if always and self._feasible(reach):
                found[key] = (False, old)
        old_rows = before.rows if isinstance(before, Entries) else None
        cells = sym.cells if isinstance(sym, SymMap) else ()
        rows = self._rows(old_rows, None if inner is None else inner.rows, cells, reach) if cells else old_rows
        sequence, distinct = (False, False) if rows is not None else self._laws(before, sym, shared, reach)
        laws = sequence, distinct, rows
        if not found and isinstance(before, Entries) and laws == (before.sequence, before.distinct, before.rows):
            return layout
        grown = Entries({**known, **found}, sequence, distinct, rows)
        return grown if layout is before else join(layout, grown)

    def _rows(
        self, known: Rows | None, table: Table | None, cells: Sequence[MapCell], reach: Term
    ) -> Rows | None:
        """The rows with the cells of a function. What stands in a row keeps its place, the rest is put after it."""
        kept, fresh = table.parted(cells) if table is not None else ({}, list(cells))
        key_layout = None if known is None else known.key
        value_layout = None if known is None else known.value
        for place, found in kept.items():
            assert table is not None, "what is kept stands in a table"
            row = table.rows[place]
            if self._smaller and known is not None and place >= known.count:
                continue  # nothing is there
            for present, _, value in found:
                register = row.value if present is row.present else self._doubted(row.value)
                value_layout = self.grown(value_layout, register, value, conj((reach, present)))
        for present, key, value in fresh:
            here = conj((reach, present))
            key_layout = self.grown(key_layout, None, key, here)
            value_layout = self.grown(value_layout, None, value, here)
        if key_layout is None or value_layout is None:
            return known
        conditions = [present for present, _, _ in fresh]
        places = filled_up(conditions, table.taken(kept) if kept and table is not None else (), self._discipline)
        count = self._needed(places, 0 if known is None else known.count, reach)
        return Rows(key_layout, value_layout, count, self._again)

    def _filled(self, layout: Layout | None, register: Register | None, sym: SymFilled, reach: Term) -> Layout | None:
        before = part_of(layout, Filled)
        known = before if isinstance(before, Filled) and before.domain == sym.domain else None
        inner = None if register is None or known is None else self._inner(register, Filled)
        parts = {} if inner is None else inner.parts
        filler = self.grown(None if known is None else known.filler, parts.get(FILLER), sym.filler, reach)
        changes = self.grown(None if known is None else known.changes, parts.get(CHANGES), sym.changes, reach)
        if filler is None or changes is None:
            return layout
        if known is not None and filler is known.filler and changes is known.changes and known.drawn is sym.drawn:
            return layout
        return join(layout, Filled(sym.domain, filler, changes, sym.drawn))

    def _laws(
        self, before: Layout | None, sym: SymFun | SymMap, known: Mapping[Value, tuple[Term, Sym]], reach: Term
    ) -> tuple[bool, bool]:
        """Whether the function is a sequence, and one without repetition, as those before were; `known` are entries of
        one of these."""
        assert before is None or isinstance(before, Entries)
        entries = sym.entries
        if (before is not None and not before.sequence) or not numbered(entries):
            return False, False
        if self._feasible(conj((reach, disj(gaps(entries, known))))):
            return False, False
        if (before is not None and not before.distinct) or not countable(entries):
            return True, False
        return True, not self._feasible(conj((reach, disj(repetitions(entries, known)))))

    def _inner(self, register: Register, kind: type) -> Register:
        """The register of that part; the register itself where there is no other."""
        if isinstance(register.layout, Mixed):
            for part in register.parts.values():
                if isinstance(part.layout, kind):
                    return self._doubted(part)
        return register

    def _doubted(self, register: Register) -> Register:
        """A register that may not be a part of the state now: where the layouts are smaller than the registers, what it
        holds then may be anything, and what is shared with it needs a look."""
        return unshared(register) if self._smaller else register


def unshared(register: Register) -> Register:
    """The same places, in which no value is known to stand already."""
    parts = {key: unshared(part) for key, part in register.parts.items()}
    rows = register.rows
    if rows is not None:
        rows = replace(rows, rows=tuple(replace(row, value=unshared(row.value)) for row in rows.rows))
    return replace(register, sym=_UNKNOWN, parts=parts, rows=rows)
