"""Whether layouts have room for all that is reached within so many steps, as these steps are evaluated in them.

What a step does was evaluated in smaller layouts while they grew, and is again in those that are left. Both mean the
same values, and may hold them in different ways: where a variable was always 0 and is an integer without bounds now,
what stood at the plain key 0 stands in a row, or is an element in a slot, for which nobody made room. So the steps are
taken once more, from the first layouts and by the last evaluation. Must not know how it was evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symcheck.core.expr import Variable
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.layouts.growth import Growth
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Entries, Filled, Layout, Members, options
from symcheck.symbolic.layouts.parts import plainest
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.widening import narrowed
from symcheck.symbolic.layouts.within import within
from symcheck.symbolic.sieve import lacking_without_order
from symcheck.symbolic.values import Sym, SymFilled, SymFun, SymMap, SymSet, Union
from symcheck.term import Term, conj, disj

Layouts = Mapping[Variable, Layout]
Registers = Mapping[Variable, Register]


@lacking_without_order()
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


@lacking_without_order()
def covering(
    rounds: Sequence[Layouts],
    registers: Registers,
    branches: Sequence[Branch],
    feasible: Feasible,
    assumed: Term,
    integers: int,
) -> list[Layouts]:
    """Layouts after no step, one, and so on, with room for what `branches` do to those before, through states in which
    `assumed` holds; where they have it in the last ones they are the very same. `registers` are those of the last ones,
    in which the branches were evaluated."""
    last = rounds[-1]
    result = list(rounds)
    for taken in range(1, len(result)):
        there = feasible.where(
            [term for variable, layout in result[taken - 1].items() for term in within(registers[variable], layout)]
        )
        doubts: list[Term] = []
        after = result[taken]
        grown(after, registers, branches, Growth(_noting(doubts), smaller=True), integers)
        # nearly always nothing of all this can happen: one question will do
        if not doubts or not there(conj((disj(doubts), assumed))):
            continue
        reached = grown(after, registers, branches, Growth(there, assumed, smaller=True), integers)
        result[taken:] = [_with(known, reached, integers) for known in result[taken:]]
        if any(result[-1][variable] is not layout for variable, layout in last.items()):
            break  # registers have no room for this
    return result


def _noting(doubts: list[Term]) -> Callable[[Term], bool]:
    """An answer to what can happen: nothing, but for a note of the question."""

    def note(condition: Term) -> bool:
        doubts.append(condition)
        return False

    return note


def _with(layouts: Layouts, reached: Layouts, integers: int) -> Layouts:
    """The layouts with what was reached; those that describe it already are the very same."""
    found = {}
    for variable, layout in layouts.items():
        joined = join(layout, reached[variable])
        found[variable] = layout if plainest(joined) == plainest(layout) else narrowed(joined, integers)
    return found


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
            case Filled(_, filler, changes) if _in_places(filler) or _in_places(changes):
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
        case SymMap():
            return True
        case SymFilled():
            return _with_cells(sym.filler) or _with_cells(sym.changes)
        case _:
            return False
