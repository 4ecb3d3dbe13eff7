"""When two symbolic values are equal, and where TLA+ cannot compare them; must not know any other operator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.concretise import at_most, concretise
from symcheck.symbolic.counting import count_of
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.lazy import primitive
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import join_shapes, kinds_of, shape_of, uniform
from symcheck.symbolic.values import (
    ATOMS,
    LazyFunction,
    LazySet,
    MapCell,
    Sym,
    SymFilled,
    SymFun,
    SymMap,
    SymSet,
    Union,
    alternatives,
    entries_of,
    is_function,
    is_set,
    is_value,
    members_of,
    set_of,
    shape_of_set,
)
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, eq, iff, integer, neg
from symcheck.value import TRUE as YES
from symcheck.value import Boolean, FiniteSet, FunctionValue, ModelValue, String, Value, order_key
from symcheck.value import comparable as values_compare
from symcheck.value import equal as equal_values

COMPARED = 64
"""Sets that may be up to so many values are compared value by value where some of them cannot be compared."""


def kind(sym: Sym) -> str:
    """ "boolean", "integer", "string", "model value", "set", "function" or "mixed" (a union); for a typed model value
    that with its type."""
    if isinstance(sym, Term):
        return "boolean" if sym.sort is BOOL else "integer"
    if isinstance(sym, Boolean):
        return "boolean"
    if isinstance(sym, int):
        return "integer"
    if isinstance(sym, String):
        return "string"
    if isinstance(sym, ModelValue):
        return f"model value of type {sym.type}" if sym.type else "model value"
    if is_set(sym):
        return "set"
    if is_function(sym) or isinstance(sym, LazyFunction):
        return "function"
    assert isinstance(sym, Union), f"a value of an unknown kind: {type(sym)}"
    return "mixed"


def comparable(left: str, right: str) -> bool:
    """Whether TLC compares values of these two kinds."""
    return left == right or "model value" in (left, right)


def equal(site: Site, left: Sym, right: Sym) -> Term:
    """left = right."""
    if left is right:
        return TRUE
    if is_value(left) and is_value(right):
        return _equal_values(site, left, right)
    if isinstance(left, Union) or isinstance(right, Union):
        return _equal_unions(site, left, right)
    left_kind, right_kind = kind(left), kind(right)
    if left_kind != right_kind:
        if not comparable(left_kind, right_kind):
            site.fail(TRUE, Code.INCOMPARABLE, f"a {left_kind} is compared with a {right_kind}")
        return FALSE
    if left_kind == "boolean":
        return iff(truth(left), truth(right))
    if left_kind == "integer":
        return eq(number(left), number(right))
    if left_kind == "set":
        return equal_sets(site, left, right)
    assert left_kind == "function", f"a {left_kind} is a plain value"
    return _equal_functions(site, left, right)


def _equal_values(site: Site, left: Value, right: Value) -> Term:
    try:
        return TRUE if equal_values(left, right) else FALSE
    except SpecError as error:
        site.fail_always(error.code, error.diagnostics[0].message)
        return FALSE


def truth(sym: Sym) -> Term:
    """The BOOL term of a boolean."""
    if isinstance(sym, Term):
        return sym
    return TRUE if sym is YES else FALSE


def number(sym: Sym) -> Term:
    """The INT term of an integer."""
    if isinstance(sym, Term):
        return sym
    assert isinstance(sym, int)
    return integer(sym)


def _equal_scalar(site: Site, options: tuple[tuple[Term, Sym], ...], scalar: Sym) -> Term:
    """Equality with one scalar value: the everyday case `pc = "start"`."""
    wanted = kind(scalar)
    result, mismatched = [], []
    for guard, alternative in options:
        if type(alternative) is type(scalar):
            if alternative == scalar:
                result.append(guard)
        elif isinstance(alternative, Term):
            result.append(conj((guard, equal(site.under(guard), alternative, scalar))))
        elif not comparable(kind(alternative), wanted):
            mismatched.append(guard)
    if mismatched:
        site.fail(disj(mismatched), Code.INCOMPARABLE, "values of different kinds are compared")
    return disj(result)


def _equal_unions(site: Site, left: Sym, right: Sym) -> Term:
    if isinstance(left, Union) and isinstance(right, ATOMS):
        return _equal_scalar(site, left.options, right)
    if isinstance(right, Union) and isinstance(left, ATOMS):
        return _equal_scalar(site, right.options, left)
    result: list[Term] = []
    mismatched: list[Term] = []
    others = alternatives(right)
    plain = {alternative: guard for guard, alternative in others if is_value(alternative)}
    symbolic = [(guard, alternative) for guard, alternative in others if not is_value(alternative)]
    kinds: dict[str, list[Term]] = {}
    for guard, alternative in others:
        kinds.setdefault(kind(alternative), []).append(guard)
    for guard, alternative in alternatives(left):
        mine = kind(alternative)
        strange = [g for other, guards in kinds.items() if not comparable(mine, other) for g in guards]
        if strange:
            mismatched.append(conj((guard, disj(strange))))
        if is_value(alternative):
            found = plain.get(alternative)
            if found is not None:
                result.append(conj((guard, found)))
            compared: Iterable[tuple[Term, Sym]] = symbolic
            if mine in ("set", "function"):
                mismatched.extend(
                    conj((guard, inner))
                    for other, inner in plain.items()
                    if kind(other) == mine and not (uniform((alternative, other)) or values_compare(alternative, other))
                )
        else:
            compared = others
        for inner, other in compared:
            if kind(other) == mine:
                both = conj((guard, inner))
                if both is not FALSE:
                    result.append(conj((both, equal(site.under(both), alternative, other))))
    if mismatched:
        site.fail(disj(mismatched), Code.INCOMPARABLE, "values of different kinds are compared")
    return disj(result)


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
            _compare_one_by_one(site, left, right)
        result = [iff(inside, other.get(value, FALSE)) for value, inside in mine.items()]
        result.extend(neg(inside) for value, inside in other.items() if value not in mine)
        return conj(result)
    inner = Site(site.path, site.span, Failures())
    both = conj((subset(inner, left, right), subset(inner, right, left)))
    if len(inner.failures):  # sets of different sizes differ, whatever is in them
        sizes = [count_of(distinct_elements(site, one)) for one in (left, right)]
        site.failures.include(inner.failures, equal(site, *sizes))
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
        again = disj(conj((held, equal(site.under(held), element, value))) for held, value in both)
        found.append(conj((inside, neg(again))))
        seen.append((inside, element))
    return found


def _compare_one_by_one(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> None:
    """INCOMPARABLE where two sets hold what TLC cannot compare; for sets with too many values of each, only where no
    element of the one goes with any of the other, so that it is enough to count them."""
    if at_most(left, COMPARED) and at_most(right, COMPARED):
        ours, others = concretise(site, left), concretise(site, right)
        strange = [conj((g, h)) for g, one in ours for h, two in others if not values_compare(one, two)]
    elif _strangers(members_of(left), members_of(right)):
        sizes = [alternatives(count_of(tuple(_conditions(container)))) for container in (left, right)]
        strange = [conj((g, h)) for g, one in sizes[0] for h, two in sizes[1] if one == two and one != 0]
    else:
        return
    site.fail(disj(strange), Code.INCOMPARABLE, "sets with elements of different kinds are compared")


def _conditions(container: FiniteSet | SymSet) -> Iterable[Term]:
    return container.members.values() if isinstance(container, SymSet) else [TRUE] * len(container)


def _strangers(ours: Mapping[Value, Term], others: Mapping[Value, Term]) -> bool:
    """Whether no value of the one goes with any of the other, and there are few enough to be counted."""
    if max(len(ours), len(others)) > COMPARED or any(isinstance(each, ModelValue) for each in (*ours, *others)):
        return False
    return not kinds_of(ours) & kinds_of(others)


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
        asked = strange if len(members) <= COMPARED else Site(site.path, site.span, Failures())
        found = [_found(site, asked, inside, element, value) for value, inside in members.items()]
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
    return conj((inside, equal(here, element, other)))


def _check_inside(strange: Site, element: Value, container: SymSet) -> None:
    """TLC cannot look for <<1>> in a set with <<"a">>."""
    if isinstance(element, ATOMS) or len(container.members) > COMPARED:
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


def _equal_functions(site: Site, left: Sym, right: Sym) -> Term:
    functions = (FunctionValue, SymFun, SymMap)
    if isinstance(left, functions) and isinstance(right, functions) and SymMap in (type(left), type(right)):
        return _equal_tables(site, left, right)
    if isinstance(left, SymFilled) or isinstance(right, SymFilled):
        return _equal_filled(site, left, right)
    if isinstance(left, RuleFunction) or isinstance(right, RuleFunction):
        return equal(site, _listed(site, left), _listed(site, right))
    assert isinstance(left, FunctionValue | SymFun)
    assert isinstance(right, FunctionValue | SymFun)
    mine, other = entries_of(left), entries_of(right)
    if len(kinds_of((*mine, *other))) > 1:
        _compare_one_by_one(site, domain_of(left), domain_of(right))
    domains = [iff(present, other[key][0] if key in other else FALSE) for key, (present, _) in mine.items()]
    domains.extend(neg(present) for key, (present, _) in other.items() if key not in mine)
    same = conj(domains)
    if same is FALSE:
        return FALSE

    def equal_at(present: Term, one: Sym, two: Sym) -> Callable[[Site], Term]:
        return lambda here: disj((neg(present), equal(here.under(present), one, two)))

    common = [(key, entry) for key, entry in mine.items() if key in other and other[key][1] is not entry[1]]
    values = site.under(same).every(
        equal_at(present, value, other[key][1])
        for key, (present, value) in sorted(common, key=lambda entry: order_key(entry[0]))
    )
    return conj((same, values))


def _listed(site: Site, function: Sym) -> Sym:
    written = function.written_out(site) if isinstance(function, RuleFunction) else function
    if written is None:
        raise site.unsupported("comparing a function with too many keys to be written out")
    return written


def _equal_tables(
    site: Site, left: FunctionValue | SymFun | SymMap, right: FunctionValue | SymFun | SymMap
) -> Term:
    same = equal_sets(site, domain_of(left), domain_of(right))
    if same is FALSE:
        return FALSE
    quiet = Site(site.path, site.span, Failures())
    differ: list[Term] = []
    for present, key, value in every_cell(left):
        for here, other, found in every_cell(right):
            both = conj((same, present, here, equal(quiet, key, other))) if kind(key) == kind(other) else FALSE
            if both is not FALSE:
                differ.append(conj((both, neg(equal(site.under(both), value, found)))))
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

    ruled = equal_filled(site, left, right)
    if ruled is not None:
        return ruled
    quiet = Site(site.path, site.span, Failures())
    same = equal(site, left.filler, right.filler)
    differ: list[Term] = []
    for one, two in ((left, right), (right, left)):
        others = list(every_cell(two.changes))
        for present, key, value in every_cell(one.changes):
            at = [conj((here, equal(quiet, key, other))) for here, other, _ in others]
            options = [*zip(at, (found for _, _, found in others), strict=True), (neg(disj(at)), two.filler)]
            for guard, found in options:
                both = conj((same, present, guard))
                if both is not FALSE:
                    differ.append(conj((both, neg(equal(site.under(both), value, found)))))
    return conj((same, neg(disj(differ))))


def every_cell(function: FunctionValue | SymFun | SymMap) -> Iterator[MapCell]:
    """All keys of a function with their conditions and values, plain ones first."""
    for key, (present, value) in entries_of(function).items():
        yield present, key, value
    if isinstance(function, SymMap):
        yield from function.cells


def domain_of(function: FunctionValue | SymFun | SymMap) -> FiniteSet | SymSet:
    """The set of the keys."""
    if isinstance(function, FunctionValue):
        return function.domain
    cells = tuple((present, key) for present, key, _ in function.cells) if isinstance(function, SymMap) else ()
    domain = set_of({key: present for key, (present, _) in function.entries.items()}, cells)
    assert isinstance(domain, FiniteSet | SymSet)
    return domain
