"""Which variables a formula reads and which ones it may change; must not know how formulas are evaluated."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.core.expr import Apply, Argument, Expr, Let, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts

_OF_STEPS = (Op.PRIME, Op.UNCHANGED, Op.SQUARE, Op.ANGLE)
_OF_THE_RUN = (Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TRACE)


def variables_read(expr: Expr) -> frozenset[Variable]:
    """Every variable that the expression mentions, through definitions."""
    return frozenset(node.variable for node in _nodes(expr, frozenset()) if isinstance(node, VariableRef))


def speaks_of_steps(expr: Expr) -> bool:
    """Whether the expression says anything of a next state."""
    return any(isinstance(node, Apply) and node.op in _OF_STEPS for node in _nodes(expr, frozenset()))


def asks_the_run(expr: Expr) -> bool:
    """Whether the expression tells states apart by how they are reached."""
    return any(isinstance(node, Apply) and node.op in _OF_THE_RUN for node in _nodes(expr, frozenset()))


def variables_changed(action: Expr) -> frozenset[Variable]:
    """Every variable that the action primes, other than in `UNCHANGED v` and `v' = v`: only these can change."""
    found: set[Variable] = set()
    for node in _nodes(action, frozenset({Op.UNCHANGED}), skip_stuttering=True):
        if isinstance(node, Apply) and node.op is Op.PRIME:
            found.update(
                inner.variable for inner in _nodes(node, frozenset()) if isinstance(inner, VariableRef)
            )
    return frozenset(found)


def _nodes(root: Argument, without: frozenset[Op], skip_stuttering: bool = False) -> Iterator[Argument]:
    """Every node of the shared graph once, not looking inside the given operators."""
    seen: set[Argument] = set()
    stack: list[Argument] = [root]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if isinstance(node, Apply) and (node.op in without or (skip_stuttering and _is_stuttering(node))):
            continue
        yield node
        called = callee(node)
        if called is not None:
            stack.append(called.body)
        if isinstance(node, Let):
            stack.append(node.body)  # definitions are reached where they are used
        else:
            stack.extend(part for part, _ in parts(node))


def _is_stuttering(node: Apply) -> bool:
    """`v' = v`."""
    if node.op is not Op.EQ or len(node.args) != 2:
        return False
    left, right = node.args
    return (
        isinstance(left, Apply)
        and left.op is Op.PRIME
        and isinstance(left.args[0], VariableRef)
        and isinstance(right, VariableRef)
        and left.args[0].variable is right.variable
    )
