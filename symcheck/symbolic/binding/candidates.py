"""The elements of a set for which a condition has to be looked at, found by the fields that it begins with; must not
know what becomes of them.

What begins with `m.type = "1b" /\\ m.bal = b` costs as much as there are such messages, not as there are messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Apply, Bound, Expr, Literal, Local, LocalRef
from symcheck.core.ops import Op
from symcheck.symbolic.binding.elements import bind
from symcheck.symbolic.environment import Env, LetScope
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.enumeration import Elements, elements
from symcheck.symbolic.sets.orderable import check_comparable
from symcheck.symbolic.sieve import NOTHING, Place, order_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import ATOMS, Sym, SymSet
from symcheck.term import FALSE, TRUE, Term, conj, disj
from symcheck.value import TRUE as YES
from symcheck.value import Value

FEW = 32
"""Sets of fewer possible elements are looked through."""


@dataclass(frozen=True, slots=True)
class _Test:
    """A conjunct that compares what stands at a place inside of the element with a plain value."""

    place: Place
    wanted: Value


Candidates = list[tuple[Term, Sym, Expr]]
"""The condition under which an element is in the set, the element, and what is left to be evaluated for it."""


class Domain:
    """The set over which a group of identifiers ranges, on a path."""

    __slots__ = ("_all", "_container", "_group")

    def __init__(self, reading: Reading, group: Bound, container: Sym, path: Term) -> None:
        assert group.domain is not None
        site = Site(path, group.domain.span, reading.failures)
        self._group = group
        self._container: SymSet | None = None
        self._all: Elements | None = None
        if isinstance(container, SymSet) and len(container.members) >= FEW and not group.pattern:
            check_comparable(site, container)
            self._container = container
        else:
            self._all = elements(site, container)

    def candidates(self, reading: Reading, body: Expr, env: Env, path: Term, universal: bool = False) -> Candidates:
        """The elements in canonical order, but for those that the first conjuncts of `body` rule out, whatever the
        state: for these it is FALSE, or, where it is an implication and `universal` is asked for, TRUE."""
        container = self._container
        premise = _premise(body) if universal else body
        if container is None or premise is None:
            return [(inside, element, body) for inside, element in self.all]
        sieve, passed = container.sieve, 0
        others: dict[Value, Term] = {}
        for test in _tests(reading, premise, self._group.locals[0], env, path):
            table = sieve.by(test.place)
            if not table.comparable(test.wanted):
                break
            others.update(table.others)
            sieve = table.groups.get(test.wanted, NOTHING)
            passed += 1
        if not passed:
            return [(inside, element, body) for inside, element in self.all]
        rest = _rest(body, passed, universal)
        found: Candidates = [(sieve.members[value], value, rest) for value in sieve.ordered]
        if others:
            found.extend((inside, value, body) for value, inside in others.items())
            found.sort(key=lambda entry: order_of(entry[1]))  # type: ignore[arg-type]
        found.extend((inside, cell, body) for inside, cell in container.cells)
        return found

    @property
    def sieved(self) -> bool:
        """Whether candidates may be fewer than all elements."""
        return self._container is not None

    @property
    def all(self) -> Elements:
        """All elements, as `enumeration.elements` has them."""
        if self._all is None:
            assert self._container is not None
            self._all = [*self._container.ordered, *self._container.cells]
        return self._all


def instances(
    reading: Reading,
    bounds: tuple[Bound, ...],
    containers: Sequence[Sym],
    body: Expr,
    env: Env,
    path: Term,
    universal: bool,
) -> Iterator[tuple[Term, Env, Expr]]:
    """As `bindings_in`, but for choices of elements that are no candidates; with what is left of the body."""
    domains = [Domain(reading, *pair, path) for pair in zip(bounds, containers, strict=True)]
    yield from _combined(reading, list(zip(bounds, domains, strict=True)), body, TRUE, env, path, universal)


def _combined(
    reading: Reading,
    groups: Sequence[tuple[Bound, Domain]],
    body: Expr,
    guard: Term,
    env: Env,
    path: Term,
    universal: bool,
) -> Iterator[tuple[Term, Env, Expr]]:
    if not groups:
        yield guard, env, body
        return
    group, domain = groups[0]
    for inside, element, rest in domain.candidates(reading, body, env, path, universal):
        both = conj((guard, inside)) if inside is not TRUE else guard
        if both is FALSE:
            continue
        inner = bind(reading, group, element, env, conj((path, both)))
        if inner is not None:
            yield from _combined(reading, groups[1:], rest, both, inner, path, universal)


def image(reading: Reading, group: Bound, container: Sym, body: Expr, env: Env, path: Term) -> Elements | None:
    """What stands at one place inside of each element of a set, each once: {m.votes[s] : m \\in S}; None for any other
    body, and where some element has nothing at that place."""
    if not isinstance(container, SymSet) or len(container.members) < FEW or container.cells or group.pattern:
        return None
    place = _place(reading, body, group.locals[0], env, path)
    if not place:
        return None
    table = container.sieve.by(place)
    if table.others:
        return None
    assert group.domain is not None
    check_comparable(Site(path, group.domain.span, reading.failures), container)
    return [(disj(group.members.values()), value) for value, group in table.groups.items()]


# ------------------------------------------------------------ what a condition begins with


def _premise(body: Expr) -> Expr | None:
    """What has to hold for a condition to say anything: P in P => Q."""
    if isinstance(body, Apply) and body.op is Op.IMPLIES:
        return body.args[0]  # type: ignore[return-value]
    return None


def _tests(reading: Reading, expr: Expr, element: Local, env: Env, path: Term) -> Iterator[_Test]:
    """The tests that an element has to pass first, up to the first conjunct that is none."""
    for conjunct in _conjuncts(expr):
        test = _test(reading, conjunct, element, env, path)
        if test is None:
            return
        yield test


def _conjuncts(expr: Expr) -> tuple[Expr, ...]:
    if isinstance(expr, Apply) and expr.op is Op.AND:
        return tuple(inner for arg in expr.args for inner in _conjuncts(arg))  # type: ignore[arg-type]
    return (expr,)


def _test(reading: Reading, expr: Expr, element: Local, env: Env, path: Term) -> _Test | None:
    if not isinstance(expr, Apply) or expr.op is not Op.EQ:
        return None
    for inner, other in (expr.args, expr.args[::-1]):
        place = _place(reading, inner, element, env, path)
        if place:
            wanted = _constant(reading, other, element, env, path)  # type: ignore[arg-type]
            return None if wanted is None else _Test(place, wanted)
    return None


def _place(reading: Reading, expr: object, element: Local, env: Env, path: Term) -> Place | None:
    """The keys in x.key[key]; None if an expression is something else."""
    if isinstance(expr, LocalRef):
        return () if expr.local is element else None
    if isinstance(expr, Apply) and expr.op is Op.APPLY:
        outer = _place(reading, expr.args[0], element, env, path)
        if outer is not None:
            inner = expr.args[1]
            key = inner.value if isinstance(inner, Literal) else _constant(reading, inner, element, env, path)  # type: ignore[arg-type]
            return None if key is None else (*outer, key)
    return None


def _constant(reading: Reading, expr: Expr, element: Local, env: Env, path: Term) -> Value | None:
    """The scalar that an expression is for every element in every state; None where it is none."""
    mentions = reading.tools.mentions
    names = mentions.locals(expr)
    if element in names or any(isinstance(env.get(name), LetScope | None) for name in names):
        return None
    if mentions.now(expr, env) or mentions.after(expr, env):
        return None
    try:
        value, failures = reading.apart(lambda inner: inner.value(expr, env, path))
    except SpecError:
        return None  # where it is needed it says so
    return value if isinstance(value, ATOMS) and not len(failures) else None


def _rest(body: Expr, passed: int, universal: bool) -> Expr:
    """A condition without its first conjuncts."""
    if universal:
        assert isinstance(body, Apply)
        premise, conclusion = body.args
        left = _without(premise, passed)  # type: ignore[arg-type]
        return conclusion if left is None else Apply(Op.IMPLIES, (left, conclusion), body.span)  # type: ignore[return-value]
    return _without(body, passed) or Literal(YES, body.span)


def _without(expr: Expr, passed: int) -> Expr | None:
    left = _conjuncts(expr)[passed:]
    if not left:
        return None
    return left[0] if len(left) == 1 else Apply(Op.AND, left, expr.span)
