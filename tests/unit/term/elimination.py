"""What the tests of taking an integer out of a formula share: names, and what a formula means by trying values."""

from __future__ import annotations

from itertools import product

from symcheck.term import BOOL, INT, Term, evaluate, free_variables, variable

X, Y, Z = (variable(name, INT) for name in "xyz")
P = variable("p", BOOL)


def holds_where_some_value_does(rest: Term, formula: Term, most: int) -> None:
    """Asserts that the rest, without x, says that some x from -most to most satisfies the formula."""
    assert X not in free_variables(rest)
    for y, z, p in product(range(-2, 3), range(-2, 3), (False, True)):
        here = {Y: y, Z: z, P: p}
        assert evaluate(rest, here) == any(evaluate(formula, {**here, X: x}) for x in range(-most, most + 1))
