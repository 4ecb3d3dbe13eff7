"""Operators applied: those that a parameter stands for, and built-in ones; must not know what an operator means."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.core.expr import Apply, Argument, CallLocal, DefinitionRef, Expr, Lambda, LocalOperatorRef, OpRef
from symcheck.core.ops import Op
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk, extended, home
from symcheck.symbolic.form_table import APPLICATIONS, forms
from symcheck.symbolic.forms.recursion import recursive_call
from symcheck.symbolic.ops import ENCODE, Operator, truth_of
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, boolean_of
from symcheck.term import TRUE, Term, conj, disj, neg

_OPERATORS = (Lambda, DefinitionRef, LocalOperatorRef, OpRef)


@forms(Apply)
def apply(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    """A built-in operator applied."""
    structural = APPLICATIONS.get(expr.op)
    if structural is not None:
        return structural(reading, expr, env, path)
    values = [
        _operator(reading, arg, env, expr) if isinstance(arg, _OPERATORS) else reading.value(arg, env, path)
        for arg in expr.args
    ]
    return _by_rule(expr.op, values, reading.site(expr, path))


@forms(CallLocal)
def call_local(reading: Reading, expr: CallLocal, env: Env, path: Term) -> Sym:
    """An operator that a parameter stands for, applied."""
    bound = env[expr.operator]
    assert isinstance(bound, Closure)
    return _call_closure(reading, bound, [reading.argument(arg, env, path) for arg in expr.args], expr, path)


def _call_closure(reading: Reading, closure: Closure, args: list[Sym | Thunk | Closure], at: Expr, path: Term) -> Sym:
    operator = closure.operator
    match operator:
        case Lambda():
            return reading.value(operator.body, extended(closure.env, operator.params, args), path)
        case DefinitionRef():
            definition = operator.definition
            found = closure.env.get(definition)
            scope = found if isinstance(found, LetScope) else None
            inner = extended(home(definition, closure.env), definition.params, args)
            if definition.recursive:
                return recursive_call(reading, definition, inner, scope, path)
            return reading.value(definition.body, inner, path)
        case OpRef():
            values: list[object] = [reading.forced(arg, path) if isinstance(arg, Thunk) else arg for arg in args]
            return _of_operands(operator.op, values, reading.site(at, path))
        case _:
            raise AssertionError("operator parameters are bound to closures")


def _operator(reading: Reading, arg: Argument, env: Env, at: Expr) -> Operator:
    """An operator argument of a built-in operator, as a function of symbolic values."""
    closure = reading.argument(arg, env, TRUE)
    assert isinstance(closure, Closure)

    def applied(site: Site, *values: Sym) -> Sym:
        inner = reading
        if site.failures is not reading.failures:
            inner = Reading(reading.tools, reading.state, reading.successor, site.failures)
        return _call_closure(inner, closure, list(values), at, site.path)

    return applied


def _of_operands(op: Op, values: Sequence[object], site: Site) -> Sym:
    """A built-in operator of operands that are evaluated already."""
    if op is Op.AND or op is Op.OR or op is Op.IMPLIES:
        terms = [truth_of(site, value) for value in values]  # type: ignore[arg-type]
        if op is Op.IMPLIES:
            terms[0] = neg(terms[0])
        return boolean_of(conj(terms) if op is Op.AND else disj(terms))
    return _by_rule(op, values, site)


def _by_rule(op: Op, values: Sequence[object], site: Site) -> Sym:
    rule = ENCODE.get(op)
    if rule is None:
        raise site.unsupported(f"{op.value} here")
    return rule(site, *values)
