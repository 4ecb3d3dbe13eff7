"""x \\in S for every kind of set, without writing the set out; must not know how sets are made."""

from __future__ import annotations

from collections.abc import Mapping

from symcheck.base.diagnostic import Code
from symcheck.symbolic.equality import kind, member, number
from symcheck.symbolic.lazy import Cup, Filtered, Functions, Integers, PowerSet, Records, Sequences, Strings, Tuples
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import (
    LazySet,
    Sym,
    SymFun,
    SymSet,
    alternatives,
    entries_of,
    is_set,
    members_of,
)
from symcheck.term import FALSE, TRUE, Term, conj, disj, iff, le, neg
from symcheck.value import FiniteSet, FunctionValue, ModelValue, Value


def contains(site: Site, container: Sym, element: Sym) -> Term:
    """element \\in container; NOT_A_SET where the container is none."""
    result: list[Term] = []
    for guard, alternative in alternatives(container):
        inside = site.under(guard)
        if not is_set(alternative):
            inside.fail(TRUE, Code.NOT_A_SET, f"a {kind(alternative)} is used as a set")
        elif isinstance(alternative, LazySet):
            result.extend(
                conj((guard, inner, _in_lazy(inside.under(inner), alternative, one)))
                for inner, one in alternatives(element)
            )
        else:
            assert isinstance(alternative, FiniteSet | SymSet)
            result.append(conj((guard, member(inside, element, alternative))))
    return disj(result)


def subseteq(site: Site, left: Sym, right: Sym) -> Term:
    """left \\subseteq right, where the left side can be written out."""
    assert isinstance(left, FiniteSet | SymSet)
    result = [
        disj((neg(inside), contains(site.under(inside), right, value))) for value, inside in members_of(left).items()
    ]
    if isinstance(left, SymSet):
        result.extend(disj((neg(inside), contains(site.under(inside), right, cell))) for inside, cell in left.cells)
    return conj(result)


def _in_lazy(site: Site, container: LazySet, element: Sym) -> Term:
    """Membership of one alternative (no union) in a lazy set."""
    if isinstance(container, Cup):
        return disj((contains(site, container.left, element), contains(site, container.right, element)))
    if isinstance(container, Filtered):
        inside = contains(site, container.base, element)
        return FALSE if inside is FALSE else conj((inside, container.test(site.under(inside), element)))
    if isinstance(element, ModelValue):
        return FALSE
    found = kind(element)
    if isinstance(container, Integers):
        return _in_integers(container, element) if found == "integer" else _wrong(site, found, "a set of integers")
    if isinstance(container, Strings):
        return TRUE if found == "string" else _wrong(site, found, "STRING")
    if isinstance(container, PowerSet):
        if found != "set" or isinstance(element, LazySet):
            return _wrong(site, found, "a set of sets")
        return subseteq(site, element, container.base)
    if found != "function":
        return _wrong(site, found, "a set of functions")
    if not isinstance(element, FunctionValue | SymFun):
        raise site.unsupported("membership of a function that is known by its rule only")
    if isinstance(container, Functions):
        return _in_functions(site, container, element)
    if isinstance(container, Records):
        return _has_fields(site, dict(container.fields), element)
    if isinstance(container, Tuples):
        return _has_fields(site, dict(enumerate(container.factors, 1)), element)
    assert isinstance(container, Sequences), f"no membership for {type(container)}"
    entries = entries_of(element)
    if not all(isinstance(key, int) for key in entries):
        return conj(neg(present) for present, _ in entries.values())
    result = []
    for index in sorted(entries):  # type: ignore[type-var]
        present, value = entries[index]
        before = entries.get(index - 1)  # type: ignore[operator]
        if index != 1:
            result.append(disj((neg(present), before[0] if before is not None else FALSE)))
        result.append(disj((neg(present), contains(site.under(present), container.base, value))))
    return conj(result)


def _wrong(site: Site, found: str, container: str) -> Term:
    site.fail(TRUE, Code.MEMBERSHIP, f"a {found} is looked for in {container}")
    return FALSE


def _in_integers(container: Integers, element: Sym) -> Term:
    result = []
    if container.low is not None:
        result.append(at_most(container.low, element))
    if container.high is not None:
        result.append(at_most(element, container.high))
    return conj(result)


def at_most(low: Sym, high: Sym) -> Term:
    """low <= high, of integers."""
    return disj(
        conj((guard, inner, le(number(small), number(large))))
        for guard, small in alternatives(low)
        for inner, large in alternatives(high)
    )


def _in_functions(site: Site, container: Functions, element: FunctionValue | SymFun) -> Term:
    from_set = container.domain
    if isinstance(from_set, LazySet):
        raise site.unsupported("membership in a set of functions with a domain that is not written out")
    entries = entries_of(element)
    assert isinstance(from_set, FiniteSet | SymSet), "domains are settled before"
    wanted = members_of(from_set)
    result = [iff(present, wanted.get(key, FALSE)) for key, (present, _) in entries.items()]
    result.extend(neg(inside) for key, inside in wanted.items() if key not in entries)
    for present, value in entries.values():
        result.append(disj((neg(present), contains(site.under(present), container.codomain, value))))
        if result[-1] is FALSE:
            break
    return conj(result)


def _has_fields(site: Site, fields: Mapping[Value, Sym], element: FunctionValue | SymFun) -> Term:
    entries = entries_of(element)
    result = [neg(present) for key, (present, _) in entries.items() if key not in fields]
    result.extend(entries[key][0] if key in entries else FALSE for key in fields)
    if FALSE in result:
        return FALSE
    for key, container in fields.items():
        found = entries[key]
        result.append(contains(site.under(found[0]), container, found[1]))
    return conj(result)
