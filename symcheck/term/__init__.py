"""Hash-consed terms in an SMT solver's vocabulary; must not know TLA+, transition systems or any solver."""

from symcheck.term.arithmetic import add, div, eq, le, lt, mod, mul, negate, sub
from symcheck.term.evaluation import Evaluation
from symcheck.term.logic import at_most_one, conj, disj, exactly_one, iff, implies, ite, neg
from symcheck.term.node import BOOL, FALSE, INT, TRUE, Kind, Sort, Term, boolean, integer, variable
from symcheck.term.support import support
from symcheck.term.walk import (
    Substitution,
    evaluate,
    evaluate_all,
    free_variables,
    nodes,
    polarity,
    size,
    substitute,
    variables_of,
)

__all__ = [
    "BOOL",
    "FALSE",
    "INT",
    "TRUE",
    "Evaluation",
    "Kind",
    "Sort",
    "Substitution",
    "Term",
    "add",
    "at_most_one",
    "boolean",
    "conj",
    "disj",
    "div",
    "eq",
    "evaluate",
    "evaluate_all",
    "exactly_one",
    "free_variables",
    "iff",
    "implies",
    "integer",
    "ite",
    "le",
    "lt",
    "mod",
    "mul",
    "neg",
    "negate",
    "nodes",
    "polarity",
    "size",
    "sub",
    "substitute",
    "support",
    "variable",
    "variables_of",
]
