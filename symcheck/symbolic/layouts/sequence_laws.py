"""Sequences, and those in which nothing stands twice: the conditions under which a function is none; must not know
layouts or who relies on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymFun, alternatives, entries_of, is_function, is_set
from symcheck.term import TRUE, Term, conj, neg
from symcheck.value import FunctionValue

LONGEST = 16
"""Longer sequences are not looked at for repetitions: each pair of places counts."""

Entries = Mapping[Any, tuple[Term, Sym]]


def gaps(entries: Entries, known: Entries) -> Iterator[Term]:
    """A place is taken, the one before is not. What is an entry of `known` has no gaps."""
    for earlier, later in pairwise(range(1, len(entries) + 1)):
        if known.get(later) is not entries[later] or known.get(earlier) is not entries[earlier]:
            yield conj((entries[later][0], neg(entries[earlier][0])))


def repetitions(entries: Entries, known: Entries) -> Iterator[Term]:
    """Two places are taken by one value. What is an entry of `known` stands there once."""
    site = Site(TRUE, None, Failures())  # values that cannot be compared are not the same
    for late in range(2, len(entries) + 1):
        present, later = entries[late]
        for early in range(1, late):
            if known.get(late) is not entries[late] or known.get(early) is not entries[early]:
                same = equal(site, entries[early][1], later)
                yield conj((present, same))


def numbered(entries: Entries) -> bool:
    """Whether the keys are 1..n."""
    return all(type(key) is int and 1 <= key <= len(entries) for key in entries)


def countable(entries: Entries) -> bool:
    """Whether it is little work to look for repetitions: few places, and scalars or records of them in these."""
    return len(entries) <= LONGEST and all(_plain(value) for _, value in entries.values())


def _plain(value: Sym, deep: bool = False) -> bool:
    for _, option in alternatives(value):
        if isinstance(option, SymFun | FunctionValue):
            if deep or not all(_plain(part, True) for _, part in entries_of(option).values()):
                return False
        elif is_set(option) or is_function(option):
            return False
    return True
