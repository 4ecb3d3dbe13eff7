"""Searches for each element of the sets of an \\E, and looks at conditions that do not depend on it once; must not know
how an action is compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import DOMAIN, Group
from symcheck.concrete.compiler.code import READS_OUTSIDE, located, not_a_set
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.compiler.fused import function
from symcheck.concrete.steps.candidates import MANY
from symcheck.concrete.steps.ways import Continue, Fork, Guard, all_hold
from symcheck.value import FiniteSet, Interval, SetValue, Value

Elements = Callable[[SetValue, Span, Frame], Iterable[Value]]
_Domains = Sequence[Iterable[Value]]
_Loop = Callable[[Frame, _Domains], None]


def looping(groups: tuple[Group, ...], fork: Fork, elements: Sequence[Elements]) -> Fork:
    """Runs the fork for each combination of elements, the last group's changing fastest; `elements` lists for each
    group what is no small set. Leading conditions are evaluated as soon as the elements that they depend on are there,
    in their order, and only where there is a combination at all: what is evaluated is a part of what would be without
    that."""
    outer, *inner = _by_group(groups, fork.guards)
    body = Fork(fork.rest, guards=inner[-1]).run
    if len(groups) == 1 and groups[0].slot is not None:
        return Fork(_single(groups[0], groups[0].slot, tuple(outer), body, elements[0]), fork.assigned)
    loop = _innermost(groups, body)
    for place in reversed(range(len(groups) - 1)):
        loop = _nested(groups, place, tuple(inner[place]), loop)
    return Fork(_all_listed(groups, tuple(outer), loop, elements), fork.assigned)


def _by_group(groups: tuple[Group, ...], guards: tuple[Guard, ...]) -> list[tuple[Guard, ...]]:
    """The conditions to look at before the first group is bound, and after each."""
    found: list[list[Guard]] = [[] for _ in range(len(groups) + 1)]
    last = 0  # none is looked at before another that stands before it
    for guard in guards:
        if READS_OUTSIDE in guard.reads:
            last = len(groups)
        for place, group in enumerate(groups, 1):
            if place > last and not guard.reads.isdisjoint(group.slots):
                last = place
        found[last].append(guard)
    return [tuple(each) for each in found]


def _single(group: Group, slot: int, guards: tuple[Guard, ...], body: Continue, elements: Elements) -> Continue:
    listed, test = _listed(group, elements), all_hold(guards)

    def run(f: Frame) -> None:
        found = listed(f)
        if test is not None:
            found = _begun(found)
            if not found or not test(f):
                return
        for value in found:
            f[slot] = value
            body(f)

    return run


def _listed(group: Group, elements: Elements) -> Callable[[Frame], Iterable[Value]]:
    """The elements of a group's domain, which is mostly an explicit set."""
    span = group.span
    if group.listed is not None:
        return _numbers(function(group.listed), span, elements)
    domain = function(group.text)
    known: list[Iterable[Value]] = []  # of a constant

    def listed(f: Frame) -> Iterable[Value]:
        if known:
            return known[0]
        container = domain(f)
        try:
            if type(container) is FiniteSet:
                if not group.reads:
                    known.append(container.order)
                return container.order
        except SpecError as error:
            raise located(error, span) from None
        if not isinstance(container, SetValue):
            raise not_a_set(container, DOMAIN, span)
        return elements(container, span, f)

    return listed


def _numbers(
    interval: Callable[[Frame], range], span: Span, elements: Elements
) -> Callable[[Frame], Iterable[Value]]:
    """The elements of an interval; of a long one, those that there is time for."""

    def listed(f: Frame) -> Iterable[Value]:
        found = interval(f)
        few = found.stop - found.start <= MANY  # Python's len has a limit
        return found if few else elements(Interval(found.start, found.stop - 1), span, f)

    return listed


def _begun(values: Iterable[Value]) -> Iterable[Value]:
    """The same elements, or the empty tuple; of those that are made one by one not more than the first is made."""
    if isinstance(values, tuple | range):
        return values
    rest = iter(values)
    for first in rest:
        return chain((first,), rest)
    return ()


def _innermost(groups: tuple[Group, ...], body: Continue) -> _Loop:
    group, place = groups[-1], len(groups) - 1
    slot, assign = group.slot, group.assign
    if slot is None:

        def each_pattern(f: Frame, domains: _Domains) -> None:
            for value in domains[place]:
                assign(f, value)
                body(f)

        return each_pattern

    def each(f: Frame, domains: _Domains) -> None:
        for value in domains[place]:
            f[slot] = value
            body(f)

    return each


def _nested(groups: tuple[Group, ...], place: int, guards: tuple[Guard, ...], inner: _Loop) -> _Loop:
    assign, test = groups[place].assign, all_hold(guards)

    def each(f: Frame, domains: _Domains) -> None:
        for value in domains[place]:
            assign(f, value)
            if test is None or test(f):
                inner(f, domains)

    return each


def _all_listed(
    groups: tuple[Group, ...], guards: tuple[Guard, ...], loop: _Loop, elements: Sequence[Elements]
) -> Continue:
    """The first domain and long intervals are not listed before the first combination is tried."""
    listed, test = [_listed(group, each) for group, each in zip(groups, elements, strict=True)], all_hold(guards)

    def run(f: Frame) -> None:
        domains = [each(f) for each in listed]
        domains[1:] = [each if isinstance(each, range) else tuple(each) for each in domains[1:]]
        if all(domains[1:]):
            if test is not None:
                domains[0] = _begun(domains[0])
                if not domains[0] or not test(f):
                    return
            loop(f, domains)

    return run
