"""Where elements of sets cannot be compared, so that a set has no order or is not looked through; must not know who
needs it."""

from __future__ import annotations

from itertools import combinations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import SymSet, members_of
from symcheck.term import FALSE, conj, disj, neg
from symcheck.value import FiniteSet, FunctionValue, Value, comparable

COMPARED = 64
"""Sets of up to so many possible elements are looked through for elements that cannot be compared."""


def check_comparable(site: Site, container: SymSet) -> None:
    """INCOMPARABLE where a set holds elements that cannot be compared, so that it has no order."""
    if len(container.members) > COMPARED or container.uniform:
        return
    pairs = combinations(container.members.items(), 2)
    strange = [conj((inside, here)) for (one, inside), (two, here) in pairs if not comparable(one, two)]
    site.fail(disj(strange), Code.INCOMPARABLE, "a set holds elements that cannot be compared")


def check_looked_for(site: Site, sought: SymSet, container: FiniteSet | SymSet) -> None:
    """INCOMPARABLE where an element of the one set is none of the other and cannot be compared with all of that."""
    others = members_of(container)
    if len(sought.members) > COMPARED or len(others) > COMPARED:
        return
    strange = [
        conj((inside, there, neg(others.get(value, FALSE))))
        for value, inside in sought.members.items()
        for other, there in others.items()
        if not comparable(value, other)
    ]
    site.fail(disj(strange), Code.INCOMPARABLE, "a value is looked for in a set that cannot be compared with it")


def check_inside(site: Site, value: Value) -> None:
    """INCOMPARABLE for a plain value that has no order somewhere inside, so that no state can hold it."""
    if isinstance(value, FiniteSet):
        try:
            elements = value.order
        except SpecError as error:
            site.fail_always(error.code, error.diagnostics[0].message)
            return
        for element in elements:
            check_inside(site, element)
    elif isinstance(value, FunctionValue):
        for key, item in value.items():
            check_inside(site, key)
            check_inside(site, item)
