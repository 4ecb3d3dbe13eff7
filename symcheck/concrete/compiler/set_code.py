"""Compiles set operators: membership without making the set, unions without looking at every element; must not know
how quantifiers are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.code import (
    Code,
    explicit_run,
    explicit_text,
    from_condition,
    from_test,
    from_text,
    literal,
    located,
    not_a_set,
)
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.compiler.fused import Text, fuse
from symcheck.concrete.ops.sets import cap, cup, minus
from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.value import (
    EMPTY_SET,
    Boolean,
    FiniteSet,
    PowerSet,
    SetValue,
    String,
    Value,
    difference,
    intersection,
    is_subset,
    make_set,
    union,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


# so many values are remembered for which it is known whether a constant set has them
_ATOMS = frozenset((int, Boolean, String))
_MOST_KNOWN = 1 << 16


def _set(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    codes = [compiler.compile(argument, scope) for argument in node.args]  # type: ignore[arg-type]
    if not codes:
        return literal(EMPTY_SET)
    reads, span = frozenset[int]().union(*(code.reads for code in codes)), node.span
    if len(codes) == 1:
        return from_text(fuse("{Set}(({parts}))", Set=FiniteSet, parts=(explicit_text(codes[0]),)), reads)

    runs = tuple(explicit_run(code) for code in codes)

    def enumerate_set(f: Frame) -> Value:
        try:
            return make_set([run(f) for run in runs])
        except SpecError as error:
            raise located(error, span) from None

    return Code(enumerate_set, reads)


def _membership(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    element, container = node.args
    assert isinstance(element, Expr), "\\in takes expressions"
    assert isinstance(container, Expr), "\\in takes expressions"
    code = compiler.compile(element, scope)
    found = _member_of(compiler, code, container, scope, node.span)
    if node.op is Op.IN:
        return found
    assert found.condition is not None, "membership is Boolean"
    return from_condition(fuse("(not {member})", member=found.condition), found.reads)


def _member_of(compiler: Compiler, element: Code, container: Expr, scope: Scope, span: Span) -> Code:
    run = element.run
    if not compiler.is_constant(container, scope):
        if isinstance(container, Apply) and container.op is Op.SUBSET:
            base = compiler.compile(container.args[0], scope)  # type: ignore[arg-type]
            return _subset_of(element, base, span)
        if isinstance(container, Apply) and container.op is Op.SET and len(container.args) == 1:
            single = compiler.compile(container.args[0], scope)  # type: ignore[arg-type]
            only = single.run
            reads = element.reads | single.reads
            return from_test(_located_test(lambda f: FiniteSet((only(f),)).contains(run(f)), span), reads)
    code = compiler.compile(container, scope)
    reads = element.reads | code.reads

    def member(value: Value, values: Value) -> bool:
        if not isinstance(values, SetValue):
            raise not_a_set(values, "the right side of \\in", span)
        try:
            return values.contains(value)
        except SpecError as error:
            raise located(error, span) from None

    if code.reads or element.lazy:
        # the first condition holds: it is there to evaluate both, in order
        pattern = (
            "(({z} := type({x} := {element})) is not ({y} := {container})"
            " and (({x} in {y}"
            " or ({z} not in {Atoms} or {z} is not type(next({each}({y}), None))) and {member}({x}, {y}))"
            " if type({y}) is {Set} else {member}({x}, {y})))"
        )
        # what is not there is certainly no element where another one is of its own, atomic kind
        kinds = {"Set": FiniteSet, "Atoms": _ATOMS, "each": frozenset.__iter__}
        text = fuse(pattern, element=element.text, container=code.text, member=member, **kinds)
        return from_condition(text, reads)
    set_of = code.run
    known: dict[Value, bool] = {}

    def constant_member(f: Frame, value: Value) -> bool:
        found = member(value, set_of(f))
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[value] = found
        return found

    pattern = "({y} if ({y} := {known}({x} := {element})) is not None else {member}(f, {x}))"
    return from_condition(fuse(pattern, element=element.text, known=known.get, member=constant_member), reads)


# what Python finds to be a subset is one; both sides are evaluated in any case
_SUBSET = (
    "((type({x} := {left}) is {Set}) is (type({y} := {right}) is {Set}) and type({y}) is {Set}"
    " and {issubset}({x}, {y}) or {slowly}({x}, {y}))"
)


def _subset_of(element: Code, base: Code, span: Span) -> Code:
    def member(value: Value, container: SetValue) -> bool:
        return is_subset(value, container) if isinstance(value, SetValue) else PowerSet(container).contains(value)

    return _included(element.text, base, member, "the argument of SUBSET", element.reads, span)


def _included(
    left: Text, right: Code, included: Callable[[Any, SetValue], bool], what: str, reads: frozenset[int], span: Span
) -> Code:
    """Whether one thing is included in a set, `what` of the text: that is asked where Python does not tell at once."""

    def slowly(one: Value, other: Value) -> bool:
        if not isinstance(other, SetValue):
            raise not_a_set(other, what, span)
        try:
            return included(one, other)
        except SpecError as error:
            raise located(error, span) from None

    parts = {"left": left, "right": right.text, "Set": FiniteSet, "issubset": frozenset.issubset, "slowly": slowly}
    return from_condition(fuse(_SUBSET, **parts), reads | right.reads)


def _located_test(test: Test, span: Span) -> Test:
    def with_place(f: Frame) -> bool:
        try:
            return test(f)
        except SpecError as error:
            raise located(error, span) from None

    return with_place


def _subseteq(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, right = (compiler.compile(argument, scope) for argument in node.args)  # type: ignore[arg-type]
    span = node.span

    def check(value: Value) -> Value:
        if isinstance(value, SetValue):
            return value
        raise not_a_set(value, "the left side of \\subseteq", span)

    pattern = "({x} if type({x} := {left}) is {Set} else {check}({x}))"
    checked = fuse(pattern, left=left.text, Set=FiniteSet, check=check)
    return _included(checked, right, is_subset, "the right side of \\subseteq", left.reads, span)


def _cup(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    left, span, added = compiler.compile(node.args[0], scope), node.span, node.args[1]  # type: ignore[arg-type]
    if isinstance(added, Apply) and added.op is Op.SET and len(added.args) == 1:
        single = compiler.compile(added.args[0], scope)  # type: ignore[arg-type]
        text = fuse("{add}({left}, {item})", add=_adding(span), left=left.text, item=explicit_text(single))
        return from_text(text, left.reads | single.reads, lazy=True)
    right = compiler.compile(added, scope)  # type: ignore[arg-type]

    def unite(x: Value, y: Value) -> Value:
        try:
            return union(x, y) if type(x) is FiniteSet and type(y) is FiniteSet else cup(x, y)
        except SpecError as error:
            raise located(error, span) from None

    text = fuse("{unite}({left}, {right})", unite=unite, left=left.text, right=right.text)
    return from_text(text, left.reads | right.reads, lazy=True)


def _binary(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """`\\cap` and `\\`."""
    left, right = (compiler.compile(argument, scope) for argument in node.args)  # type: ignore[arg-type]
    span = node.span
    rule, combine = (cap, intersection) if node.op is Op.CAP else (minus, difference)

    def combined(x: Value, y: Value) -> Value:
        try:
            return combine(x, y) if type(x) is FiniteSet and type(y) is FiniteSet else rule(x, y)
        except SpecError as error:
            raise located(error, span) from None

    text = fuse("{combined}({left}, {right})", combined=combined, left=left.text, right=right.text)
    return from_text(text, left.reads | right.reads, lazy=True)


def _adding(span: Span) -> Callable[[Value, Value], Value]:
    """`S \\cup {e}`."""

    def add(container: Value, value: Value) -> Value:
        try:
            if type(container) is FiniteSet:
                return container.adding(value)
            return cup(container, FiniteSet((value,)))
        except SpecError as error:
            raise located(error, span) from None

    return add


SPECIAL: dict[Op, Callable[[Compiler, Apply, Scope], Code]] = {
    Op.SET: _set,
    Op.IN: _membership,
    Op.NOTIN: _membership,
    Op.SUBSETEQ: _subseteq,
    Op.CUP: _cup,
    Op.CAP: _binary,
    Op.SETMINUS: _binary,
}
