"""Integer terms as bits: formulas over bounded integers become propositional; must not know where bounds come from.

A number is a list of formulas, least significant first, in two's complement: the last one is the sign and goes on for
ever. Each node is as wide as the range of its values asks for, so nothing wraps round.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from symcheck.term.arithmetic import floor_div, floor_mod
from symcheck.term.circuits import (
    FEW,
    Bits,
    Range,
    Values,
    at_most,
    at_most_values,
    bits_of_values,
    combine,
    constant,
    divide,
    equal,
    equal_values,
    extend,
    plus,
    times,
    values_of,
    width,
)
from symcheck.term.logic import ite
from symcheck.term.node import BOOL, FALSE, TRUE, Kind, Term, variable
from symcheck.term.walk import nodes, rebuild


class WidthError(Exception):
    """A number has no bounds, or they are too far apart, or an operation has no circuit here."""


MOST = 64
"""The widest number, in bits."""

_OPERATION: Mapping[Kind, Callable[[int, int], int]] = {
    Kind.ADD: operator.add,
    Kind.MUL: operator.mul,
    Kind.DIV: floor_div,
    Kind.MOD: floor_mod,
}


def bit_variables(var: Term, bounds: Range) -> tuple[Term, ...]:
    """The Boolean variables that stand for an integer variable; of a range of one value there are none."""
    low, high = bounds
    if low == high:
        return ()
    count = width(low, high)
    if count > MOST:
        raise WidthError
    if low >= 0:
        count -= 1  # the sign is known
    return tuple(variable(f"{var.payload}#{place}", BOOL) for place in range(count))


def bits_of(var: Term, bounds: Range) -> Bits:
    """The number that a variable's bits make."""
    low, high = bounds
    if low == high:
        return constant(low)
    made = bit_variables(var, bounds)
    return [*made, FALSE] if low >= 0 else list(made)


def value_of_bits(var: Term, bounds: Range, assignment: Mapping[Term, bool | int]) -> int:
    """The integer that an assignment of the bits means."""
    low, high = bounds
    if low == high:
        return low
    made = bit_variables(var, bounds)
    total = sum(1 << place for place, bit in enumerate(made) if assignment[bit])
    return total - (1 << len(made)) if low < 0 and assignment[made[-1]] else total


class Blaster:
    """Rewrites formulas with one memo. `ranges` has every integer variable that occurs; primed copies too.

    What can have few values only is kept as a condition for each of them, which unit propagation sees through; a sum in
    bits is not so.
    """

    __slots__ = ("_bits", "_range", "_terms", "_values")

    def __init__(self, ranges: Mapping[Term, Range]) -> None:
        self._range: dict[Term, Range] = dict(ranges)
        self._bits: dict[Term, Bits] = {var: bits_of(var, bounds) for var, bounds in ranges.items()}
        self._values: dict[Term, Values] = {
            var: values_of(self._bits[var], bounds)
            for var, bounds in ranges.items()
            if bounds[1] - bounds[0] < FEW // 4
        }
        self._terms: dict[Term, Term] = {}

    def formula(self, term: Term) -> Term:
        """The same condition over bits. Raises WidthError."""
        self._visit(term)
        return self._terms[term]

    def number(self, term: Term, bounds: Range) -> Bits:
        """An integer term with as many bits as a variable of that range has. Raises WidthError."""
        self._visit(term)
        made = bits_of(variable("width", term.sort), bounds)
        return extend(self._in_bits(term), len(made))[: len(made)]

    def _visit(self, root: Term) -> None:
        for node in nodes((root,)):
            if node.sort == BOOL:
                if node not in self._terms:
                    self._terms[node] = self._formula(node)
            elif node not in self._range:
                bounds = self._range[node] = interval(node, self._range)
                if width(*bounds) > MOST:
                    raise WidthError
                values = self._by_value(node)
                if values is not None:
                    self._values[node] = values
                else:
                    self._bits[node] = self._number(node, bounds)

    def _in_bits(self, term: Term) -> Bits:
        found = self._bits.get(term)
        if found is None:
            found = self._bits[term] = bits_of_values(self._values[term], self._range[term])
        return found

    def _formula(self, node: Term) -> Term:
        if node.op is Kind.EQ or node.op is Kind.LE:
            left, right = node.args
            one, other = self._values.get(left), self._values.get(right)
            if one is not None and other is not None:
                return equal_values(one, other) if node.op is Kind.EQ else at_most_values(one, other)
            bits = self._in_bits(left), self._in_bits(right)
            return equal(*bits) if node.op is Kind.EQ else at_most(*bits)
        if not node.args:
            return node
        args = tuple(self._terms[arg] for arg in node.args)
        return node if args == node.args else rebuild(node, args)

    def _by_value(self, node: Term) -> Values | None:
        """The conditions of its values, where they are few."""
        if node.op is Kind.INTEGER:
            return {node.payload: TRUE}
        if node.op is Kind.ITE:
            condition, left, right = self._terms[node.args[0]], *map(self._values.get, node.args[1:])
            if left is None or right is None or len(left.keys() | right.keys()) > FEW:
                return None
            both = sorted(left.keys() | right.keys())
            return {value: ite(condition, left.get(value, FALSE), right.get(value, FALSE)) for value in both}
        parts = [self._values.get(arg) for arg in node.args]
        total = parts[0]
        for part in parts[1:]:
            total = combine(_OPERATION[node.op], total, part)
        return total

    def _number(self, node: Term, bounds: Range) -> Bits:
        count = width(*bounds)
        args = node.args
        match node.op:
            case Kind.INTEGER:
                return constant(node.payload)
            case Kind.ITE:
                condition = self._terms[args[0]]
                then, otherwise = (extend(self._in_bits(arg), count)[:count] for arg in args[1:])
                return [ite(condition, one, other) for one, other in zip(then, otherwise, strict=True)]
            case Kind.ADD:
                total = extend(self._in_bits(args[0]), count)[:count]
                for arg in args[1:]:
                    total = plus(total, extend(self._in_bits(arg), count)[:count], FALSE)
                return total
            case Kind.MUL:
                return times(self._in_bits(args[0]), self._in_bits(args[1]), count)
            case Kind.DIV | Kind.MOD if args[1].op is Kind.INTEGER and args[1].payload > 0:
                quotient, rest = divide(self._in_bits(args[0]), self._range[args[0]], args[1].payload)
                return extend(quotient if node.op is Kind.DIV else rest, count)[:count]
            case _:
                raise WidthError


def interval(node: Term, known: Mapping[Term, Range]) -> Range:
    """The values that an integer term can have, from those of its arguments. Raises WidthError."""
    args = node.args
    if node.op is Kind.INTEGER:
        return node.payload, node.payload
    if node.op is Kind.VARIABLE:
        raise WidthError
    if node.op is Kind.ITE:
        (a, b), (c, d) = known[args[1]], known[args[2]]
        return min(a, c), max(b, d)
    ranges = [known[arg] for arg in args]
    if node.op is Kind.ADD:
        return sum(low for low, _ in ranges), sum(high for _, high in ranges)
    corners = [(a, b) for a in ranges[0] for b in ranges[1]]
    if node.op is Kind.MUL:
        products = [a * b for a, b in corners]
        return min(products), max(products)
    (low, high), (least, most) = ranges
    if least > 0:
        if node.op is Kind.DIV:
            quotients = [floor_div(a, b) for a, b in corners]
            return min(quotients), max(quotients)
        return (low, high) if low >= 0 and high < least else (0, most - 1)
    if least == most < 0:
        if node.op is Kind.DIV:
            quotients = [floor_div(a, least) for a in (low, high)]
            return min(quotients), max(quotients)
        return least + 1, 0
    far = max(abs(low), abs(high), abs(least), abs(most))
    return -far, far
