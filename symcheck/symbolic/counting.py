"""How many of some conditions hold, as a union of small integers; must not know what they are conditions of."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.symbolic.merge import merge
from symcheck.symbolic.values import Sym
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


def count_of(conditions: Sequence[Term]) -> Sym:
    """The number of conditions that hold: `at_least[n]` is built condition by condition (a sequential counter)."""
    certain = sum(condition is TRUE for condition in conditions)
    open_ones = [condition for condition in conditions if condition is not TRUE and condition is not FALSE]
    at_least: list[Term] = [TRUE]
    for condition in open_ones:
        grown = [TRUE]
        for number in range(1, len(at_least) + 1):
            already = at_least[number] if number < len(at_least) else FALSE
            grown.append(disj((already, conj((at_least[number - 1], condition)))))
        at_least = grown
    at_least.append(FALSE)
    return merge(
        (conj((at_least[number], neg(at_least[number + 1]))), certain + number) for number in range(len(at_least) - 1)
    )
