"""The table of what each operator does to values; must not know how expressions are compiled.

A rule takes the arguments' values (for an operator argument, a Python function of values) and gives the result; it
raises SpecError without a place. Operators that speak of two states, or whose arguments are partly names, are compiled
by their structure instead (`STRUCTURAL`), and temporal ones have no value at all (`TEMPORAL`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from symcheck.core.ops import Op
from symcheck.value import Value

Rule = Callable[..., Value]
_R = TypeVar("_R", bound=Rule)

EVALUATE: dict[Op, Rule] = {}
# rules that take the run's `Outside` before the arguments
EVALUATE_OUTSIDE: dict[Op, Rule] = {}

STRUCTURAL = frozenset(
    (
        Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.SQUARE, Op.ANGLE, Op.COMPOSE, Op.RECORD, Op.RECORD_SET,
        Op.FOLD_SET, Op.FOLD_SEQ,
    )
)  # fmt: skip
TEMPORAL = frozenset(
    (Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS, Op.GUARANTEES)
)


def evaluates(*ops: Op) -> Callable[[_R], _R]:
    """Enters a function as the rule for these operators."""

    def enter(rule: _R) -> _R:
        for op in ops:
            assert op not in EVALUATE, f"{op} has a rule already"
            EVALUATE[op] = rule
        return rule

    return enter


def evaluates_outside(op: Op) -> Callable[[_R], _R]:
    """Enters a function as the rule for an operator that reaches outside of the specification."""

    def enter(rule: _R) -> _R:
        assert op not in EVALUATE_OUTSIDE, f"{op} has a rule already"
        EVALUATE_OUTSIDE[op] = rule
        return rule

    return enter
