"""Which actions a small specification never takes: a guard that nothing satisfies hides what was meant to be checked;
must not know what is checked."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.checks import Checks
from symcheck.concrete.deep import deeply
from symcheck.concrete.successors import Machine, Values
from symcheck.core.expr import Apply, Call, Definition, Expr, Let, Level, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.spec import Spec

MOST_STATES = 20_000
MOST_SECONDS = 2.0


def never_taken(spec: Spec, states: int, budget: Budget) -> tuple[Definition, ...]:
    """The actions of Next that no reachable state enables. Nothing is said where finding out would take long: it needs
    all `states` reachable states where some action is never enabled, and only a few otherwise."""
    assert spec.behavior is not None
    named = {definition.name: definition for definition in _actions(spec.behavior.next, None)}
    if states > MOST_STATES or len(named) < 2:
        return ()
    missing = set(named)
    limited = budget.slice(MOST_SECONDS)
    try:
        complete = deeply(lambda: _search(Machine(spec), missing, limited))
    except SpecError:
        return ()
    return tuple(named[name] for name in named if name in missing) if complete else ()


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
