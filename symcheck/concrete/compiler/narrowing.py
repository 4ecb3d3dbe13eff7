"""Finite sets in place of Nat and Int, where the body of a quantifier limits what it speaks of; must not know what
the body is for.

`\\E n \\in Nat : n < m /\\ P(n)` is `\\E n \\in 0..(m - 1) : n < m /\\ P(n)`, and with `n \\in S` only S matters. TLC
reports such a set as not enumerable, as this reading does too for `{n \\in Nat : n < m}` and CHOOSE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.core.expr import Apply, Argument, Bound, Call, Expr, Literal, Local, LocalRef, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.parts import parts
from symcheck.core.substitute import unfold
from symcheck.value import Difference, Interval, SetValue, Value, difference, make_set

if TYPE_CHECKING:
    from symcheck.concrete.compiler.code import Code
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


Facts = Callable[[], Iterable[Expr]]
Narrow = Callable[[Frame, SetValue], SetValue]


@dataclass(frozen=True, slots=True)
class _Limit:
    """A number that what is bound is not above (`upper`), or not below."""

    upper: bool
    number: Expr


def guards(node: Quantified) -> Iterable[Expr]:
    """What must hold of the elements that decide: other elements satisfy `\\A`, and do not satisfy `\\E`."""
    body = node.body
    if node.quantifier is Quantifier.EXISTS:
        return _conjuncts(body)
    if isinstance(body, Apply) and body.op is Op.IMPLIES:
        return _conjuncts(_expr(body.args[0]))
    return ()


def narrowing(
    compiler: Compiler, bound: Bound, facts: Facts, others: Iterable[Local], scope: Scope
) -> tuple[Narrow, frozenset[int]] | None:
    """The interval or the finite set that a domain shrinks to on a frame, or the domain itself, with what that reads;
    None where the domain is neither Nat nor Int nor what is left of these, or no fact limits it. `others` are the names
    bound together with this one."""
    if bound.pattern or bound.domain is None or len(bound.locals) != 1:
        return None
    least = _least(bound.domain)
    if least is None:
        return None
    (local,) = bound.locals
    inside = {local, *others}
    found = tuple(facts())
    limits = [each for fact in found for each in _limits(fact, local) if not _speaks_of(each.number, inside)]
    known = [pins for fact in found if (pins := _pins(fact, local)) and not any(_speaks_of(e, inside) for e, _ in pins)]
    sets = [[(compiler.compile(each, scope), one) for each, one in pins] for pins in known]
    codes = [(each.upper, compiler.compile(each.number, scope)) for each in limits]
    highs = tuple(code.run for upper, code in codes if upper)
    lows = tuple(code.run for upper, code in codes if not upper)
    if not sets and (not highs or not (lows or least)):
        return None

    def narrowed(f: Frame, domain: SetValue) -> SetValue:
        for pins in sets:
            values = _values(pins, f)
            if values is not None:
                return make_set(each for each in values if domain.contains(each))
        high = min(_numbers(highs, f), default=None)
        low = max((*_numbers(lows, f), *least), default=None)
        return domain if high is None or low is None else _within(domain, Interval(low, high))

    read = [code.reads for _, code in codes] + [code.reads for pins in sets for code, _ in pins]
    return narrowed, frozenset().union(*read)


def _within(domain: SetValue, interval: Interval) -> SetValue:
    """The integers of an interval that are in Nat or Int or, where something is taken away from these, in the rest."""
    match domain:
        case Difference(left=left, right=right):
            return difference(_within(left, interval), right)
        case _:
            return interval


def _values(pins: Iterable[tuple[Code, bool]], f: Frame) -> list[int] | None:
    """The integers that a fact leaves; None where they cannot be listed, or there are other values."""
    found: list[Value] = []
    for code, one in pins:
        try:
            value = code.run(f)
            if one:
                found.append(value)
            elif isinstance(value, SetValue) and value.is_finite():
                found.extend(value)
            else:
                return None
        except SpecError:
            return None
    return found if all(type(each) is int for each in found) else None  # type: ignore[return-value]


def _numbers(runs: Iterable[Run], f: Frame) -> Iterator[int]:
    """What can be evaluated: the body reports an error of its own where it comes to it."""
    for run in runs:
        try:
            value = run(f)
        except SpecError:
            continue
        if type(value) is int:
            yield value


def _least(domain: Expr) -> tuple[int, ...] | None:
    """A number that no element of Nat is below, none for Int, also for what is left when something is taken away from
    these; None for another set."""
    match domain:
        case Apply(op=Op.NAT):
            return (0,)
        case Apply(op=Op.INT):
            return ()
        case Apply(op=Op.SETMINUS, args=(whole, _)):
            return _least(_expr(whole))
        case Call(definition=definition, args=()) if not definition.recursive:
            return _least(definition.body)
        case _:
            return None


def _conjuncts(body: Expr) -> Iterator[Expr]:
    """The conjuncts of a formula, also those of the definitions that it names."""
    match body:
        case Apply(op=Op.AND, args=args):
            for arg in args:
                yield from _conjuncts(_expr(arg))
        case Call(definition=definition) if not definition.recursive:
            yield from _conjuncts(unfold(body))
        case _:
            yield body


def _pins(fact: Expr, local: Local) -> list[tuple[Expr, bool]]:
    """Sets, and with True single values, that a fact says a local to be among; none where it does not."""
    if not isinstance(fact, Apply):
        return []
    if fact.op is Op.OR:
        parts = [_pins(_expr(arg), local) for arg in fact.args]
        return [pin for part in parts for pin in part] if all(parts) else []
    if fact.op is Op.IN or fact.op is Op.EQ:
        left, right = fact.args
        if isinstance(left, LocalRef) and left.local is local:
            return [(_expr(right), fact.op is Op.EQ)]
    return []


def _limits(fact: Expr, local: Local) -> Iterator[_Limit]:
    """What a comparison says of a local."""
    if not isinstance(fact, Apply) or len(fact.args) != 2:
        return
    left, right, span = _expr(fact.args[0]), _expr(fact.args[1]), fact.span
    match fact.op:
        case Op.LE:
            yield from (*_solved(left, right, local, True), *_solved(right, left, local, False))
        case Op.LT:
            yield from _solved(left, _apply(Op.SUB, right, _one(span)), local, True)
            yield from _solved(right, _apply(Op.ADD, left, _one(span)), local, False)
        case Op.GE:
            yield from (*_solved(left, right, local, False), *_solved(right, left, local, True))
        case Op.GT:
            yield from _solved(left, _apply(Op.ADD, right, _one(span)), local, False)
            yield from _solved(right, _apply(Op.SUB, left, _one(span)), local, True)
        case Op.EQ:
            for one, other in ((left, right), (right, left)):
                yield from (*_solved(one, other, local, True), *_solved(one, other, local, False))
        case Op.IN if isinstance(right, Apply) and right.op is Op.RANGE:
            yield from _solved(left, _expr(right.args[0]), local, False)
            yield from _solved(left, _expr(right.args[1]), local, True)
        case _:
            return


def _solved(side: Expr, other: Expr, local: Local, upper: bool) -> Iterator[_Limit]:
    """`side <= other` (or `>=`) solved for a local that stands once in a sum."""
    if isinstance(side, LocalRef) and side.local is local:
        yield _Limit(upper, other)
        return
    if not isinstance(side, Apply) or side.op not in (Op.ADD, Op.SUB, Op.MUL):
        return
    left, right = _expr(side.args[0]), _expr(side.args[1])
    first, second = _speaks_of(left, {local}), _speaks_of(right, {local})
    if first is second:
        return
    match side.op:
        case Op.ADD:
            rest, part = (right, left) if first else (left, right)
            yield from _solved(part, _apply(Op.SUB, other, rest), local, upper)
        case Op.SUB if first:
            yield from _solved(left, _apply(Op.ADD, other, right), local, upper)
        case Op.SUB:
            yield from _solved(right, _apply(Op.SUB, left, other), local, not upper)
        case _:
            factor, part = (right, left) if first else (left, right)
            if isinstance(factor, Literal) and type(factor.value) is int and factor.value > 0:
                yield from _solved(part, _quotient(other, factor, upper), local, upper)


def _quotient(number: Expr, factor: Literal, down: bool) -> Expr:
    if down:  # \\div rounds down
        return _apply(Op.DIV, number, factor)
    negated = Apply(Op.NEG, (number,), number.span)
    return Apply(Op.NEG, (_apply(Op.DIV, negated, factor),), number.span)


def _apply(op: Op, left: Expr, right: Expr) -> Expr:
    return Apply(op, (left, right), left.span)


def _one(span: Span) -> Expr:
    return Literal(1, span)


def _expr(argument: Argument) -> Expr:
    assert isinstance(argument, Expr), "the arguments of these operators are expressions"
    return argument


def _speaks_of(node: Argument, names: set[Local]) -> bool:
    if isinstance(node, LocalRef):
        return node.local in names
    return any(_speaks_of(part, names) for part, _ in parts(node))
