"""TLCGet("level") as a variable of the encoding, TLCGet("config") as the record that it is; must not know layouts.

An initial state has level 1, and what is reached in a step has one more than the state before: the number of states of
the behavior up to there. TLC's level is that of the shortest such behavior, as it looks at a state only once: whoever
refutes something by a behavior has to see that its states are reached by no shorter one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcheck.core.expr import Apply, Expr, Literal, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.rewrite import put
from symcheck.core.run import CONFIG, LEVEL, config
from symcheck.core.spec import Behavior, Named, Property, Spec
from symcheck.resolve.configuration.rigid import at_each_disjunct
from symcheck.value import String

_STEPS = (Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.SQUARE, Op.ANGLE)


def told(spec: Spec) -> tuple[Spec, Variable | None]:
    """The specification with what TLCGet gives in place of it, as far as that can be said of a behavior, and the
    variable that counts states, where there has to be one. Temporal formulas and fairness stay as they are."""
    assert spec.behavior is not None, "only behaviors have levels"
    behavior = spec.behavior
    formulas: list[Named | Property] = [*spec.invariants, *spec.constraints, *spec.action_constraints]
    formulas += [each for each in spec.properties if each.kind != "temporal"]
    exprs = [behavior.init, behavior.next, *(each.expr for each in formulas)]
    levels, configs = _asked(exprs, LEVEL), _asked(exprs, CONFIG)
    for node in configs:
        exprs = put(exprs, node, Literal(config(spec.check_deadlock), node.span))
    if levels and _primed(exprs):
        levels = []  # the level of a next state, or of one that is only possible
    if not levels and not configs:
        return spec, None
    init, exprs = exprs[0], exprs[1:]
    counter: Variable | None = None
    for node in levels:
        counter = counter or Variable('TLCGet("level")', node.span, ghost=True)
        (init,) = put([init], node, Literal(0, node.span))
        exprs = put(exprs, node, VariableRef(counter, node.span))
    changed = dict(zip(formulas, exprs[1:], strict=True))
    found = replace(
        spec,
        behavior=replace(behavior, init=init, next=exprs[0]),
        invariants=tuple(_with(each, changed[each]) for each in spec.invariants),
        constraints=tuple(_with(each, changed[each]) for each in spec.constraints),
        action_constraints=tuple(_with(each, changed[each]) for each in spec.action_constraints),
        properties=tuple(
            each if each not in changed else replace(each, expr=changed[each]) for each in spec.properties
        ),
    )
    return (found, None) if counter is None else (_counting(found, counter), counter)


def steers(spec: Spec) -> bool:
    """Whether the level decides which steps there are."""
    assert spec.behavior is not None, "only behaviors have levels"
    limits = [named.expr for named in (*spec.constraints, *spec.action_constraints)]
    return bool(_asked([spec.behavior.next, *limits], LEVEL))


def _with(named: Named, expr: Expr) -> Named:
    return named if expr is named.expr else replace(named, expr=expr)


def _asked(exprs: Sequence[Expr], name: str) -> list[Apply]:
    """The nodes that ask for this register."""
    found = dict.fromkeys(
        node
        for expr in exprs
        for node in reached(expr)
        if isinstance(node, Apply) and node.op is Op.TLC_GET and _is_name(node, name)
    )
    return list(found)


def _is_name(node: Apply, name: str) -> bool:
    (asked,) = node.args
    return isinstance(asked, Literal) and isinstance(asked.value, String) and asked.value.text == name


def _primed(exprs: Sequence[Expr]) -> bool:
    """Whether one of the formulas asks for the level where that is not the level of the state at hand."""
    for expr in exprs:
        for node in reached(expr):
            if isinstance(node, Apply) and node.op in _STEPS:
                inside = node.args[1:] if node.op in (Op.SQUARE, Op.ANGLE) else node.args
                if _asked([part for part in inside if isinstance(part, Expr)], LEVEL):
                    return True
    return False


def _counting(spec: Spec, counter: Variable) -> Spec:
    assert spec.behavior is not None, "only behaviors have levels"
    behavior: Behavior = spec.behavior
    span = behavior.init.span
    first = Apply(Op.EQ, (VariableRef(counter, span), Literal(1, span)), span)

    def counted(step: Expr) -> Expr:
        here = step.span
        primed = Apply(Op.PRIME, (VariableRef(counter, here),), here)
        more = Apply(Op.ADD, (VariableRef(counter, here), Literal(1, here)), here)
        return Apply(Op.AND, (step, Apply(Op.EQ, (primed, more), here)), here)

    return replace(
        spec,
        variables=(*spec.variables, counter),
        behavior=replace(
            behavior,
            init=Apply(Op.AND, (behavior.init, first), span),
            next=at_each_disjunct(behavior.next, counted),
        ),
    )
