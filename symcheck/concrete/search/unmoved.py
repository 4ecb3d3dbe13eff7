"""Watches for properties `[][A]_v` whose v no step changes, so that A is not asked; must not know what finds steps."""

from __future__ import annotations

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.steps.successors import Function, Machine, Values
from symcheck.core.expr import Apply, Argument, Call, Expr, Literal
from symcheck.core.ops import Op
from symcheck.core.spec import Property
from symcheck.value import FALSE


class Unmoved:
    """`waiting` are the properties of which no step has been seen that changes their v; but none that says just this,
    like `[][v' = v]_v`, and none whose v cannot be evaluated."""

    def __init__(self, machine: Machine) -> None:
        properties = machine.spec.properties
        squares = [(each, _subscript(each)) for each in properties if each.kind == "action"]
        self.waiting: list[tuple[Property, Function]] = [
            (each, machine.function(subscript)) for each, subscript in squares if subscript is not None
        ]

    def step(self, state: Values, successor: Values) -> None:
        if state != successor:
            self.waiting = [each for each in self.waiting if _same(each[1], state, successor)]

    @property
    def properties(self) -> tuple[Property, ...]:
        return tuple(each for each, _ in self.waiting)


def _same(value: Function, state: Values, successor: Values) -> bool:
    try:
        return value(state) == value(successor)
    except SpecError:
        return False


def _subscript(asked: Property) -> Expr | None:
    match asked.expr:
        case Apply(op=Op.SQUARE, args=(action, subscript)) if isinstance(subscript, Expr):
            return None if _forbids_change(action) else subscript
        case _:
            return None


def _forbids_change(action: Argument) -> bool:
    match action:
        case Literal(value=value):
            return value is FALSE
        case Apply(op=Op.UNCHANGED) | Apply(op=Op.EQ, args=(Apply(op=Op.PRIME), _)):
            return True
        case Call(definition=definition):
            return _forbids_change(definition.body)
        case Apply(op=Op.AND, args=args):
            return any(map(_forbids_change, args))
        case _:
            return False
