"""What an action asks of the state before it chooses anything; must not know who evaluates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcheck.core.expr import Apply, Call, Expr, If, Literal, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.parts import free_locals, reached
from symcheck.core.substitute import unfold
from symcheck.value import TRUE

_STEPS = frozenset((Op.PRIME, Op.UNCHANGED, Op.SQUARE, Op.ANGLE, Op.COMPOSE))


def guards_first(action: Expr) -> Expr:
    """An action with its conditions on the state moved before its choices, as far as they do not speak of what is
    chosen: \\E k \\in Int : open /\\ x' = k becomes open /\\ \\E k \\in Int : x' = k.

    It allows the same steps. An evaluation error of the one may be none of the other, and definitions lose their names.
    """
    guards, rest = _split(action)
    return _joined((*guards, *rest), action)


def _split(node: Expr) -> tuple[list[Expr], list[Expr]]:
    """Conditions on the state, and what else has to hold."""
    match node:
        case Apply(op=Op.AND):
            halves = [_split(part) for part in node.operands]
            return [one for guards, _ in halves for one in guards], [one for _, rest in halves for one in rest]
        case Apply(op=Op.OR) if _steps(node):
            return [], [replace(node, args=tuple(map(guards_first, node.operands)))]
        case Quantified(quantifier=Quantifier.EXISTS, bounds=bounds, body=body) if _steps(body):
            bound = {local for group in bounds for local in group.locals}
            guards, rest = _split(body)
            outside = [guard for guard in guards if bound.isdisjoint(free_locals(guard))]
            inside = [guard for guard in guards if guard not in outside]
            return outside, [replace(node, body=_joined((*inside, *rest), body))]
        case If(condition=condition, then=then, otherwise=otherwise) if _steps(then, otherwise):
            return [], [If(condition, guards_first(then), guards_first(otherwise), node.span)]
        case Call(definition=definition) if not definition.recursive and _steps(node):
            return _split(unfold(node))
        case _:
            return ([], [node]) if _steps(node) else ([node], [])


def _steps(*nodes: Expr) -> bool:
    """Whether something speaks of a next state."""
    return any(isinstance(each, Apply) and each.op in _STEPS for each in reached(*nodes))


def _joined(parts: Sequence[Expr], at: Expr) -> Expr:
    if len(parts) == 1:
        return parts[0]
    return Apply(Op.AND, tuple(parts), at.span) if parts else Literal(TRUE, at.span)
