"""Symbolic values over a few bits, looked at under every assignment of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.term import BOOL, TRUE, Term, evaluate, variable
from symcheck.value import Value
from tests.agreement.states import Assignment, value_in

A, B, C = (variable(name, BOOL) for name in ("a", "b", "c"))


def assignments(*bits: Term) -> Iterator[Assignment]:
    """Every assignment of some bits, FALSE first, the last bit fastest."""
    for values in product((False, True), repeat=len(bits)):
        yield dict(zip(bits, values, strict=True))


def values(sym: Sym, *bits: Term) -> list[Value]:
    """The value under each assignment."""
    return [value_in(sym, assignment) for assignment in assignments(*bits)]


def truths(term: Term, *bits: Term) -> list[bool]:
    return [bool(evaluate(term, assignment)) for assignment in assignments(*bits)]


def site(path: Term = TRUE) -> Site:
    return Site(path, None, Failures())


def failing(at: Site, *bits: Term) -> list[str]:
    """The code of the first error under each assignment, or the empty string."""
    found = []
    for assignment in assignments(*bits):
        codes = [failure.code.name for failure in at.failures if evaluate(failure.condition, assignment)]
        found.append(codes[0] if codes else "")
    return found
