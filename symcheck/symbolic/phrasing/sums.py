"""Sums of integers and comparisons of them as TLA+ text; must not know places, layouts or clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.symbolic.phrasing.literal import UnphrasableError
from symcheck.term import Kind as Op
from symcheck.term import Term

_COMPARISONS = {Op.LE: ("<=", ">"), Op.EQ: ("=", "#")}


def added(terms: Sequence[tuple[str, int]], constant: int) -> str:
    parts = [place if factor == 1 else f"{factor} * {place}" for place, factor in terms]
    return " + ".join([*parts, *([str(constant)] if constant or not parts else [])])


def formula(term: Term, places: Mapping[Term, str], positive: bool) -> str:
    if term.op is Op.NOT:
        return formula(term.args[0], places, not positive)
    if term.op in _COMPARISONS:
        left, right = term.args
        return f"{_sum(left, places)} {_COMPARISONS[term.op][0 if positive else 1]} {_sum(right, places)}"
    if term.op in (Op.AND, Op.OR):
        sign = " /\\ " if (term.op is Op.AND) is positive else " \\/ "
        return "(" + sign.join(formula(arg, places, positive) for arg in term.args) + ")"
    raise UnphrasableError(f"a formula of kind {term.op.value}")


def _sum(term: Term, places: Mapping[Term, str]) -> str:
    match term.op:
        case Op.VARIABLE:
            return places[term]
        case Op.INTEGER:
            return str(term.payload)
        case Op.ADD:
            text = ""
            for arg in term.args:
                if arg.op is Op.MUL and len(arg.args) == 2 and arg.args[0].op is Op.INTEGER and arg.args[0].payload < 0:
                    factor, rest = -arg.args[0].payload, _factor(arg.args[1], places)
                    piece = rest if factor == 1 else f"{factor} * {rest}"
                    text = f"{text} - {piece}" if text else f"0 - {piece}"
                elif arg.op is Op.INTEGER and arg.payload < 0 and text:
                    text += f" - {-arg.payload}"
                else:
                    text += f" + {_sum(arg, places)}" if text else _sum(arg, places)
            return text
        case Op.MUL:
            return " * ".join(_factor(arg, places) for arg in term.args)
        case Op.DIV | Op.MOD:
            sign = " \\div " if term.op is Op.DIV else " % "
            return sign.join(_factor(arg, places) for arg in term.args)
        case _:
            raise UnphrasableError(f"a number of kind {term.op.value}")


def _factor(term: Term, places: Mapping[Term, str]) -> str:
    text = _sum(term, places)
    return text if term.op in (Op.VARIABLE, Op.INTEGER) and not text.startswith("-") else f"({text})"
