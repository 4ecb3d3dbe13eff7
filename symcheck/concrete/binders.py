"""Compiles what binds names over sets: quantifiers, CHOOSE, set and function constructors; must not know states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.code import Code, as_set, as_test, explicit_run, from_test, located
from symcheck.concrete.frame import Frame, Test, capture
from symcheck.core.expr import Bound, Choose, FunctionExpr, Quantified, Quantifier, SetFilter, SetMap
from symcheck.value import (
    Filtered,
    FiniteSet,
    Interval,
    LazyFunction,
    Product,
    SetValue,
    TupleValue,
    Value,
    describe,
    function_on,
    make_set,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope

# sets whose filters and functions are written out at once: their elements exist already, or are cheap to make
_LARGEST_EAGER_INTERVAL = 1 << 16

Assign = Callable[[Frame, Value], None]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of bound identifiers: its domain, and how an element is bound. `slot` is None for a pattern."""

    domain: Callable[[Frame], SetValue]
    reads: frozenset[int]
    slots: tuple[int, ...]
    slot: int | None
    span: Span

    def assign(self, f: Frame, value: Value) -> None:
        if self.slot is not None:
            f[self.slot] = value
        else:
            bind_pattern(f, self.slots, value, self.span)


def bind_pattern(f: Frame, slots: tuple[int, ...], value: Value, span: Span) -> None:
    """Binds the identifiers of `<<x, y>>`. Errors: PATTERN_ARITY."""
    if not isinstance(value, TupleValue) or len(value) != len(slots):
        raise SpecError(ErrorCode.PATTERN_ARITY, f"{describe(value)} does not match a tuple of {len(slots)}", span)
    for slot, part in zip(slots, value, strict=True):
        f[slot] = part


def elements(container: SetValue, span: Span) -> Iterable[Value]:
    """The elements in canonical order. Errors: INFINITE_SET, INCOMPARABLE, at the span."""
    try:
        if type(container) is FiniteSet:
            return container.order
        if type(container) is Interval:
            return range(container.low, container.high + 1)
        return iter(container)
    except SpecError as error:
        raise located(error, span) from None


def enter_bounds(compiler: Compiler, bounds: tuple[Bound, ...], scope: Scope) -> tuple[Scope, tuple[Group, ...]]:
    """The scope of a body under these groups; their domains are compiled outside of it."""
    inner = scope
    groups = []
    for bound in bounds:
        inner, slots = inner.bind(*bound.locals)
        groups.append(_group(compiler, bound, slots, scope))
    return inner, tuple(groups)


def _group(compiler: Compiler, bound: Bound, slots: tuple[int, ...], scope: Scope) -> Group:
    slot = None if bound.pattern else slots[0]
    if bound.domain is None:
        span = bound.span

        def unbounded(f: Frame) -> SetValue:
            raise SpecError(
                ErrorCode.UNBOUNDED, "a bound identifier without a set cannot be evaluated", span, "bound it by \\in"
            )

        return Group(unbounded, frozenset(), slots, slot, span)
    code = compiler.compile(bound.domain, scope)
    return Group(as_set(code, "the domain", bound.domain.span), code.reads, slots, slot, bound.domain.span)


def bindings(groups: tuple[Group, ...], f: Frame) -> Iterator[None]:
    """Binds the groups' identifiers to each combination in turn, the last group fastest."""
    if len(groups) == 1:
        group = groups[0]
        for value in elements(group.domain(f), group.span):
            group.assign(f, value)
            yield
        return
    domains = [tuple(elements(group.domain(f), group.span)) for group in groups]
    for combination in product(*domains):
        for group, value in zip(groups, combination, strict=True):
            group.assign(f, value)
        yield


def _reads(code: Code, groups: tuple[Group, ...]) -> frozenset[int]:
    own = frozenset(slot for group in groups for slot in group.slots)
    return (code.reads - own).union(*(group.reads for group in groups))


def compile_quantified(compiler: Compiler, node: Quantified, scope: Scope) -> Code:
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    code = compiler.compile(node.body, inner)
    body = as_test(code, "the body of a quantifier", node.body.span)
    wanted = node.quantifier is Quantifier.EXISTS
    if len(groups) == 1 and groups[0].slot is not None:
        test = _quantify_one(groups[0], groups[0].slot, body, wanted)
    elif len(groups) == 2 and groups[0].slot is not None and groups[1].slot is not None:
        test = _quantify_two(groups[0], groups[0].slot, groups[1], groups[1].slot, body, wanted)
    else:

        def test(f: Frame) -> bool:
            for _ in bindings(groups, f):
                if body(f) is wanted:
                    return wanted
            return not wanted

    return from_test(test, _reads(code, groups))


def _quantify_one(group: Group, slot: int, body: Test, wanted: bool) -> Test:
    domain, span = group.domain, group.span

    def test(f: Frame) -> bool:
        container = domain(f)
        for f[slot] in container.order if type(container) is FiniteSet else elements(container, span):
            if body(f) is wanted:
                return wanted
        return not wanted

    return test


def _quantify_two(first: Group, outer: int, second: Group, inner: int, body: Test, wanted: bool) -> Test:
    def test(f: Frame) -> bool:
        rows = elements(first.domain(f), first.span)
        columns = tuple(elements(second.domain(f), second.span))
        for f[outer] in rows:
            for f[inner] in columns:
                if body(f) is wanted:
                    return wanted
        return not wanted

    return test


def compile_choose(compiler: Compiler, node: Choose, scope: Scope) -> Code:
    """The first witness in canonical order. Errors: CHOOSE_NO_WITNESS, UNBOUNDED."""
    inner, (group,) = enter_bounds(compiler, (node.bound,), scope)
    code = compiler.compile(node.body, inner)
    body = as_test(code, "the body of CHOOSE", node.body.span)
    domain, assign, span = group.domain, group.assign, node.span

    def run(f: Frame) -> Value:
        container = domain(f)
        for value in elements(container, group.span):
            assign(f, value)
            if body(f):
                return value
        raise SpecError(
            ErrorCode.CHOOSE_NO_WITNESS, f"CHOOSE finds no element of {container} that satisfies its body", span
        )

    return Code(run, _reads(code, (group,)))


def is_small(container: SetValue) -> bool:
    """Whether a filter over, or a function on, this set is written out at once."""
    if type(container) is FiniteSet:
        return True
    return type(container) is Interval and container.high - container.low < _LARGEST_EAGER_INTERVAL


def compile_filter(compiler: Compiler, node: SetFilter, scope: Scope) -> Code:
    inner, (group,) = enter_bounds(compiler, (node.bound,), scope)
    code = compiler.compile(node.body, inner)
    body = as_test(code, "the body of a set filter", node.body.span)
    domain, assign, slot = group.domain, group.assign, group.slot

    def run(f: Frame) -> Value:
        container = domain(f)
        if not is_small(container):
            g = capture(f)

            def satisfies(value: Value) -> bool:
                assign(g, value)
                return body(g)

            return Filtered(container, satisfies)
        found = []
        if slot is not None:
            for value in elements(container, group.span):
                f[slot] = value
                if body(f):
                    found.append(value)
        else:
            for value in elements(container, group.span):
                assign(f, value)
                if body(f):
                    found.append(value)
        return FiniteSet.in_order(tuple(found))

    return Code(run, _reads(code, (group,)), lazy=True)


def membership_in_filter(compiler: Compiler, element: Code, node: SetFilter, scope: Scope) -> Code:
    """`element \\in {x \\in S : P}` without making the set."""
    inner, (group,) = enter_bounds(compiler, (node.bound,), scope)
    code = compiler.compile(node.body, inner)
    body = as_test(code, "the body of a set filter", node.body.span)
    run, domain, assign, span = element.run, group.domain, group.assign, node.span

    def test(f: Frame) -> bool:
        value = run(f)
        try:
            if not domain(f).contains(value):
                return False
        except SpecError as error:
            raise located(error, span) from None
        assign(f, value)
        return body(f)

    return from_test(test, _reads(code, (group,)) | element.reads)


def compile_map(compiler: Compiler, node: SetMap, scope: Scope) -> Code:
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    code = compiler.compile(node.body, inner)
    body, span = explicit_run(code), node.span
    if len(groups) == 1 and groups[0].slot is not None:
        domain, slot, at = groups[0].domain, groups[0].slot, groups[0].span

        def run(f: Frame) -> Value:
            found = []
            container = domain(f)
            for f[slot] in elements(container, at):
                found.append(body(f))
            try:
                return make_set(found)
            except SpecError as error:
                raise located(error, span) from None
    else:

        def run(f: Frame) -> Value:
            found = [body(f) for _ in bindings(groups, f)]
            try:
                return make_set(found)
            except SpecError as error:
                raise located(error, span) from None

    return Code(run, _reads(code, groups))


def compile_function(compiler: Compiler, node: FunctionExpr, scope: Scope) -> Code:
    """Written out at once over small domains; a rule with memory over others and where it speaks of itself."""
    if node.recursive is not None:
        scope, (own,) = scope.bind(node.recursive)
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    code = compiler.compile(node.body, inner)
    body = explicit_run(code)
    reads = _reads(code, groups)

    def bind(f: Frame, key: Value) -> None:
        if len(groups) == 1:
            groups[0].assign(f, key)
            return
        for group, part in zip(groups, cast(TupleValue, key), strict=True):
            group.assign(f, part)

    def lazy(f: Frame, domain: SetValue) -> LazyFunction:
        g = capture(f)

        def rule(key: Value) -> Value:
            # a frame for each call, since the rule may be running already
            h = g[:]
            bind(h, key)
            return body(h)

        function = LazyFunction(domain, rule)
        if node.recursive is not None:
            g[own] = function
        return function

    def domain_of(f: Frame) -> SetValue:
        if len(groups) == 1:
            return groups[0].domain(f)
        return Product([group.domain(f) for group in groups])

    if node.recursive is not None:
        return Code(lambda f: lazy(f, domain_of(f)), reads - {own}, lazy=True)

    def run(f: Frame) -> Value:
        domain = domain_of(f)
        if len(groups) > 1:
            if not all(is_small(factor) for factor in domain.factors):  # type: ignore[attr-defined]
                return lazy(f, domain)
        elif not is_small(domain):
            return lazy(f, domain)
        keys = domain.normal()
        values = []
        for key in keys.order:
            bind(f, key)
            values.append(body(f))
        return function_on(keys, tuple(values))

    if len(groups) == 1 and groups[0].slot is not None:
        slot, single = groups[0].slot, groups[0].domain

        def run(f: Frame) -> Value:
            domain = single(f)
            if not is_small(domain):
                return lazy(f, domain)
            keys = domain.normal()
            values = []
            for f[slot] in keys.order:
                values.append(body(f))
            return function_on(keys, tuple(values))

    return Code(run, reads, lazy=True)
