"""The arms of a CASE, each with the condition that it is the first to apply; must not know what they are read for."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Case, Expr
from symcheck.symbolic.environment import Env
from symcheck.symbolic.reading import Reading
from symcheck.term import FALSE, TRUE, Term, conj, neg


def arms(reading: Reading, expr: Case, env: Env, path: Term) -> Iterator[tuple[Term, Expr]]:
    """Those that can be taken on a path. Each is to be read before the next one is asked for: the errors of a guard
    come after those of the arms before it. CASE_NO_MATCH where none applies."""
    left = TRUE
    for guard, body in expr.arms:
        here = conj((path, left))
        if here is FALSE:
            return
        condition = reading.truth(guard, env, here)
        taken = conj((left, condition))
        if conj((path, taken)) is not FALSE:
            yield taken, body
        left = conj((left, neg(condition)))
    if conj((path, left)) is FALSE:
        return
    if expr.other is not None:
        yield left, expr.other
    else:
        reading.site(expr, path).fail(left, Code.CASE_NO_MATCH, "no arm of this CASE applies")
