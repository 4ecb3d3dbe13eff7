"""The elements of a set, written out in canonical order with the condition of each; must not know who asks."""

from __future__ import annotations

from itertools import product

from symcheck.base.diagnostic import Code
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.equality import kind, primitive
from symcheck.symbolic.lazy import Cup, Filtered, Functions, Integers, PowerSet, Records, Sequences, Strings, Tuples
from symcheck.symbolic.merge import blended, merge
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import (
    LazySet,
    Sym,
    SymFun,
    SymSet,
    Union,
    alternatives,
    function_of,
    is_set,
    is_value,
    set_of,
)
from symcheck.term import FALSE, TRUE, Term, conj, disj
from symcheck.value import FiniteSet, Value, make_set, order_key

LIMIT = 65_536
"""How many elements of one set are written out at the most."""

ALTERNATIVES = 512
"""An element that may be more values than this stays one cell."""

Elements = list[tuple[Term, Sym]]


def elements(site: Site, container: Sym) -> Elements:
    """The possible elements of a set: plain values in canonical order, then those that are no plain values."""
    if isinstance(container, FiniteSet):
        return [(TRUE, value) for value in container]
    if isinstance(container, SymSet):
        ordered = sorted(container.members.items(), key=lambda item: order_key(item[0]))
        return [(inside, value) for value, inside in ordered] + list(container.cells)
    if isinstance(container, Union):
        return elements(site, written_out(site, container))
    if not isinstance(container, LazySet):
        site.fail(TRUE, Code.NOT_A_SET, f"a {kind(container)} is used as a set")
        return []
    return _lazy_elements(site, container)


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
        else:
            cells.append((inside, settled))
    result = set_of({value: disj(terms) for value, terms in members.items()}, tuple(cells))
    assert isinstance(result, FiniteSet | SymSet)
    return result


def grounded(site: Site, sym: Sym) -> Sym:
    """A value as a state holds it: every element of its sets a plain value."""
    if isinstance(sym, LazySet):
        return grounded(site, written_out(site, sym))
    if isinstance(sym, Union):
        return merge((guard, grounded(site.under(guard), alternative)) for guard, alternative in sym.options)
    if isinstance(sym, SymFun):
        entries = sym.entries
        if all(value is grounded(site, value) for _, value in entries.values()):
            return sym
        return function_of({key: (inside, grounded(site, value)) for key, (inside, value) in entries.items()})
    if isinstance(sym, SymSet) and sym.cells:
        members = {value: [inside] for value, inside in sym.members.items()}
        for inside, cell in sym.cells:
            for guard, value in concretise(site, cell):
                members.setdefault(value, []).append(conj((inside, guard)))
        return set_of({value: disj(terms) for value, terms in members.items()})
    return sym


def settle(site: Site, sym: Sym) -> Sym:
    """A value as it may be stored in another one: sets written out."""
    return written_out(site, sym) if isinstance(sym, LazySet) else sym


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
        return elements(site, merge_sets(left, right))
    if isinstance(container, Filtered):
        found = []
        for inside, value in elements(site, container.base):
            condition = conj((inside, container.test(site.under(inside), value)))
            if condition is not FALSE:
                found.append((condition, value))
        return found
    assert isinstance(container, Strings | Sequences), f"no elements of {type(container)}"
    name = "STRING" if isinstance(container, Strings) else "Seq(…)"
    site.fail(TRUE, Code.INFINITE_SET, f"the elements of {name} cannot be written out")
    return []


def merge_sets(left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> Sym:
    """left \\cup right."""
    members = dict(left.members) if isinstance(left, SymSet) else dict.fromkeys(left, TRUE)
    for value, inside in right.members.items() if isinstance(right, SymSet) else ((value, TRUE) for value in right):
        before = members.get(value)
        members[value] = inside if before is None else disj((before, inside))
    cells = (left.cells if isinstance(left, SymSet) else ()) + (right.cells if isinstance(right, SymSet) else ())
    return set_of(members, cells)


def _integers(site: Site, container: Integers) -> Elements:
    if container.low is None or container.high is None:
        site.fail_always(Code.INFINITE_SET, f"the elements of {primitive(container)} cannot be written out")
        return []
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
            found.append((condition, collected(site, [(TRUE, value) for _, value in picked])))
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
            entries = {key: (TRUE, settle(site, item)) for key, (_, item) in zip(keys, picked, strict=True)}
            found.append((condition, function_of(entries)))
    return _ordered(found)


def _ordered(found: Elements) -> Elements:
    plain = [pair for pair in found if is_value(pair[1])]
    plain.sort(key=lambda pair: order_key(pair[1]))  # type: ignore[arg-type]
    return plain + [pair for pair in found if not is_value(pair[1])]
