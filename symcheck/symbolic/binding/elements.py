"""Binding identifiers to the elements of sets, with the condition of each binding; must not know the construct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Bound
from symcheck.symbolic.environment import Env, extended
from symcheck.symbolic.kinds import kind
from symcheck.symbolic.ops.functions import application
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.enumeration import Elements, elements, settle
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazyFunction, Sym, is_function
from symcheck.term import FALSE, TRUE, Term, conj
from symcheck.value import FunctionValue


def bindings(
    reading: Reading, bounds: tuple[Bound, ...], env: Env, path: Term
) -> Iterator[tuple[Term, Env, list[Sym]]]:
    """Every choice of elements for the groups: its condition, the environment with it, and the elements."""
    yield from bindings_in(reading, bounds, domains_of(reading, bounds, env, path), env, path)


def bindings_in(
    reading: Reading, bounds: tuple[Bound, ...], containers: Sequence[Sym], env: Env, path: Term
) -> Iterator[tuple[Term, Env, list[Sym]]]:
    """As `bindings`, where the sets are known."""
    domains: list[Elements] = []
    for group, container in zip(bounds, containers, strict=True):
        assert group.domain is not None
        domains.append(elements(Site(path, group.domain.span, reading.failures), container))
    yield from combined(reading, bounds, domains, env, path)


def combined(
    reading: Reading, bounds: tuple[Bound, ...], domains: Sequence[Elements], env: Env, path: Term
) -> Iterator[tuple[Term, Env, list[Sym]]]:
    """As `bindings`, where the elements are known."""
    yield from _combined(reading, bounds, domains, 0, TRUE, env, [], path)


def domains_of(reading: Reading, bounds: tuple[Bound, ...], env: Env, path: Term) -> list[Sym]:
    """The set of each group."""
    domains = []
    for group in bounds:
        if group.domain is None:
            raise SpecError(
                Code.UNBOUNDED, "a quantifier without a set cannot be evaluated", at=group.span, hint="add \\in S"
            )
        domains.append(reading.value(group.domain, env, path))
    return domains


def _combined(
    reading: Reading,
    bounds: tuple[Bound, ...],
    domains: Sequence[Elements],
    at: int,
    guard: Term,
    env: Env,
    chosen: list[Sym],
    path: Term,
) -> Iterator[tuple[Term, Env, list[Sym]]]:
    if at == len(bounds):
        yield guard, env, chosen
        return
    for inside, element in domains[at]:
        both = conj((guard, inside)) if inside is not TRUE else guard
        if both is FALSE:
            continue
        inner = bind(reading, bounds[at], element, env, conj((path, both)))
        if inner is not None:
            yield from _combined(reading, bounds, domains, at + 1, both, inner, [*chosen, element], path)


def bind(reading: Reading, group: Bound, element: Sym, env: Env, path: Term) -> Env | None:
    """The environment with the identifiers of one group bound; None (and a failure) if a pattern does not fit."""
    if not group.pattern:
        return {**env, group.locals[0]: element}
    site = Site(path, group.span, reading.failures)
    element = settle(site, element)
    if isinstance(element, LazyFunction):
        raise site.unsupported("a pattern for a function that is not written out")
    fits = is_function(element) and _width(element) == len(group.locals)
    if not fits:
        site.fail_always(Code.PATTERN_ARITY, f"a {kind(element)} does not fit a pattern of {len(group.locals)}")
        return None
    return extended(env, group.locals, [application(site, element, index + 1) for index in range(len(group.locals))])


def _width(element: Sym) -> int:
    if isinstance(element, FunctionValue):
        return len(element)
    return len(element.entries)  # type: ignore[union-attr]
