"""What each operator does to values, one file for each family; must not know how expressions are compiled."""

from symcheck.concrete.ops import arithmetic, files, functions, logic, orders, sequences, sets, tlc
from symcheck.concrete.ops.registry import EVALUATE, EVALUATE_OUTSIDE

__all__ = [
    "EVALUATE", "EVALUATE_OUTSIDE", "arithmetic", "files", "functions", "logic", "orders", "sequences", "sets", "tlc",
]  # fmt: skip
