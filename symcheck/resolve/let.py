"""LET: local definitions, recursive ones and instances among them; must not know of module-level scopes."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Definition, Expr, Let, Local
from symcheck.resolve.definitions import function_arity, function_body, new_definition, operator_body
from symcheck.resolve.expressions import Body
from symcheck.resolve.instance import Instancing, open_instance
from symcheck.resolve.report import counted
from symcheck.resolve.scope import Defined, Instanced
from symcheck.syntax import ast


def resolve_let(body: Body, node: ast.Let) -> Expr:
    """Definitions are resolved in order; each sees those before it, and what RECURSIVE declared."""
    outside = body.locals
    body.locals = dict(outside)
    made: list[Definition] = []
    defined = _declared(body, node)
    recursive: set[str] = set()
    for unit in node.definitions:
        match unit:
            case ast.Recursive(declarations=declarations):
                body.resolution.recursion = True
                for declaration in declarations:
                    recursive.add(declaration.name)
                    known = defined.get(declaration.name)
                    if known is None:
                        body.report.error(
                            Code.RECURSION, f"{declaration.name} is declared RECURSIVE but not defined",
                            declaration.span,
                        )
                    elif declaration.arity != len(known.own):
                        _arity_differs(body, declaration, known)
                    else:
                        body.bind(declaration.name, declaration.span, known)
            case ast.OperatorDefinition(name=name):
                found = _own(body, defined, unit)
                found.definition._body = operator_body(body, unit, found.definition.params)
                _enter(body, name, found, recursive)
                made.append(found.definition)
            case ast.FunctionDefinition(name=name):
                found = _own(body, defined, unit)
                found.definition._body = function_body(body, unit)
                _enter(body, name, found, recursive)
                made.append(found.definition)
            case ast.ModuleDefinition():
                params = tuple(Local(param.name, param.arity, param.span) for param in unit.params)
                asked = Instancing(unit.instance, unit.name, params, dict(body.locals), made)
                body.bind(unit.name, unit.name_span, Instanced(params, partial(open_instance, body.place, asked)))
            case _:
                assert_never(unit)
    inner = body.expression(node.body)
    body.locals = outside
    body.resolution.made.extend(made)
    return Let(tuple(made), inner, node.span) if made else inner


def _declared(body: Body, node: ast.Let) -> dict[str, Defined]:
    """The definitions of a LET by name, still without bodies; of two with one name, the first."""
    found: dict[str, Defined] = {}
    for unit in node.definitions:
        if isinstance(unit, (ast.OperatorDefinition, ast.FunctionDefinition)) and unit.name not in found:
            found[unit.name] = _new(body, unit)
    return found


def _new(body: Body, unit: ast.OperatorDefinition | ast.FunctionDefinition) -> Defined:
    definition = new_definition(unit, unit.name, body.scope.module.name)
    if isinstance(unit, ast.FunctionDefinition):
        return Defined(definition, function=function_arity(unit))
    return Defined(definition, unit=unit)


def _own(
    body: Body, defined: dict[str, Defined], unit: ast.OperatorDefinition | ast.FunctionDefinition
) -> Defined:
    known = defined[unit.name]
    return known if known.definition.span is unit.span else _new(body, unit)


def _enter(body: Body, name: str, found: Defined, recursive: set[str]) -> None:
    if name in recursive and body.locals.get(name) is found:
        return
    body.bind(name, found.definition.span, found)


def _arity_differs(body: Body, declaration: ast.Parameter, known: Defined) -> None:
    body.report.error(
        Code.ARITY,
        f"{declaration.name} is declared RECURSIVE with {counted(declaration.arity)} but defined with "
        f"{counted(len(known.own))}",
        declaration.span,
    )
