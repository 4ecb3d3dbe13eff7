"""What certainly is evaluated wherever an expression is; must not know what is looked for there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.base.diagnostic import Code
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Case,
    Choose,
    Except,
    Expr,
    FunctionExpr,
    If,
    Let,
    Literal,
    Quantified,
    SetFilter,
    SetMap,
)
from symcheck.core.ops import Op
from symcheck.resolve.report import Reporter
from symcheck.value import String

# all arguments are evaluated, in both readings; of the connectives that is only said of the first
_STRICT = frozenset(
    (
        Op.NOT, Op.IFF, Op.EQ, Op.NE, Op.IN, Op.NOTIN, Op.APPLY, Op.DOMAIN, Op.NEG, Op.ADD, Op.SUB, Op.MUL, Op.DIV,
        Op.MOD, Op.POW, Op.LT, Op.LE, Op.GT, Op.GE, Op.CARDINALITY, Op.LEN, Op.HEAD, Op.TAIL, Op.APPEND, Op.TO_STRING,
    )
)  # fmt: skip
_FIRST = frozenset((Op.AND, Op.OR, Op.IMPLIES))


def reject_lacking(roots: Iterable[Argument], report: Reporter) -> None:
    """Reports what symcheck cannot compute where evaluating the roots cannot but reach it. Elsewhere it is an error
    once it is evaluated."""
    for node in certain(roots):
        if isinstance(node, Apply) and node.op is Op.LACKING:
            what, hint = (arg.value for arg in node.args if isinstance(arg, Literal))
            assert isinstance(what, String), "so it was made"
            assert isinstance(hint, String), "so it was made"
            report.error(Code.UNSUPPORTED, what.text, node.span, hint.text)


def certain(roots: Iterable[Argument]) -> Iterator[Argument]:
    """The roots and all parts, bodies of called definitions included, that are evaluated whenever the roots are and
    nothing before them fails; some that are may be missing. Each once."""
    waiting = list(roots)
    seen: set[Argument] = set()
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield node
            waiting.extend(reversed(_first_parts(node)))


def _first_parts(node: Argument) -> list[Expr]:
    match node:
        case Apply(op=op, args=args) if op in _STRICT or op in _FIRST:
            return list(args if op in _STRICT else args[:1])  # type: ignore[arg-type]
        case Call(definition=definition):
            return [definition.body]
        case Let(body=body):
            return [body]
        case If(condition=condition):
            return [condition]
        case Case(arms=arms):
            return [arms[0][0]]
        case Except(base=base):
            return [base]
        case Choose(bound=bound) | SetFilter(bound=bound):
            return [] if bound.domain is None else [bound.domain]
        case Quantified(bounds=bounds) | SetMap(bounds=bounds) | FunctionExpr(bounds=bounds):
            return [] if bounds[0].domain is None else [bounds[0].domain]
        case _:
            return []
