"""What is evaluated for its effect only: what is printed, and what is stored for TLCGet; no value depends on it."""

from __future__ import annotations

from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.symbolic.environment import Env
from symcheck.symbolic.form_table import applies
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym
from symcheck.term import Term, conj
from symcheck.value import TRUE


@applies(Op.PRINT)
def printing(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    text, value = expr.args
    _performed(reading, text, env, path)  # type: ignore[arg-type]
    return reading.value(value, env, path)  # type: ignore[arg-type]


@applies(Op.PRINT_T)
@applies(Op.TLC_SET)
def performed(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    for arg in expr.args:
        _performed(reading, arg, env, path)  # type: ignore[arg-type]
    return TRUE


def _performed(reading: Reading, expr: Expr, env: Env, path: Term) -> None:
    """The errors of an evaluation whose value does not matter. What this reading lacks in it does not matter either,
    but for the question whether the evaluation fails: it is noted."""
    _, failures = reading.apart(lambda inner: inner.value(expr, env, path))
    supported = failures.supported
    for failure in failures:
        if failure.is_lack and failure.elsewhere:
            reading.tools.unseen.append(failure)
        else:
            reading.failures.add(failure.under(conj((failure.condition, supported))))
