"""Functions with an infinite domain that have one value at all keys but finitely many: applied, changed, looked for in
sets; must not know layouts.

The changes are a function of their own, with plain keys and others as they come: f is `changes @@ [any \\in domain |->
filler]`. All keys of the changes are in the domain.
"""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.diagnostic import Code
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import every_cell
from symcheck.symbolic.functions.key_rule import KeyRule, as_rule, rules_among
from symcheck.symbolic.functions.maps import found_at, has_key, is_at, overridden, table
from symcheck.symbolic.lazy import Functions, Strings, Tuples
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.sets.integers import as_lazy, as_value
from symcheck.symbolic.sets.membership import contains
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, MapCell, Sym, SymFilled, SymFun, SymMap, alternatives
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import EMPTY_TUPLE, STRING, FiniteSet, FunctionValue, Product, SetValue, can_be_filled

SPREAD = 64
"""A key that may be so many plain values at most is taken for each of them."""

LACKING = "@@ of a function with an infinite domain and one that has other keys"


def filled(domain: Sym, filler: Sym) -> SymFilled | None:
    """[any \\in domain |-> filler]; None where the domain is finite, or does not tell by its form which set it is."""
    known = _as_value(domain)
    return None if known is None or not can_be_filled(known) else SymFilled(known, filler, EMPTY_TUPLE)


def _as_value(domain: Sym) -> SetValue | None:
    if isinstance(domain, FiniteSet):
        return domain
    if isinstance(domain, Strings):
        return STRING
    if isinstance(domain, Tuples):
        factors = [_as_value(factor) for factor in domain.factors]
        return None if None in factors else Product([factor for factor in factors if factor is not None])
    return as_value(domain)


def domain_of_filled(function: SymFilled) -> Sym:
    """DOMAIN function."""
    return _as_set(function.domain)


def _as_set(domain: SetValue) -> Sym:
    if isinstance(domain, Product):
        return Tuples(tuple(map(_as_set, domain.factors)))
    if isinstance(domain, FiniteSet):
        return domain
    return Strings() if domain is STRING else as_lazy(domain)


def value_at(site: Site, function: SymFilled, argument: Sym) -> Sym:
    """function[argument]; DOMAIN outside of the domain."""
    within = contains(site, domain_of_filled(function), argument)
    site.fail(neg(within), Code.DOMAIN, "a function is applied to what is not in its domain")
    return _looked_up(site.under(within), function, argument)


def _looked_up(site: Site, function: SymFilled, argument: Sym) -> Sym:
    quiet = Site(site.path, site.span, Failures())
    changed = has_key(quiet, function.changes, argument)
    if changed is TRUE:
        return found_at(quiet, function.changes, argument)
    filler = _filler_at(site.under(neg(changed)), function.filler, argument)
    return filler if changed is FALSE else choose(changed, found_at(quiet, function.changes, argument), filler)


def _filler_at(site: Site, filler: Sym, argument: Sym) -> Sym:
    options = alternatives(filler)
    if not rules_among(options):
        return filler
    return merge(
        (guard, each if (rule := as_rule(each)) is None else rule.at_key(site.under(guard), argument))
        for guard, each in options
    )


def equal_filled(site: Site, left: SymFilled, right: SymFilled) -> Term | None:
    """left = right, for the same domain, where one of them has a rule; None where neither has."""
    rules = rules_among((*alternatives(left.filler), *alternatives(right.filler)))
    if not rules:
        return None

    def same(here: Site, key: Sym) -> Term:
        return equal(here, _looked_up(here, left, key), _looked_up(here, right, key))

    return rules[0].everywhere(site, domain_of_filled(left), same)


def changed_filled(
    site: Site, function: SymFilled, argument: Sym, change: Callable[[Site, Sym], Sym]
) -> SymFilled:
    """The function with `change` of its value at a key; itself where that is outside of the domain."""
    within = contains(site, domain_of_filled(function), argument)
    here = site.under(within)
    if here.path is FALSE:
        return function
    new = change(here, _looked_up(here, function, argument))
    cells: list[MapCell] = []
    matches: list[Term] = []
    for present, key, value in every_cell(function.changes):
        match = conj((within, present, is_at(here, argument, key)))
        matches.append(match)
        cells.append((present, key, choose(match, new, value)))
    fresh = conj((within, neg(disj(matches))))
    if concretisable(argument) and at_most(argument, SPREAD):
        cells.extend((conj((fresh, guard)), key, new) for guard, key in concretise(site, argument))
    else:
        cells.append((fresh, argument, new))
    return SymFilled(function.domain, function.filler, _changes(table(cells)), function.drawn)


def overriding(site: Site, first: FunctionValue | SymFun | SymMap, second: SymFilled) -> SymFilled:
    """first @@ second. No reading has it where the first has keys outside of the domain of the second."""
    domain = domain_of_filled(second)
    for present, key, _ in every_cell(first):
        outside = conj((present, neg(contains(site.under(present), domain, key))))
        site.under(outside).lacks(LACKING)
    return SymFilled(second.domain, second.filler, _changes(overridden(site, first, second.changes)), second.drawn)


def in_functions(site: Site, container: Functions, element: SymFilled) -> Term:
    """element \\in [domain -> codomain]."""
    wanted = container.domain
    if not isinstance(wanted, LazySet):
        return FALSE
    known = _as_value(wanted)
    if known is None:
        raise site.unsupported("membership of a function with an infinite domain in a set of functions with another")
    if known != element.domain:
        return FALSE
    held: list[Term] = []
    for guard, each in alternatives(element.filler):
        here, rule = site.under(guard), as_rule(each)
        if rule is None:
            held.append(disj((neg(guard), contains(here, container.codomain, each))))
        else:
            held.append(disj((neg(guard), _rule_in(here, container, element, rule))))
    for present, _, value in every_cell(element.changes):
        held.append(disj((neg(present), contains(site.under(present), container.codomain, value))))
    found = conj(held)
    if element.drawn is not None and found is not TRUE:
        element.drawn.tested(element, site.span, id(container.codomain), container)
    return found


def _rule_in(site: Site, container: Functions, element: SymFilled, rule: KeyRule) -> Term:
    def inside(here: Site, key: Sym) -> Term:
        changed = has_key(Site(here.path, here.span, Failures()), element.changes, key)
        rest = here.under(neg(changed))
        return disj((changed, contains(rest, container.codomain, rule.at_key(rest, key))))

    return rule.everywhere(site, domain_of_filled(element), inside)


def _changes(sym: Sym) -> FunctionValue | SymFun | SymMap:
    assert isinstance(sym, FunctionValue | SymFun | SymMap), "a table is a function"
    return sym
