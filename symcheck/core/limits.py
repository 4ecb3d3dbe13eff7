"""Filters that only compare what they bind with numbers, as {x \\in Int : x > n}; must not know what numbers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcheck.core.expr import Apply, Argument, Expr, Lambda, Local, LocalRef, SetFilter
from symcheck.core.ops import Op
from symcheck.core.parts import parts

_TURNED: Mapping[Op, Op] = {Op.LT: Op.GT, Op.GT: Op.LT, Op.LE: Op.GE, Op.GE: Op.LE, Op.NE: Op.NE}

Comparison = tuple[Op, Expr]


def comparisons(expr: SetFilter) -> tuple[Comparison, ...] | None:
    """What every element is compared with: `(op, e)` says `x op e`, one of < > <= >= /=, where e does not speak of
    x; None where the filter says something else."""
    if expr.bound.pattern or len(expr.bound.locals) != 1:
        return None
    (local,) = expr.bound.locals
    found: list[Comparison] = []
    todo: list[Argument] = [expr.body]
    while todo:
        node = todo.pop()
        if not isinstance(node, Apply) or isinstance(node.args[0], Lambda):
            return None
        if node.op is Op.AND:
            todo.extend(node.args)
            continue
        if len(node.args) != 2 or node.op not in _TURNED:
            return None
        left, right = node.args
        op: Op = node.op
        if _is(right, local):
            left, right, op = right, left, _TURNED[op]
        if not _is(left, local) or _mentions(right, local) or isinstance(right, Lambda):
            return None
        found.append((op, right))  # type: ignore[arg-type]
    return tuple(found)


def _is(node: Argument, local: Local) -> bool:
    return isinstance(node, LocalRef) and node.local is local


def _mentions(node: Argument, local: Local) -> bool:
    todo = [node]
    while todo:
        here = todo.pop()
        # a definition of a LET outside of the filter does not speak of what the filter binds
        if _is(here, local):
            return True
        todo.extend(part for part, _ in parts(here))
    return False


def limits(found: Iterable[tuple[Op, int]]) -> tuple[int | None, int | None, frozenset[int]]:
    """The least and the greatest integer that comparisons with integers allow (None: there is none), and those in
    between that they leave out."""
    low: int | None = None
    high: int | None = None
    holes: set[int] = set()
    for op, number in found:
        if op is Op.NE:
            holes.add(number)
        elif op in (Op.GT, Op.GE):
            least = number + (op is Op.GT)
            low = least if low is None else max(low, least)
        else:
            most = number - (op is Op.LT)
            high = most if high is None else min(high, most)
    return low, high, frozenset(holes)
