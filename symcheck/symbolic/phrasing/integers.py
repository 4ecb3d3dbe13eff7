"""Literals about integers in their readable form: intervals and sums; must not know registers or text.

A comparison of one number becomes the intervals that it may be in, where clauses of the same proof bound the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from symcheck.symbolic.phrasing.literal import Clause, Compares, Literal, Place, Within, denied, linear
from symcheck.term import Kind as Op
from symcheck.term import Term, disj, evaluate

_WIDE = 1 << 12  # integers that are tried one by one


def bounded(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses with comparisons of one number written as intervals, where its bounds are clauses too."""
    listed = list(clauses)
    bounds: dict[Place, list[int | None]] = {}
    for each in listed:
        for place, low, high in _bound(each):
            known = bounds.setdefault(place, [None, None])
            known[0] = low if low is not None else known[0]
            known[1] = high if high is not None else known[1]
    inside = [_in_intervals(each, bounds) for each in listed]
    return [frozenset(_linear(literal) for literal in each) for each in inside]


def _bound(clause: Clause) -> Iterator[tuple[Place, int | None, int | None]]:
    """`low <= x` or `x <= high`, as a clause of its own."""
    if len(clause) != 1:
        return
    (literal,) = clause
    if isinstance(literal, Compares) and literal.term.op is Op.LE and len(literal.places) == 1:
        (left, right), (number, place) = literal.term.args, literal.places[0]
        if left.op is Op.INTEGER and right is number:
            yield place, left.payload, None
        elif right.op is Op.INTEGER and left is number:
            yield place, None, right.payload


def _in_intervals(clause: Clause, bounds: Mapping[Place, list[int | None]]) -> Clause:
    found: set[Literal] = set()
    comparisons: dict[Place, list[tuple[Term, Term]]] = {}
    bound = list(_bound(clause))
    if bound:
        place, low, high = bound[0]
        return frozenset((Within(place, ((low, high),)),))
    for literal in clause:
        if isinstance(literal, Compares) and len(literal.places) == 1:
            number, place = literal.places[0]
            low, high = bounds.get(place, (None, None))
            if low is not None and high is not None and high - low < _WIDE:
                comparisons.setdefault(place, []).append((number, literal.term))
                continue
        found.add(literal)
    for place, parts in comparisons.items():
        low, high = bounds[place]
        assert low is not None, "only numbers with both bounds are in comparisons"
        assert high is not None, "only numbers with both bounds are in comparisons"
        number, condition = parts[0][0], disj(term for _, term in parts)
        holds = [value for value in range(low, high + 1) if evaluate(condition, {number: value})]
        found.add(Within(place, _intervals(holds, low, high)))
    return frozenset(found)


def _linear(literal: Literal) -> Literal:
    """A comparison of sums as such; any other literal as it is."""
    if not isinstance(literal, Compares):
        return literal
    places = dict(literal.places)
    positive = literal.term.op is not Op.NOT
    atom = literal.term if positive else literal.term.args[0]
    if atom.op not in (Op.LE, Op.EQ):
        return literal
    left, right = (_factors(side, places) for side in atom.args)
    if left is None or right is None:
        return literal
    factors = dict(left[0])
    for place, factor in right[0].items():
        factors[place] = factors.get(place, 0) - factor
    sign = "<=" if atom.op is Op.LE else "="
    found = linear(factors, right[1] - left[1], sign)
    if found is None:
        return literal
    return found if positive else denied(found)


def _factors(term: Term, places: Mapping[Term, Place]) -> tuple[dict[Place, int], int] | None:
    """A sum as the factors of its numbers and what is left."""
    match term.op:
        case Op.INTEGER:
            return {}, term.payload
        case Op.VARIABLE:
            return {places[term]: 1}, 0
        case Op.ADD:
            factors: dict[Place, int] = {}
            rest = 0
            for arg in term.args:
                part = _factors(arg, places)
                if part is None:
                    return None
                rest += part[1]
                for place, factor in part[0].items():
                    factors[place] = factors.get(place, 0) + factor
            return factors, rest
        case Op.MUL if len(term.args) == 2 and term.args[0].op is Op.INTEGER:
            part = _factors(term.args[1], places)
            by: int = term.args[0].payload
            return None if part is None else ({place: by * factor for place, factor in part[0].items()}, by * part[1])
        case _:
            return None


def _intervals(values: list[int], low: int, high: int) -> tuple[tuple[int | None, int | None], ...]:
    """Maximal runs; one that reaches a bound that is known anyway has no bound there."""
    runs: list[list[int]] = []
    for value in values:
        if runs and runs[-1][1] == value - 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return tuple((None if first == low else first, None if last == high else last) for first, last in runs)
