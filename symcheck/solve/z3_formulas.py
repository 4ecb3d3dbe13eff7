"""Terms as z3py expressions and back; must not know what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Any

from symcheck.solve import z3_raw
from symcheck.term import (
    BOOL,
    FALSE,
    TRUE,
    Kind,
    Term,
    add,
    conj,
    disj,
    div,
    eq,
    iff,
    implies,
    integer,
    ite,
    le,
    lt,
    mod,
    mul,
    neg,
    negate,
    nodes,
    sub,
)


class UntranslatableError(Exception):
    """A Z3 expression that has no term."""


class Formulas:
    """z3py expressions of terms, in one context (None: Z3's main one). `pairwise`: without pseudo-Booleans, which not
    all of Z3 knows."""

    def __init__(self, context: Any = None, pairwise: bool = False) -> None:
        self._context = context
        self._pairwise = pairwise
        self._made: dict[Term, Any] = {}

    def expression(self, term: Term) -> Any:
        """The expression; variables go by their names."""
        made = self._made
        for node in nodes((term,)):
            if node not in made:
                made[node] = self._make(node, [made[arg] for arg in node.args])
        return made[term]

    def _make(self, node: Term, args: list[Any]) -> Any:
        z3, context = z3_raw.z3py, self._context
        match node.op:
            case Kind.VARIABLE:
                return (z3.Bool if node.sort == BOOL else z3.Int)(node.payload, context)
            case Kind.TRUE | Kind.FALSE:
                return z3.BoolVal(node.op is Kind.TRUE, context)
            case Kind.INTEGER:
                return z3.IntVal(node.payload, context)
            case Kind.AT_MOST_ONE if self._pairwise:
                return z3.And([z3.Or(z3.Not(one), z3.Not(other)) for one, other in combinations(args, 2)])
            case _:
                return _MAKE[node.op](z3, node, args)


def _divide(z3: Any, node: Term, args: list[Any]) -> Any:
    left, right = args
    if node.op is Kind.DIV:
        return z3.If(right == 0, 0, z3.If(right < 0, -left / -right, left / right))
    return z3.If(right == 0, left, z3.If(right < 0, -(-left % -right), left % right))


_MAKE: Mapping[Kind, Callable[[Any, Term, list[Any]], Any]] = {
    Kind.NOT: lambda z3, node, args: z3.Not(args[0]),
    Kind.AND: lambda z3, node, args: z3.And(args),
    Kind.OR: lambda z3, node, args: z3.Or(args),
    Kind.IFF: lambda z3, node, args: args[0] == args[1],
    Kind.EQ: lambda z3, node, args: args[0] == args[1],
    Kind.ITE: lambda z3, node, args: z3.If(*args),
    Kind.AT_MOST_ONE: lambda z3, node, args: z3.AtMost(*args, 1),
    Kind.LE: lambda z3, node, args: args[0] <= args[1],
    Kind.ADD: lambda z3, node, args: z3.Sum(args),
    Kind.MUL: lambda z3, node, args: args[0] * args[1],
    Kind.DIV: _divide,
    Kind.MOD: _divide,
}


def term_of(
    z3: Any, expression: Any, bound: Sequence[Term] = (), named: Mapping[str, Term] = MappingProxyType({})
) -> Term:
    """The term of an expression whose free variables are bound ones by number, or named ones. Raises
    UntranslatableError."""
    made: dict[int, Term] = {}
    stack = [expression]
    while stack:
        node = stack[-1]
        if node.get_id() in made:
            stack.pop()
            continue
        if z3.is_quantifier(node):
            raise UntranslatableError
        missing = [each for each in node.children() if each.get_id() not in made]
        if missing:
            stack.extend(missing)
            continue
        stack.pop()
        made[node.get_id()] = _term(z3, node, [made[each.get_id()] for each in node.children()], bound, named)
    return made[expression.get_id()]


def _term(z3: Any, node: Any, args: list[Term], bound: Sequence[Term], named: Mapping[str, Term]) -> Term:
    if z3.is_var(node):
        variable: Term = bound[z3.get_var_index(node)]
        return variable
    if z3.is_int_value(node):
        return integer(node.as_long())
    kind = node.decl().kind()
    if kind == z3.Z3_OP_UNINTERPRETED and (name := node.decl().name()) in named:
        return named[name]
    if kind in (z3.Z3_OP_IDIV, z3.Z3_OP_MOD) and args[1].op is Kind.INTEGER and args[1].payload > 0:
        left, right = args  # by what is positive, both round down
        return div(left, right) if kind == z3.Z3_OP_IDIV else mod(left, right)
    for operator, make in _OF_KIND.items():
        if kind == getattr(z3, f"Z3_OP_{operator}"):
            return make(args)
    raise UntranslatableError


def _difference(args: list[Term]) -> Term:
    first, *rest = args
    return sub(first, add(rest)) if rest else first


def _product(args: list[Term]) -> Term:
    result = args[0]
    for arg in args[1:]:
        result = mul(result, arg)
    return result


def _equal(args: list[Term]) -> Term:
    return iff(*args) if args[0].sort == BOOL else eq(*args)


_OF_KIND: Mapping[str, Callable[[list[Term]], Term]] = {
    "TRUE": lambda args: TRUE,
    "FALSE": lambda args: FALSE,
    "NOT": lambda args: neg(args[0]),
    "AND": conj,
    "OR": disj,
    "IMPLIES": lambda args: implies(*args),
    "EQ": _equal,
    "IFF": lambda args: iff(*args),
    "XOR": lambda args: neg(iff(*args)),
    "ITE": lambda args: ite(*args),
    "LE": lambda args: le(*args),
    "GE": lambda args: le(args[1], args[0]),
    "LT": lambda args: lt(*args),
    "GT": lambda args: lt(args[1], args[0]),
    "ADD": add,
    "SUB": _difference,
    "UMINUS": lambda args: negate(args[0]),
    "MUL": _product,
}
