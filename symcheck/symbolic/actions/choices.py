"""Choices that an action makes: a branch for each, or inputs; must not know what else stands in the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Bound, Expr, Variable
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.joins import BRANCHES
from symcheck.symbolic.actions.numeric_choice import is_number
from symcheck.symbolic.binding.candidates import Domain
from symcheck.symbolic.binding.elements import bind
from symcheck.symbolic.environment import Env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.choice import arbitrary, inhabited
from symcheck.symbolic.sets.enumeration import elements
from symcheck.symbolic.sets.grounded import grounded
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, Sym, SymSet, alternatives, is_value
from symcheck.term import FALSE, Term
from symcheck.term.between import between

if TYPE_CHECKING:
    from symcheck.symbolic.actions.split import Splitter

FORKS = 20_000
"""A quantifier over up to so many elements forks into a branch for each."""

WIDE_SET = 64
"""Sets that would have to be written out first (SUBSET S, [S -> T]) fork up to this size only."""

WIDE_FORKS = 1024
"""Several such sets of one quantifier fork into so many branches at most."""


def exists(
    splitter: Splitter, bounds: tuple[Bound, ...], body: Expr, env: Env, branch: Branch, wide: int = WIDE_FORKS
) -> list[Branch]:
    r"""The branches of `\E bounds : body`, at most `wide` for the sets that have to be written out."""
    if not bounds:
        return splitter.follow(body, env, branch)
    bound, rest = bounds[0], bounds[1:]
    assert bound.domain is not None
    reading = splitter.reading(branch)
    container = reading.value(bound.domain, env, branch.path)
    site = Site(branch.path, bound.domain.span, splitter.failures)
    forks = splitter.forks
    is_wide = isinstance(container, LazySet) and not isinstance(container, Integers)
    limit = min(WIDE_SET, wide, forks) if is_wide else forks
    if isinstance(container, Integers) and splitter.inputs.integers < size_bound(container) <= limit:
        numbered = _by_number(splitter, bounds, container, body, env, branch)
        if numbered is not None:
            return numbered
    outs: list[Branch] = []
    if size_bound(container) <= limit:
        domain = Domain(reading, bound, container, branch.path)
        if domain.sieved and all(_harmless(splitter, reading, group, env, branch) for group in rest):
            found = [entry[:2] for entry in domain.candidates(reading, body, env, branch.path)]
        else:
            found = domain.all
        left = wide // max(1, len(found)) if is_wide else wide
        for inside, element in found:
            here = branch.when(inside)
            if here.path is FALSE:
                continue
            inner = bind(reading, bound, element, env, here.path)
            if inner is not None:
                outs.extend(exists(splitter, rest, body, inner, _named(here, bound, element), left))
        return outs
    start = len(splitter.inputs.made)
    condition, element = arbitrary(site, container, splitter.inputs)
    here = branch.chosen(condition, inhabited(site, container), splitter.inputs.made[start:])
    inner = None if here.path is FALSE else bind(reading, bound, element, env, here.path)
    return [] if inner is None else exists(splitter, rest, body, inner, here, wide)


def _by_number(
    splitter: Splitter, bounds: tuple[Bound, ...], container: Integers, body: Expr, env: Env, branch: Branch
) -> list[Branch] | None:
    """A choice from many integers as an input; None where it is not used as a number alone."""
    made, unseen, failures = splitter.inputs.made, splitter.tools.unseen, Failures()
    before = len(made), len(unseen)
    site = Site(branch.path, None, failures)
    condition, element = arbitrary(site, container, splitter.inputs)
    assert isinstance(element, Term), "more integers than are written out are an input"
    here = branch.chosen(condition, inhabited(site, container), made[before[0] :])
    inside = splitter.collecting(failures)
    try:
        inner = bind(inside.reading(here), bounds[0], element, env, here.path)
        outs = [] if inner is None else exists(inside, bounds[1:], body, inner, here)
    except SpecError as lacking:
        if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE):
            raise
        outs = []
    outs = [out for out in outs if out.path is not FALSE]
    ends = [value for end in (container.low, container.high) for _, value in alternatives(end)]  # type: ignore[arg-type]
    values = {} if splitter.state is None else splitter.state.values
    tools, few = splitter.tools, splitter.inputs.integers
    if is_number(element, min(ends), max(ends), outs, values, failures, tools, few):  # type: ignore[type-var, arg-type]
        for failure in failures:
            reached = between(element, failure.condition)
            assert reached is not None, "failures only bound what is a number"
            splitter.failures.add(failure.under(reached))
        return outs
    del made[before[0] :], unseen[before[1] :]
    return None


def _harmless(splitter: Splitter, reading: Reading, group: Bound, env: Env, branch: Branch) -> bool:
    """Whether writing out the set of a group cannot fail."""
    domain = group.domain
    assert domain is not None

    def written(inner: Reading) -> Sym:
        value = inner.value(domain, env, branch.path)
        elements(Site(branch.path, domain.span, inner.failures), value)
        return value

    return not len(reading.apart(written)[1])


def assigned_from(splitter: Splitter, variable: Variable, source: Expr, env: Env, branch: Branch) -> list[Branch]:
    r"""The branches of `variable \in source`, with the variable's next value where there is a state before."""
    site = Site(branch.path, source.span, splitter.failures)
    container = splitter.reading(branch).value(source, env, branch.path)
    if size_bound(container) == 1 and (found := elements(site, container)):
        return [branch.when(found[0][0]).assign(variable, grounded(site, found[0][1]))]
    if isinstance(container, SymSet) and 1 < len(container.cells) <= BRANCHES:
        # elements that speak of the state are a branch each: as one, every part of it would depend on all of them
        taken = [(branch.when(inside), element) for inside, element in elements(site, container)]
        return [
            one.assign(variable, grounded(Site(one.path, source.span, splitter.failures), element))
            for one, element in taken
            if one.path is not FALSE
        ]
    start = len(splitter.inputs.made)
    condition, element = arbitrary(site, container, splitter.inputs)
    if condition is FALSE:
        return []
    made = branch.chosen(condition, inhabited(site, container), splitter.inputs.made[start:])
    return [made.assign(variable, grounded(site, element))]


def _named(branch: Branch, bound: Bound, element: Sym) -> Branch:
    if branch.named or bound.pattern or not is_value(element):
        return branch
    return branch.bind(bound.locals[0].name, element)
