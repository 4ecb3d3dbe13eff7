"""The actions of a specification, and which of them a search has never seen taken; must not know how it searched."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.concrete.search.exploration import Exploration
from symcheck.core.expr import Apply, Call, Definition, Expr, Let, Level, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.spec import Behavior, Spec


def never_taken(spec: Spec, found: Exploration) -> tuple[Definition, ...]:
    """The actions of Next that no reachable state enables, after a complete search. Where a VIEW lets one state stand
    for others, or Next has one action only, nothing is said."""
    assert found.complete, "only a complete search has looked everywhere"
    assert spec.behavior is not None
    actions = actions_of(spec.behavior)
    if spec.view is not None or len(actions) < 2:
        return ()
    return tuple(action for action in actions if action.name not in found.taken)


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
