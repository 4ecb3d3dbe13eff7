"""Whether layouts have room for all that is reached within so many steps, as these steps are evaluated in them.

What a step does was evaluated in smaller layouts while they grew, and is again in those that are left. Both mean the
same values, and may hold them in different ways: where a variable was always 0 and is an integer without bounds now,
what stood at the plain key 0 stands in a row, or is an element in a slot, for which nobody made room. So the steps are
taken once more, from the first layouts and by the last evaluation. Must not know how it was evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.core.expr import Variable
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.layouts.growth import Growth
from symcheck.symbolic.layouts.layout import Entries, Filled, Layout, Members, join, narrowed, options
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.within import within
from symcheck.symbolic.values import Sym, SymFilled, SymFun, SymMap, SymSet, Union
from symcheck.term import Term

Layouts = Mapping[Variable, Layout]
Registers = Mapping[Variable, Register]


def grown(
    layouts: Layouts, registers: Registers, branches: Sequence[Branch], growth: Growth, integers: int
) -> dict[Variable, Layout]:
    """The layouts with all that branches assign; those that do not grow are the very same."""
    result = dict(layouts)
    for branch in branches:
        for variable, value in branch.assigned.items():
            wider = growth.grown(result.get(variable), registers.get(variable), value, branch.path)
            if wider is not None and wider is not result.get(variable):
                result[variable] = narrowed(wider, integers)
    return result


def covering(
    first: Layouts,
    layouts: Layouts,
    registers: Registers,
    branches: Sequence[Branch],
    feasible: Feasible,
    assumed: Term,
    steps: int,
    integers: int,
) -> dict[Variable, Layout]:
    """The layouts with room for what `branches` reach in so many steps from what the first layouts describe, through
    states in which `assumed` holds; those that have it are the very same. `registers` are what the branches were
    evaluated in."""
    reached: Layouts = first
    for _ in range(steps):
        there = [term for variable, layout in reached.items() for term in within(registers[variable], layout)]
        growth = Growth(feasible.where(there), assumed, smaller=True)
        wider = grown(reached, registers, branches, growth, integers)
        if all(wider[variable] is layout for variable, layout in reached.items()):
            break
        reached = wider
        if any(join(layout, reached[variable]) is not layout for variable, layout in layouts.items()):
            break
    return {variable: narrowed(join(layout, reached[variable]), integers) for variable, layout in layouts.items()}


def in_places(layouts: Layouts, branches: Sequence[Branch]) -> bool:
    """Whether variables can hold one value in several ways: some of it is in slots or rows, or would have to be."""
    return any(map(_in_places, layouts.values())) or any(
        _with_cells(value) for branch in branches for value in branch.assigned.values()
    )


def _in_places(layout: Layout) -> bool:
    for option in options(layout):
        match option:
            case Members(cells=cells) if cells is not None:
                return True
            case Entries(entries, rows=rows):
                if rows is not None or any(_in_places(part) for _, part in entries.values()):
                    return True
            case Filled():
                return True
            case _:
                pass
    return False


def _with_cells(sym: Sym) -> bool:
    match sym:
        case Union():
            return any(_with_cells(option) for _, option in sym.options)
        case SymSet():
            return bool(sym.cells)
        case SymFun():
            return any(_with_cells(value) for _, value in sym.entries.values())
        case SymMap() | SymFilled():
            return True
        case _:
            return False
