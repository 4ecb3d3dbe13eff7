"""Values of next states that go on further than their writer meant: an ELSE takes in all that follows it; must not know
how anything is evaluated."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.core.expr import Apply, Argument, Case, Expr, If, Let
from symcheck.core.ops import Op
from symcheck.core.parts import reached

_ASSIGNING = frozenset((Op.EQ, Op.IN))


def swallowed(action: Expr) -> Iterator[tuple[Apply, Expr]]:
    """Each `x' = … ELSE e /\\ y' = f`, where the conjunct that gives y its value is a part of the value of x, with the
    last branch."""
    for node in reached(action):
        if isinstance(node, Apply) and _assigns(node):
            value = node.args[-1]
            last = _last(value)
            if last is not value and isinstance(last, Apply) and last.op in (Op.AND, Op.OR):
                if any(isinstance(part, Apply) and _gives_values(part) for part in last.args):
                    yield node, last


def _assigns(node: Apply) -> bool:
    """`x' = e` and `x' \\in S`."""
    return node.op in _ASSIGNING and isinstance(node.args[0], Apply) and node.args[0].op is Op.PRIME


def _gives_values(part: Apply) -> bool:
    return part.op is Op.UNCHANGED or _assigns(part)


def _last(value: Argument) -> Argument:
    """The branch or body that a value ends with, which no parenthesis closes."""
    match value:
        case If(otherwise=inner) | Let(body=inner):
            return _last(inner)
        case Case(other=inner) if inner is not None:
            return _last(inner)
        case Case(arms=arms):
            return _last(arms[-1][1])
        case _:
            return value
