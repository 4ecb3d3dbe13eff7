"""Syntax trees back to TLA+ text that parses to an equal tree; must not know what the text means.

A block is a list of lines whose first line may be hung behind other text: the rest is then indented as far, so that
columns keep their order and junction lists stay what they are. Only trees that the parser can give are printed
faithfully: what needs parentheses has a `Parenthesised`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from symcheck.syntax import ast
from symcheck.syntax.operators import INFIX, POSTFIX, PREFIX

Block = list[str]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"})


def print_expression(expr: ast.Expr) -> str:
    """An expression, on several lines where it holds junction lists."""
    return "\n".join(_expression(expr))


def print_module(module: ast.Module) -> str:
    """A module with every unit; proofs and comments are not in the tree, so they are not in the text."""
    return "\n".join(_module(module)) + "\n"


# ---------------------------------------------------------------- blocks


def _hang(*pieces: str | Block) -> Block:
    """Each piece begins where the one before ends."""
    done: Block = []
    line: list[str] = []
    width = 0
    for piece in pieces:
        if isinstance(piece, str):
            line.append(piece)
            width += len(piece)
            continue
        line.append(piece[0])
        if len(piece) > 1:
            margin = " " * width
            done.append("".join(line))
            done.extend(margin + text for text in piece[1:-1])
            line = [margin, piece[-1]]
            width += len(piece[-1])
        else:
            width += len(piece[0])
    return [*done, "".join(line)]


def _list(blocks: Iterable[str | Block], separator: str = ", ") -> Block:
    pieces: list[str | Block] = []
    for block in blocks:
        if pieces:
            pieces.append(separator)
        pieces.append(block)
    return _hang(*pieces)


def _open(bracket: str, body: Block) -> str:
    """An opening bracket, with a blank where it would join with what follows: `(+)` and `(*` are tokens."""
    return bracket + " " if bracket[-1:] == "(" and body[0][:1] in tuple("*+-./\\") else bracket


def _after(left: ast.Expr, *pieces: str | Block) -> Block:
    """What applies to an operand on its left; an unclosed junction list is left by going back before its bullets."""
    block = _expression(left)
    if _ends_in_list(left):
        return [*(" " + line for line in block), *_hang(*pieces)]
    return _hang(block, *pieces)


def _ends_in_list(expr: ast.Expr) -> bool:
    """Whether an operator right behind this would belong to the last item of a junction list."""
    while isinstance(expr, ast.Operation) and expr.fixity != "postfix":
        expr = expr.operands[-1]
    return isinstance(expr, ast.Junction)


# ---------------------------------------------------------------- expressions


def _expression(expr: ast.Expr) -> Block:
    match expr:
        case ast.Number(value, fraction):
            return [f"{value}.{fraction}" if fraction else str(value)]
        case ast.String(text):
            return [f'"{text.translate(_ESCAPES)}"']
        case ast.Name(parts):
            return _list(map(_name_part, parts), "!")
        case ast.At():
            return ["@"]
        case ast.Operation(fixity, symbol, operands):
            if fixity == "infix":
                return _infix(expr)
            if fixity == "postfix":
                return _after(operands[0], symbol)
            return _hang("-" if symbol == "-." else symbol, " ", _expression(operands[0]))
        case ast.Junction(symbol, items):
            return [line for item in items for line in _hang(f"{symbol} ", _expression(item))]
        case ast.Parenthesised(body):
            block = _expression(body)
            return _hang(_open("(", block), block, ")")
        case ast.TupleExpr(items):
            return _hang("<<", _list(map(_expression, items)), ">>")
        case ast.SetEnum(items):
            return _hang("{", _list(map(_expression, items)), "}")
        case ast.SetFilter(bound, body):
            return _hang("{", _bound(bound), " : ", _expression(body), "}")
        case ast.SetMap(body, bounds):
            return _hang("{", _expression(body), " : ", _list(map(_bound, bounds)), "}")
        case ast.FunctionExpr(bounds, body):
            return _hang("[", _list(map(_bound, bounds)), " |-> ", _expression(body), "]")
        case ast.FunctionSet(domain, codomain):
            return _hang("[", _expression(domain), " -> ", _expression(codomain), "]")
        case ast.RecordExpr(fields):
            return _hang("[", _list(_hang(name.name, " |-> ", _expression(value)) for name, value in fields), "]")
        case ast.RecordSet(fields):
            return _hang("[", _list(_hang(name.name, " : ", _expression(value)) for name, value in fields), "]")
        case ast.Application(function, args):
            return _after(function, "[", _list(map(_expression, args)), "]")
        case ast.FieldAccess(record, name):
            return _after(record, " ." if isinstance(record, ast.Number) else ".", name.name)
        case ast.Except(base, updates):
            return _hang("[", _expression(base), " EXCEPT ", _list(map(_update, updates)), "]")
        case ast.ActionExpr(square, action, subscript):
            opening, closing = ("[", "]_") if square else ("<<", ">>_")
            return _hang(opening, _expression(action), closing, _expression(subscript))
        case ast.Fairness(strong, subscript, action):
            block = _expression(action)
            return _hang("SF_" if strong else "WF_", _expression(subscript), _open("(", block), block, ")")
        case _:
            return _keyword_form(expr)


def _keyword_form(
    expr: ast.Quantifier | ast.Choose | ast.If | ast.Case | ast.Let | ast.Label,
) -> Block:
    match expr:
        case ast.Quantifier(symbol, bounds, body):
            return _hang(symbol, " ", _list(map(_bound, bounds)), " : ", _expression(body))
        case ast.Choose(bound, body):
            return _hang("CHOOSE ", _bound(bound), " : ", _expression(body))
        case ast.If(condition, then, otherwise):
            branches = (" THEN ", _expression(then), " ELSE ", _expression(otherwise))
            return _hang("IF ", _expression(condition), *branches)
        case ast.Case(arms, other):
            shown = [_hang(_expression(guard), " -> ", _expression(value)) for guard, value in arms]
            if other is not None:
                shown.append(_hang("OTHER -> ", _expression(other)))
            return _hang("CASE ", _list(shown, " [] "))
        case ast.Let(definitions, body):
            defined = [line for definition in definitions for line in _unit(definition)]
            return [*_hang("LET ", defined), *_hang("IN ", _expression(body))]
        case ast.Label(name, params, body):
            return _hang(name, _names("(", params, ")") if params else "", " :: ", _expression(body))
        case _:
            assert_never(expr)


def _infix(expr: ast.Operation) -> Block:
    """A whole run of infix operators, which nests to the left as deep as it is long."""
    run: list[tuple[str, ast.Expr]] = []
    left: ast.Expr = expr
    while isinstance(left, ast.Operation) and left.fixity == "infix":
        run.append((left.symbol, left.operands[1]))
        left = left.operands[0]
    pieces: list[str | Block] = [_expression(left)]
    lines: Block = []
    before = left
    for symbol, right in reversed(run):
        if _ends_in_list(before):
            ended = _hang(*pieces)
            lines.extend(ended if lines else (" " + line for line in ended))
            pieces = [symbol, " ", _expression(right)]
        else:
            pieces += [" ", symbol, " ", _expression(right)]
        before = right
    return [*lines, *_hang(*pieces)]


def _name_part(part: ast.NamePart) -> Block:
    if not part.args:
        return [part.name]
    args = _list(map(_argument, part.args))
    return _hang("" if part.name == "()" else part.name, _open("(", args), args, ")")


def _argument(argument: ast.Argument) -> Block:
    match argument:
        case ast.Lambda(params, body):
            return _hang(_names("LAMBDA ", params, " : "), _expression(body))
        case ast.OperatorSymbol(symbol):
            return [symbol]
        case _:
            return _expression(argument)


def _names(opening: str, names: Iterable[ast.Identifier], closing: str) -> str:
    return opening + ", ".join(name.name for name in names) + closing


def _bound(bound: ast.Bound) -> Block:
    names = _names("<<", bound.names, ">>") if bound.pattern else _names("", bound.names, "")
    return [names] if bound.domain is None else _hang(names, " \\in ", _expression(bound.domain))


def _update(update: ast.ExceptUpdate) -> Block:
    pieces: list[str | Block] = ["!"]
    for step in update.path:
        pieces += [f".{step.name}"] if isinstance(step, ast.Identifier) else ["[", _list(map(_expression, step)), "]"]
    return _hang(*pieces, " = ", _expression(update.value))


# ---------------------------------------------------------------- units


def _module(module: ast.Module) -> Block:
    lines = [f"---- MODULE {module.name} ----"]
    if module.extends:
        lines.append(_names("EXTENDS ", module.extends, ""))
    return [*lines, *(line for unit in module.units for line in _unit(unit)), "===="]


def _unit(unit: ast.Unit) -> Block:
    match unit:
        case ast.OperatorDefinition(name, params, body, local):
            return _hang(_local(local), _left_side(name, params), " == ", _expression(body))
        case ast.FunctionDefinition(name, bounds, body, local):
            return _hang(_local(local), name, "[", _list(map(_bound, bounds)), "] == ", _expression(body))
        case ast.ModuleDefinition(name, params, instance, local):
            return _hang(_local(local), _left_side(name, params), " == ", _instance(instance))
        case ast.Instance(local=local):
            return _hang(_local(local), _instance(unit))
        case ast.Recursive(declarations):
            return ["RECURSIVE " + ", ".join(map(_parameter, declarations))]
        case ast.Constants(declarations):
            return ["CONSTANTS " + ", ".join(map(_parameter, declarations))]
        case ast.Variables(names):
            return [_names("VARIABLES ", names, "")]
        case ast.Assumption(name, body):
            return _hang("ASSUME ", "" if name is None else f"{name} == ", _expression(body))
        case ast.Theorem(name, body):
            goal = ["ASSUME TRUE PROVE TRUE"] if body is None else _expression(body)
            return _hang("THEOREM ", "" if name is None else f"{name} == ", goal)
        case ast.Module():
            return _module(unit)
        case _:
            assert_never(unit)


def _local(local: bool) -> str:
    return "LOCAL " if local else ""


def _left_side(name: str, params: tuple[ast.Parameter, ...]) -> str:
    if name in INFIX and len(params) == 2:
        return f"{params[0].name} {name} {params[1].name}"
    if name in PREFIX:
        return f"{name} {params[0].name}"
    if name in POSTFIX:
        return f"{params[0].name} {name}"
    return f"{name}({', '.join(map(_parameter, params))})" if params else name


def _parameter(parameter: ast.Parameter) -> str:
    if parameter.name in INFIX and parameter.arity == 2:
        return f"_ {parameter.name} _"
    if parameter.name in PREFIX:
        return f"{parameter.name} _"
    if parameter.name in POSTFIX:
        return f"_ {parameter.name}"
    return f"{parameter.name}({', '.join('_' * parameter.arity)})" if parameter.arity else parameter.name


def _instance(instance: ast.Instance) -> Block:
    shown = [_hang(item.name, " <- ", _argument(item.value)) for item in instance.substitutions]
    return _hang(f"INSTANCE {instance.module.name}", " WITH " if shown else "", _list(shown))
