"""When two functions are equal: the same keys, and the same value at each; must not know what the values are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcheck.symbolic.equality import by_kind
from symcheck.symbolic.equality.sets import compare_one_by_one, equal_sets
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import domain_of, every_cell
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.kinds import kind
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import uniform
from symcheck.symbolic.values import Sym, SymFilled, SymFun, SymMap, entries_of
from symcheck.term import FALSE, TRUE, Term, conj, disj, iff, neg
from symcheck.value import FunctionValue, Value, order_key

Entries = Mapping[Value, tuple[Term, Sym]]


def equal_functions(site: Site, left: Sym, right: Sym) -> Term:
    functions = (FunctionValue, SymFun, SymMap)
    if isinstance(left, functions) and isinstance(right, functions) and SymMap in (type(left), type(right)):
        return _equal_tables(site, left, right)
    if isinstance(left, SymFilled) or isinstance(right, SymFilled):
        return _equal_filled(site, left, right)
    if isinstance(left, RuleFunction) or isinstance(right, RuleFunction):
        return by_kind.equal(site, _listed(site, left), _listed(site, right))
    assert isinstance(left, FunctionValue | SymFun)
    assert isinstance(right, FunctionValue | SymFun)
    mine, other = entries_of(left), entries_of(right)
    if not _same_names(mine, other) and not uniform((*mine, *other)):
        compare_one_by_one(site, domain_of(left), domain_of(right))
    domains = [iff(present, other[key][0] if key in other else FALSE) for key, (present, _) in mine.items()]
    domains.extend(neg(present) for key, (present, _) in other.items() if key not in mine)
    same = conj(domains)
    if same is FALSE:
        return FALSE

    def equal_at(present: Term, one: Sym, two: Sym) -> Callable[[Site], Term]:
        return lambda here: disj((neg(present), by_kind.equal(here.under(present), one, two)))

    common = [(key, entry) for key, entry in mine.items() if key in other and other[key][1] is not entry[1]]
    values = site.under(same).every(
        equal_at(present, value, other[key][1])
        for key, (present, value) in sorted(common, key=lambda entry: order_key(entry[0]))
    )
    return conj((same, values))


def _same_names(mine: Entries, other: Entries) -> bool:
    """Whether both certainly have the same domain, which needs no comparison of its elements."""
    return mine.keys() == other.keys() and all(
        present is TRUE for entries in (mine, other) for present, _ in entries.values()
    )


def _listed(site: Site, function: Sym) -> Sym:
    written = function.written_out(site) if isinstance(function, RuleFunction) else function
    if written is None:
        raise site.unsupported("comparing a function with too many keys to be written out")
    return written


def _equal_tables(site: Site, left: FunctionValue | SymFun | SymMap, right: FunctionValue | SymFun | SymMap) -> Term:
    same = equal_sets(site, domain_of(left), domain_of(right))
    if same is FALSE:
        return FALSE
    quiet = Site(site.path, site.span, Failures())
    differ: list[Term] = []
    for present, key, value in every_cell(left):
        for here, other, found in every_cell(right):
            both = conj((same, present, here, by_kind.equal(quiet, key, other))) if kind(key) == kind(other) else FALSE
            if both is not FALSE:
                differ.append(conj((both, neg(by_kind.equal(site.under(both), value, found)))))
    return conj((same, neg(disj(differ))))


def _equal_filled(site: Site, left: Sym, right: Sym) -> Term:
    """Of functions of which one has an infinite domain: where both do, they have the same value at almost all keys."""
    if not isinstance(left, SymFilled) or not isinstance(right, SymFilled):
        for one in (left, right):
            _listed(site, one)
        return FALSE
    if left.domain != right.domain:
        return FALSE
    from symcheck.symbolic.functions.filled import equal_filled  # it compares keys, by this module

    drawn = left.drawn or right.drawn
    ruled = equal_filled(site, left, right)
    if ruled is not None:
        if drawn is not None:
            hint = "compare their values at single keys"
            raise site.unsupported("comparing a function that may be any with one that depends on the key", hint)
        return ruled
    quiet = Site(site.path, site.span, Failures())
    same = by_kind.equal(site, left.filler, right.filler)
    differ: list[Term] = []
    for one, two in ((left, right), (right, left)):
        others = list(every_cell(two.changes))
        for present, key, value in every_cell(one.changes):
            at = [conj((here, by_kind.equal(quiet, key, other))) for here, other, _ in others]
            options = [*zip(at, (found for _, _, found in others), strict=True), (neg(disj(at)), two.filler)]
            for guard, found in options:
                both = conj((same, present, guard))
                if both is not FALSE:
                    differ.append(conj((both, neg(by_kind.equal(site.under(both), value, found)))))
    if drawn is not None:
        drawn.tested(left, site.span, id(right), right)
    return conj((same, neg(disj(differ))))
