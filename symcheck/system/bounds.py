"""What comparisons say of the bounds of integers, given those of others; must not know systems.

A sum is taken apart: each number in it is bounded by what the bounds of the others leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from symcheck.term import INT, Kind, Term, nodes
from symcheck.term.arithmetic import linear
from symcheck.term.bits import WidthError, interval
from symcheck.term.circuits import Range

Bounds: TypeAlias = "tuple[int | None, int | None]"
FREE: Bounds = (None, None)


class Comparisons:
    """Comparisons as sums that are 0, or at most 0; each is taken apart once."""

    def __init__(self) -> None:
        self._sums: dict[Term, tuple[dict[Term, int], int]] = {}

    def refined(self, known: Mapping[Term, Bounds], formula: Term) -> dict[Term, Bounds] | None:
        """The bounds where an atom, or the negation of one, holds; None where it cannot."""
        atom, holds = (formula.args[0], False) if formula.op is Kind.NOT else (formula, True)
        if atom.op not in (Kind.LE, Kind.EQ):
            return dict(known)
        if compares(formula):
            return self._of_sum(known, atom, holds)
        return _of_variable(known, atom, holds)

    def _of_sum(self, known: Mapping[Term, Bounds], atom: Term, holds: bool) -> dict[Term, Bounds] | None:
        if atom.op is Kind.EQ and not holds:
            return dict(known)
        weights, constant = self._sum(atom)
        if not holds:  # not at most 0 is at least 1
            weights, constant = {part: -weight for part, weight in weights.items()}, 1 - constant
        found = dict(known)
        sides = {part: _times(weight, self._of_part(part, known)) for part, weight in weights.items()}
        least, open_below = _added(low for low, _ in sides.values())
        most, open_above = _added(high for _, high in sides.values())
        for part, weight in weights.items():
            if part.op is not Kind.VARIABLE:
                continue
            low, high = sides[part]
            others_least = _without(least, open_below, low)
            others_most = _without(most, open_above, high)
            # weight * part <= -(constant + the least of the others), and for an equation >= -(constant + their most)
            upper = None if others_least is None else -(constant + others_least)
            lower = None if others_most is None or atom.op is Kind.LE else -(constant + others_most)
            met = both(found.get(part, FREE), _divided(lower, upper, weight))
            if met is None:
                return None
            found[part] = met
        return found

    def _of_part(self, part: Term, known: Mapping[Term, Bounds]) -> Bounds:
        if part.op is Kind.VARIABLE:
            return known.get(part, FREE)
        try:
            return interval_of(part, known)
        except WidthError:
            return FREE

    def _sum(self, atom: Term) -> tuple[dict[Term, int], int]:
        """left - right as what is added up, each so many times, and a constant."""
        found = self._sums.get(atom)
        if found is None:
            left, right = atom.args
            constant, weights = linear(((1, left), (-1, right)))
            found = self._sums[atom] = {part: weight for part, weight in weights.items() if weight}, constant
        return found


def compares(formula: Term) -> bool:
    """Whether a formula compares sums, or a variable with something that is no constant."""
    atom = formula.args[0] if formula.op is Kind.NOT else formula
    if atom.op not in (Kind.LE, Kind.EQ):
        return False
    left, right = atom.args
    return Kind.INTEGER not in (left.op, right.op) or Kind.ADD in (left.op, right.op) or Kind.MUL in (left.op, right.op)


def join(branches: Iterable[dict[Term, Bounds] | None]) -> dict[Term, Bounds] | None:
    """The bounds where one of several formulas holds; None where none can."""
    possible = [branch for branch in branches if branch is not None]
    if not possible:
        return None
    joined: dict[Term, Bounds] = {}
    for var in possible[0]:
        lows = [branch.get(var, FREE)[0] for branch in possible]
        highs = [branch.get(var, FREE)[1] for branch in possible]
        joined[var] = (
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
        )
    return joined


def both(one: Bounds, other: Bounds) -> Bounds | None:
    """What is within both; None where nothing is."""
    lows = [bounds[0] for bounds in (one, other) if bounds[0] is not None]
    highs = [bounds[1] for bounds in (one, other) if bounds[1] is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def closed(bounds: Bounds) -> Range:
    """Bounds on both sides. Raises WidthError where there is none on one."""
    low, high = bounds
    if low is None or high is None:
        raise WidthError
    return low, high


def interval_of(value: Term, here: Mapping[Term, Bounds]) -> Range:
    """The range of an integer term. Raises WidthError where it has no bounds."""
    known: dict[Term, Range] = {}
    for node in nodes((value,)):
        if node.sort == INT:
            known[node] = closed(here.get(node, FREE)) if node.op is Kind.VARIABLE else interval(node, known)
    return known[value]


def _of_variable(known: Mapping[Term, Bounds], atom: Term, holds: bool) -> dict[Term, Bounds] | None:
    """A variable compared with a constant."""
    if atom.args[1].op is not Kind.INTEGER or atom.args[0].op is not Kind.VARIABLE:
        return dict(known)
    var, bound = atom.args[0], atom.args[1].payload
    low, high = known.get(var, FREE)
    if atom.op is Kind.LE and holds:
        high = bound if high is None else min(high, bound)
    elif atom.op is Kind.LE:
        low = bound + 1 if low is None else max(low, bound + 1)
    elif holds:
        if (low is not None and bound < low) or (high is not None and bound > high):
            return None
        low = high = bound
    else:
        low = bound + 1 if low == bound else low
        high = bound - 1 if high == bound else high
    if low is not None and high is not None and low > high:
        return None
    return {**known, var: (low, high)}


def _times(weight: int, bounds: Bounds) -> Bounds:
    low, high = bounds if weight > 0 else (bounds[1], bounds[0])
    return None if low is None else weight * low, None if high is None else weight * high


def _added(sides: Iterable[int | None]) -> tuple[int, int]:
    """The sum of those that there are, and how many are missing."""
    total = missing = 0
    for side in sides:
        if side is None:
            missing += 1
        else:
            total += side
    return total, missing


def _without(total: int, missing: int, side: int | None) -> int | None:
    """The sum of the others; None if one of them is missing."""
    if side is None:
        return total if missing == 1 else None
    return total - side if missing == 0 else None


def _divided(lower: int | None, upper: int | None, weight: int) -> Bounds:
    """The integers x with lower <= weight * x <= upper."""
    if weight < 0:
        lower, upper, weight = None if upper is None else -upper, None if lower is None else -lower, -weight
    return None if lower is None else -(-lower // weight), None if upper is None else upper // weight
