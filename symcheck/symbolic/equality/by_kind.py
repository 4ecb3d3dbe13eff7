"""When two symbolic values are equal, whatever they are; must not know any other operator."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.equality import functions, sets
from symcheck.symbolic.kinds import comparable, kind, number, truth
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import uniform
from symcheck.symbolic.values import ATOMS, Sym, Union, alternatives, is_value
from symcheck.term import FALSE, TRUE, Term, conj, disj, eq, iff
from symcheck.value import Value
from symcheck.value import comparable as values_compare
from symcheck.value import equal as equal_values


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
        return sets.equal_sets(site, left, right)
    assert left_kind == "function", f"a {left_kind} is a plain value"
    return functions.equal_functions(site, left, right)


def _equal_values(site: Site, left: Value, right: Value) -> Term:
    try:
        return TRUE if equal_values(left, right) else FALSE
    except SpecError as error:
        site.fail_always(error.code, error.diagnostics[0].message)
        return FALSE


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
