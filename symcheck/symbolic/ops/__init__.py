"""What each built-in operator does to symbolic values, by the file names that the value reading uses as well."""

from symcheck.symbolic.ops import arithmetic, files, folds, functions, logic, sequences, sets, tlc
from symcheck.symbolic.ops.registry import ENCODE, Operator, Rule, truth_of

__all__ = [
    "ENCODE",
    "Operator",
    "Rule",
    "arithmetic",
    "files",
    "folds",
    "functions",
    "logic",
    "sequences",
    "sets",
    "tlc",
    "truth_of",
]
