"""Calls of recursive operators, by what their arguments may be; must not know how far calls are unfolded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from symcheck.core.expr import Definition, Local
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.forms.cases import plain_cases
from symcheck.symbolic.forms.next_state import given_next, speaks_of_next
from symcheck.symbolic.merge import merge
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Recursive, identity
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg

UNEVALUATED = (Thunk, Closure, LetScope)


def recursive_call(reading: Reading, definition: Definition, inner: Env, scope: LetScope | None, path: Term) -> Sym:
    """Once for each combination of plain arguments, where these are few; else for all that they may be at once."""
    # what a LET defines means something else in every LET that is entered, and what is primed for every next state
    primed = speaks_of_next(reading, definition, scope)
    primed = primed or any(given_next(reading, inner[param]) for param in definition.params)
    home = reading.successor if primed and reading.successor is not None else reading.state
    memo: dict[Any, tuple[Sym, Failures]] = home.memo if scope is None else scope.known
    called = Recursive(definition.name, definition.span)
    results: list[tuple[Term, Sym]] = []
    cases = list(_argument_cases(reading, definition.params, inner, path))
    before = reading.failures.copy() if len(cases) > 1 else reading.failures  # one case says nothing of another
    for guard, env in cases:
        site = Site(conj((path, guard)), definition.span, reading.failures)
        if site.path is FALSE:
            continue
        given = [env[param] for param in definition.params]
        plain = not any(isinstance(bound, UNEVALUATED) or not is_value(bound) for bound in given)
        key = (definition, reading.state, home, *(identity(bound) for bound in given))

        def evaluate(where: Term, env: Env = env) -> tuple[Sym, Failures]:
            return reading.apart(lambda fresh: fresh.value(definition.body, env, where))

        feasible = reading.tools.feasible
        value = reading.tools.unfolding.call(site, called, memo, key, evaluate, feasible, before, anywhere=plain)
        results.append((guard, value))
    return merge(results) if results else 0


def _argument_cases(
    reading: Reading, params: Sequence[Local], arguments: Env, path: Term
) -> Iterator[tuple[Term, Env]]:
    """The arguments of a call, evaluated, with the conditions of the ways in which they may be plain values. One that
    fails is left to whoever needs it."""
    cases: list[tuple[Term, Env]] = [(TRUE, arguments)]
    for param in params:
        thunk = arguments[param]
        if not isinstance(thunk, Thunk) or thunk.primed or thunk.reading.state is not reading.state:
            continue
        value, failures = thunk.evaluated()
        fails = disj(failure.condition for failure in failures)
        if not reading.tools.feasible(conj((path, fails))):
            fails = FALSE
        cases = [
            (both, {**env, param: bound})
            for guard, env in cases
            for more, bound in ((neg(fails), value), (fails, thunk))
            if (both := conj((guard, more))) is not FALSE
        ]
    for guard, env in cases:
        for more, plain in plain_cases(params, env):
            yield conj((guard, more)), plain
