"""The ways in which arguments may be plain values, for definitions that have no reading on terms; evaluates none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcheck.core.expr import Local
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Union, is_value
from symcheck.term import FALSE, TRUE, Term, conj

if TYPE_CHECKING:
    from symcheck.symbolic.reading import Reading

CASES = 512
"""A definition is read for so many combinations of plain arguments."""

FEW = 16
"""A call of what is recursive is parted into so many calls with plain arguments."""


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


def plain_cases(params: Sequence[Local], arguments: Env) -> Sequence[tuple[Term, Env]]:
    """An environment for each way in which all arguments may be plain values, with its condition, where each is a
    choice of scalars and these are few; else the one environment."""
    cases: list[tuple[Term, Env]] = [(TRUE, arguments)]
    for param in params:
        value = arguments[param]
        if isinstance(value, Thunk | Closure | LetScope):
            return ((TRUE, arguments),)
        if is_value(value):
            continue
        scalar = isinstance(value, Term) or (isinstance(value, Union) and value.scalar)
        if not scalar or not at_most(value, FEW // len(cases)):
            return ((TRUE, arguments),)
        options = concretise(Site(TRUE, None, Failures()), value)
        cases = [
            (both, {**env, param: plain})
            for guard, env in cases
            for more, plain in options
            if (both := conj((guard, more))) is not FALSE
        ]
    return cases
