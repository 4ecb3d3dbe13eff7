"""Too many ways on become one by inputs, in the way that makes the smaller formulas; must not know what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Expr
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.joins import by_input
from symcheck.symbolic.environment import Env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.values import Sym, SymFilled, SymFun, SymMap, SymSet, Union
from symcheck.term import TRUE, Term
from symcheck.term.walk import nodes

if TYPE_CHECKING:
    from symcheck.symbolic.actions.split import Splitter

FEW_FORKS = 8
"""Where branches are too many, quantifiers over more elements than this may leave their choices to inputs."""

LIGHT = 10_000
"""A branch of so few terms is not worth another try."""

SMALLER = 2
"""A branch has to be so many times smaller to be preferred: one that picks among ground choices says more of each."""


def picked(splitter: Splitter, expr: Expr, env: Env, before: Branch, outs: list[Branch]) -> list[Branch]:
    """`outs`, all the ways on through a formula, as one branch if possible: by inputs that pick among them, or, where
    that is much smaller, with quantifiers that leave their choices to inputs before anything is made of these.
    """
    made, unseen = splitter.inputs.made, splitter.tools.unseen
    start, seen = len(made), len(unseen)
    wide = by_input(splitter.inputs, before, outs)
    if len(wide) != 1 or len(outs) == 1 or splitter.forks <= FEW_FORKS or (heavy := weight(wide[0])) <= LIGHT:
        return wide
    picks = made[start:]
    del made[start:]
    failures = Failures()
    try:
        narrow = by_input(splitter.inputs, before, splitter.collecting(failures, FEW_FORKS).follow(expr, env, before))
    except SpecError as lacking:
        if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE):
            raise
        narrow = []
    del unseen[seen:]
    lacks = any(failure.is_lack for failure in failures)
    if len(narrow) == 1 and not lacks and SMALLER * weight(narrow[0]) < heavy:
        splitter.failures.include(failures, TRUE)
        return [replace(narrow[0], possible=wide[0].possible)]
    made[start:] = picks
    return wide


def weight(branch: Branch) -> int:
    """How many distinct terms a branch consists of."""
    found = [branch.path]
    for value in branch.assigned.values():
        found.extend(_terms(value))
    return len(nodes(found))


def _terms(value: Sym) -> Iterator[Term]:
    """The terms in a value; not those of what is known by its description only."""
    match value:
        case Term():
            yield value
        case Union():
            for guard, option in value.options:
                yield guard
                yield from _terms(option)
        case SymSet():
            yield from value.members.values()
            for inside, cell in value.cells:
                yield inside
                yield from _terms(cell)
        case SymFun() | SymMap():
            for present, inner in value.entries.values():
                yield present
                yield from _terms(inner)
            if isinstance(value, SymMap):
                for present, key, inner in value.cells:
                    yield present
                    yield from _terms(key)
                    yield from _terms(inner)
        case SymFilled():
            yield from _terms(value.filler)
            yield from _terms(value.changes)
        case _:
            pass
