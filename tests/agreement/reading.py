"""The symbolic reading of single expressions, as the agreement tests use it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from symcheck.concrete.deep import deeply
from symcheck.core.expr import Expr, Variable
from symcheck.symbolic import forms
from symcheck.symbolic.actions.enabled import composed_in, enabled_in
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.grounded import grounded
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.term import TRUE, Term

assert forms, "importing the forms enters them"


def tools(feasible: Feasible | None = None) -> Tools:
    """What a reading needs: ENABLED by the actions, feasibility by a solver."""

    return Tools(Mentions(), enabled_in, composed_in, feasible or Feasible())


@contextmanager
def deep() -> Iterator[None]:
    """Room for recursive definitions."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 30_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def read(expr: Expr, state: Mapping[Variable, Sym] | None = None, lemmas: Iterable[Term] = ()) -> tuple[Sym, Failures]:
    """The value of an expression as a state would hold it, and when evaluating it fails."""
    failures = Failures()

    def work() -> Sym:
        value = Reading(tools(Feasible(lemmas)), View(state or {}), None, failures).value(expr, {}, TRUE)
        return grounded(Site(TRUE, expr.span, failures), value)

    return deeply(work), failures
