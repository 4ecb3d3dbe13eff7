"""The elements of a set, written out in canonical order with the condition of each; must not know who asks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.kinds import kind
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
from symcheck.symbolic.merge import blended, merge
from symcheck.symbolic.sets.orderable import check_comparable
from symcheck.symbolic.sieve import order_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import Shape, join_shapes, shape_of
from symcheck.symbolic.values import (
    ATOMS,
    LazySet,
    Sym,
    SymSet,
    Union,
    altered,
    alternatives,
    function_of,
    is_set,
    is_value,
    members_of,
    set_of,
    shape_of_set,
)
from symcheck.term import FALSE, TRUE, Term, at_most_one, conj, disj, neg
from symcheck.value import FiniteSet, Value, make_set

LIMIT = 65_536
"""How many elements of one set are written out at the most."""

ALTERNATIVES = 512
"""An element that may be more values than this stays one cell."""

_SETTLED = (Term, *ATOMS)

Elements = list[tuple[Term, Sym]]


def elements(site: Site, container: Sym) -> Elements:
    """The possible elements of a set: plain values in canonical order, then those that are no plain values."""
    if isinstance(container, FiniteSet):
        try:
            return [(TRUE, value) for value in container.order]
        except SpecError as error:
            site.fail_always(error.code, error.diagnostics[0].message)
            return []
    if isinstance(container, SymSet):
        check_comparable(site, container)
        return [*container.ordered, *container.cells]
    if isinstance(container, Union):
        return elements(site, written_out(site, container))
    if not isinstance(container, LazySet):
        site.fail(TRUE, Code.NOT_A_SET, f"a {kind(container)} is used as a set")
        return []
    return _lazy_elements(site, container)


def _one_of(site: Site, container: Either) -> FiniteSet | SymSet:
    merged = blended(merge((guard, written_out(site.under(guard), option)) for guard, option in container.options))
    assert isinstance(merged, FiniteSet | SymSet)
    return merged


def written_out(site: Site, container: Sym) -> FiniteSet | SymSet:
    """The same set, by its elements; NOT_A_SET where it is none."""
    if isinstance(container, FiniteSet | SymSet):
        return container
    if isinstance(container, Union):
        options: list[tuple[Term, Sym]] = []
        for guard, alternative in container.options:
            if is_set(alternative):
                options.append((guard, written_out(site.under(guard), alternative)))
            else:
                site.fail(guard, Code.NOT_A_SET, f"a {kind(alternative)} is used as a set")
        merged = blended(merge(options)) if options else make_set(())
        assert isinstance(merged, FiniteSet | SymSet)
        return merged
    found = elements(site, container)
    return collected(site, found)


def collected(site: Site, found: Elements) -> FiniteSet | SymSet:
    """The set of these elements, each in it under its condition; elements may repeat."""
    members: dict[Value, list[Term]] = {}
    cells: list[tuple[Term, Sym]] = []
    for inside, element in found:
        if inside is FALSE:
            continue
        settled = settle(site, element)
        if is_value(settled):
            members.setdefault(settled, []).append(inside)
        elif concretisable(settled) and at_most(settled, ALTERNATIVES):
            for guard, value in concretise(site, settled):
                members.setdefault(value, []).append(conj((inside, guard)))
        elif isinstance(settled, RuleFunction):
            raise site.unsupported("a set of functions with too many keys to be written out")
        else:
            cells.append((inside, settled))
    joined = {value: disj(terms) for value, terms in members.items()}
    return _of_one_kind(site, joined, tuple(cells), shape_of(members))


def _of_one_kind(
    site: Site,
    members: Mapping[Value, Term],
    cells: tuple[tuple[Term, Sym], ...],
    shape: Shape,
    base: tuple[SymSet, Mapping[Value, Term]] | None = None,
) -> FiniteSet | SymSet:
    """The set of these elements; INCOMPARABLE where elements of several kinds are in it. `base` is a set that has most
    of the members, with the conditions of the others."""
    kinds: dict[object, list[Term]] = {}
    if len(shape.kinds) + len(cells) > 1:
        for value, inside in members.items():
            kinds.setdefault(kind(value), []).append(inside)
        for inside, cell in cells:
            for guard, alternative in alternatives(cell):
                kinds.setdefault(kind(alternative), []).append(conj((inside, guard)))
        kinds.pop("model value", None)
    if len(kinds) > 1:
        guards = [disj(terms) for terms in kinds.values()]
        several = neg(at_most_one(guards))
        site.fail(several, Code.INCOMPARABLE, f"a set holds values of the kinds {', '.join(map(str, kinds))}")
        if several is TRUE:
            return make_set(())
    result = set_of(members, cells, shape) if base is None else altered(*base, cells, shape)
    assert isinstance(result, FiniteSet | SymSet)
    return result


def settle(site: Site, sym: Sym) -> Sym:
    """A value as it may be stored in another one: sets written out, functions too if they have not too many keys."""
    if isinstance(sym, LazySet):
        return written_out(site, sym)
    if isinstance(sym, RuleFunction):
        written = sym.written_out(site)
        return sym if written is None else written
    if isinstance(sym, Union) and any(isinstance(each, LazySet | RuleFunction) for _, each in sym.options):
        return merge((guard, settle(site.under(guard), alternative)) for guard, alternative in sym.options)
    return sym


def _lazy_elements(site: Site, container: LazySet) -> Elements:
    if isinstance(container, Integers):
        return _integers(site, container)
    if isinstance(container, PowerSet):
        return _subsets(site, written_out(site, container.base))
    if isinstance(container, Functions):
        return _functions(site, container)
    if isinstance(container, Records):
        names: list[Value] = [name for name, _ in container.fields]
        return _products(site, names, [elements(site, factor) for _, factor in container.fields])
    if isinstance(container, Tuples):
        keys: list[Value] = list(range(1, len(container.factors) + 1))
        return _products(site, keys, [elements(site, factor) for factor in container.factors])
    if isinstance(container, Cup):
        left, right = written_out(site, container.left), written_out(site, container.right)
        return elements(site, merge_sets(site, left, right))
    if isinstance(container, Either):
        return elements(site, _one_of(site, container))
    if isinstance(container, Filtered):
        found = []
        for inside, value in elements(site, container.base):
            condition = conj((inside, container.test(site.under(inside), value)))
            if condition is not FALSE:
                found.append((condition, value))
        return found
    assert isinstance(container, Strings | Anything | Sequences), f"no elements of {type(container)}"
    return _of_infinite(site, container)


def _of_infinite(site: Site, container: LazySet) -> Elements:
    """None, as an error."""
    name, hint = primitive(container) or "Seq(…)", "put a finite set in its place, in the .cfg too: Nat <- Small"
    site.fail_always(Code.INFINITE_SET, f"the elements of {name} cannot be written out", hint)
    return []


def merge_sets(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> FiniteSet | SymSet:
    """left \\cup right."""
    cells = _joined_cells(site, left, right)
    if not isinstance(left, SymSet) or (isinstance(right, SymSet) and len(right.members) > len(left.members)):
        left, right = right, left
    shape = join_shapes(shape_of_set(left), shape_of_set(right))
    known, more = members_of(left), members_of(right)
    changes = {value: disj((known.get(value, FALSE), inside)) for value, inside in more.items()}
    if isinstance(left, SymSet):
        members = {**known, **changes} if len(shape.kinds) + len(cells) > 1 else known
        return _of_one_kind(site, members, cells, shape, (left, changes))
    return _of_one_kind(site, {**known, **changes}, cells, shape)


def _joined_cells(
    site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet
) -> tuple[tuple[Term, Sym], ...]:
    """The cells of both. Where several stand in each, what is in both is there once: sets that take over one another
    again and again would be full of the same elements."""
    one = left.cells if isinstance(left, SymSet) else ()
    other = right.cells if isinstance(right, SymSet) else ()
    if len(one) < 2 or len(other) < 2:
        return one + other
    quiet = Site(site.path, site.span, Failures())
    fresh = []
    for inside, cell in other:
        known = disj(conj((there, equal(quiet, cell, element))) for there, element in one)
        fresh.append((conj((inside, neg(known))), cell))
    return one + tuple(entry for entry in fresh if entry[0] is not FALSE)


def _integers(site: Site, container: Integers) -> Elements:
    if container.low is None or container.high is None:
        return _of_infinite(site, container)
    lows, highs = alternatives(container.low), alternatives(container.high)
    ends = [value for _, value in (*lows, *highs)]
    if any(isinstance(end, Term) for end in ends):
        raise site.unsupported("an interval whose ends are integers without bounds")
    found: Elements = []
    start = min(int(value) for _, value in lows)  # type: ignore[arg-type]
    stop = max(int(value) for _, value in highs)  # type: ignore[arg-type]
    if stop - start > LIMIT:
        raise site.too_large(f"the interval {start}..{stop}")
    for value in range(start, stop + 1):
        inside = conj(
            (
                disj(guard for guard, low in lows if low <= value),  # type: ignore[operator]
                disj(guard for guard, high in highs if value <= high),  # type: ignore[operator]
            )
        )
        if inside is not FALSE:
            found.append((inside, value))
    return found


def _subsets(site: Site, base: FiniteSet | SymSet) -> Elements:
    inside = elements(site, base)
    if len(inside) > 16:
        raise site.too_large(f"the set of all subsets of a set with up to {len(inside)} elements")
    found: Elements = []
    for chosen in product((False, True), repeat=len(inside)):
        picked = [pair for pair, taken in zip(inside, chosen, strict=True) if taken]
        condition = conj(guard for guard, _ in picked)
        if condition is not FALSE:
            found.append((condition, collected(site.under(condition), [(TRUE, value) for _, value in picked])))
    return _ordered(found)


def _functions(site: Site, container: Functions) -> Elements:
    domain = written_out(site, container.domain)
    found: Elements = []
    for guard, keys in concretise(site, domain):
        assert isinstance(keys, FiniteSet)
        codomain = elements(site.under(guard), container.codomain)
        for inside, value in _products(site, list(keys), [codomain] * len(keys)):
            condition = conj((guard, inside))
            if condition is not FALSE:
                found.append((condition, value))
    return _ordered(found)


def _products(site: Site, keys: list[Value], factors: list[Elements]) -> Elements:
    count = 1
    for factor in factors:
        count *= len(factor)
        if count > LIMIT:
            raise site.too_large("a set of functions, records or tuples")
    found: Elements = []
    for picked in product(*factors):
        condition = conj(guard for guard, _ in picked)
        if condition is not FALSE:
            here = site.under(condition)
            entries = {key: (TRUE, settle(here, item)) for key, (_, item) in zip(keys, picked, strict=True)}
            found.append((condition, function_of(entries)))
    return _ordered(found)


def _ordered(found: Elements) -> Elements:
    plain = [pair for pair in found if is_value(pair[1])]
    plain.sort(key=lambda pair: order_of(pair[1]))  # type: ignore[arg-type]
    return plain + [pair for pair in found if not is_value(pair[1])]
