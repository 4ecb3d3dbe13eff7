"""Formulas about a step: primes, UNCHANGED, [A]_v, <<A>>_v, ENABLED A and A \\cdot B."""

from __future__ import annotations

from symcheck.core.expr import Apply
from symcheck.core.ops import Op
from symcheck.symbolic.environment import Env
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.form_table import applies
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym, boolean_of
from symcheck.term import Term, conj, disj, neg


@applies(Op.PRIME)
def prime(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    return reading.primed(expr).value(expr.args[0], env, path)  # type: ignore[arg-type]


@applies(Op.UNCHANGED)
def unchanged(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    return boolean_of(_same(reading, expr, env, path))


@applies(Op.SQUARE)
def square(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    action = reading.truth(expr.args[0], env, path)  # type: ignore[arg-type]
    return boolean_of(disj((action, _same(reading, expr, env, conj((path, neg(action)))))))


@applies(Op.ANGLE)
def angle(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    action = reading.truth(expr.args[0], env, path)  # type: ignore[arg-type]
    return boolean_of(conj((action, neg(_same(reading, expr, env, conj((path, action)))))))


def _same(reading: Reading, expr: Apply, env: Env, path: Term) -> Term:
    """Whether the last argument keeps its value."""
    kept = expr.operands[-1]
    before = reading.value(kept, env, path)
    after = reading.primed(expr).value(kept, env, path)
    return equal(reading.site(expr, path), after, before)


@applies(Op.ENABLED)
def enabled(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    return boolean_of(reading.tools.enabled(reading, expr.args[0], env, path))  # type: ignore[arg-type]


@applies(Op.COMPOSE)
def composed(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    first, second = expr.args
    return boolean_of(reading.tools.composed(reading, first, second, env, path))  # type: ignore[arg-type]
