"""What comparisons say of bounds holds of every value within them that satisfies the comparison."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from symcheck.system.bounds import Bounds, Comparisons, both, compares, join
from symcheck.term import BOOL, INT, Term, add, eq, evaluate, integer, ite, le, mul, neg, variable

A, B, C = (variable(name, INT) for name in "abc")
FLAG = variable("flag", BOOL)
LEAST, MOST = -4, 5


def inside(value: int, bounds: Bounds) -> bool:
    low, high = bounds
    return (low is None or low <= value) and (high is None or value <= high)


def drawn(random: Random) -> tuple[Term, dict[Term, Bounds]]:
    parts = [mul(integer(random.randint(-3, 3)), each) for each in (A, B, C)]
    parts += [ite(FLAG, integer(random.randint(-2, 2)), integer(0)), integer(random.randint(-6, 6))]
    left, right = add(random.sample(parts, 3)), add(random.sample(parts, 2))
    atom = random.choice((eq, le))(left, right)
    known: dict[Term, Bounds] = {}
    for each in (A, B, C):
        low, high = sorted((random.randint(LEAST, MOST), random.randint(LEAST, MOST)))
        known[each] = (random.choice((low, None)), random.choice((high, None)))
    return neg(atom) if random.random() < 0.3 else atom, known


@pytest.mark.parametrize("seed", range(150))
def test_no_value_is_lost(seed: int) -> None:
    formula, known = drawn(Random(seed))
    found = Comparisons().refined(known, formula)
    for a, b, c, flag in product(range(LEAST, MOST + 1), range(LEAST, MOST + 1), range(LEAST, MOST + 1), (False, True)):
        values = {A: a, B: b, C: c, FLAG: flag}
        if all(inside(values[each], known[each]) for each in known) and evaluate(formula, values):
            assert found is not None, values
            assert all(inside(values[each], bounds) for each, bounds in found.items()), values


def test_a_sum_bounds_each_of_its_parts() -> None:
    known: dict[Term, Bounds] = {A: (0, None), B: (0, None), C: (2, None)}
    whole = eq(add([A, mul(integer(2), B), C]), integer(9))
    assert Comparisons().refined(known, whole) == {A: (0, 7), B: (0, 3), C: (2, 9)}
    assert Comparisons().refined({A: (0, None), B: (None, None)}, le(add([A, B]), integer(3))) == {
        A: (0, None), B: (None, 3),
    }  # fmt: skip
    assert Comparisons().refined({A: (5, None), B: (5, None)}, le(add([A, B]), integer(3))) is None


def test_what_is_not_at_most_is_more() -> None:
    assert Comparisons().refined({A: (0, 9), B: (4, 9)}, neg(le(A, B))) == {A: (5, 9), B: (4, 8)}


def test_comparisons_with_a_constant_are_no_sums() -> None:
    assert not compares(le(A, integer(3)))
    assert compares(le(A, B))
    assert compares(eq(add([A, B]), integer(3)))


def test_bounds_together_and_apart() -> None:
    assert both((0, None), (None, 3)) == (0, 3)
    assert both((4, None), (None, 3)) is None
    assert join([{A: (0, 1)}, None, {A: (3, None)}]) == {A: (0, None)}
    assert join([None]) is None
