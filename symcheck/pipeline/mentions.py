"""Which variables a formula reads and which ones it may change; must not know how formulas are evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from symcheck.base.span import Span
from symcheck.core.expr import Apply, Call, Definition, DefinitionRef, Expr, Let, Variable, VariableRef
from symcheck.core.ops import Op


def variables_read(expr: Expr) -> frozenset[Variable]:
    """Every variable that the expression mentions, through definitions."""
    return frozenset(node.variable for node in _nodes(expr, frozenset()) if isinstance(node, VariableRef))


def variables_changed(action: Expr) -> frozenset[Variable]:
    """Every variable that the action primes, other than in `UNCHANGED v` and `v' = v`: only these can change."""
    found: set[Variable] = set()
    for node in _nodes(action, frozenset({Op.UNCHANGED}), skip_stuttering=True):
        if isinstance(node, Apply) and node.op is Op.PRIME:
            found.update(
                inner.variable for inner in _nodes(node, frozenset()) if isinstance(inner, VariableRef)
            )
    return frozenset(found)


def _nodes(root: object, without: frozenset[Op], skip_stuttering: bool = False) -> Iterator[object]:
    """Every node of the shared graph once, not looking inside the given operators."""
    seen: set[int] = set()
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(node)
            continue
        if isinstance(node, Span) or id(node) in seen or not is_dataclass(node) or isinstance(node, type):
            continue
        seen.add(id(node))
        if isinstance(node, Apply) and (node.op in without or (skip_stuttering and _is_stuttering(node))):
            continue
        yield node
        if isinstance(node, Definition):
            stack.append(node.body)
        elif isinstance(node, (Call, DefinitionRef)):
            stack.append(node.definition)
            stack.append(getattr(node, "args", ()))
        elif isinstance(node, Let):
            stack.append(node.body)  # definitions are reached where they are used
        else:
            stack.extend(getattr(node, each.name) for each in fields(node))


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
