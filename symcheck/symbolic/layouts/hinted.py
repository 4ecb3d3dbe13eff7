"""Layouts that begin with all that invariants allow, often the fixpoint at once; must not know how they grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Expr, Variable
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.hints import Hint, memberships, moved
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Layout
from symcheck.symbolic.layouts.typed import typed
from symcheck.symbolic.layouts.widening import narrowed
from symcheck.symbolic.lazy import PowerSet
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.site import Site
from symcheck.term import TRUE


def hinted(
    layouts: Mapping[Variable, Layout], known: Iterable[Hint], step: Expr, tools: Tools, integers: int
) -> dict[Variable, Layout]:
    """The initial layouts with all that invariants allow where steps may change it: often the fixpoint at once."""
    moving, failures = moved(step), Failures()
    constant = Reading(tools, View({}), None, failures)
    result = dict(layouts)
    for hint in known:
        for variable, container, subset in memberships(hint.expr) if hint.asked else ():
            settled = variable not in moving or result[variable] is not layouts[variable]
            if settled or tools.mentions.now(container, {}):
                continue
            site = Site(TRUE, container.span, failures)
            try:
                value = constant.value(container, {}, TRUE)
                found = typed(site, PowerSet(value) if subset else value, integers)
            except SpecError:
                continue  # what cannot be read is no hint
            if found is not None:
                result[variable] = narrowed(join(layouts[variable], found), integers)
    return result
