"""The ways in which arguments may be plain values, for definitions that have no reading on terms; evaluates none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import is_value
from symcheck.term import FALSE, TRUE, Term, conj

if TYPE_CHECKING:
    from symcheck.symbolic.reading import Reading

CASES = 512
"""A definition is read for so many combinations of plain arguments."""


def by_cases(reading: Reading, arguments: Env, path: Term) -> Sequence[tuple[Term, Env]]:
    """An environment for each way in which the arguments may be plain values, with its condition; none where these are
    too many. Only ways that can be are kept: what a definition makes of the others may be large, or no value at all."""
    cases: list[tuple[Term, Env]] = [(TRUE, arguments)]
    for param, bound in arguments.items():
        value = reading.forced(bound, path) if isinstance(bound, Thunk) else bound
        if isinstance(value, Closure | LetScope) or is_value(value):
            continue
        if not concretisable(value) or not at_most(value, CASES):
            return ()
        options = concretise(Site(path, None, reading.failures), value)
        if len(cases) * len(options) > CASES:
            return ()
        cases = [
            (both, {**env, param: plain})
            for guard, env in cases
            for more, plain in options
            if (both := conj((guard, more))) is not FALSE
        ]
    return [(guard, env) for guard, env in cases if reading.tools.feasible(conj((path, guard)))]
