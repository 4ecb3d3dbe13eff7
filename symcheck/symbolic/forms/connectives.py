"""Connectives and choices between expressions: each operand is evaluated under the condition that it is reached."""

from __future__ import annotations

from symcheck.core.expr import Apply, Case, If, Let
from symcheck.core.ops import Op
from symcheck.symbolic.binding.arms import arms
from symcheck.symbolic.environment import Env, let_env
from symcheck.symbolic.form_table import applies, forms
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym, boolean_of
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


@applies(Op.AND)
def conjunction(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    held: list[Term] = []
    here = path
    for arg in expr.args:
        term = reading.truth(arg, env, here)  # type: ignore[arg-type]
        held.append(term)
        here = conj((here, term))
        if here is FALSE:
            if term is not FALSE and path is not FALSE:
                held.append(FALSE)
            break
    return boolean_of(conj(held))


@applies(Op.OR)
def disjunction(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    held: list[Term] = []
    here = path
    for arg in expr.args:
        term = reading.truth(arg, env, here)  # type: ignore[arg-type]
        held.append(term)
        here = conj((here, neg(term)))
        if here is FALSE:
            if term is not TRUE and path is not FALSE:
                held.append(TRUE)
            break
    return boolean_of(disj(held))


@applies(Op.IMPLIES)
def implication(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    left, right = expr.args
    condition = reading.truth(left, env, path)  # type: ignore[arg-type]
    here = conj((path, condition))
    if here is FALSE:
        return boolean_of(TRUE)
    return boolean_of(disj((neg(condition), reading.truth(right, env, here))))  # type: ignore[arg-type]


@forms(If)
def conditional(reading: Reading, expr: If, env: Env, path: Term) -> Sym:
    condition = reading.truth(expr.condition, env, path)
    then_path, else_path = conj((path, condition)), conj((path, neg(condition)))
    if then_path is FALSE:
        return reading.value(expr.otherwise, env, else_path)
    if else_path is FALSE:
        return reading.value(expr.then, env, then_path)
    then = reading.value(expr.then, env, then_path)
    otherwise = reading.value(expr.otherwise, env, else_path)
    return choose(condition, then, otherwise)


@forms(Case)
def case(reading: Reading, expr: Case, env: Env, path: Term) -> Sym:
    taken = arms(reading, expr, env, path)
    options = [(guard, reading.value(body, env, conj((path, guard)))) for guard, body in taken]
    return merge(options) if options else 0


@forms(Let)
def let(reading: Reading, expr: Let, env: Env, path: Term) -> Sym:
    return reading.value(expr.body, let_env(expr, env, path), path)
