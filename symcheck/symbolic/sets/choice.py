"""An arbitrary element of a set, by inputs of the transition system; must not know what it is chosen for."""

from __future__ import annotations

from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.functions.maps import table
from symcheck.symbolic.kinds import number
from symcheck.symbolic.lazy import Cup, Either, Filtered, Functions, Integers, PowerSet, Records, Strings, Tuples
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.sets.enumeration import elements, settle, written_out
from symcheck.symbolic.sets.integers import Limited, as_value
from symcheck.symbolic.sets.membership import at_most, contains
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import MapCell, Sym, SymFilled, SymMap, SymSet, function_of, is_value, members_of, set_of
from symcheck.term import BOOL, FALSE, INT, TRUE, Term, conj, disj, lt, neg, variable
from symcheck.value import NAT, FiniteSet, IntegersBut


class Inputs:
    """Makes inputs under one prefix; they are kept in the order of making.

    A choice from more than `integers` successive integers is an INT input. `drawn` is where functions on infinite
    domains can be drawn.
    """

    __slots__ = ("drawn", "integers", "made", "prefix")

    def __init__(self, prefix: str, integers: int, drawn: Drawn | None = None) -> None:
        self.prefix = prefix
        self.integers = integers
        self.drawn = drawn
        self.made: list[Term] = []

    def boolean(self) -> Term:
        self.made.append(variable(f"{self.prefix}!{len(self.made)}", BOOL))
        return self.made[-1]

    def integer(self) -> Term:
        self.made.append(variable(f"{self.prefix}!{len(self.made)}", INT))
        return self.made[-1]


def selectors(inputs: Inputs, count: int) -> tuple[Term, list[Term]]:
    """Conditions that pick one of `count` things by inputs in binary, and the condition that one is picked."""
    assert count > 0
    bits = [inputs.boolean() for _ in range((count - 1).bit_length())]
    picks = [conj(bit if index >> place & 1 else neg(bit) for place, bit in enumerate(bits)) for index in range(count)]
    return (TRUE if count == 1 << len(bits) else disj(picks)), picks


def arbitrary(site: Site, container: Sym, inputs: Inputs) -> tuple[Term, Sym]:
    """The condition under which the inputs name an element of the set, and that element. The condition is FALSE for
    an empty set; every element is named by some inputs."""
    if isinstance(container, PowerSet):
        return TRUE, _subset(site, written_out(site, container.base), inputs)
    if isinstance(container, Functions):
        return _function(site, container, inputs)
    if isinstance(container, Records):
        return _product(site, list(container.fields), inputs)
    if isinstance(container, Tuples):
        return _product(site, list(enumerate(container.factors, 1)), inputs)
    if isinstance(container, Integers) and size_bound(container) > inputs.integers:
        value: Sym = inputs.integer()
        return contains(site, container, value), value
    if isinstance(container, Cup):
        side = inputs.boolean()
        first, left = arbitrary(site.under(side), container.left, inputs)
        second, right = arbitrary(site.under(neg(side)), container.right, inputs)
        if first is FALSE or second is FALSE:
            return (conj((neg(side), second)), right) if first is FALSE else (conj((side, first)), left)
        return disj((conj((side, first)), conj((neg(side), second)))), choose(side, left, right)
    if isinstance(container, Either):
        conditions, values = [], list[tuple[Term, Sym]]()
        for guard, option in container.options:
            condition, value = arbitrary(site.under(guard), option, inputs)
            if condition is not FALSE:
                conditions.append(conj((guard, condition)))
                values.append((guard, value))
        return (disj(conditions), merge(values)) if values else (FALSE, FALSE)
    if isinstance(container, Filtered):
        condition, value = arbitrary(site, container.base, inputs)
        return conj((condition, container.test(site.under(condition), value))), value
    return _one_of(site, container, inputs)


def inhabited(site: Site, container: Sym) -> Term | None:
    """The condition under which a set has an element; None where that is not easily said."""
    if isinstance(container, PowerSet):
        return TRUE
    if isinstance(container, Functions):
        inside = inhabited(site, container.codomain)
        if inside is TRUE or inside is None or _endless(container.domain):
            return inside
        return disj((inside, *(conj(neg(guard) for guard, _ in elements(site, container.domain)),)))
    if isinstance(container, Records | Tuples):
        factors = [f for _, f in container.fields] if isinstance(container, Records) else list(container.factors)
        parts = [inhabited(site, factor) for factor in factors]
        return None if None in parts else conj(part for part in parts if part is not None)
    if isinstance(container, Cup):
        left, right = inhabited(site, container.left), inhabited(site, container.right)
        return None if left is None or right is None else disj((left, right))
    if isinstance(container, Integers):
        return TRUE if container.low is None or container.high is None else at_most(container.low, container.high)
    if isinstance(container, Either):
        inner = [inhabited(site.under(guard), option) for guard, option in container.options]
        if any(part is None for part in inner):
            return None
        pairs = zip(container.options, inner, strict=True)
        return disj(conj((guard, part)) for (guard, _), part in pairs if part is not None)
    if isinstance(container, Filtered):
        return None
    return disj(guard for guard, _ in elements(site, container))


def _endless(domain: Sym) -> bool:
    """Whether a set is infinite by its form."""
    if isinstance(domain, Tuples):
        return any(map(_endless, domain.factors))
    return isinstance(domain, Strings | Limited) or as_value(domain) is not None


def _one_of(site: Site, container: Sym, inputs: Inputs) -> tuple[Term, Sym]:
    found = elements(site, container)
    if not found:
        return FALSE, FALSE
    picked, picks = selectors(inputs, len(found))
    inside = [disj((neg(pick), guard)) for pick, (guard, _) in zip(picks, found, strict=True)]
    return conj((picked, *inside)), merge((pick, value) for pick, (_, value) in zip(picks, found, strict=True))


def _subset(site: Site, base: FiniteSet | SymSet, inputs: Inputs) -> Sym:
    members = {value: conj((inputs.boolean(), inside)) for value, inside in members_of(base).items()}
    cells = base.cells if isinstance(base, SymSet) else ()
    return set_of(members, tuple((conj((inputs.boolean(), inside)), cell) for inside, cell in cells))


def _function(site: Site, container: Functions, inputs: Inputs) -> tuple[Term, Sym]:
    if _endless(container.domain):
        return _drawn(site, container, inputs)
    domain = written_out(site, container.domain)
    quiet = Site(site.path, site.span, Failures())
    conditions: list[Term] = []
    cells: list[MapCell] = []
    for inside, key in elements(quiet, domain):
        # elements that are no plain values may be the same: then the first of them has the value
        known = disj(conj((there, equal(quiet, other, key))) for there, other, _ in cells if not is_value(key))
        first = conj((inside, neg(known)))
        condition, value = arbitrary(site.under(first), container.codomain, inputs)
        conditions.append(disj((neg(first), condition)))
        if condition is not FALSE:
            cells.append((first, key, settle(site, value)))
    return conj(conditions), table(cells)


def _drawn(site: Site, container: Functions, inputs: Inputs) -> tuple[Term, Sym]:
    """A function that may be any, by its values at as many keys as anybody looks at."""
    domain, drawn = as_value(container.domain), inputs.drawn
    if drawn is None or drawn.inside or domain is None:
        hint = "let each value be chosen where it is first read, or ask for a bounded answer with --length"
        raise site.unsupported("a choice among all functions on an infinite domain", hint)
    drawn.upwards = drawn.upwards and (
        domain is NAT or (isinstance(domain, IntegersBut) and domain.low is not None)
    )
    drawn.inside = True
    try:
        conditions, filler, cells = _values(site, container, inputs, drawn)
    finally:
        drawn.inside = False
    if not cells:
        return FALSE, FALSE
    changes = table(cells)
    assert isinstance(changes, SymMap), "its keys are inputs"
    return conj(conditions), SymFilled(domain, settle(site, filler), changes, drawn)


def _values(
    site: Site, container: Functions, inputs: Inputs, drawn: Drawn
) -> tuple[list[Term], Sym, list[MapCell]]:
    """The conditions on the inputs, the value at keys that nobody looks at, and the table; no rows for no function."""
    condition, filler = arbitrary(site, container.codomain, inputs)
    conditions, cells = [condition], list[MapCell]()
    for _ in range(0 if condition is FALSE else drawn.rows):
        key = inputs.integer()
        drawn.keys.add(key)
        conditions.append(contains(site, container.domain, key))
        if cells:
            conditions.append(lt(number(cells[-1][1]), key))
        condition, value = arbitrary(site, container.codomain, inputs)
        conditions.append(condition)
        cells.append((TRUE, key, settle(site, value)))
    return conditions, filler, cells


def _product(site: Site, factors: list[tuple[object, Sym]], inputs: Inputs) -> tuple[Term, Sym]:
    conditions, entries = [], {}
    for key, factor in factors:
        condition, value = arbitrary(site, factor, inputs)
        if condition is FALSE:
            return FALSE, FALSE
        conditions.append(condition)
        entries[key] = (TRUE, settle(site, value))
    return conj(conditions), function_of(entries)  # type: ignore[arg-type]
