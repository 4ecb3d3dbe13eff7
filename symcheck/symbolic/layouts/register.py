"""Solver variables for one layout: reading them as a symbolic value, storing one into them, decoding a model.

A register is the only place that knows which solver variable means what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symcheck.symbolic.kinds import number
from symcheck.symbolic.layouts.cells import Slots
from symcheck.symbolic.layouts.fitting import belongs, is_just, scalars
from symcheck.symbolic.layouts.layout import Atoms, Entries, Filled, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.selector import Assignment, Effects, Selector
from symcheck.symbolic.layouts.table import Table
from symcheck.symbolic.merge import blended, merge
from symcheck.symbolic.values import (
    Sym,
    SymFilled,
    SymFun,
    SymMap,
    SymSet,
    Union,
    alternatives,
    entries_of,
    is_function,
    is_set,
    is_value,
    members_of,
)
from symcheck.term import BOOL, FALSE, INT, TRUE, Term, conj, disj, eq, integer, ite, neg
from symcheck.value import TRUE as YES
from symcheck.value import (
    Boolean,
    FilledFunction,
    FiniteSet,
    FunctionValue,
    String,
    Value,
    boolean,
    make_function,
    make_set,
)

FILLER, CHANGES = String("filler"), String("changes")
"""Where the two parts of a function on an infinite domain stand."""


@dataclass(slots=True, eq=False)
class Register:
    """One layout with its solver variables. `labels` are the possible elements of a set as text; `parts` are nested
    registers by key (Entries) or in order (Mixed); `slots` hold the elements of a set that are no plain values, `rows`
    the keys of a function that are none."""

    layout: Layout
    sym: Sym
    variables: tuple[Term, ...] = ()
    selector: Selector | None = None
    bits: Mapping[Value, Term] = field(default_factory=dict)
    labels: Mapping[Value, str] = field(default_factory=dict)
    parts: Mapping[Value, Register] = field(default_factory=dict)
    lemmas: tuple[Term, ...] = ()
    slots: Slots | None = None
    rows: Table | None = None

    def all_variables(self) -> Iterator[Term]:
        yield from self.variables
        if self.slots is not None:
            yield from self.slots.all_variables()
        if self.rows is not None:
            yield from self.rows.all_variables()
        for part in self.parts.values():
            yield from part.all_variables()

    def all_lemmas(self) -> Iterator[Term]:
        """What holds of the variables of every state; of a part that is absent, or not the kind at hand, nothing does:
        storing leaves its variables as they are."""
        yield from self.lemmas
        if self.slots is not None:
            yield from self.slots.all_lemmas()
        if self.rows is not None:
            yield from self.rows.all_lemmas()
        for place, (key, part) in enumerate(self.parts.items()):
            here = self.bits[key] if self.selector is None else self.selector.picks[place]
            for lemma in part.all_lemmas():
                yield disj((neg(here), lemma))

    # ------------------------------------------------------------ storing

    def store(self, sym: Sym, effects: Effects) -> Term:
        """Enter into `effects` what makes the variables mean `sym`; the condition under which it fits the layout."""
        if sym is self.sym:
            return TRUE
        if isinstance(sym, Union):
            sym = blended(sym)
        match self.layout:
            case Fixed(value):
                return TRUE if sym == value else is_just(sym, value)
            case Flag():
                return self._store_flag(sym, effects)
            case Number():
                return self._store_number(sym, effects)
            case Atoms(values):
                return self._store_atoms(values, sym, effects)
            case Members():
                return self._store_members(sym, effects)
            case Entries():
                return self._store_entries(sym, effects)
            case Filled():
                return self._store_filled(self.layout, sym, effects)
            case Mixed():
                return self._store_mixed(sym, effects)

    def _store_flag(self, sym: Sym, effects: Effects) -> Term:
        fits, holds = [], []
        for guard, alternative in alternatives(sym):
            if isinstance(alternative, Boolean):
                fits.append(guard)
                if alternative is YES:
                    holds.append(guard)
            elif isinstance(alternative, Term) and alternative.sort is BOOL:
                fits.append(guard)
                holds.append(conj((guard, alternative)))
        condition = disj(holds)
        if condition is not self.variables[0]:
            effects[self.variables[0]] = condition
        return disj(fits)

    def _store_number(self, sym: Sym, effects: Effects) -> Term:
        fits: list[Term] = []
        result: Term | None = None
        for guard, alternative in alternatives(sym):
            if isinstance(alternative, int) or (isinstance(alternative, Term) and alternative.sort is INT):
                fits.append(guard)
                result = number(alternative) if result is None else ite(guard, number(alternative), result)
        if result is not None and result is not self.variables[0]:
            effects[self.variables[0]] = result
        return disj(fits)

    def _store_atoms(self, values: tuple[Value, ...], sym: Sym, effects: Effects) -> Term:
        assert self.selector is not None
        conditions: dict[Value, list[Term]] = {value: [] for value in values}
        outside = []
        for guard, alternative in scalars(sym):
            found = conditions.get(alternative) if is_value(alternative) else None
            if found is not None:
                found.append(guard)
            elif isinstance(alternative, Term) and alternative.sort is INT:
                return self._store_bounded(values, sym, effects)
            else:
                outside.append(guard)
        self.selector.store([disj(guards) for guards in conditions.values()], effects)
        return neg(disj(outside))

    def _store_bounded(self, values: tuple[Value, ...], sym: Sym, effects: Effects) -> Term:
        """An integer term into a layout of a few integers: compared with each of them."""
        assert self.selector is not None
        conditions: list[list[Term]] = [[] for _ in values]
        for guard, alternative in scalars(sym):
            for index, value in enumerate(values):
                if isinstance(alternative, Term) and isinstance(value, int):
                    conditions[index].append(conj((guard, eq(alternative, integer(value)))))
                elif alternative == value:
                    conditions[index].append(guard)
        merged = [disj(guards) for guards in conditions]
        self.selector.store(merged, effects)
        return disj(merged)

    def _store_members(self, sym: Sym, effects: Effects) -> Term:
        if not isinstance(sym, FiniteSet | SymSet):
            return self._store_alternative(sym, is_set, effects)
        changes = sym.since(self.sym) if isinstance(sym, SymSet) else None
        if changes is None:
            changes = {**dict.fromkeys(self.bits, FALSE), **members_of(sym)}
        fits = []
        for value, condition in changes.items():
            bit = self.bits.get(value, FALSE)
            if bit is FALSE:
                fits.append(neg(condition))
            elif bit is TRUE:
                fits.append(condition)
            elif bit is not condition:
                effects[bit] = condition
        cells = sym.cells if isinstance(sym, SymSet) else ()
        if self.slots is not None:
            fits.append(self.slots.store(cells, effects))
        else:
            fits.extend(neg(condition) for condition, _ in cells)
        return conj(fits)

    def _store_entries(self, sym: Sym, effects: Effects) -> Term:
        if not isinstance(sym, FunctionValue | SymFun | SymMap):
            return self._store_alternative(sym, lambda one: is_function(one) or isinstance(one, SymMap), effects)
        table = entries_of(sym)
        shared = self.sym.entries if isinstance(self.sym, SymFun | SymMap) else {}
        fits = []
        for key, bit in self.bits.items():
            entry = table.get(key)
            if entry is not None and entry is shared.get(key):
                continue
            present = FALSE if entry is None else entry[0]
            if bit is TRUE:
                fits.append(present)
            elif present is not bit:
                effects[bit] = present
            if entry is not None:
                fits.append(disj((neg(present), self.parts[key].store(entry[1], effects))))
        fits.extend(neg(present) for key, (present, _) in table.items() if key not in self.bits)
        cells = sym.cells if isinstance(sym, SymMap) else ()
        if self.rows is not None:
            fits.append(self.rows.store(cells, effects))
        else:
            fits.extend(neg(present) for present, _, _ in cells)
        return conj(fits)

    def _store_filled(self, layout: Filled, sym: Sym, effects: Effects) -> Term:
        if not isinstance(sym, SymFilled):
            return self._store_alternative(sym, lambda one: isinstance(one, SymFilled), effects)
        if sym.domain != layout.domain:
            return FALSE
        fits = self.parts[FILLER].store(sym.filler, effects), self.parts[CHANGES].store(sym.changes, effects)
        return conj(fits)

    def _store_alternative(self, sym: Sym, wanted: object, effects: Effects) -> Term:
        """The set or the function among the alternatives of a union."""
        for guard, alternative in alternatives(sym):
            if wanted(alternative):  # type: ignore[operator]
                return conj((guard, self.store(alternative, effects)))
        return FALSE

    def _store_mixed(self, sym: Sym, effects: Effects) -> Term:
        assert self.selector is not None
        conditions, fits = [], []
        left = list(scalars(sym))
        for part in self.parts.values():
            mine = [option for option in left if belongs(option[1], part.layout)]
            left = [option for option in left if not belongs(option[1], part.layout)]
            guard = disj(inner for inner, _ in mine)
            conditions.append(guard)
            if guard is not FALSE:
                fits.append(disj((neg(guard), part.store(merge(mine), effects))))
        self.selector.store(conditions, effects)
        fits.append(neg(disj(guard for guard, _ in left)))
        return conj(fits)

    # ------------------------------------------------------------ decoding

    def decode(self, model: Assignment) -> Value:
        """The value that a model gives."""
        match self.layout:
            case Fixed(value):
                return value
            case Flag():
                return boolean(bool(model.get(self.variables[0], False)))
            case Number():
                return int(model.get(self.variables[0], 0))
            case Atoms(values):
                assert self.selector is not None
                return values[self.selector.picked(model)]
            case Members():
                more = () if self.slots is None else self.slots.decode(model)
                return make_set((*(value for value, bit in self.bits.items() if bit is TRUE or model.get(bit)), *more))
            case Entries():
                entries = {
                    key: self.parts[key].decode(model)
                    for key, bit in self.bits.items()
                    if bit is TRUE or model.get(bit)
                }
                return make_function(entries if self.rows is None else {**self.rows.decode(model), **entries})
            case Filled(domain):
                changes = self.parts[CHANGES].decode(model)
                assert isinstance(changes, FunctionValue), "the changes are a function"
                return FilledFunction(domain, self.parts[FILLER].decode(model), dict(changes.items()))
            case Mixed():
                assert self.selector is not None
                return list(self.parts.values())[self.selector.picked(model)].decode(model)
