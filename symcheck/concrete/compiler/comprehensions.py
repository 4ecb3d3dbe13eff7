"""Compiles set filters, set maps, unions of these and function constructors; must not know states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import Group, binding, bindings, bound, elements, enter_bounds, reads_under
from symcheck.concrete.compiler.code import (
    Code,
    as_condition,
    as_set,
    as_test,
    explicit_run,
    explicit_text,
    located,
    remembering,
)
from symcheck.concrete.compiler.frame import Frame, capture
from symcheck.concrete.compiler.fused import Text, statements
from symcheck.core.expr import Apply, FunctionExpr, SetFilter, SetMap
from symcheck.core.limits import comparisons
from symcheck.core.limits import limits as limits_of
from symcheck.core.ops import Op
from symcheck.value import (
    FilledFunction,
    Filtered,
    FiniteSet,
    LazyFunction,
    Limits,
    Product,
    RuleFunction,
    SetValue,
    TupleValue,
    Value,
    as_integers,
    can_be_filled,
    function_on,
    is_small,
    make_set,
    union_all,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


# functions of several arguments are written out at once up to this size
_LARGEST_EAGER_PRODUCT = 1 << 16


def compile_filter(compiler: Compiler, node: SetFilter, scope: Scope) -> Code:
    inner, (group,) = enter_bounds(compiler, (node.bound,), scope)
    code = compiler.compile(node.body, inner)
    body = as_condition(code, "the body of a set filter", node.body.span)
    assign = group.assign

    def parted(f: Frame, container: SetValue) -> Value:
        g = capture(f)

        def satisfies(value: Value) -> bool:
            assign(g, value)
            return test(g)

        return Filtered(container, satisfies, None if container.is_finite() else limits(g))

    limits = _limits(compiler, node, scope)
    test = as_test(code, "the body of a set filter", node.body.span)
    loop = f" found = []\n for value in values:\n  {binding(group)}\n  if {{body}}:\n   found.append(value)\n"
    chosen = statements(f"{loop} return found", ("f", "values"), body=body, **bound(group))
    listed = _listing(chosen, group, not compiler.analysis.reaches_outside(node.body))
    domain = group.domain

    def run(f: Frame) -> Value:
        container = domain(f)
        if type(container) is not FiniteSet and not is_small(container):
            return parted(f, container)
        found, in_order = listed(f, container)
        if in_order:
            return FiniteSet.in_order(tuple(found))
        assert type(container) is FiniteSet, "others are listed in order"
        return container.part(found)

    return Code(run, reads_under(code, (group,)), lazy=True)


def _limits(compiler: Compiler, node: SetFilter, scope: Scope) -> Callable[[Frame], tuple[Limits, ...] | None]:
    """What a filter says of integers; None where it says something else, or does not compare with integers."""
    found = comparisons(node)
    codes = [(op, compiler.compile(expr, scope).run) for op, expr in found or ()]

    def limited(f: Frame) -> tuple[Limits, ...] | None:
        numbers = []
        for op, run in codes:
            try:
                number = run(f)
            except SpecError:  # it is one where an element is looked for
                return None
            if type(number) is not int:
                return None
            numbers.append((op, number))
        low, high, holes = limits_of(numbers)
        return ((low, high, FiniteSet(holes)),)

    return limited if found is not None else lambda f: None


def _listing(
    loop: Callable[[Frame, Iterable[Value]], list[Value]], group: Group, free: bool
) -> Callable[[Frame, SetValue], tuple[list[Value], bool]]:
    """What a loop over all elements of a set gives, and whether it went in canonical order. Where the loop is free to
    take them in any order it does, rather than to sort them first; an error has it start again in order."""
    span = group.span

    def listed(f: Frame, container: SetValue) -> tuple[list[Value], bool]:
        if free and type(container) is FiniteSet and not container.is_ordered:
            try:
                container.check_order()
                return loop(f, frozenset.__iter__(container)), False
            except SpecError:
                pass
        return loop(f, elements(container, span)), True

    return listed


def compile_map(compiler: Compiler, node: SetMap, scope: Scope) -> Code:
    images, reads = _images(compiler, node, scope, explicit_text)
    return Code(_gathered(images, make_set, node.span), reads)


def compile_union(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """Of an enumeration or a set map without the set of sets: they would be written out to be compared."""
    (family,) = node.args
    images: Callable[[Frame], Iterable[Value]]
    if isinstance(family, SetMap):
        images, reads = _images(compiler, family, scope, lambda code: code.text)
    elif isinstance(family, Apply) and family.op is Op.SET:
        codes = [compiler.compile(argument, scope) for argument in family.args]  # type: ignore[arg-type]
        runs, reads = [code.run for code in codes], frozenset[int]().union(*(code.reads for code in codes))
        images = lambda f: [run(f) for run in runs]  # noqa: E731
    else:
        code = compiler.compile(family, scope)  # type: ignore[arg-type]
        images, reads = as_set(code, "the argument of UNION", node.span), code.reads
    return Code(_gathered(images, union_all, node.span), reads, lazy=True)


def _gathered(
    images: Callable[[Frame], Iterable[Value]], gather: Callable[[Iterable[Value]], Value], span: Span
) -> Callable[[Frame], Value]:
    def run(f: Frame) -> Value:
        found = images(f)
        try:
            return gather(found)
        except SpecError as error:
            raise located(error, span) from None

    return run


def _images(
    compiler: Compiler, node: SetMap, scope: Scope, text: Callable[[Code], Text]
) -> tuple[Callable[[Frame], list[Value]], frozenset[int]]:
    """The values of a set map, with repetitions, and what they depend on."""
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    code = compiler.compile(node.body, inner)
    reads = reads_under(code, groups)
    if len(groups) > 1:
        several = statements(
            " found = []\n for _ in {bindings}({groups}, f):\n  found.append({body})\n return found",
            bindings=bindings, groups=groups, body=text(code),
        )  # fmt: skip
        return several, reads
    (group,) = groups
    loop = f" found = []\n for value in values:\n  {binding(group)}\n  found.append({{body}})\n return found"
    mapped = statements(loop, ("f", "values"), body=text(code), **bound(group))
    listed = _listing(mapped, group, not compiler.analysis.reaches_outside(node.body))
    domain = group.domain
    return lambda f: listed(f, domain(f))[0], reads


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

    constant = node.recursive is None and not any(
        local in compiler.analysis.free_in(node.body) for group in node.bounds for local in group.locals
    )

    def lazy(f: Frame, domain: SetValue) -> LazyFunction:
        domain = as_integers(domain) or domain
        if constant and can_be_filled(domain):
            with suppress(SpecError):  # an error is one where the function is applied
                return FilledFunction(domain, body(f))
        g = capture(f)

        def rule(key: Value) -> Value:
            # a frame for each call, since the rule may be running already
            h = g[:]
            bind(h, key)
            return body(h)

        if node.recursive is None and can_be_filled(domain):
            if not holders:
                from symcheck.concrete.compiler.rules import holder  # few specifications have such functions

                holders.append(holder(compiler, node, scope))
            held = holders[0]
            if held is not None:
                return RuleFunction(domain, rule, partial(held, g, domain))
        function = LazyFunction(domain, rule)
        if node.recursive is not None:
            g[own] = function
        return function

    holders: list[Callable[[Frame, SetValue], FilledFunction] | None] = []

    domain_of = _domain(groups)

    if node.recursive is not None:
        return Code(lambda f: lazy(f, domain_of(f)), reads - {own}, lazy=True)

    bind_key = binding(groups[0]) if len(groups) == 1 else "{assign}(f, value)"
    binds = bound(groups[0]) if len(groups) == 1 else {"assign": bind}
    run = statements(
        " domain = {domain}(f)\n"
        " if not {is_eager}(domain):\n"
        "  return {lazy}(f, domain)\n"
        " keys = domain.normal()\n"
        " values = []\n"
        " for value in keys.order:\n"
        f"  {bind_key}\n"
        "  values.append({body})\n"
        " return {function_on}(keys, tuple(values))",
        domain=domain_of, is_eager=_is_eager, lazy=lazy, body=explicit_text(code), function_on=function_on, **binds,
    )  # fmt: skip
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
