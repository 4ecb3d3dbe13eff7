"""Compiles set filters, set maps and function constructors; must not know states."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.binders import Group, bindings, elements, enter_bounds, reads_under
from symcheck.concrete.code import Code, as_test, explicit_run, located, remembering
from symcheck.concrete.frame import Frame, capture
from symcheck.core.expr import FunctionExpr, SetFilter, SetMap
from symcheck.value import (
    Filtered,
    FiniteSet,
    LazyFunction,
    Product,
    SetValue,
    TupleValue,
    Value,
    function_on,
    is_small,
    make_set,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler import Compiler
    from symcheck.concrete.scope import Scope


# functions of several arguments are written out at once up to this size
_LARGEST_EAGER_PRODUCT = 1 << 16


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

    return Code(run, reads_under(code, (group,)), lazy=True)


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

    return Code(run, reads_under(code, groups))


def compile_function(compiler: Compiler, node: FunctionExpr, scope: Scope) -> Code:
    """Written out at once over small domains; a rule with memory over others and where it speaks of itself."""
    if node.recursive is not None:
        scope, (own,) = scope.bind(node.recursive)
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    code = compiler.compile(node.body, inner)
    body = explicit_run(code)
    reads = reads_under(code, groups)

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

    domain_of = _domain(groups)

    if node.recursive is not None:
        return Code(lambda f: lazy(f, domain_of(f)), reads - {own}, lazy=True)

    def run(f: Frame) -> Value:
        domain = domain_of(f)
        if not _is_eager(domain):
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
            if not _is_eager(domain):
                return lazy(f, domain)
            keys = domain.normal()
            values = []
            for f[slot] in keys.order:
                values.append(body(f))
            return function_on(keys, tuple(values))

    return Code(run, reads, lazy=True)


def _is_eager(domain: SetValue) -> bool:
    if isinstance(domain, Product):
        return domain.is_finite() and domain.cardinality() <= _LARGEST_EAGER_PRODUCT
    return is_small(domain)


def _domain(groups: tuple[Group, ...]) -> Callable[[Frame], SetValue]:
    """The domain of a function: of several groups, the product."""
    if len(groups) == 1:
        return groups[0].domain

    def product(f: Frame) -> SetValue:
        return Product([group.domain(f) for group in groups])

    return product if any(group.reads for group in groups) else remembering(product)
