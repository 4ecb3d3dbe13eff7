"""A formula without an integer that it only keeps between other terms; must not know what it is for.

`\\E x : a <= x /\\ x <= b` is `a <= b`, of integers as of reals, as long as `x` itself is compared and no multiple of
it (Fourier and Motzkin's elimination).
"""

from __future__ import annotations

from symcheck.term.arithmetic import le, mul, negate, sub
from symcheck.term.logic import conj, disj
from symcheck.term.node import Kind, Term, integer
from symcheck.term.walk import free_variables

PAIRS = 256
"""So many bounds from below are compared with bounds from above at the most."""


def between(name: Term, formula: Term) -> Term | None:
    """A term that holds just where some value of an INT variable satisfies conjunctions of comparisons, or one of them;
    None where something else is said of the variable."""
    if formula.op is Kind.OR:
        cases = [between(name, case) for case in formula.args]
        return None if None in cases else disj(case for case in cases if case is not None)
    rest: list[Term] = []
    lows: list[Term] = []
    highs: list[Term] = []
    for part in formula.args if formula.op is Kind.AND else (formula,):
        if name not in free_variables(part):
            rest.append(part)
            continue
        bound = bounded(name, part)
        if bound is None:
            return None
        (lows if bound[0] else highs).append(bound[1])
    if len(lows) * len(highs) > PAIRS:
        return None
    return conj((*rest, *(le(low, high) for low in lows for high in highs)))


def bounded(name: Term, part: Term) -> tuple[bool, Term] | None:
    """Whether a comparison bounds an INT variable from below, and the bound; None where it is no such comparison."""
    negated = part.op is Kind.NOT
    atom = part.args[0] if negated else part
    if atom.op is not Kind.LE:
        return None
    total = sub(*atom.args)  # no more than 0
    if negated:
        total = sub(integer(1), total)
    weight = weight_of(name, total)
    if weight not in (-1, 1):
        return None
    rest = sub(total, mul(integer(weight), name))
    return (True, rest) if weight == -1 else (False, negate(rest))


def weight_of(name: Term, total: Term) -> int | None:
    """How many times an INT variable is in a sum; None where it stands inside of something else."""
    weight = 0
    for part in total.args if total.op is Kind.ADD else (total,):
        if part is name:
            weight += 1
        elif part.op is Kind.MUL and part.args[0].op is Kind.INTEGER and part.args[1] is name:
            weight += part.args[0].payload
        elif name in free_variables(part):
            return None
    return weight
