"""Definitions and their bodies, for modules and for LET alike; must not know which names are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.core.expr import Definition, Expr, FunctionExpr, Local
from symcheck.resolve import scope as meanings
from symcheck.resolve.expressions import Body
from symcheck.syntax import ast


def operator_body(body: Body, unit: ast.OperatorDefinition, params: Sequence[Local]) -> Expr:
    """The body of an operator definition whose parameters were made before."""
    outside = body.locals
    body.locals = dict(outside)
    for local in params:
        body.bind(local.name, local.span, meanings.Bound(local))
    inner = body.expression(unit.body)
    body.locals = outside
    return inner


def function_body(body: Body, unit: ast.FunctionDefinition) -> Expr:
    """`f[x \\in S] == e` as a function expression that may speak of itbody."""
    outside = body.locals
    body.locals = dict(outside)
    itself = Local(unit.name, 0, unit.name_span)
    meaning = meanings.Bound(itself, function=function_arity(unit))
    groups = body.bounds(unit.bounds)
    body.locals[unit.name] = meaning
    inner = body.expression(unit.body)
    body.locals = outside
    return FunctionExpr(groups, inner, itself if meaning.used else None, unit.span)


def function_arity(unit: ast.FunctionDefinition) -> int:
    return sum(1 if group.pattern else len(group.names) for group in unit.bounds)


def new_params(unit: ast.OperatorDefinition) -> tuple[Local, ...]:
    return tuple(Local(param.name, param.arity, param.span) for param in unit.params)


def new_definition(unit: ast.OperatorDefinition | ast.FunctionDefinition, full_name: str, module: str) -> Definition:
    params = new_params(unit) if isinstance(unit, ast.OperatorDefinition) else ()
    return Definition(full_name, module, params, unit.span)
