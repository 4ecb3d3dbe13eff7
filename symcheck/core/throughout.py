"""All that a specification says: its nodes, and one of them replaced wherever it stands; must not know why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symcheck.core.expr import Argument, Expr
from symcheck.core.parts import reached
from symcheck.core.rewrite import putting
from symcheck.core.spec import Behavior, Named, Spec


def put_in_spec(spec: Spec, node: Expr, by: Expr) -> Spec:
    """The specification with a node replaced wherever it stands."""
    substitution = putting(list(_said(spec)), {node: by})
    expr, copies = substitution.expr, substitution.copies

    def named(each: Named) -> Named:
        return replace(each, expr=expr(each.expr))

    def optional(each: Named | None) -> Named | None:
        return None if each is None else named(each)

    def behavior(each: Behavior) -> Behavior:
        return replace(
            each,
            init=expr(each.init),
            next=expr(each.next),
            subscript=None if each.subscript is None else expr(each.subscript),
            fairness=tuple(
                replace(fair, subscript=expr(fair.subscript), action=expr(fair.action)) for fair in each.fairness
            ),
            other=tuple(map(named, each.other)),
        )

    return replace(
        spec,
        definitions={name: copies.get(each, each) for name, each in spec.definitions.items()},
        assumptions=tuple(map(named, spec.assumptions)),
        behavior=None if spec.behavior is None else behavior(spec.behavior),
        invariants=tuple(map(named, spec.invariants)),
        properties=tuple(replace(each, expr=expr(each.expr)) for each in spec.properties),
        constraints=tuple(map(named, spec.constraints)),
        action_constraints=tuple(map(named, spec.action_constraints)),
        symmetry=optional(spec.symmetry),
        view=optional(spec.view),
        alias=optional(spec.alias),
        postcondition=optional(spec.postcondition),
        parameters=optional(spec.parameters),
    )


def reached_in_spec(spec: Spec) -> Iterator[Argument]:
    """All nodes of what a specification says, with those of the definitions that are called, each once."""
    return reached(*_said(spec))


def _said(spec: Spec) -> Iterator[Expr]:
    if (behavior := spec.behavior) is not None:
        yield from (behavior.init, behavior.next)
        if behavior.subscript is not None:
            yield behavior.subscript
        for fair in behavior.fairness:
            yield from (fair.subscript, fair.action)
        yield from (each.expr for each in behavior.other)
    for several in (spec.assumptions, spec.invariants, spec.properties, spec.constraints, spec.action_constraints):
        yield from (each.expr for each in several)
    for one in (spec.symmetry, spec.view, spec.alias, spec.postcondition, spec.parameters):
        if one is not None:
            yield one.expr
