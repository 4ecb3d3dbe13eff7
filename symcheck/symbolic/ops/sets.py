"""Sets on symbolic values."""

from __future__ import annotations

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.counting import count_of
from symcheck.symbolic.equality.sets import distinct_elements
from symcheck.symbolic.kinds import kind, number
from symcheck.symbolic.lazy import (
    Anything,
    Cup,
    Either,
    Filtered,
    Functions,
    Integers,
    PowerSet,
    Records,
    Sequences,
    Strings,
    Tuples,
    primitive,
)
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.registry import encodes
from symcheck.symbolic.sets.enumeration import Elements, collected, elements, merge_sets, written_out
from symcheck.symbolic.sets.integers import limited
from symcheck.symbolic.sets.membership import contains, subseteq
from symcheck.symbolic.sets.orderable import check_comparable, check_looked_for
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import join_shapes
from symcheck.symbolic.values import (
    LazySet,
    Sym,
    SymSet,
    Union,
    altered,
    alternatives,
    boolean_of,
    is_set,
    members_of,
    set_of,
    shape_of_set,
)
from symcheck.term import FALSE, TRUE, Term, add, conj, integer, ite, le, neg, sub
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import FiniteSet, make_set


@encodes(Op.SET)
def enumeration(site: Site, *items: Sym) -> Sym:
    return collected(site, [(TRUE, item) for item in items])


@encodes(Op.IN)
def membership(site: Site, element: Sym, container: Sym) -> Sym:
    return boolean_of(contains(site, container, element))


@encodes(Op.NOTIN)
def non_membership(site: Site, element: Sym, container: Sym) -> Sym:
    return boolean_of(neg(contains(site, container, element)))


def as_set(site: Site, sym: Sym) -> FiniteSet | SymSet | LazySet:
    """The set that a value is, not written out if it is lazy; NOT_A_SET where it is none."""
    if isinstance(sym, FiniteSet | SymSet | LazySet):
        return sym
    if isinstance(sym, Union):
        return written_out(site, sym)
    site.fail_always(Code.NOT_A_SET, f"a {kind(sym)} is used as a set")
    return make_set(())


@encodes(Op.CUP)
def union(site: Site, left: Sym, right: Sym) -> Sym:
    first, second = as_set(site, left), as_set(site, right)
    if isinstance(first, LazySet) or isinstance(second, LazySet):
        return Cup(first, second)
    return merge_sets(site, first, second)


@encodes(Op.CAP)
def intersection(site: Site, left: Sym, right: Sym) -> Sym:
    first, second = as_set(site, left), as_set(site, right)
    if isinstance(first, LazySet):
        first, second = second, first
    return _filtered(site, first, lambda inside, element: contains(inside, second, element))


@encodes(Op.SETMINUS)
def difference(site: Site, left: Sym, right: Sym) -> Sym:
    first, second = as_set(site, left), as_set(site, right)
    if (
        isinstance(first, SymSet)
        and isinstance(second, FiniteSet | SymSet)
        and not first.cells
        and not (isinstance(second, SymSet) and second.cells)
        and len((shape := join_shapes(first.shape, shape_of_set(second))).kinds) <= 1
    ):
        # no more can fail than a look inside, and only what is in both is touched
        if not (first.uniform if shape is first.shape else shape.uniform):
            check_comparable(site, first)
            check_looked_for(site, first, second)
        known, fewer = first.members, members_of(second)
        common = [value for value in fewer if value in known]
        return altered(first, {value: conj((known[value], neg(fewer[value]))) for value in common}, (), first.shape)
    if isinstance(first, LazySet) and isinstance(second, FiniteSet) and all(type(each) is int for each in second):
        rest = limited(first, None, None, second)
        if rest is not None:
            return rest
    return _filtered(site, first, lambda inside, element: neg(contains(inside, second, element)))


def _filtered(site: Site, base: FiniteSet | SymSet | LazySet, test: object) -> Sym:
    if isinstance(base, LazySet):
        return Filtered(base, test)  # type: ignore[arg-type]
    members = {}
    for value, inside in members_of(base).items():
        members[value] = conj((inside, test(site.under(inside), value)))  # type: ignore[operator]
    cells: list[tuple[Term, Sym]] = []
    for inside, cell in base.cells if isinstance(base, SymSet) else ():
        cells.append((conj((inside, test(site.under(inside), cell))), cell))  # type: ignore[operator]
    shape = base.shape if isinstance(base, SymSet) else None
    return set_of(members, tuple((inside, cell) for inside, cell in cells if inside is not FALSE), shape)


@encodes(Op.SUBSETEQ)
def inclusion(site: Site, left: Sym, right: Sym) -> Sym:
    container = as_set(site, right)
    contained = as_set(site, left)
    if isinstance(contained, PowerSet) and isinstance(container, PowerSet):
        return boolean_of(subseteq(site, written_out(site, contained.base), container.base))
    return boolean_of(subseteq(site, written_out(site, contained), container))


@encodes(Op.SUBSET)
def power_set(site: Site, base: Sym) -> Sym:
    return PowerSet(as_set(site, base))


@encodes(Op.UNION)
def big_union(site: Site, family: Sym) -> Sym:
    sets = as_set(site, family)
    if isinstance(sets, PowerSet):
        return sets.base
    found: Elements = []
    for inside, member in elements(site, sets):
        under = site.under(inside)
        if not is_set(member) and not isinstance(member, Union):
            under.fail_always(Code.NOT_A_SET, f"UNION of a set with a {kind(member)} in it")
            continue
        found.extend((conj((inside, guard)), element) for guard, element in elements(under, member))
    return collected(site, found)


@encodes(Op.PRODUCT)
def product(site: Site, *factors: Sym) -> Sym:
    return Tuples(tuple(as_set(site, factor) for factor in factors))


@encodes(Op.CARDINALITY)
def cardinality(site: Site, container: Sym) -> Sym:
    if isinstance(container, Sequences) or primitive(container):
        site.fail_always(Code.INFINITE_SET, "Cardinality of an infinite set")
        return 0
    if isinstance(container, Integers) and (size := _interval_size(container)) is not None:
        return size
    found = written_out(site, as_set(site, container))
    return count_of(distinct_elements(site, found))


def _interval_size(container: Integers) -> Sym | None:
    """The cardinality of low..high where one of the ends is an integer without bounds; None for any other."""
    if container.low is None or container.high is None:
        return None
    lows, highs = alternatives(container.low), alternatives(container.high)
    if not any(isinstance(end, Term) for _, end in (*lows, *highs)):
        return None

    def size(low: Term, high: Term) -> Term:
        return ite(le(low, high), add((sub(high, low), integer(1))), integer(0))

    return merge((conj((g, h)), size(number(low), number(high))) for g, low in lows for h, high in highs)


@encodes(Op.IS_FINITE_SET)
def is_finite(site: Site, container: Sym) -> Sym:
    return YES if _finite(site, as_set(site, container)) else NO


def _finite(site: Site, container: Sym) -> bool:
    """Whether a set is finite, by its form."""
    if not isinstance(container, LazySet):
        return True
    match container:
        case Integers(low=low, high=high):
            return low is not None and high is not None
        case Strings() | Anything():
            return False
        case Sequences(base=base) if isinstance(base, FiniteSet):
            return not base
        case Cup(left=left, right=right):
            return _finite(site, left) and _finite(site, right)
        case PowerSet(base=base) | Filtered(base=base):
            parts: list[Sym] = [base]
        case Functions(domain=domain, codomain=codomain):
            parts = [domain, codomain]
        case Records(fields=fields):
            parts = [field for _, field in fields]
        case Tuples(factors=factors):
            parts = list(factors)
        case Either(options=options):
            parts = [option for _, option in options]
        case _:
            parts = []
    if parts and all(_finite(site, part) for part in parts):
        return True
    raise site.unsupported("IsFiniteSet of a set that is made of an infinite one")


@encodes(Op.STRING)
def strings(site: Site) -> Sym:
    return Strings()
