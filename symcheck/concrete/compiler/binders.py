"""Compiles quantifiers and CHOOSE, and how names are bound over sets; must not know states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import Code, as_condition, as_set, from_test, located, not_a_set
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.compiler.fused import Text, call_of, fuse, statements
from symcheck.concrete.compiler.narrowing import Facts, Narrow, guards, narrowing
from symcheck.concrete.ops.outside import Outside
from symcheck.core.expr import Bound, Choose, Quantified, Quantifier
from symcheck.core.unbounded import unbounded_choice
from symcheck.value import FiniteSet, Interval, SetValue, TupleValue, Value, describe

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

DOMAIN = "the domain of a bound identifier"

Assign = Callable[[Frame, Value], None]
Listed = Callable[[Value, Span], Iterable[Value]]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of bound identifiers: its domain, and how an element is bound. `slot` is None for a pattern; `text`
    is the domain unchecked, for loops that look at its class themselves; `listed` gives its elements without making
    a set of them, where that can be."""

    text: Text
    domain: Callable[[Frame], SetValue]
    reads: frozenset[int]
    slots: tuple[int, ...]
    slot: int | None
    span: Span
    listed: Text | None = None

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


def elements(container: Value, span: Span) -> Iterable[Value]:
    """The elements in canonical order. Errors: NOT_A_SET, INFINITE_SET, INCOMPARABLE, at the span."""
    try:
        if type(container) is FiniteSet:
            return container.order
        if type(container) is Interval:
            return range(container.low, container.high + 1)
        if not isinstance(container, SetValue):
            raise not_a_set(container, DOMAIN)
        return iter(container)
    except SpecError as error:
        raise located(error, span) from None


def enter_bounds(
    compiler: Compiler, bounds: tuple[Bound, ...], scope: Scope, facts: Facts = tuple
) -> tuple[Scope, tuple[Group, ...]]:
    """The scope of a body under these groups; their domains are compiled outside of it. `facts` gives formulas in the
    inner scope that the elements that matter satisfy: they may make an infinite domain a finite one."""
    inner = scope
    groups = []
    everything = [local for bound in bounds for local in bound.locals]
    for bound in bounds:
        inner, slots = inner.bind(*bound.locals, lazy=False)
        group = _group(compiler, bound, slots, scope)
        found = narrowing(compiler, bound, facts, everything, scope)
        groups.append(group if found is None else _narrowed(group, *found))
    return inner, tuple(groups)


def _narrowed(group: Group, narrow: Narrow, reads: frozenset[int]) -> Group:
    domain = group.domain

    def narrowed(f: Frame) -> SetValue:
        return narrow(f, domain(f))

    return replace(group, text=call_of(narrowed), listed=None, domain=narrowed, reads=group.reads | reads)


def _group(compiler: Compiler, bound: Bound, slots: tuple[int, ...], scope: Scope) -> Group:
    slot = None if bound.pattern else slots[0]
    if bound.domain is None:
        span = bound.span

        def unbounded(f: Frame) -> SetValue:
            raise SpecError(
                ErrorCode.UNBOUNDED, "a bound identifier without a set cannot be evaluated", span, "bound it by \\in"
            )

        return Group(call_of(unbounded), unbounded, frozenset(), slots, slot, span)
    code = compiler.compile(bound.domain, scope)
    domain = as_set(code, DOMAIN, bound.domain.span)
    return Group(code.text, domain, code.reads, slots, slot, bound.domain.span, code.listed)


def bindings(groups: tuple[Group, ...], f: Frame, listed: Listed = elements) -> Iterator[None]:
    """Binds the groups' identifiers to each combination in turn, the last group fastest."""
    if len(groups) == 1:
        group = groups[0]
        for value in listed(group.domain(f), group.span):
            group.assign(f, value)
            yield
        return
    yield from _each(groups, [_kept(listed(group.domain(f), group.span)) for group in groups], f)


def _each(groups: Sequence[Group], domains: Sequence[Iterable[Value]], f: Frame) -> Iterator[None]:
    if not groups:
        yield
        return
    for value in domains[0]:
        groups[0].assign(f, value)
        yield from _each(groups[1:], domains[1:], f)


def reads_under(code: Code, groups: tuple[Group, ...]) -> frozenset[int]:
    """What a construct reads whose body stands under these groups."""
    own = frozenset(slot for group in groups for slot in group.slots)
    return (code.reads - own).union(*(group.reads for group in groups))


def compile_quantified(compiler: Compiler, node: Quantified, scope: Scope) -> Code:
    inner, groups = enter_bounds(compiler, node.bounds, scope, partial(guards, node))
    code = compiler.compile(node.body, inner)
    body = as_condition(code, "the body of a quantifier", node.body.span)
    wanted = node.quantifier is Quantifier.EXISTS
    found = partial(listed, compiler.outside)
    return from_test(_quantify(groups, scope, body, wanted, found), reads_under(code, groups))


def _quantify(groups: tuple[Group, ...], scope: Scope, body: Text, wanted: bool, listed: Listed) -> Test:
    """Nested loops. Of several groups, all domains are evaluated first, into slots of their own."""
    parts: dict[str, object] = {"body": body, "kept": _kept}
    lines = []
    if len(groups) > 1:
        for place, group in enumerate(groups):
            parts[f"source{place}"] = scope.unit.slot()
            parts[f"values{place}"] = _listed_text(group, listed)
            lines.append(f" f[{{source{place}}}] = {{kept}}({{values{place}}})")
        heads = [f"f[{{source{place}}}]" for place in range(len(groups))]
    else:
        parts["values"] = _listed_text(groups[0], listed)
        heads = ["{values}"]
    blanks = " "
    for place, (group, head) in enumerate(zip(groups, heads, strict=True)):
        if group.slot is not None:
            parts[f"slot{place}"] = group.slot
            lines.append(f"{blanks}for f[{{slot{place}}}] in {head}:")
        else:
            parts[f"assign{place}"] = group.assign
            lines.append(f"{blanks}for value in {head}:")
            lines.append(f"{blanks} {{assign{place}}}(f, value)")
        blanks += " "
    lines.append(f"{blanks}if {'' if wanted else 'not '}{{body}}:")
    lines.append(f"{blanks} return {wanted}")
    lines.append(f" return {not wanted}")
    return statements("\n".join(lines), **parts)


def _listed_text(group: Group, listed: Listed) -> Text:
    """The elements of a group's domain in canonical order. Errors: as `listed`."""
    if group.listed is not None:
        return group.listed
    if not group.reads:
        return _listed_once(group, listed)
    pattern = "({x}.order if type({x} := {domain}) is {Set} else {listed}({x}, {span}))"
    return fuse(pattern, domain=group.text, Set=FiniteSet, listed=listed, span=group.span)


def _listed_once(group: Group, listed: Listed) -> Text:
    """The same of a domain that is a constant, which is listed at most once where it is a tuple or a range."""
    known: list[Iterable[Value]] = []

    def first(f: Frame) -> Iterable[Value]:
        found = listed(group.domain(f), group.span)
        if isinstance(found, tuple | range):
            known.append(found)
        return found

    return fuse("({known}[0] if {known} else {first}(f))", known=known, first=first)


@dataclass(frozen=True, slots=True)
class _Tried:
    """Elements of a set that cannot be listed, then the error that says so."""

    numbers: tuple[int, ...]
    container: SetValue
    span: Span

    def __iter__(self) -> Iterator[Value]:
        for number in self.numbers:
            try:
                inside = self.container.contains(number)
            except SpecError:
                continue
            if inside:
                yield number
        yield from elements(self.container, self.span)


def listed(outside: Outside, container: Value, span: Span) -> Iterable[Value]:
    """As `elements`, but where there are none to list, some are tried before that is an error."""
    if outside.numbers and isinstance(container, SetValue) and not container.is_finite():
        return _Tried(outside.numbers, container, span)
    return elements(container, span)


def _kept(found: Iterable[Value]) -> Iterable[Value]:
    return found if isinstance(found, _Tried) else tuple(found)


def compile_choose(compiler: Compiler, node: Choose, scope: Scope) -> Code:
    """The first witness in canonical order. Errors: CHOOSE_NO_WITNESS, UNBOUNDED."""
    span = node.span
    if node.bound.domain is None:

        def unbounded(f: Frame) -> Value:
            raise unbounded_choice(span)

        return Code(unbounded, frozenset())
    inner, (group,) = enter_bounds(compiler, (node.bound,), scope)
    code = compiler.compile(node.body, inner)
    body = as_condition(code, "the body of CHOOSE", node.body.span)

    def no_witness(container: Value) -> Value:
        raise SpecError(
            ErrorCode.CHOOSE_NO_WITNESS, f"CHOOSE finds no element of {container} that satisfies its body", span
        )

    run = statements(
        " for value in {values}:\n"
        f"  {binding(group)}\n"
        "  if {body}:\n"
        "   return value\n"
        " return {no_witness}({domain}(f))",
        values=_listed_text(group, elements), body=body, no_witness=no_witness, domain=group.domain, **bound(group),
    )  # fmt: skip
    return Code(run, reads_under(code, (group,)))


def binding(group: Group) -> str:
    """The statement that binds `value`, with the names of `bound`."""
    return "f[{slot}] = value" if group.slot is not None else "{assign}(f, value)"


def bound(group: Group) -> dict[str, object]:
    return {"slot": group.slot} if group.slot is not None else {"assign": group.assign}
