"""A finite set put into a sequence, as `CHOOSE f \\in [1..Cardinality(S) -> S] : IsInjective(f)` does; must not know
what values are.

CHOOSE takes the first of the sequences that hold every element once, and that is the set in its order.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Call,
    Choose,
    ConstantRef,
    Expr,
    Literal,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
    SetMap,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.substitute import unfold

Equality = tuple[bool, Argument, Argument]


def listed(expr: Choose) -> Expr | None:
    """The set whose elements this puts into a sequence, each once; None where it does something else, or where that is
    not seen."""
    domain = _opened(expr.bound.domain)
    if expr.bound.pattern or not isinstance(domain, Apply) or domain.op is not Op.FUNCTION_SET:
        return None
    found = _Listing(expr.bound.locals[0], *domain.operands)
    return found.elements if found.is_as_long() and found.has_each_once(expr.body) else None


class _Listing:
    """A `sequence` over `indices` of what is in `elements`."""

    def __init__(self, sequence: Local, indices: Expr, elements: Expr) -> None:
        self._sequence = sequence
        self._indices = indices
        self.elements = elements

    def is_as_long(self) -> bool:
        """Whether there are as many indices as elements."""
        match _opened(self._indices):
            case Apply(op=Op.RANGE, args=(Literal(value=1), last)):
                match _opened(last):
                    case Apply(op=Op.CARDINALITY, args=(counted,)):
                        return _same(counted, self.elements)
        return False

    def has_each_once(self, body: Argument) -> bool:
        """Whether the formula says that no element is there twice, or that each is there: both come to the same."""
        match _opened(body):
            case Apply(op=Op.AND, args=parts):
                return all(map(self.has_each_once, parts))
            case Apply(op=Op.EQ, args=(left, right)):
                pairs = (left, right), (right, left)
                return any(self._is_range(one) and _same(other, self.elements) for one, other in pairs)
            case Quantified(quantifier=Quantifier.FORALL, bounds=bounds, body=inside):
                following = _opened(inside)
                while isinstance(following, Quantified) and following.quantifier is Quantifier.FORALL:
                    bounds, following = (*bounds, *following.bounds), _opened(following.body)
                if len(bounds) == 1 and not bounds[0].pattern and _same(bounds[0].domain, self.elements):
                    return self._is_there(bounds[0].locals[0], following)
                return all(map(self._is_of_indices, bounds)) and self._differ([b.locals[0] for b in bounds], following)
        return False

    def _is_there(self, element: Local, body: Argument | None) -> bool:
        match body:
            case Quantified(quantifier=Quantifier.EXISTS, bounds=(bound,), body=inside) if self._is_of_indices(bound):
                match _equalities(inside):
                    case [(True, left, right)]:
                        pairs = (left, right), (right, left)
                        return any(self._is_at(one, bound.locals[0]) and _is(other, element) for one, other in pairs)
        return False

    def _differ(self, indices: Sequence[Local], body: Argument | None) -> bool:
        """Whether the formula says that two indices are one, or what stands there differs."""
        found = sorted(_equalities(body) or (), key=lambda each: each[0])
        if len(indices) != 2 or [each[0] for each in found] != [False, True]:
            return False
        (_, *values), (_, *places) = found
        orders = indices, indices[::-1]
        return any(all(map(_is, places, order)) for order in orders) and any(
            all(map(self._is_at, values, order)) for order in orders
        )

    def _is_of_indices(self, bound: Bound) -> bool:
        match _opened(bound.domain):
            case Apply(op=Op.DOMAIN, args=(function,)):
                return not bound.pattern and _is(function, self._sequence)
        return not bound.pattern and _same(bound.domain, self._indices)

    def _is_range(self, node: Argument) -> bool:
        match _opened(node):
            case SetMap(bounds=(bound,), body=element):
                return self._is_of_indices(bound) and self._is_at(element, bound.locals[0])
        return False

    def _is_at(self, node: Argument, index: Local) -> bool:
        match node:
            case Apply(op=Op.APPLY, args=(function, key)):
                return _is(function, self._sequence) and _is(key, index)
        return False


def _opened(node: Argument | None) -> Argument | None:
    """The expression through the definitions that it calls."""
    while isinstance(node, Call) and not node.definition.recursive:
        node = unfold(node)
    return node


def _equalities(node: Argument | None, positive: bool = True) -> list[Equality] | None:
    """The equalities, denied or not, one of which the formula says holds; None where it is another formula. Of two that
    are quantified alike `a < b` says that they differ."""
    match _opened(node):
        case Apply(op=Op.EQ, args=(left, right)):
            return [(positive, left, right)]
        case Apply(op=Op.NE, args=(left, right)):
            return [(not positive, left, right)]
        case Apply(op=Op.LT | Op.GT, args=(left, right)) if not positive:
            return [(True, left, right)]
        case Apply(op=Op.NOT, args=(inner,)):
            return _equalities(inner, not positive)
        case Apply(op=Op.OR | Op.IMPLIES as op, args=(left, right)) if positive:
            one, other = _equalities(left, op is Op.OR), _equalities(right)
            return None if one is None or other is None else one + other
    return None


def _is(node: Argument, local: Local) -> bool:
    return isinstance(node, LocalRef) and node.local is local


def _same(one: Argument | None, other: Argument | None) -> bool:
    """Whether two expressions are written alike, through definitions; not, where that is not easily seen."""
    match _opened(one), _opened(other):
        case (LocalRef() as a, LocalRef() as b):
            return a.local is b.local
        case (VariableRef() as a, VariableRef() as b):
            return a.variable is b.variable
        case (ConstantRef(args=()) as a, ConstantRef(args=()) as b):
            return a.constant is b.constant
        case (Literal() as a, Literal() as b):
            return type(a.value) is type(b.value) and a.value == b.value
        case (Apply() as a, Apply() as b):
            return a.op is b.op and len(a.args) == len(b.args) and all(map(_same, a.args, b.args))
    return False
