"""A formula without an integer that it ties to other terms wherever it holds; must not know what it is for.

The one-point rule: `\\E x : x = t /\\ P(x)` is `P(t)`.
"""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.term.arithmetic import mul, negate, sub
from symcheck.term.logic import conj, disj, neg
from symcheck.term.node import Kind, Term, integer
from symcheck.term.walk import free_variables, substitute

CASES = 512
"""So many cases are told apart at the most."""


def tied(name: Term, formula: Term) -> Term | None:
    """A term that holds just where some value of an INT variable satisfies the formula; None where that is not seen."""
    left = [CASES]
    return _tied(name, formula, left)


def _tied(name: Term, formula: Term, left: list[int]) -> Term | None:
    left[0] -= 1
    if left[0] < 0:
        return None
    if name not in free_variables(formula):
        return formula
    cases = _cases(formula)
    if cases is not None:
        return _all(cases, name, left)
    parts = _parts(formula)
    for part in parts:
        term = solved(part, name)
        if term is not None:
            return substitute(formula, {name: term})
    for place, part in enumerate(parts):
        cases = _cases(part)
        if cases is not None:
            rest = parts[:place] + parts[place + 1 :]
            found = _all((conj((case, *rest)) for case in cases), name, left)
            if found is not None:
                return found
    return None


def _parts(formula: Term) -> tuple[Term, ...]:
    """The conjuncts."""
    inner = formula.args[0] if formula.op is Kind.NOT else formula
    if inner is not formula and inner.op is Kind.OR:
        return tuple(part for arg in inner.args for part in _parts(neg(arg)))
    if formula.op is Kind.AND:
        return tuple(part for arg in formula.args for part in _parts(arg))
    return (formula,)


def _cases(formula: Term) -> tuple[Term, ...] | None:
    """The disjuncts of a disjunction."""
    if formula.op is Kind.OR:
        return formula.args
    inner = formula.args[0] if formula.op is Kind.NOT else formula
    if inner is not formula and inner.op is Kind.AND:
        return tuple(neg(arg) for arg in inner.args)
    if formula.op is Kind.ITE:
        condition, then, otherwise = formula.args
        return conj((condition, then)), conj((neg(condition), otherwise))
    return None


def _all(cases: Iterable[Term], name: Term, left: list[int]) -> Term | None:
    found = []
    for case in cases:
        term = _tied(name, case, left)
        if term is None:
            return None
        found.append(term)
    return disj(found)


def solved(part: Term, name: Term) -> Term | None:
    """t, where the part says `name = t`."""
    if part.op is not Kind.EQ:
        return None
    difference = sub(*part.args)
    for sign in (1, -1):
        rest = sub(difference, mul(integer(sign), name))
        if name not in free_variables(rest):
            return negate(rest) if sign == 1 else rest
    return None
