"""Calls of what is defined, each evaluated once for what it is given; must not know built-in operators."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Argument, Call, Definition, Level
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.form_table import forms
from symcheck.symbolic.forms.cases import by_cases
from symcheck.symbolic.forms.next_state import speaks_of_next
from symcheck.symbolic.forms.recursion import UNEVALUATED, recursive_call
from symcheck.symbolic.merge import merge
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import TRUE, Term, conj


@forms(Call)
def call(reading: Reading, expr: Call, env: Env, path: Term) -> Sym:
    """A definition applied, of a module or of a LET around."""
    definition = expr.definition
    scope = env.get(definition)
    if isinstance(scope, LetScope):
        if not definition.params:
            return _let_value(reading, definition, scope, path)
        if not definition.recursive and not speaks_of_next(reading, definition, scope):
            known = _let_of_values(reading, expr, env, scope, path)
            if known is not None:
                return reading.reached(known, path)
        return _applied(reading, definition, expr.args, env, scope, path)
    if not definition.params and definition.level <= Level.STATE:
        known = reading.state.memo.get(definition)
        if known is None:
            known = reading.apart(lambda inner: inner.value(definition.body, {}, TRUE))
            reading.state.memo[definition] = known
        return reading.reached(known, path)
    if definition.params and definition.level <= Level.STATE and not definition.recursive:
        args = [reading.argument(arg, env, path) for arg in expr.args]
        if not any(isinstance(arg, UNEVALUATED) or not is_value(arg) for arg in args):
            return _of_values(reading, definition, args, path)
        again = _asked_again(reading, definition, args)
        if again is not None:
            return reading.reached(again, path)
    return _applied(reading, definition, expr.args, env, None, path)


def _of_values(reading: Reading, definition: Definition, args: Sequence[Sym | Thunk | Closure], path: Term) -> Sym:
    """A definition applied to plain values means one thing in a state, whoever asks."""
    key = (definition, *args)
    known = reading.state.memo.get(key)
    if known is None:
        bound: Env = dict(zip(definition.params, args, strict=True))
        known = reading.apart(lambda inner: inner.value(definition.body, bound, TRUE))
        reading.state.memo[key] = known
    return reading.reached(known, path)


def _asked_again(
    reading: Reading, definition: Definition, args: Sequence[Sym | Thunk | Closure]
) -> tuple[Sym, Failures] | None:
    """What a definition means for plain values and arguments that are passed on, as a history from call to call. None
    where it is asked for the first time: most are asked once only, and are smaller on the path where that is; or where
    it cannot be evaluated where so little is assumed."""
    thunks = [arg for arg in args if isinstance(arg, Thunk)]
    if any(thunk.primed or thunk.reading.state is not reading.state for thunk in thunks):
        return None
    if any(isinstance(arg, Closure) or not is_value(arg) for arg in args if not isinstance(arg, Thunk)):
        return None
    state, key = reading.state, (definition, *args)
    if key not in state.asked:
        state.asked.add(key)
    elif key not in state.memo and definition not in state.unshared:
        bound: Env = dict(zip(definition.params, args, strict=True))
        where = conj(thunk.path for thunk in thunks)
        try:
            state.memo[key] = reading.apart(lambda inner: inner.value(definition.body, bound, where))
        except SpecError:
            state.unshared.add(definition)
    return state.memo.get(key)


def _let_of_values(reading: Reading, expr: Call, env: Env, scope: LetScope, path: Term) -> tuple[Sym, Failures] | None:
    """An operator of a LET applied to plain values means one thing wherever it is called in the scope of that LET.
    None where an argument is no plain value, or the operator cannot be evaluated where so little is assumed."""
    definition = expr.definition
    args = [reading.argument(arg, env, path) for arg in expr.args]
    if not all(not isinstance(arg, Thunk | Closure) and is_value(arg) for arg in args):
        return None
    key = (definition, reading.state, *args)
    if key not in scope.known and definition not in reading.state.unshared:
        bound: Env = dict(scope.env)
        bound.update(zip(definition.params, args, strict=True))
        try:
            scope.known[key] = reading.apart(lambda inner: inner.value(definition.body, bound, scope.path))
        except SpecError:
            reading.state.unshared.add(definition)
    return scope.known.get(key)


def _let_value(reading: Reading, definition: Definition, scope: LetScope, path: Term) -> Sym:
    primed = speaks_of_next(reading, definition, scope)
    if primed and definition in reading.state.unshared:
        return reading.value(definition.body, scope.env, path)
    key = (definition, reading.state, reading.successor) if primed else (definition, reading.state)
    known = scope.known.get(key)
    if known is None:
        try:
            known = reading.apart(lambda inner: inner.value(definition.body, scope.env, scope.path))
        except SpecError:
            if not primed:
                raise
            # what gave the next state its values may be what makes sense of it, and the LET may stand before that
            reading.state.unshared.add(definition)
            return reading.value(definition.body, scope.env, path)
        scope.known[key] = known
    return reading.reached(known, path)


def _applied(
    reading: Reading, definition: Definition, args: tuple[Argument, ...], env: Env, scope: LetScope | None, path: Term
) -> Sym:
    inner = reading.entered(definition, args, env, path)
    if definition.recursive:
        return recursive_call(reading, definition, inner, scope, path)
    try:
        return reading.value(definition.body, inner, path)
    except SpecError as lacking:
        cases = () if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE) else by_cases(reading, inner, path)
        if len(cases) < 2:
            raise
        return merge([(guard, reading.value(definition.body, case, conj((path, guard)))) for guard, case in cases])
