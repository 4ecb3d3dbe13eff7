"""When two sets are equal, and what is in one of them; must not know what their elements are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.concretise import at_most, concretise
from symcheck.symbolic.counting import count_of
from symcheck.symbolic.equality import by_kind
from symcheck.symbolic.equality.telling import telling
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.kinds import kind
from symcheck.symbolic.lazy import primitive
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import join_shapes, kinds_of, shape_of
from symcheck.symbolic.values import (
    ATOMS,
    LazySet,
    Sym,
    SymFun,
    SymMap,
    SymSet,
    Union,
    alternatives,
    is_value,
    members_of,
    shape_of_set,
)
from symcheck.term import FALSE, TRUE, Term, conj, disj, iff, neg
from symcheck.value import FiniteSet, Kind, ModelValue, Value, kind_of
from symcheck.value import comparable as values_compare

COMPARED = 64
"""Sets that may be up to so many values are compared value by value where some of them cannot be compared."""

LOOKED_THROUGH = 256
"""An element is compared inside with up to so many others that it is looked for among."""


def equal_sets(site: Site, left: Sym, right: Sym) -> Term:
    """Equality of two sets."""
    if isinstance(left, LazySet) or isinstance(right, LazySet):
        return _equal_lazy_sets(site, left, right)
    assert isinstance(left, FiniteSet | SymSet)
    assert isinstance(right, FiniteSet | SymSet)
    mine, other = members_of(left), members_of(right)
    cells_left = left.cells if isinstance(left, SymSet) else ()
    cells_right = right.cells if isinstance(right, SymSet) else ()
    if not cells_left and not cells_right:
        for one, two in ((left, right), (right, left)):
            if isinstance(one, SymSet) and not members_of(two):
                return one.empty
        if not join_shapes(shape_of_set(left), shape_of_set(right)).uniform:
            compare_one_by_one(site, left, right)
        result = [iff(inside, other.get(value, FALSE)) for value, inside in mine.items()]
        result.extend(neg(inside) for value, inside in other.items() if value not in mine)
        return conj(result)
    inner = Site(site.path, site.span, Failures())
    both = conj((subset(inner, left, right), subset(inner, right, left)))
    if len(inner.failures):  # sets of different sizes differ, whatever is in them
        sizes = [count_of(distinct_elements(site, one)) for one in (left, right)]
        site.failures.include(inner.failures, by_kind.equal(site, *sizes))
    return both


def distinct_elements(site: Site, container: FiniteSet | SymSet) -> list[Term]:
    """For each possible element, that it is one and is none of those before."""
    cells = container.cells if isinstance(container, SymSet) else ()
    if not cells:
        return list(members_of(container).values())
    found: list[Term] = []
    seen: list[tuple[Term, Sym]] = []
    for inside, element in [*((inside, value) for value, inside in members_of(container).items()), *cells]:
        both = [(conj((inside, other)), value) for other, value in seen]
        again = disj(conj((held, by_kind.equal(site.under(held), element, value))) for held, value in both)
        found.append(conj((inside, neg(again))))
        seen.append((inside, element))
    return found


def compare_one_by_one(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> None:
    """INCOMPARABLE where two sets hold what TLC cannot compare; of sets with too many values, only for the kinds of
    their elements, not for what is inside of these."""
    if at_most(left, COMPARED) and at_most(right, COMPARED):
        ours, others = concretise(site, left), concretise(site, right)
        strange = [conj((g, h)) for g, one in ours for h, two in others if not values_compare(one, two)]
    elif max(len(members_of(left)), len(members_of(right))) <= COMPARED:
        strange = _of_other_kinds(members_of(left), members_of(right))
    else:
        return
    site.fail(disj(strange), Code.INCOMPARABLE, "sets with elements of different kinds are compared")


def _of_other_kinds(ours: Mapping[Value, Term], others: Mapping[Value, Term]) -> list[Term]:
    """Where two sets hold values of two kinds, and are of one size: the first elements that differ decide, and model
    values are the first ones. Typed model values, which go with few others, are not looked at."""
    kinds = [_by_kind(members) for members in (ours, others)]
    pairs = [(one, two) for one, two in product(kinds[0], kinds[1]) if one != two]
    if not pairs or any(isinstance(value, ModelValue) and value.type for value in (*ours, *others)):
        return []
    models = [value for value in {**ours, **others} if isinstance(value, ModelValue)]
    same = [iff(ours.get(value, FALSE), others.get(value, FALSE)) for value in models]
    sizes = [alternatives(count_of(tuple(members.values()))) for members in (ours, others)]
    alike = disj(conj((g, h)) for g, one in sizes[0] for h, two in sizes[1] if one == two)
    return [conj((alike, *same, disj(kinds[0][one]), disj(kinds[1][two]))) for one, two in pairs]


def _by_kind(members: Mapping[Value, Term]) -> dict[Kind, list[Term]]:
    """The conditions of the elements of each kind, without model values."""
    found: dict[Kind, list[Term]] = {}
    for value, inside in members.items():
        if not isinstance(value, ModelValue):
            found.setdefault(kind_of(value), []).append(inside)
    return found


def _equal_lazy_sets(site: Site, left: Sym, right: Sym) -> Term:
    names = [primitive(container) for container in (left, right)]
    if names == ["", ""]:
        from symcheck.symbolic.sets.integers import as_value  # it compares integers, by this module

        one, other = as_value(left), as_value(right)
        if one is not None and other is not None:
            return TRUE if one == other else FALSE
        raise site.unsupported("comparing a set that is not written out")
    if names[0] != names[1]:
        site.fail_always(Code.INCOMPARABLE, f"{names[0] or names[1]} is compared with another set")
        return FALSE
    return TRUE


def subset(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> Term:
    """left \\subseteq right, both written out."""
    result = []
    for value, inside in members_of(left).items():
        result.append(disj((neg(inside), member(site.under(inside), value, right))))
    if isinstance(left, SymSet):
        for inside, cell in left.cells:
            result.append(disj((neg(inside), member(site.under(inside), cell, right))))
    return conj(result)


def member(site: Site, element: Sym, container: FiniteSet | SymSet) -> Term:
    """element \\in container, for a container that is written out. What is no element has to be comparable with every
    element, inside of it too, as far as there are not too many."""
    cells = container.cells if isinstance(container, SymSet) else ()
    found: list[Term]
    strange = Site(site.path, site.span, Failures())
    if is_value(element):
        if isinstance(container, FiniteSet):
            found = [_contains_value(site, element, container)]
        else:
            found = [container.members.get(element, FALSE)]
            _check_kind(site, element, container)
            _check_inside(strange, element, container)
    elif isinstance(element, Union):
        found = [
            conj((guard, member(site.under(guard), alternative, container))) for guard, alternative in element.options
        ]
        cells = ()
    else:
        members = members_of(container)
        asked = strange if len(members) <= LOOKED_THROUGH else Site(site.path, site.span, Failures())
        same = telling(element)
        found = []
        for value, inside in members.items():
            told = same(value)
            found.append(_found(site, asked, inside, element, value) if told is None else conj((inside, told)))
    found.extend(_found(site, strange, inside, element, cell) for inside, cell in cells)
    result = disj(found)
    if len(strange.failures):
        site.failures.include(strange.failures, neg(result))
    return result


def _found(site: Site, strange: Site, inside: Term, element: Sym, other: Sym) -> Term:
    """What cannot be compared inside of two values of one kind is an error where the element is not found."""
    here = site.under(inside)
    if isinstance(element, SymSet | SymFun | SymMap) and not isinstance(other, Term | Union):
        if kind(element) == kind(other):
            here = strange.under(inside)
    return conj((inside, by_kind.equal(here, element, other)))


def _check_inside(strange: Site, element: Value, container: SymSet) -> None:
    """TLC cannot look for <<1>> in a set with <<"a">>."""
    if isinstance(element, ATOMS) or len(container.members) > LOOKED_THROUGH:
        return
    if container.uniform and element in container.members:
        return
    if not join_shapes(container.shape, shape_of((element,))).uniform:
        found = [inside for value, inside in container.members.items() if not values_compare(element, value)]
        strange.fail(disj(found), Code.INCOMPARABLE, "a value is looked for in a set that cannot be compared with it")


def _contains_value(site: Site, element: Value, container: FiniteSet) -> Term:
    try:
        return TRUE if container.contains(element) else FALSE
    except SpecError as error:
        site.fail_always(error.code, error.diagnostics[0].message)
        return FALSE


def _check_kind(site: Site, element: Value, container: SymSet) -> None:
    """TLC cannot look for an integer in a set with a string."""
    mine = kinds_of((element,))
    if mine and container.kinds - mine:
        strange = [inside for value, inside in container.members.items() if kinds_of((value,)) - mine]
        site.fail(disj(strange), Code.INCOMPARABLE, f"a {kind(element)} is looked for in a set of other values")
