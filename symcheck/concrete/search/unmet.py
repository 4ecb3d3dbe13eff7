"""Watches for premises that no state satisfies, so that what follows from them is not asked; must not know what finds
states."""

from __future__ import annotations

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.steps.successors import Condition, Machine, Values
from symcheck.core.expr import Apply, Argument, Call, Expr, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.spec import Named, Property

Asked = Named | Property


class Unmet:
    """`waiting` are the invariants `P => Q` and the properties `P ~> Q` or `[](P => Q)`, also for all elements of sets,
    of which no state has been seen that satisfies P; but none whose P speaks of no variable, of more
    than a state, or cannot be evaluated. What is written once is one premise, whatever it is asked for."""

    def __init__(self, machine: Machine) -> None:
        spec = machine.spec
        asked: list[Asked] = [*spec.invariants, *(each for each in spec.properties if each.kind != "action")]
        premises = [(each, _premise(each.expr)) for each in asked]
        self.waiting: list[tuple[Asked, Expr, Condition]] = [
            (each, premise, machine.condition(premise))
            for each, premise in premises
            if premise is not None and machine.compiler.analysis.variables_read(premise)
        ]

    def state(self, state: Values) -> None:
        met = {premise.span for _, premise, condition in self.waiting if _holds(condition, state)}
        if met:
            self.waiting = [each for each in self.waiting if each[1].span not in met]

    @property
    def premises(self) -> tuple[tuple[Asked, Expr], ...]:
        found = {(asked.name, premise.span): (asked, premise) for asked, premise, _ in self.waiting}
        return tuple(found.values())


def _holds(condition: Condition, state: Values) -> bool:
    try:
        return condition(state)
    except SpecError:
        return True


def _premise(formula: Argument) -> Expr | None:
    """When a formula asks anything at all; None where that is not written as a premise."""
    match formula:
        case Call(definition=definition, args=()):
            return _premise(definition.body)
        case Apply(op=Op.ALWAYS, args=(inner,)):
            return _premise(inner)
        case Apply(op=Op.IMPLIES | Op.LEADS_TO, args=(premise, _)) if isinstance(premise, Expr):
            return premise
        case Quantified(quantifier=Quantifier.FORALL, bounds=bounds, body=body, span=span):
            found = _premise(body)
            return None if found is None else Quantified(Quantifier.EXISTS, bounds, found, span)
        case _:
            return None
