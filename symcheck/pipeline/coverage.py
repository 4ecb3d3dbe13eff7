"""What never happens in a small specification, and so hides what was meant to be checked: actions that are never taken,
and steps of a property that none is; must not know how verdicts are found."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.search.checks import Checks
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.expr import Apply, Argument, Call, Definition, Expr, Let, Level, Literal, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.spec import Behavior, Property, Spec
from symcheck.value import FALSE

MOST_STATES = 20_000
MOST_SECONDS = 2.0


def never_taken(spec: Spec, states: int, budget: Budget) -> tuple[Definition, ...]:
    """The actions of Next that no reachable state enables. Nothing is said where finding out would take long: it needs
    all `states` reachable states where some action is never enabled, and only a few otherwise."""
    assert spec.behavior is not None
    named = {definition.name: definition for definition in actions_of(spec.behavior)}
    if states > MOST_STATES or len(named) < 2:
        return ()
    missing = set(named)
    limited = budget.slice(MOST_SECONDS)
    try:
        complete = deeply(lambda: _search(Machine(spec), missing, limited))
    except SpecError:
        return ()
    return tuple(named[name] for name in named if name in missing) if complete else ()


def never_moved(spec: Spec, states: int, budget: Budget) -> tuple[Property, ...]:
    """The properties `[][A]_v` whose v no reachable step changes, so that A is never asked; but none that says just
    this, like `[][v' = v]_v`. Nothing is said where finding out would take long."""
    squares = [(each, _subscript(each)) for each in spec.properties if each.kind == "action"]
    asked = [(each, subscript) for each, subscript in squares if subscript is not None]
    if not asked or states > MOST_STATES:
        return ()
    limited = budget.slice(MOST_SECONDS)
    try:
        return deeply(lambda: _unmoved(Machine(spec), asked, limited))
    except SpecError:
        return ()


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


def _unmoved(machine: Machine, asked: list[tuple[Property, Expr]], budget: Budget) -> tuple[Property, ...]:
    within = Checks(machine).within
    still = [(each, machine.function(subscript)) for each, subscript in asked]
    found: dict[Values, None] = dict.fromkeys(machine.initial())
    waiting = list(filter(within, found))
    while waiting and still:
        state = waiting.pop()
        for successor in machine.successors(state):
            if successor != state:
                still = [(each, value) for each, value in still if value(state) == value(successor)]
            if successor not in found:
                found[successor] = None
                if within(successor):
                    waiting.append(successor)
        if budget.exhausted or len(found) > MOST_STATES:
            return ()
    return tuple(each for each, _ in still)


def _search(machine: Machine, missing: set[str], budget: Budget) -> bool:
    """Take the actions seen out of `missing`; whether all that is left has been looked for everywhere."""
    within = Checks(machine).within
    found: dict[Values, None] = dict.fromkeys(machine.initial())
    waiting = list(filter(within, found))
    while waiting:
        state = waiting.pop()
        for transition in machine.transitions(state):
            missing.discard(transition.action)
            if transition.state not in found:
                found[transition.state] = None
                if within(transition.state):
                    waiting.append(transition.state)
        if not missing:
            return True
        if budget.exhausted or len(found) > MOST_STATES:
            return False
    return True


def actions_of(behavior: Behavior) -> tuple[Definition, ...]:
    """The definitions that name the disjuncts of Next, each once, in order."""
    return tuple({each.name: each for each in _actions(behavior.next, None)}.values())


def _actions(node: Expr, inside: Definition | None) -> Iterator[Definition]:
    """The definitions that name the disjuncts of Next."""
    match node:
        case Apply(op=Op.OR, args=args):
            for part in args:
                assert isinstance(part, Expr), "a disjunction has expressions as parts"
                yield from _actions(part, inside)
        case Quantified(quantifier=Quantifier.EXISTS, body=body) | Let(body=body):
            yield from _actions(body, inside)
        case Call(definition=definition) if not definition.recursive and definition.level is Level.ACTION:
            yield from _actions(definition.body, definition)
        case _:
            if inside is not None:
                yield inside
