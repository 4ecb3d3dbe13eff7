"""Where elements of sets cannot be compared, so that a set has no order or is not looked through; must not know who
needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import permutations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.sets.clashes import clashes
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import Shape, join_shapes, shape_of
from symcheck.symbolic.values import Sym, SymFun, SymSet, Union, entries_of, is_value, members_of
from symcheck.term import FALSE, INT, Term, conj, disj, neg
from symcheck.value import FiniteSet, FunctionValue, Kind, Value

COMPARED = 64
"""Sets of up to so many possible elements are looked through for elements that are no plain values and cannot be
compared."""


def check_comparable(site: Site, container: SymSet) -> None:
    """INCOMPARABLE where a set holds elements that cannot be compared, so that it has no order."""
    if not container.uniform:
        members = container.members
        pairs = clashes(frozenset(members))
        strange = [conj((_any_of(members, ours), _any_of(members, others))) for ours, others in pairs]
        site.fail(disj(strange), Code.INCOMPARABLE, "a set holds elements that cannot be compared")
    if container.cells and len(container.members) + len(container.cells) <= COMPARED:
        _check_cells(site, container)


def _check_cells(site: Site, container: SymSet) -> None:
    """The same for elements that are no plain values, which are compared as they would be for being equal."""
    shapes = [_shape(cell) for _, cell in container.cells]
    if reduce(join_shapes, shapes, container.shape).uniform:
        return
    members = [(inside, value, shape_of((value,))) for value, inside in container.members.items()]
    cells = [(inside, cell, shape) for (inside, cell), shape in zip(container.cells, shapes, strict=True)]
    for place, (inside, cell, shape) in enumerate(cells):
        for here, other, its in (*members, *cells[:place]):
            both = conj((inside, here))
            if both is not FALSE and not join_shapes(shape, its).uniform:
                equal(site.under(both), cell, other)


def _shape(sym: Sym) -> Shape:
    """The shape of a symbolic value; of one whose parts are not known it has none, and nothing is said."""
    if isinstance(sym, Term):
        return Shape(frozenset((Kind.INTEGER if sym.sort is INT else Kind.BOOLEAN,)))
    if isinstance(sym, Union):
        return reduce(join_shapes, [_shape(alternative) for _, alternative in sym.options])
    if isinstance(sym, SymFun):
        values = {key: _shape(value) for key, (_, value) in sym.entries.items()}
        return Shape(frozenset((Kind.FUNCTION,)), keys=shape_of(values), values=values)
    if isinstance(sym, SymSet):
        elements = reduce(join_shapes, [_shape(cell) for _, cell in sym.cells], sym.shape)
        return Shape(frozenset((Kind.SET,)), elements=elements)
    return shape_of((sym,)) if is_value(sym) else Shape(frozenset())


def check_looked_for(site: Site, sought: SymSet, container: FiniteSet | SymSet) -> None:
    """INCOMPARABLE where an element of the one set is none of the other and cannot be compared with all of that."""
    others = members_of(container)
    found = clashes(frozenset((*sought.members, *others)))
    if not found:
        return
    missing = {value: conj((inside, neg(others.get(value, FALSE)))) for value, inside in sought.members.items()}
    pairs = [pair for clash in found for pair in permutations(clash)]
    strange = [conj((_any_of(missing, one), _any_of(others, two))) for one, two in pairs]
    site.fail(disj(strange), Code.INCOMPARABLE, "a value is looked for in a set that cannot be compared with it")


def _any_of(conditions: Mapping[Value, Term], values: Sequence[Value]) -> Term:
    return disj(conditions[value] for value in values if value in conditions)


def check_inside(site: Site, sym: Sym) -> None:
    """INCOMPARABLE for a value that has no order somewhere inside, so that no state can hold it."""
    if isinstance(sym, FiniteSet):
        try:
            elements = sym.order
        except SpecError as error:
            site.fail_always(error.code, error.diagnostics[0].message)
            return
        for element in elements:
            check_inside(site, element)
    elif isinstance(sym, FunctionValue | SymFun):
        for key, (present, value) in entries_of(sym).items():
            check_inside(site.under(present), key)
            check_inside(site.under(present), value)
    elif isinstance(sym, SymSet):
        check_comparable(site, sym)
        check_elements(site, sym)
    elif isinstance(sym, Union):
        for guard, alternative in sym.options:
            check_inside(site.under(guard), alternative)


def check_elements(site: Site, container: SymSet) -> None:
    """The same for each element of a set."""
    if not container.uniform and not container.shape.ordered:
        for value, inside in container.members.items():
            check_inside(site.under(inside), value)
    for inside, cell in container.cells:
        if not _shape(cell).ordered:
            check_inside(site.under(inside), cell)
