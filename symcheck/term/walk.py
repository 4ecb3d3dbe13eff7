"""Walks over shared terms: variables, substitution, evaluation, polarity; must not know where terms come from.

Everything is iterative and visits each distinct node once. `id` orders subterms first, so sorting is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from symcheck.term import arithmetic, logic
from symcheck.term.arithmetic import floor_div, floor_mod
from symcheck.term.node import Kind, Term

_by_id = attrgetter("id")

POSITIVE, NEGATIVE = 1, 2
BOTH = POSITIVE | NEGATIVE


def nodes(roots: Iterable[Term]) -> list[Term]:
    """Every distinct node under the roots, subterms first."""
    stack = list(roots)
    seen = set(stack)
    while stack:
        for arg in stack.pop().args:
            if arg not in seen:
                seen.add(arg)
                stack.append(arg)
    return sorted(seen, key=_by_id)


def size(term: Term) -> int:
    """How many distinct nodes."""
    return len(nodes((term,)))


def free_variables(term: Term) -> frozenset[Term]:
    """The variables that occur."""
    return variables_of((term,))


def variables_of(terms: Iterable[Term]) -> frozenset[Term]:
    """The variables that occur in any of the terms."""
    return frozenset(node for node in nodes(terms) if node.op is Kind.VARIABLE)


def rebuild(node: Term, args: tuple[Term, ...]) -> Term:
    """A node of the same operator over other arguments, simplified anew."""
    build = _BUILD.get(node.op)
    return node if build is None else build(args)


_BUILD: Mapping[Kind, Callable[[tuple[Term, ...]], Term]] = {
    Kind.NOT: lambda args: logic.neg(args[0]),
    Kind.AND: logic.conj,
    Kind.OR: logic.disj,
    Kind.IFF: lambda args: logic.iff(*args),
    Kind.ITE: lambda args: logic.ite(*args),
    Kind.AT_MOST_ONE: logic.at_most_one,
    Kind.EQ: lambda args: arithmetic.eq(*args),
    Kind.LE: lambda args: arithmetic.le(*args),
    Kind.ADD: arithmetic.add,
    Kind.MUL: lambda args: arithmetic.mul(*args),
    Kind.DIV: lambda args: arithmetic.div(*args),
    Kind.MOD: lambda args: arithmetic.mod(*args),
}


def substitute(term: Term, mapping: Mapping[Term, Term]) -> Term:
    """The term with variables (or other nodes) replaced, all at once."""
    return Substitution(mapping)(term)


class Substitution:
    """A replacement applied to many terms with one memo."""

    __slots__ = ("_memo",)

    def __init__(self, mapping: Mapping[Term, Term]) -> None:
        self._memo = dict(mapping)

    def __call__(self, term: Term) -> Term:
        memo = self._memo
        found = memo.get(term)
        if found is not None:
            return found
        stack = [term]
        while stack:
            node = stack[-1]
            if node in memo:
                stack.pop()
                continue
            missing = [arg for arg in node.args if arg not in memo]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            args = tuple([memo[arg] for arg in node.args])
            memo[node] = node if args == node.args else rebuild(node, args)
        return memo[term]


def evaluate(term: Term, assignment: Mapping[Term, bool | int]) -> bool | int:
    """The value under an assignment of every variable that occurs; KeyError for one that is missing."""
    return evaluate_all((term,), assignment)[0]


def evaluate_all(terms: Iterable[Term], assignment: Mapping[Term, bool | int]) -> list[bool | int]:
    """The values of several terms under one assignment."""
    roots = list(terms)
    value = value_of_all(roots, assignment)
    return [value[root] for root in roots]


def value_of_all(roots: Iterable[Term], assignment: Mapping[Term, bool | int]) -> dict[Term, bool | int]:
    """The value of every node under the roots."""
    value: dict[Term, bool | int] = {}
    for node in nodes(roots):
        if node.op is Kind.VARIABLE:
            value[node] = assignment[node]
        else:
            value[node] = compute(node, [value[arg] for arg in node.args])
    return value


def compute(node: Term, args: list[bool | int]) -> bool | int:
    """The value of a node, no variable, from the values of its arguments."""
    return node.payload if node.op is Kind.INTEGER else _EVALUATE[node.op](args)


def _product(args: list[bool | int]) -> int:
    return args[0] * args[1]


_EVALUATE: Mapping[Kind, Callable[[list[bool | int]], bool | int]] = {
    Kind.TRUE: lambda args: True,
    Kind.FALSE: lambda args: False,
    Kind.NOT: lambda args: not args[0],
    Kind.AND: all,
    Kind.OR: any,
    Kind.IFF: lambda args: args[0] == args[1],
    Kind.ITE: lambda args: args[1] if args[0] else args[2],
    Kind.AT_MOST_ONE: lambda args: sum(args) <= 1,
    Kind.EQ: lambda args: args[0] == args[1],
    Kind.LE: lambda args: args[0] <= args[1],
    Kind.ADD: sum,
    Kind.MUL: _product,
    Kind.DIV: lambda args: floor_div(*args),
    Kind.MOD: lambda args: floor_mod(*args),
}


def polarity(term: Term) -> dict[Term, int]:
    """For each variable that occurs: `POSITIVE` if raising it can only make the term truer, `NEGATIVE`, or `BOTH`.

    Integer variables and those under an iff, a condition of an ite or a comparison count as `BOTH`.
    """
    return {node: found for node, found in polarities((term,)).items() if node.op is Kind.VARIABLE}


def polarities(roots: Iterable[Term]) -> dict[Term, int]:
    """For each node under the roots, in which polarities it occurs when the roots are asserted."""
    roots = list(roots)
    found = dict.fromkeys(roots, POSITIVE)
    for node in reversed(nodes(roots)):
        here = found[node]
        op = node.op
        if op is Kind.AND or op is Kind.OR:
            for arg in node.args:
                found[arg] = found.get(arg, 0) | here
        elif op is Kind.NOT or op is Kind.AT_MOST_ONE:
            flipped = (here & POSITIVE) << 1 | (here & NEGATIVE) >> 1
            for arg in node.args:
                found[arg] = found.get(arg, 0) | flipped
        elif op is Kind.ITE:
            condition, then, otherwise = node.args
            found[condition] = BOTH
            found[then] = found.get(then, 0) | here
            found[otherwise] = found.get(otherwise, 0) | here
        else:
            for arg in node.args:
                found[arg] = BOTH
    return found
