"""A temporal formula taken apart into its conjuncts, through definitions and finite quantifiers; must not know what
each conjunct is for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from math import prod

from symcheck.base.span import Span
from symcheck.core.expr import Apply, Call, Expr, If, Let, Level, Literal, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.substitute import substitute, unfold
from symcheck.resolve.levels import Levels
from symcheck.value import FALSE, TRUE, FiniteSet, Interval

_MOST_ELEMENTS = 256


def conjuncts(formula: Expr, levels: Levels) -> Iterator[Expr]:
    """The conjuncts in the order of writing; what is below temporal level stays whole."""
    stack = [formula]
    while stack:
        node = stack.pop()
        match node:
            case Apply(op=Op.AND):
                stack.extend(reversed(node.operands))
            case _ if levels.level(node) is not Level.TEMPORAL:
                yield node
            case Call(definition=definition) if not definition.recursive:
                stack.append(unfold(node))
            case Let(definitions=definitions, body=body):
                inner = list(conjuncts(body, levels))
                if len(inner) == 1 and inner[0] is body:
                    yield node
                else:
                    stack.extend(Let(definitions, part, part.span) for part in reversed(inner))
            case If(condition=Literal(value=value), then=then, otherwise=otherwise) if value in (TRUE, FALSE):
                stack.append(then if value is TRUE else otherwise)
            case Quantified(quantifier=Quantifier.FORALL):
                instances = _instances(node)
                if instances is None:
                    yield node
                else:
                    stack.extend(reversed(instances))
            case Apply(op=Op.ALWAYS, args=(inner,)) if len(parts := always_parts(inner, levels)) > 1:
                stack.extend(Apply(Op.ALWAYS, (part,), part.span) for part in reversed(parts))
            case _:
                yield node


def always_parts(formula: object, levels: Levels) -> list[Expr]:
    """`[]` distributes over conjunction: the parts of its temporal argument, or of a conjunction with `[A]_v` in it."""
    assert not isinstance(formula, tuple)
    if isinstance(formula, Apply) and formula.op is Op.AND:
        parts = list(formula.operands)
        if levels.level(formula) >= Level.ACTION:
            return parts
    if isinstance(formula, Call) and levels.level(formula) is Level.TEMPORAL and not formula.definition.recursive:
        return always_parts(unfold(formula), levels)
    return []


def _instances(node: Quantified) -> list[Expr] | None:
    """The body for each element, where the domains are written out."""
    bodies = [node.body]
    for bound in node.bounds:
        found = None if bound.domain is None or bound.pattern else elements(bound.domain)
        if found is None or len(found) * len(bodies) > _MOST_ELEMENTS:
            return None
        (local,) = bound.locals
        bodies = [substitute(body, {local: element}) for body in bodies for element in found]
    return bodies


def elements(domain: Expr) -> list[Expr] | None:
    """The elements of a set as far as its text shows them: enumerations, values, ranges, unions of them."""
    match domain:
        case Literal(value=FiniteSet() as value):
            return [Literal(element, domain.span) for element in value]
        case Literal(value=Interval() as interval) if interval.cardinality() <= _MOST_ELEMENTS:
            return [Literal(element, domain.span) for element in interval]
        case Apply(op=Op.SET):
            return list(domain.operands)
        case Apply(op=Op.BOOLEAN):
            return [Literal(FALSE, domain.span), Literal(TRUE, domain.span)]
        case Apply(op=Op.RANGE, args=(low, high)):
            first, last = integer(low), integer(high)
            if first is None or last is None or last - first >= _MOST_ELEMENTS:
                return None
            return [Literal(number, domain.span) for number in range(first, last + 1)]
        case Apply(op=Op.CUP, args=(left, right)):
            one, other = _elements_of(left), _elements_of(right)
            return None if one is None or other is None else one + other
        case Apply(op=Op.SETMINUS, args=(left, right)):
            kept, removed = _values_of(left), _values_of(right)
            if kept is None or removed is None:
                return None
            return [literal for literal in kept if all(literal.value != other.value for other in removed)]
        case Apply(op=Op.PRODUCT, args=factors):
            return _combined([_elements_of(factor) for factor in factors], Op.TUPLE, (), domain.span)
        case Apply(op=Op.RECORD_SET, args=fields):
            names = tuple(name for name in fields[::2] if isinstance(name, Literal))
            return _combined([_elements_of(field) for field in fields[1::2]], Op.RECORD, names, domain.span)
        case Call(definition=definition, args=()) if not definition.recursive:
            return elements(definition.body)
        case _:
            return None


def _combined(
    parts: list[list[Expr] | None], op: Op, names: tuple[Literal, ...], span: Span
) -> list[Expr] | None:
    """The tuples, or the records with these names, of one element from each part."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or prod(map(len, known)) > _MOST_ELEMENTS:
        return None
    rows = product(*known)
    if not names:
        return [Apply(op, row, span) for row in rows]
    return [Apply(op, tuple(chain.from_iterable(zip(names, row, strict=True))), span) for row in rows]


def _values_of(argument: object) -> list[Literal] | None:
    """The elements of a set that are all written out as values."""
    found = _elements_of(argument)
    values = [] if found is None else [element for element in found if isinstance(element, Literal)]
    return values if found is not None and len(values) == len(found) else None


def _elements_of(argument: object) -> list[Expr] | None:
    return elements(argument) if isinstance(argument, Expr) else None


def integer(expr: object) -> int | None:
    """The integer that constant arithmetic over literals comes to, if it is that."""
    match expr:
        case Literal(value=int() as value):
            return value
        case Apply(op=Op.ADD | Op.SUB | Op.MUL as op, args=(left, right)):
            a, b = integer(left), integer(right)
            if a is None or b is None:
                return None
            return a + b if op is Op.ADD else a - b if op is Op.SUB else a * b
        case Call(definition=definition, args=()) if not definition.recursive:
            return integer(definition.body)
        case _:
            return None
