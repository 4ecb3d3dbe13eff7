"""Arithmetic on symbolic values: small integers value by value, unbounded ones as terms."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.kinds import kind, number
from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.registry import encodes
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, alternatives, boolean_of
from symcheck.term import FALSE, TRUE, Term, add, conj, disj, div, eq, integer, ite, le, lt, mod, mul, negate, sub
from symcheck.value import make_set
from symcheck.value.limits import LARGEST_INTEGER_BITS

WRITTEN_OUT = 64
"""Intervals of up to so many integers are plain sets."""

PAIRS = 1_024
"""Up to so many pairs of integers are computed one by one."""

BASE_BITS = 64
"""An integer without bounds counts for so many of them."""

Pair = tuple[Term, "int | Term", "int | Term"]


def integers_of(site: Site, sym: Sym) -> list[tuple[Term, int | Term]]:
    """The integer alternatives of a value; ARGUMENT_TYPE where it is something else."""
    found: list[tuple[Term, int | Term]] = []
    for guard, alternative in alternatives(sym):
        if kind(alternative) == "integer":
            found.append((guard, alternative))  # type: ignore[arg-type]
        else:
            site.fail(guard, Code.ARGUMENT_TYPE, f"a {kind(alternative)} is used as an integer")
    return found


def _pairs(site: Site, left: Sym, right: Sym) -> list[Pair]:
    pairs = []
    ours, others = integers_of(site, left), integers_of(site, right)
    if len(ours) * len(others) > PAIRS:
        # too many to be computed one by one: two numbers instead
        return [(TRUE, _number(ours), _number(others))]
    for guard, first in ours:
        for inner, second in others:
            both = conj((guard, inner))
            if both is not FALSE:
                pairs.append((both, first, second))
    return pairs


def _number(options: list[tuple[Term, int | Term]]) -> Term:
    """Several integers as one term."""
    result = number(options[-1][1])
    for guard, value in reversed(options[:-1]):
        result = ite(guard, number(value), result)
    return result


def _computed(
    site: Site, pairs: list[Pair], values: Callable[[int, int], int], terms: Callable[[Term, Term], Term]
) -> Sym:
    if not pairs:
        return 0
    options: list[tuple[Term, Sym]] = []
    for guard, first, second in pairs:
        if isinstance(first, Term) or isinstance(second, Term):
            options.append((guard, settled(terms(number(first), number(second)))))
        else:
            options.append((guard, values(first, second)))
    return merge(options)


def settled(term: Term) -> Sym:
    """An INT term as a symbolic value: constants are plain values."""
    return int(term.payload) if term.op.name == "INTEGER" else term


@encodes(Op.ADD)
def addition(site: Site, left: Sym, right: Sym) -> Sym:
    return _computed(site, _pairs(site, left, right), lambda a, b: a + b, lambda a, b: add((a, b)))


@encodes(Op.SUB)
def subtraction(site: Site, left: Sym, right: Sym) -> Sym:
    return _computed(site, _pairs(site, left, right), lambda a, b: a - b, sub)


@encodes(Op.MUL)
def multiplication(site: Site, left: Sym, right: Sym) -> Sym:
    pairs: list[Pair] = []
    for guard, first, second in _pairs(site, left, right):
        plain = isinstance(first, int) and isinstance(second, int)
        if plain and (bits := (first * second).bit_length()) > LARGEST_INTEGER_BITS:  # type: ignore[operator]
            _too_large(site.under(guard), f"a product of {bits} bits")
        else:
            pairs.append((guard, first, second))
    return _computed(site, pairs, lambda a, b: a * b, mul)


def _too_large(site: Site, what: str, *, elsewhere: bool = False) -> None:
    site.lacks(f"{what} is too large to be written out", "smaller numbers have the same mistakes", elsewhere=elsewhere)


@encodes(Op.NEG)
def negation(site: Site, operand: Sym) -> Sym:
    options: list[tuple[Term, Sym]] = []
    for guard, value in integers_of(site, operand):
        options.append((guard, settled(negate(value)) if isinstance(value, Term) else -value))
    return merge(options) if options else 0


def _divided(
    site: Site, left: Sym, right: Sym, values: Callable[[int, int], int], terms: Callable[[Term, Term], Term]
) -> Sym:
    """Division wherever the divisor is positive; TLC rejects others."""
    kept: list[Pair] = []
    for guard, first, second in _pairs(site, left, right):
        if isinstance(second, Term):
            site.fail(conj((guard, eq(second, integer(0)))), Code.DIVISION_BY_ZERO, "division by zero")
            kept.append((guard, first, second))
        elif second == 0:
            site.fail(guard, Code.DIVISION_BY_ZERO, "division by zero")
        else:
            kept.append((guard, first, second))
    return _computed(site, kept, values, terms)


@encodes(Op.DIV)
def division(site: Site, left: Sym, right: Sym) -> Sym:
    return _divided(site, left, right, lambda a, b: a // b, div)


@encodes(Op.MOD)
def modulus(site: Site, left: Sym, right: Sym) -> Sym:
    for guard, value in integers_of(site, right):
        if isinstance(value, Term):
            site.fail(conj((guard, lt(value, integer(0)))), Code.NONPOSITIVE_DIVISOR, "% with a divisor below 1")
        elif value < 0:
            site.fail(guard, Code.NONPOSITIVE_DIVISOR, f"% with the divisor {value}")
    return _divided(site, left, right, lambda a, b: a % b, mod)


@encodes(Op.POW)
def power(site: Site, left: Sym, right: Sym) -> Sym:
    pairs = _pairs(site, left, right)
    options: list[tuple[Term, Sym]] = []
    for guard, base, exponent in pairs:
        if isinstance(exponent, Term):
            raise site.unsupported("^ with an exponent without bounds")
        bits = BASE_BITS if isinstance(base, Term) else base.bit_length()
        if exponent < 0 or (exponent == 0 and base == 0):
            site.fail(guard, Code.ARGUMENT_TYPE, f"^ with the exponent {exponent}")
        elif bits * exponent > LARGEST_INTEGER_BITS:
            shown = "an integer without bounds" if isinstance(base, Term) else base
            _too_large(site.under(guard), f"{shown} ^ {exponent}", elsewhere=isinstance(base, Term))
        elif isinstance(base, Term):
            if exponent == 0:
                site.fail(conj((guard, eq(base, integer(0)))), Code.ARGUMENT_TYPE, "0 ^ 0")
            term = integer(1)
            for _ in range(exponent):
                term = mul(term, base)
            options.append((guard, settled(term)))
        else:
            options.append((guard, int(base**exponent)))
    return merge(options) if options else 0


def _compared(
    site: Site, left: Sym, right: Sym, values: Callable[[int, int], bool], terms: Callable[[Term, Term], Term]
) -> Sym:
    true = []
    for guard, first, second in _pairs(site, left, right):
        if isinstance(first, Term) or isinstance(second, Term):
            true.append(conj((guard, terms(number(first), number(second)))))
        elif values(first, second):
            true.append(guard)
    return boolean_of(disj(true))


@encodes(Op.LT)
def less(site: Site, left: Sym, right: Sym) -> Sym:
    return _compared(site, left, right, lambda a, b: a < b, lt)


@encodes(Op.LE)
def at_most(site: Site, left: Sym, right: Sym) -> Sym:
    return _compared(site, left, right, lambda a, b: a <= b, le)


@encodes(Op.GT)
def greater(site: Site, left: Sym, right: Sym) -> Sym:
    return less(site, right, left)


@encodes(Op.GE)
def at_least(site: Site, left: Sym, right: Sym) -> Sym:
    return at_most(site, right, left)


@encodes(Op.RANGE)
def interval(site: Site, low: Sym, high: Sym) -> Sym:
    if isinstance(low, int) and isinstance(high, int) and high - low < WRITTEN_OUT:
        return make_set(range(low, high + 1))
    lows, highs = integers_of(site, low), integers_of(site, high)
    if not lows or not highs:
        return make_set(())
    return Integers(merge(lows), merge(highs))


@encodes(Op.NAT)
def naturals(site: Site) -> Sym:
    return Integers(0, None)


@encodes(Op.INT)
def integers(site: Site) -> Sym:
    return Integers(None, None)


@encodes(Op.REAL)
def reals(site: Site) -> Sym:
    raise site.unsupported("Real", "integers are enough for most models")


@encodes(Op.INFINITY)
def infinity(site: Site) -> Sym:
    raise site.unsupported("Infinity")


@encodes(Op.REAL_DIV)
def real_division(site: Site, left: Sym, right: Sym) -> Sym:
    raise site.unsupported("division of reals", "\\div divides integers")
