"""When two symbolic values are equal, and where TLA+ cannot compare them; must not know any other operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcheck.base.diagnostic import Code
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import (
    LazyFunction,
    LazySet,
    Sym,
    SymFun,
    SymSet,
    Union,
    alternatives,
    entries_of,
    is_function,
    is_set,
    is_value,
    members_of,
)
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, eq, iff, integer, neg
from symcheck.value import TRUE as YES
from symcheck.value import Boolean, FiniteSet, FunctionValue, ModelValue, String, Value


def kind(sym: Sym) -> str:
    """ "boolean", "integer", "string", "model value", "set", "function" or "mixed" (a union)."""
    if isinstance(sym, Term):
        return "boolean" if sym.sort is BOOL else "integer"
    if isinstance(sym, Boolean):
        return "boolean"
    if isinstance(sym, int):
        return "integer"
    if isinstance(sym, String):
        return "string"
    if isinstance(sym, ModelValue):
        return "model value"
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
    if left_kind == "function":
        return _equal_functions(site, left, right)
    return TRUE if left == right else FALSE


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


def _equal_unions(site: Site, left: Sym, right: Sym) -> Term:
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
        raise site.unsupported("comparing a set that is not written out")
    assert isinstance(left, FiniteSet | SymSet)
    assert isinstance(right, FiniteSet | SymSet)
    mine, other = members_of(left), members_of(right)
    cells_left = left.cells if isinstance(left, SymSet) else ()
    cells_right = right.cells if isinstance(right, SymSet) else ()
    if not cells_left and not cells_right:
        result = [iff(inside, other.get(value, FALSE)) for value, inside in mine.items()]
        result.extend(neg(inside) for value, inside in other.items() if value not in mine)
        return conj(result)
    return conj((subset(site, left, right), subset(site, right, left)))


def subset(site: Site, left: FiniteSet | SymSet, right: FiniteSet | SymSet) -> Term:
    """left \\subseteq right, both written out."""
    result = []
    for value, inside in members_of(left).items():
        result.append(disj((neg(inside), member(site, value, right))))
    if isinstance(left, SymSet):
        for inside, cell in left.cells:
            result.append(disj((neg(inside), member(site, cell, right))))
    return conj(result)


def member(site: Site, element: Sym, container: FiniteSet | SymSet) -> Term:
    """element \\in container, for a container that is written out."""
    table = members_of(container) if isinstance(container, SymSet) else None
    cells = container.cells if isinstance(container, SymSet) else ()
    found: list[Term]
    if is_value(element):
        if table is None:
            assert isinstance(container, FiniteSet)
            found = [TRUE if container.contains(element) else FALSE] if _like(site, element, container) else [FALSE]
        else:
            found = [table.get(element, FALSE)] if _like_table(site, element, table) else [FALSE]
    elif isinstance(element, Union):
        found = [
            conj((guard, member(site.under(guard), alternative, container))) for guard, alternative in element.options
        ]
        cells = ()
    else:
        full = table if table is not None else members_of(container)
        found = [conj((inside, equal(site.under(inside), element, value))) for value, inside in full.items()]
    found.extend(conj((inside, equal(site.under(inside), element, cell))) for inside, cell in cells)
    return disj(found)


def _like(site: Site, element: Value, container: FiniteSet) -> bool:
    for some in container:
        return _comparable(site, element, some)
    return True


def _like_table(site: Site, element: Value, table: Mapping[Value, Term]) -> bool:
    for some in table:
        return _comparable(site, element, some)
    return True


def _comparable(site: Site, element: Sym, some: Sym) -> bool:
    """TLC cannot look for an integer in a set of strings; the first element stands for all of them."""
    mine, other = kind(element), kind(some)
    if comparable(mine, other):
        return True
    site.fail(TRUE, Code.INCOMPARABLE, f"a {mine} is looked for in a set with a {other}")
    return False


def _equal_functions(site: Site, left: Sym, right: Sym) -> Term:
    if isinstance(left, LazyFunction) or isinstance(right, LazyFunction):
        raise site.unsupported("comparing a function that is known by its rule only")
    assert isinstance(left, FunctionValue | SymFun)
    assert isinstance(right, FunctionValue | SymFun)
    if isinstance(left, FunctionValue) and isinstance(right, FunctionValue):
        return TRUE if left == right else FALSE
    mine, other = entries_of(left), entries_of(right)
    domains = [iff(present, other[key][0] if key in other else FALSE) for key, (present, _) in mine.items()]
    domains.extend(neg(present) for key, (present, _) in other.items() if key not in mine)
    same = conj(domains)
    if same is FALSE:
        return FALSE
    result = [same]
    inside = site.under(same)
    for key, (present, value) in mine.items():
        found = other.get(key)
        if found is not None and found[1] is not value:
            result.append(disj((neg(present), equal(inside.under(present), value, found[1]))))
    return conj(result)
