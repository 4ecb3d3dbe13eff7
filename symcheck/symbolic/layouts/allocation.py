"""Solver variables made for layouts; must not know what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.symbolic.layouts.cells import Slots
from symcheck.symbolic.layouts.fitting import laws_of
from symcheck.symbolic.layouts.layout import Atoms, Entries, Filled, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.places import discipline
from symcheck.symbolic.layouts.register import CHANGES, FILLER, Register
from symcheck.symbolic.layouts.selector import Selector
from symcheck.symbolic.layouts.table import Table
from symcheck.symbolic.merge import merge
from symcheck.symbolic.values import SymFilled, SymFun, SymMap, function_of, mapping_of, set_of
from symcheck.term import BOOL, INT, TRUE, Term, variable
from symcheck.value import FunctionValue, Value


def allocate(layout: Layout, name: str, alike: Register | None = None) -> Register:
    """Solver variables for a layout; `name` is what their names are made of. `alike` is a register with many
    of the same possible elements: their text is known."""
    match layout:
        case Fixed(value):
            return Register(layout, value)
        case Flag():
            bit = variable(name, BOOL)
            return Register(layout, bit, (bit,))
        case Number():
            term = variable(name, INT)
            return Register(layout, term, (term,))
        case Atoms(values):
            selector = Selector.make(name, [str(value) for value in values])
            sym = merge(zip(selector.picks, values, strict=True))
            return Register(layout, sym, selector.variables, selector, lemmas=(selector.lemma,))
        case Members(universe, cells):
            known = {} if alike is None else alike.labels
            labels = {value: known.get(value) or str(value) for value in universe}
            bits = {
                value: TRUE if always else variable(f"{labels[value]} \\in {name}", BOOL)
                for value, always in universe.items()
            }
            own = tuple(bit for bit in bits.values() if bit is not TRUE)
            if cells is None:
                return Register(layout, set_of(bits), own, bits=bits, labels=labels)
            elements = [allocate(cells.element, f"{name}#{n}") for n in range(1, cells.count + 1)]
            slots = Slots.of(elements, name, discipline(cells.again))
            return Register(layout, set_of(bits, slots.cells), own, bits=bits, labels=labels, slots=slots)
        case Entries(entries, rows=rows):
            bits = {
                key: TRUE if always else variable(f"{key} \\in DOMAIN {name}", BOOL)
                for key, (always, _) in entries.items()
            }
            parts = {key: allocate(inner, f"{name}[{key}]") for key, (_, inner) in entries.items()}
            own = tuple(bit for bit in bits.values() if bit is not TRUE)
            ground = {key: (bits[key], part.sym) for key, part in parts.items()}
            if rows is not None:
                pairs = [
                    (allocate(rows.key, f"{name}#{n} key"), allocate(rows.value, f"{name}#{n}"))
                    for n in range(1, rows.count + 1)
                ]
                table = Table.of(pairs, name, discipline(rows.again))
                return Register(layout, mapping_of(ground, table.cells), own, bits=bits, parts=parts, rows=table)
            sym = function_of(ground)
            return Register(layout, sym, own, bits=bits, parts=parts, lemmas=laws_of(layout, sym))
        case Filled(domain, filler, changes, drawn):
            both: dict[Value, Register] = {FILLER: allocate(filler, f"{name}.filler"), CHANGES: allocate(changes, name)}
            changed = both[CHANGES].sym
            assert isinstance(changed, FunctionValue | SymFun | SymMap), "the changes are a function"
            whole = SymFilled(domain, both[FILLER].sym, changed, drawn)
            return Register(layout, whole, bits=dict.fromkeys(both, TRUE), parts=both)
        case Mixed(options):
            inner: dict[Value, Register] = {
                index: allocate(part, f"{name}.{index}") for index, part in enumerate(options)
            }
            selector = Selector.make(f"{name}.kind", [str(index) for index in inner])
            sym = merge((pick, part.sym) for pick, part in zip(selector.picks, inner.values(), strict=True))
            return Register(layout, sym, selector.variables, selector, parts=inner, lemmas=(selector.lemma,))


def drawn_keys(register: Register) -> Iterator[Term]:
    """The variables for keys of functions that may be any."""
    if isinstance(register.layout, Filled) and register.layout.drawn is not None:
        rows = register.parts[CHANGES].rows
        for row in () if rows is None else rows.rows:
            yield from row.key.all_variables()
    inner = [*register.parts.values()]
    if register.rows is not None:
        inner += [row.value for row in register.rows.rows]
    if register.slots is not None:
        inner += [slot.part for slot in register.slots.slots]
    for part in inner:
        yield from drawn_keys(part)
