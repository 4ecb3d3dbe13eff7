"""Quantifiers moved inwards, over the parts of a condition that speak of their identifiers (miniscoping; Nonnengart and
Weidenbach, Computing Small Clause Normal Forms, 2001); must not know how a quantifier is written out otherwise.

`\\A r, s \\in S : ~(P(r) /\\ Q(s))` is a disjunction of two quantifiers over one identifier each:
n + n instances, not n * n.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Apply, Bound, Expr, Local, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.symbolic.binding.elements import bindings_in, domains_of
from symcheck.symbolic.environment import Env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the conditions that are joined, or its negation."""

    expr: Expr
    positive: bool


@dataclass(slots=True)
class _Component:
    """Groups of identifiers, by place, with the parts that speak of them and of no others."""

    groups: list[int]
    parts: list[_Part]


class _Fails(Exception):  # noqa: N818 (no error of the specification: the order of evaluation matters after all)
    """Some part can fail."""


def miniscoped(reading: Reading, expr: Quantified, containers: Sequence[Sym], env: Env, path: Term) -> Term | None:
    """The truth of a quantifier over these sets, in several quantifiers; None where it is not several, and where some
    part of it can fail: then it matters what is evaluated first."""
    junction = Op.OR if expr.quantifier is Quantifier.FORALL else Op.AND
    bounds, body = _prefix(reading, expr)
    if len(bounds) < 2 or any(group.pattern for group in bounds):
        return None
    parts = list(_parts(body, True, junction))
    if len(parts) < 2:
        return None
    components = _components(reading, bounds, parts)
    if sum(bool(component.groups) for component in components) < 2:
        return None
    fresh = Reading(reading.tools, reading.state, reading.successor, Failures())
    try:
        domains = [*containers, *domains_of(fresh, bounds[len(containers) :], env, path)]
        terms = [
            _over(
                fresh,
                junction,
                tuple(bounds[place] for place in component.groups),
                [domains[place] for place in component.groups],
                component.parts,
                env,
                path,
            )
            for component in components
        ]
    except (SpecError, _Fails):
        return None
    return disj(terms) if junction is Op.OR else conj(terms)


def _prefix(reading: Reading, expr: Quantified) -> tuple[tuple[Bound, ...], Expr]:
    """The groups of a quantifier and of those of its kind that stand next, as far as their sets do not depend on it."""
    bounds, body = expr.bounds, expr.body
    while isinstance(body, Quantified) and body.quantifier is expr.quantifier:
        names = {name for group in bounds for name in group.locals}
        inner = [group.domain for group in body.bounds]
        if any(domain is None or names & reading.tools.mentions.locals(domain) for domain in inner):
            break
        bounds, body = (*bounds, *body.bounds), body.body
    return bounds, body


def _parts(expr: Expr, positive: bool, junction: Op) -> Iterator[_Part]:
    """What a condition is the disjunction of, or the conjunction, through negations and implications."""
    if isinstance(expr, Apply):
        args = expr.operands
        if expr.op is Op.NOT:
            yield from _parts(args[0], not positive, junction)
            return
        dual = Op.AND if junction is Op.OR else Op.OR
        if expr.op is (junction if positive else dual):
            for arg in args:
                yield from _parts(arg, positive, junction)
            return
        if expr.op is Op.IMPLIES and positive is (junction is Op.OR):
            yield from _parts(args[0], not positive, junction)
            yield from _parts(args[1], positive, junction)
            return
    yield _Part(expr, positive)


def _components(reading: Reading, bounds: tuple[Bound, ...], parts: Sequence[_Part]) -> list[_Component]:
    """The groups, and parts that speak of none, put together where one part speaks of several."""
    owner: dict[Local, int] = {group.locals[0]: place for place, group in enumerate(bounds)}
    found = [_Component([place], []) for place in range(len(bounds))]
    for part in parts:
        places = {owner[name] for name in reading.tools.mentions.locals(part.expr) if name in owner}
        touched = [component for component in found if places.intersection(component.groups)]
        rest = [component for component in found if component not in touched]
        groups = sorted(place for component in touched for place in component.groups)
        found = [*rest, _Component(groups, [*(each for one in touched for each in one.parts), part])]
    return found


def _over(
    reading: Reading,
    junction: Op,
    bounds: tuple[Bound, ...],
    containers: Sequence[Sym],
    parts: Sequence[_Part],
    env: Env,
    path: Term,
) -> Term:
    """A quantifier over some groups with some parts. Raises _Fails."""
    universal = junction is Op.OR
    results: list[Term] = []
    for guard, scope, _ in bindings_in(reading, bounds, containers, env, path):
        here = conj((path, guard))
        if here is FALSE:
            continue
        held: list[Term] = []
        for part in parts:
            term = reading.truth(part.expr, scope, here)
            held.append(term if part.positive else neg(term))
            here = conj((here, neg(held[-1]) if universal else held[-1]))
            if len(reading.failures):
                raise _Fails
            if here is FALSE:
                break
        results.append(disj((neg(guard), *held)) if universal else conj((guard, *held)))
        if results[-1] is (FALSE if universal else TRUE):
            break
    if len(reading.failures):
        raise _Fails
    return conj(results) if universal else disj(results)
