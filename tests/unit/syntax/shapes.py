"""Syntax trees as the nested lists of the recorded shapes: grouping only, parentheses dropped."""

from __future__ import annotations

from typing import Any, assert_never

from symcheck.syntax import ast

Shape = Any


def shape(expr: ast.Argument) -> Shape:
    match expr:
        case ast.Parenthesised(body):
            return shape(body)
        case ast.Number():
            return ["num", expr.span.text]
        case ast.String():
            return ["string", expr.span.text]
        case ast.At():
            return ["at"]
        case ast.Name(parts):
            return _name(parts)
        case ast.Operation(fixity, symbol, operands):
            return [fixity, symbol, *map(shape, operands)]
        case ast.Junction(symbol, items):
            kind = "conj" if symbol == "/\\" else "disj"
            return [f"{kind}list", *([f"{kind}item", shape(item)] for item in items)]
        case ast.TupleExpr(items):
            return ["tuple", [*map(shape, items)]]
        case ast.SetEnum(items):
            return ["setenum", [*map(shape, items)]]
        case ast.Quantifier(symbol, bounds, body):
            if bounds[0].domain is None:
                names = [name.name for name in bounds[0].names]
                return ["uquant", symbol, [["unbounded", "ids", names]], shape(body)]
            return ["bquant", symbol, [*map(_bound, bounds)], shape(body)]
        case ast.Choose(bound, body):
            names = ["tuple" if bound.pattern else "ids", [name.name for name in bound.names]]
            return ["choose", names, None if bound.domain is None else shape(bound.domain), shape(body)]
        case ast.SetFilter(bound, body):
            return ["setfilter", _bound(bound), shape(body)]
        case ast.SetMap(body, bounds):
            return ["setmap", shape(body), [*map(_bound, bounds)]]
        case ast.FunctionExpr(bounds, body):
            return ["fcnconst", [*map(_bound, bounds)], shape(body)]
        case ast.FunctionSet(domain, codomain):
            return ["setoffcns", shape(domain), shape(codomain)]
        case ast.RecordExpr(fields):
            return ["rcd", [[name.name, shape(value)] for name, value in fields]]
        case ast.RecordSet(fields):
            return ["setofrcds", [[name.name, shape(value)] for name, value in fields]]
        case ast.Application(function, args):
            return ["fcnappl", shape(function), [*map(shape, args)]]
        case ast.FieldAccess(record, name):
            return ["rcdcomp", shape(record), name.name]
        case ast.Except(base, updates):
            return ["except", shape(base), [*map(_update, updates)]]
        case ast.If(condition, then, otherwise):
            return ["if", shape(condition), shape(then), shape(otherwise)]
        case ast.Case(arms, other):
            shaped = [["casearm", shape(guard), shape(value)] for guard, value in arms]
            return ["case", shaped, None if other is None else ["otherarm", shape(other)]]
        case ast.Let(definitions, body):
            return ["let", [*map(definition, definitions)], shape(body)]
        case ast.Lambda(params, body):
            return ["lambda", [name.name for name in params], shape(body)]
        case ast.OperatorSymbol(symbol):
            return ["opref", symbol]
        case ast.ActionExpr(square, action, subscript):
            return ["action", "[]" if square else "<>", shape(action), shape(subscript)]
        case ast.Fairness(strong, subscript, action):
            return ["fair", "SF_" if strong else "WF_", shape(subscript), shape(action)]
        case ast.Label(name, params, body):
            shaped = [["id", param.name] for param in params] or None
            return ["label", name, shaped, shape(body)]
        case _:
            assert_never(expr)


def definition(unit: ast.Unit) -> Shape:
    match unit:
        case ast.OperatorDefinition(name, params, body):
            return ["opdef", name, [["opdecl", param.name, param.arity] for param in params], shape(body)]
        case ast.FunctionDefinition(name, bounds, body):
            return ["fcndef", name, [*map(_bound, bounds)], shape(body)]
        case ast.ModuleDefinition(name, params, instance):
            shaped = ["instance", instance.module.name, [[s.name, shape(s.value)] for s in instance.substitutions]]
            return ["moddef", name, [["opdecl", param.name, param.arity] for param in params], shaped]
        case _:
            raise AssertionError(unit)


def _name(parts: tuple[ast.NamePart, ...]) -> Shape:
    last = parts[-1]
    if len(parts) == 1:
        return ["opapp", last.name, [*map(shape, last.args)]] if last.args else ["id", last.name]
    path: list[Shape] = []
    for part in parts[:-1]:
        path += [part.name, [*map(shape, part.args)] or None]
    path.append(last.name)
    return ["opapp", path, [*map(shape, last.args)]] if last.args else ["id", path, None]


def _bound(bound: ast.Bound) -> Shape:
    assert bound.domain is not None
    return ["qbound", ["tuple" if bound.pattern else "ids", [name.name for name in bound.names]], shape(bound.domain)]


def _update(update: ast.ExceptUpdate) -> Shape:
    path = [["fld", p.name] if isinstance(p, ast.Identifier) else ["idx", [*map(shape, p)]] for p in update.path]
    return ["exceptspec", path, shape(update.value)]
