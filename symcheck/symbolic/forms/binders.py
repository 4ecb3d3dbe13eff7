"""Quantifiers, CHOOSE and set comprehensions."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Apply, Choose, Quantified, Quantifier, SetFilter, SetMap
from symcheck.core.limits import comparisons, limits
from symcheck.core.listings import listed
from symcheck.core.ops import Op
from symcheck.core.unbounded import unbounded_choice
from symcheck.symbolic.binding.candidates import Domain, image, instances
from symcheck.symbolic.binding.elements import bind, bindings_in, combined, domains_of
from symcheck.symbolic.binding.miniscope import miniscoped
from symcheck.symbolic.environment import Env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.form_table import applies, forms
from symcheck.symbolic.lazy import Cup, Either, Filtered, Functions, Integers
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.sets import as_set, big_union
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.choice import Inputs, arbitrary
from symcheck.symbolic.sets.enumeration import LIMIT, Elements, collected, elements
from symcheck.symbolic.sets.integers import as_value, limited
from symcheck.symbolic.sets.ordering import check_few, first_of, precedes
from symcheck.symbolic.sets.size import WRITTEN_OUT, size_bound, writable
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import Shape, join_shapes
from symcheck.symbolic.values import LazySet, Sym, SymSet, Union, boolean_of, is_value, shape_of_set
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import FiniteSet, make_set


@forms(Quantified)
def quantified(reading: Reading, expr: Quantified, env: Env, path: Term) -> Sym:
    universal = expr.quantifier is Quantifier.FORALL
    containers = domains_of(reading, expr.bounds, env, path)
    if any(isinstance(container, LazySet) and size_bound(container) > LIMIT for container in containers):
        return _unlisted(reading, expr, containers, env, path)
    decided = FALSE if universal else TRUE
    parted = miniscoped(reading, expr, containers, env, path)
    if parted is not None:
        return boolean_of(parted)
    results: list[Term] = []
    for guard, inner, body in instances(reading, expr.bounds, containers, expr.body, env, path, universal):
        here = conj((path, guard))
        if here is FALSE:
            continue
        # an element is looked at, and may fail, only if no earlier one has decided
        inner_reading = Reading(reading.tools, reading.state, reading.successor, Failures())
        term = inner_reading.truth(body, inner, here)
        if len(inner_reading.failures):
            reading.failures.include(inner_reading.failures, conj(results) if universal else neg(disj(results)))
        term = disj((neg(guard), term)) if universal else conj((guard, term))
        results.append(term)
        if term is decided:
            break
    return boolean_of(conj(results) if universal else disj(results))


def _unlisted(reading: Reading, expr: Quantified, containers: Sequence[Sym], env: Env, path: Term) -> Sym:
    """A quantifier over a set that cannot be written out: some element of it, or none, is what is looked for."""
    quantifiers = reading.tools.quantifiers
    universal = expr.quantifier is Quantifier.FORALL
    inner = Reading(reading.tools, reading.state, reading.successor, Failures())
    inputs = Inputs(quantifiers.prefix(), WRITTEN_OUT)
    domains: list[Elements] = []
    for bound, container in zip(expr.bounds, containers, strict=True):
        assert bound.domain is not None
        site = Site(path, bound.domain.span, inner.failures)
        if isinstance(container, LazySet) and size_bound(container) > LIMIT:
            domains.append([arbitrary(site, container, inputs)])
        else:
            domains.append(elements(site, container))
    found: list[Term] = []
    for guard, scope, _ in combined(inner, expr.bounds, domains, env, path):
        here = conj((path, guard))
        if here is not FALSE:
            term = inner.truth(expr.body, scope, here)
            found.append(conj((guard, neg(term) if universal else term)))
    reading.failures.include(quantifiers.failures_of(inner.failures, inputs.made), TRUE)
    some = quantifiers.some(inputs.made, disj(found), expr.span)
    return boolean_of(neg(some) if universal else some)


@forms(Choose)
def choice(reading: Reading, expr: Choose, env: Env, path: Term) -> Sym:
    if expr.bound.domain is None:
        raise unbounded_choice(expr.span)
    site = reading.site(expr, path)
    container = reading.value(expr.bound.domain, env, path)
    whole = listed(expr)
    if whole is not None and isinstance(container, Functions):
        return reading.value(Apply(Op.SET_TO_SEQ, (whole,), expr.span), env, path)
    if isinstance(container, SymSet) and container.cells:
        return _chosen(reading, expr, env, path, elements(site, container))
    if isinstance(container, Integers) and container.high is None:
        raise site.unsupported("CHOOSE from an infinite set")
    options: list[tuple[Term, Sym]] = []
    left = TRUE
    domain = Domain(reading, expr.bound, container, path)
    if not domain.sieved and not all(is_value(element) for _, element in domain.all):
        return _chosen(reading, expr, env, path, domain.all)
    for guard, element, body in domain.candidates(reading, expr.body, env, path):
        here = conj((path, left, guard))
        if here is FALSE:
            continue
        inner = bind(reading, expr.bound, element, env, here)
        if inner is None:
            continue
        taken = conj((left, guard, reading.truth(body, inner, here)))
        if taken is not FALSE:
            options.append((taken, element))
            left = conj((left, neg(taken)))
    site.fail(left, Code.CHOOSE_NO_WITNESS, "no element satisfies this CHOOSE")
    return merge(options) if options else 0


def _chosen(reading: Reading, expr: Choose, env: Env, path: Term, among: Elements) -> Sym:
    """CHOOSE among elements whose order depends on the state."""
    site = reading.site(expr, path)
    check_few(site, among)
    satisfying: Elements = []
    failed: list[Failures] = []
    for inside, element in among:
        inner = Reading(reading.tools, reading.state, reading.successor, Failures())
        here = conj((path, inside))
        scope = None if here is FALSE else bind(inner, expr.bound, element, env, here)
        holds = FALSE if scope is None else inner.truth(expr.body, scope, here)
        satisfying.append((conj((inside, holds)), element))
        failed.append(inner.failures)
    for (_, element), failures in zip(satisfying, failed, strict=True):
        if len(failures):  # nothing is looked at after the first that satisfies
            before = disj(conj((there, precedes(site, other, element))) for there, other in satisfying)
            reading.failures.include(failures, neg(before))
    options = first_of(site, satisfying)
    site.fail(neg(disj(there for there, _ in satisfying)), Code.CHOOSE_NO_WITNESS, "no element satisfies this CHOOSE")
    return merge(options) if options else 0


@forms(SetFilter)
def set_filter(reading: Reading, expr: SetFilter, env: Env, path: Term) -> Sym:
    assert expr.bound.domain is not None
    base = reading.value(expr.bound.domain, env, path)
    if isinstance(base, LazySet) and not writable(base):
        known = _limited(reading, expr, env, path, base)
        if known is not None:
            return known
        return Filtered(base, lambda site, element: _test(reading, expr, env, site, element))
    found: Elements = []
    for guard, element, body in Domain(reading, expr.bound, base, path).candidates(reading, expr.body, env, path):
        here = conj((path, guard))
        inner = None if here is FALSE else bind(reading, expr.bound, element, env, here)
        if inner is not None:
            found.append((conj((guard, reading.truth(body, inner, here))), element))
    if isinstance(base, SymSet) and not base.cells and len(base.kinds) <= 1:
        # some of the elements of a set, each of them once: what holds of all holds of them
        return base.part({value: inside for inside, value in found})  # type: ignore[misc]
    return collected(reading.site(expr, path), found)


def _limited(reading: Reading, expr: SetFilter, env: Env, path: Term, base: LazySet) -> Sym | None:
    """The integers of an infinite set that are compared with integers that do not depend on the state."""
    found = None if as_value(base) is None else comparisons(expr)
    if found is None:
        return None
    numbers: list[tuple[Op, int]] = []
    for op, number in found:
        value, failures = reading.apart(lambda inner, number=number: inner.value(number, env, path))  # type: ignore[misc]
        if type(value) is not int or len(failures):
            return None
        numbers.append((op, value))
    low, high, holes = limits(numbers)
    return limited(base, low, high, FiniteSet(holes))


def _test(reading: Reading, expr: SetFilter, env: Env, site: Site, element: Sym) -> Term:
    inner = Reading(reading.tools, reading.state, reading.successor, site.failures)
    scope = bind(inner, expr.bound, element, env, site.path)
    return FALSE if scope is None else inner.truth(expr.body, scope, site.path)


@applies(Op.UNION)
def union(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    """UNION {e : x \\in S}: the elements of all e, where no comparison among them can fail, without the set of them.
    Sets that are too large to be written out stay beside one another."""
    (family,) = expr.args
    site = reading.site(expr, path)
    if isinstance(family, SetMap):
        found = _images(reading, family, env, path)
    elif isinstance(family, Apply) and family.op is Op.SET:
        found = [(TRUE, reading.value(arg, env, path)) for arg in family.args]  # type: ignore[arg-type]
    else:
        return big_union(site, reading.value(family, env, path))  # type: ignore[arg-type]
    if any(isinstance(member, LazySet) for _, member in found) and _count(found) > WRITTEN_OUT:
        return _beside(site, found)
    shape: Shape | None = None
    for _, member in found:
        if not isinstance(member, FiniteSet | SymSet):
            shape = None
            break
        shape = shape_of_set(member) if shape is None else join_shapes(shape, shape_of_set(member))
    if shape is None or not shape.uniform:
        return big_union(site, collected(reading.site(family, path), found))
    inner: Elements = []
    for guard, member in found:
        here = site.under(guard)
        inner.extend((conj((guard, inside)), element) for inside, element in elements(here, member))
    return collected(site, inner)


def _count(found: Elements) -> int:
    return sum(size_bound(member) for _, member in found)


def _beside(site: Site, found: Elements) -> Sym:
    """The union of some sets, each there under a condition."""
    nothing = make_set(())
    sets: list[Sym] = []
    for guard, member in found:
        here = as_set(site.under(guard), member)
        sets.append(here if guard is TRUE else Either(((guard, here), (neg(guard), nothing))))
    while len(sets) > 1:  # as a tree that is no deeper than it has to be
        pairs = zip(sets[::2], sets[1::2], strict=False)
        sets = [*(Cup(left, right) for left, right in pairs), *(sets[-1:] if len(sets) % 2 else ())]
    return sets[0]


@forms(SetMap)
def set_map(reading: Reading, expr: SetMap, env: Env, path: Term) -> Sym:
    site = reading.site(expr, path)
    if len(expr.bounds) == 1:
        (container,) = domains_of(reading, expr.bounds, env, path)
        if isinstance(container, Union) and all(isinstance(option, FiniteSet) for _, option in container.options):
            return _one_by_one(reading, expr, container, env, path)
    return collected(site, _images(reading, expr, env, path))


def _one_by_one(reading: Reading, expr: SetMap, container: Union, env: Env, path: Term) -> Sym:
    """The image of one of several plain sets: one of several plain sets too, where no image depends on the state."""
    site = reading.site(expr, path)
    found: Elements = []
    images: dict[Sym, Sym] = {}
    for guard, inner, (element,) in bindings_in(reading, expr.bounds, [container], env, path):
        here = conj((path, guard))
        if here is not FALSE:
            value = reading.value(expr.body, inner, here)
            found.append((guard, value))
            if is_value(value):
                images[element] = value
    if len(images) < len(found):
        return collected(site, found)
    options: list[tuple[Term, Sym]] = []
    for guard, option in container.options:
        assert isinstance(option, FiniteSet)
        mapped: Elements = [(TRUE, images[element]) for element in option if element in images]
        options.append((guard, collected(site.under(guard), mapped)))
    return merge(options)


def _images(reading: Reading, expr: SetMap, env: Env, path: Term) -> Elements:
    """The elements of a set map, with repetitions."""
    containers = domains_of(reading, expr.bounds, env, path)
    if len(expr.bounds) == 1:
        known = image(reading, expr.bounds[0], containers[0], expr.body, env, path)
        if known is not None:
            return known
    found: Elements = []
    for guard, inner, _ in bindings_in(reading, expr.bounds, containers, env, path):
        here = conj((path, guard))
        if here is not FALSE:
            found.append((guard, reading.value(expr.body, inner, here)))
    return found
