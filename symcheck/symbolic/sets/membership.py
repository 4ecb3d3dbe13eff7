"""x \\in S for every kind of set, without writing the set out; must not know how sets are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcheck.base.diagnostic import Code
from symcheck.symbolic.equality.sets import equal_sets, member
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import domain_of
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
from symcheck.symbolic.sets.enumeration import elements, settle
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, Sym, SymFilled, SymFun, SymMap, SymSet, alternatives, entries_of, is_set
from symcheck.term import FALSE, TRUE, Term, conj, disj, le, neg
from symcheck.value import CANNOT_TELL, FiniteSet, FunctionValue, ModelValue, Value, make_set, order_key


def contains(site: Site, container: Sym, element: Sym) -> Term:
    """element \\in container; NOT_A_SET where the container is none."""
    result: list[Term] = []
    element = settle(site, element)
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

    def is_in(inside: Term, element: Sym) -> Callable[[Site], Term]:
        return lambda here: disj((neg(inside), contains(here.under(inside), right, element)))

    return site.every(is_in(inside, element) for inside, element in elements(site, left))


def _in_lazy(site: Site, container: LazySet, element: Sym) -> Term:
    """Membership of one alternative (no union) in a lazy set."""
    if isinstance(container, Cup):
        return _in_either(site, container, element)
    if isinstance(container, Either):
        return disj(conj((guard, contains(site.under(guard), one, element))) for guard, one in container.options)
    if isinstance(container, Filtered):
        inside = contains(site, container.base, element)
        return FALSE if inside is FALSE else conj((inside, container.test(site.under(inside), element)))
    if isinstance(container, Anything):
        return TRUE
    if isinstance(element, ModelValue):
        return FALSE
    found = kind(element)
    if isinstance(container, Integers):
        if found == "integer":
            return _in_integers(container, element)
        if container.low is not None and container.high is not None:
            site = site.under(at_most(container.low, container.high))  # nothing at all is in an empty interval
        return _wrong(site, found, "a set of integers")
    if isinstance(container, Strings):
        return TRUE if found == "string" else _wrong(site, found, "STRING")
    if isinstance(container, PowerSet):
        if found != "set":
            return _wrong(site, found, "a set of sets")
        return subseteq(site, element, container.base)
    if found != "function":
        return _wrong(site, found, "a set of functions")
    if isinstance(element, SymFilled) and isinstance(container, Functions):
        from symcheck.symbolic.functions.filled import (
            in_functions,  # it looks its keys up in their domain, by this module
        )

        return in_functions(site, container, element)
    if isinstance(element, SymMap) and isinstance(container, Functions):
        return _in_functions(site, container, element)
    if not isinstance(element, FunctionValue | SymFun):
        raise site.unsupported("membership of a function that is known by its rule only")
    if isinstance(container, Functions):
        return _in_functions(site, container, element)
    if isinstance(container, Records):
        return _has_fields(site, dict(container.fields), element)
    if isinstance(container, Tuples):
        return _has_fields(site, dict(enumerate(container.factors, 1)), element)
    assert isinstance(container, Sequences), f"no membership for {type(container)}"
    return _in_sequences(site, container, element)


def _in_either(site: Site, container: Cup, element: Sym) -> Term:
    """Where the left part cannot tell, as Nat of a string, the right one may contain the element all the same."""
    first = Site(site.path, site.span, Failures())
    left = contains(first, container.left, element)
    if not len(first.failures):
        return disj((left, contains(site.under(neg(left)), container.right, element)))
    left = conj((left, *(neg(failure.condition) for failure in first.failures)))
    right = contains(site.under(neg(left)), container.right, element)
    for failure in first.failures:
        spared = failure.code in CANNOT_TELL
        site.failures.add(failure.under(conj((failure.condition, neg(right)))) if spared else failure)
    return disj((left, right))


def _in_sequences(site: Site, container: Sequences, element: FunctionValue | SymFun) -> Term:
    entries = entries_of(element)
    strange = [present for key, (present, _) in entries.items() if not isinstance(key, int) or key < 1]
    slots = sorted(key for key in entries if isinstance(key, int) and key >= 1)
    for index in slots:
        before = entries.get(index - 1)
        if index > 1:
            strange.append(conj((entries[index][0], TRUE if before is None else neg(before[0]))))
    site.fail(disj(strange), Code.MEMBERSHIP, "a function that is no sequence is looked for in a set of sequences")

    def is_in(present: Term, value: Sym) -> Callable[[Site], Term]:
        return lambda here: disj((neg(present), contains(here.under(present), container.base, value)))

    return conj((neg(disj(strange)), site.every(is_in(*entries[index]) for index in slots)))


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


def _in_functions(site: Site, container: Functions, element: FunctionValue | SymFun | SymMap) -> Term:
    wanted = container.domain if primitive(container.domain) else settle(site, container.domain)
    same = equal_sets(site, domain_of(element), wanted)

    def is_in(present: Term, value: Sym) -> Callable[[Site], Term]:
        return lambda here: disj((neg(present), contains(here.under(present), container.codomain, value)))

    entries = sorted(entries_of(element).items(), key=lambda entry: order_key(entry[0]))
    tests = [is_in(*entry) for _, entry in entries]
    tests += [is_in(present, value) for present, _, value in element.cells] if isinstance(element, SymMap) else []
    return conj((same, site.under(same).every(tests)))


def _has_fields(site: Site, fields: Mapping[Value, Sym], element: FunctionValue | SymFun) -> Term:
    entries = entries_of(element)
    names = make_set(fields)
    # a product has tuples only: no other function is one, and that is no error
    of_tuples = 1 in fields and not all(isinstance(key, int) for key in entries)
    same = FALSE if of_tuples else equal_sets(site, domain_of(element), names)
    if same is FALSE:
        return FALSE

    def is_in(key: Value) -> Callable[[Site], Term]:
        return lambda here: contains(here, fields[key], entries[key][1])

    return conj((same, site.under(same).every(is_in(key) for key in names)))
