"""Arithmetic on numbers made of formulas, in two's complement or value by value; must not know integer terms.

A number in bits is a list of formulas, least significant first; the last one is the sign and goes on for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symcheck.term.arithmetic import floor_div
from symcheck.term.logic import conj, disj, iff, ite, neg
from symcheck.term.node import FALSE, TRUE, Term, boolean

Range = tuple[int, int]  # lowest and highest value
Bits = Sequence[Term]
Values = Mapping[int, Term]  # each possible value, and when it is the one

FEW = 64
"""So many values at most are kept apart."""


def width(low: int, high: int) -> int:
    """How many bits hold every value of a range, the sign included."""
    return max(low.bit_length() if low >= 0 else (-low - 1).bit_length(), high.bit_length() if high >= 0 else 0) + 1


def constant(value: int) -> Bits:
    return [boolean(bool(value >> place & 1)) for place in range(width(value, value))]


def equal(left: Bits, right: Bits) -> Term:
    count = max(len(left), len(right))
    return conj(iff(a, b) for a, b in zip(extend(left, count), extend(right, count), strict=True))


def at_most(left: Bits, right: Bits) -> Term:
    """`left` is at most `right`, signs considered."""
    count = max(len(left), len(right))
    left, right = extend(left, count), extend(right, count)
    found = TRUE
    for a, b in zip(left[:-1], right[:-1], strict=True):
        found = ite(a, conj((b, found)), disj((b, found)))
    return ite(left[-1], disj((neg(right[-1]), found)), conj((neg(right[-1]), found)))


def extend(number: Bits, count: int) -> list[Term]:
    return [*number, *[number[-1]] * (count - len(number))]


def plus(left: Bits, right: Bits, carry: Term) -> list[Term]:
    """The sum of two numbers of one width, in that width."""
    total = []
    for a, b in zip(left, right, strict=True):
        differ = neg(iff(a, b))
        total.append(neg(iff(differ, carry)))
        carry = disj((conj((a, b)), conj((differ, carry))))
    return total


def times(left: Bits, right: Bits, count: int) -> list[Term]:
    if all(bit is TRUE or bit is FALSE for bit in right):
        left, right = right, left
    left, right = extend(left, count)[:count], extend(right, count)[:count]
    total: list[Term] = [FALSE] * count
    for place, bit in enumerate(left):
        if bit is not FALSE:
            shifted = [*[FALSE] * place, *(conj((bit, other)) for other in right[: count - place])]
            total = plus(total, shifted, FALSE)
    return total


def divide(number: Bits, bounds: Range, divisor: int) -> tuple[Bits, Bits]:
    """Quotient rounded down and remainder by a positive constant: schoolbook, from a multiple below every value."""
    low, high = bounds
    below = floor_div(low, divisor)
    base = below * divisor
    count = width(0, max(high - base, 0))
    shifted = plus(extend(number, count)[:count], extend(constant(-base), count)[:count], FALSE)
    size = divisor.bit_length() + 2
    rest: list[Term] = [FALSE] * size
    quotient: list[Term] = []
    for bit in reversed(shifted[:-1]):
        rest = [bit, *rest[:-1]]
        fits = at_most(constant(divisor), rest)
        less = plus(rest, extend(constant(-divisor), size)[:size], FALSE)
        rest = [ite(fits, one, other) for one, other in zip(less, rest, strict=True)]
        quotient.insert(0, fits)
    quotient.append(FALSE)
    total = width(min(below, 0), max(floor_div(high, divisor), below, 0)) + 1
    raised = plus(extend(quotient, total)[:total], extend(constant(below), total)[:total], FALSE)
    return raised, rest


def values_of(number: Bits, bounds: Range) -> Values:
    """A condition for each value of a range."""
    low, high = bounds
    return {value: equal(number, constant(value)) for value in range(low, high + 1)}


def bits_of_values(values: Values, bounds: Range) -> Bits:
    count = width(*bounds)
    return [disj(when for value, when in values.items() if value >> place & 1) for place in range(count)]


def combine(operation: Callable[[int, int], int], left: Values | None, right: Values | None) -> Values | None:
    """The conditions of all results, where they are few."""
    if left is None or right is None or len(left) * len(right) > FEW * FEW // 4:
        return None
    cases: dict[int, list[Term]] = {}
    for one, first in left.items():
        for other, second in right.items():
            both = conj((first, second))
            if both is not FALSE:
                cases.setdefault(operation(one, other), []).append(both)
    return {value: disj(cases[value]) for value in sorted(cases)} if len(cases) <= FEW else None


def equal_values(left: Values, right: Values) -> Term:
    return disj(conj((when, right[value])) for value, when in left.items() if value in right)


def at_most_values(left: Values, right: Values) -> Term:
    return disj(
        conj((when, disj(then for other, then in right.items() if value <= other))) for value, when in left.items()
    )
