"""The states so far as a variable of their own: for Apalache's trace invariants, and to exclude behaviors that are
known; must not know how a specification is searched.

Source: Apalache's manual, "Checking invariants", trace invariants: a predicate of a sequence of records, one for each
state, with a field for each variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from symcheck.base.span import Span
from symcheck.core.expr import Apply, Call, Expr, Literal, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.spec import Behavior, Named, Spec
from symcheck.resolve.configuration.rigid import at_each_disjunct
from symcheck.value import String, Value, make_set

_View = Callable[[Span], Expr]  # what is kept of a state


def with_history(spec: Spec, history: Variable) -> Spec:
    """The specification with one variable more, that holds all states up to the present one."""
    return _with(spec, history, lambda span: _record(spec.variables, span))


def without_paths(spec: Spec, paths: Iterable[Value], view: Expr | None) -> Spec:
    """The specification with invariants that hold all the same at the end of behaviors with these states: sequences of
    what `view` makes of each, or of records of all variables."""
    history = Variable("(path)", _place(spec), ghost=True)
    known = make_set(paths)

    def seen(span: Span) -> Expr:
        return _record(spec.variables, span) if view is None else view

    def excused(named: Named) -> Named:
        span = named.expr.span
        before = Apply(Op.IN, (VariableRef(history, span), Literal(known, span)), span)
        return replace(named, expr=Apply(Op.OR, (before, named.expr), span))

    found = _with(spec, history, seen)
    return replace(found, invariants=tuple(excused(each) for each in spec.invariants))


def _place(spec: Spec) -> Span:
    assert spec.behavior is not None, "an invariant speaks of a behavior"
    return spec.behavior.init.span


def _with(spec: Spec, history: Variable, view: _View) -> Spec:
    assert spec.behavior is not None, "an invariant speaks of a behavior"
    return replace(
        spec,
        variables=(*spec.variables, history),
        behavior=_behavior(spec.behavior, history, view),
        view=None if spec.view is None else _beside_view(spec.view, history),
    )


def _behavior(behavior: Behavior, history: Variable, view: _View) -> Behavior:
    span = behavior.init.definition.body.span if isinstance(behavior.init, Call) else behavior.init.span
    first = Apply(Op.EQ, (VariableRef(history, span), Apply(Op.TUPLE, (view(span),), span)), span)
    init = Apply(Op.AND, (behavior.init, first), span)

    def longer(step: Expr) -> Expr:
        here = step.span
        grown = Apply(Op.APPEND, (VariableRef(history, here), Apply(Op.PRIME, (view(here),), here)), here)
        primed = Apply(Op.PRIME, (VariableRef(history, here),), here)
        return Apply(Op.AND, (step, Apply(Op.EQ, (primed, grown), here)), here)

    subscript = behavior.subscript
    if subscript is not None:
        subscript = Apply(Op.TUPLE, (subscript, VariableRef(history, subscript.span)), subscript.span)
    return replace(behavior, init=init, next=at_each_disjunct(behavior.next, longer), subscript=subscript)


def _record(variables: Iterable[Variable], span: Span) -> Expr:
    fields: list[Expr] = []
    for variable in variables:
        if not variable.rigid and not variable.ghost:
            fields += (Literal(String(variable.name), span), VariableRef(variable, span))
    return Apply(Op.RECORD, tuple(fields), span)


def _beside_view(view: Named, history: Variable) -> Named:
    span = view.expr.span
    return replace(view, expr=Apply(Op.TUPLE, (view.expr, VariableRef(history, span)), span))
