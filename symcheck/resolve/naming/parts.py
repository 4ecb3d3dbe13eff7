"""Where the selectors of a subexpression name lead in a syntax tree; must not know what names denote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.syntax import ast

_BINDERS = (ast.Quantifier, ast.FunctionExpr, ast.SetMap, ast.Choose, ast.SetFilter)
_Binder = ast.Quantifier | ast.FunctionExpr | ast.SetMap | ast.Choose | ast.SetFilter
_Arm = tuple[ast.Expr | None, ast.Expr]


@dataclass(slots=True)
class Walk:
    """Where the selectors have led: the node, the LETs around it, the parameters on the way (bound identifiers, and
    those of local definitions) and what was put for them. `open` says that nothing is: the part is an operator."""

    node: ast.Expr | _Arm
    open: bool = False
    lets: list[ast.Let] = field(default_factory=list)
    bound: list[ast.Parameter] = field(default_factory=list)
    values: list[ast.Argument] = field(default_factory=list)

    @property
    def expression(self) -> ast.Expr:
        """The node, in the LETs that it stands in. Errors: UNKNOWN_NAME for the arm of a CASE."""
        node = self.node
        if isinstance(node, tuple):
            raise SpecError(Code.UNKNOWN_NAME, "an arm of a CASE is no expression", at=node[1].span, hint="!<< or !>>")
        for let in reversed(self.lets):
            node = ast.Let(let.definitions, node, node.span)
        return node


def step(walk: Walk, selector: ast.NamePart) -> None:
    """Follows one selector (TLA+ version 2, section 6). Errors: UNKNOWN_NAME if nothing is there; ARITY."""
    name = selector.name
    if isinstance(walk.node, tuple):
        _of_arm(walk, walk.node, selector)
        return
    node = _bare(walk.node)
    if name == ":":
        return
    if name in ("<<", ">>") or name.isdigit():
        index = 0 if name == "<<" else 1 if name == ">>" else int(name) - 1
        _operand(walk, node, index, selector)
    elif name in ("()", "@") and isinstance(node, _BINDERS):
        identifiers = [i for group in _groups(node) for i in group.names]
        _instantiate(walk, _parameters(identifiers), selector)
        walk.node = node.body
    elif name not in ("()", "@"):
        if not (isinstance(node, ast.Let) and _to_local(walk, node, selector)):
            _to_label(walk, selector)
    else:
        raise _nothing(selector)


def _nothing(selector: ast.NamePart) -> SpecError:
    return SpecError(Code.UNKNOWN_NAME, f"there is no part {selector.name} here", at=selector.span)


def _of_arm(walk: Walk, arm: _Arm, selector: ast.NamePart) -> None:
    chosen = {"<<": arm[0], "1": arm[0], ">>": arm[1], "2": arm[1]}.get(selector.name)
    if chosen is None:
        raise _nothing(selector)
    walk.node = chosen


def _operand(walk: Walk, node: ast.Expr, index: int, selector: ast.NamePart) -> None:
    if isinstance(node, ast.Let) and index == 0:
        walk.lets.append(node)
        walk.node = node.body
        return
    operands = _arms(node) if isinstance(node, ast.Case) else _operands(node)
    if not 0 <= index < len(operands):
        raise _nothing(selector)
    walk.node = operands[index]


def _parameters(identifiers: Sequence[ast.Identifier]) -> list[ast.Parameter]:
    return [ast.Parameter(identifier.name, 0, identifier.span) for identifier in identifiers]


def _instantiate(walk: Walk, parameters: Sequence[ast.Parameter], selector: ast.NamePart) -> None:
    if not (walk.open and not selector.args) and len(parameters) != len(selector.args):
        raise SpecError(
            Code.ARITY, f"{len(parameters)} identifiers are bound here but {len(selector.args)} values are given",
            at=selector.span,
        )
    walk.bound += parameters
    walk.values += selector.args


def _to_local(walk: Walk, let: ast.Let, selector: ast.NamePart) -> bool:
    """Goes to the body of a definition of this LET; its parameters are given values, those before it are kept."""
    for index, unit in enumerate(let.definitions):
        if isinstance(unit, (ast.OperatorDefinition, ast.FunctionDefinition)) and unit.name == selector.name:
            walk.lets.append(replace(let, definitions=let.definitions[:index]))
            if isinstance(unit, ast.FunctionDefinition):
                _instantiate(walk, (), selector)
                walk.node = ast.FunctionExpr(unit.bounds, unit.body, unit.span)
            else:
                _instantiate(walk, unit.params, selector)
                walk.node = unit.body
            return True
    return False


def _to_label(walk: Walk, selector: ast.NamePart) -> None:
    """Goes to the label below; the identifiers bound on the way are its parameters."""
    found = next(_labels(walk.node, selector.name, ()), None)
    if found is None:
        raise SpecError(Code.UNKNOWN_NAME, f"there is no label {selector.name} here", at=selector.span)
    label, lets = found
    _instantiate(walk, _parameters(label.params), selector)
    walk.lets += lets
    walk.node = label.body


def _labels(node: object, name: str, lets: tuple[ast.Let, ...]) -> Iterator[tuple[ast.Label, tuple[ast.Let, ...]]]:
    if isinstance(node, ast.Label) and node.name == name:
        yield node, lets
    elif isinstance(node, tuple):
        for item in node:
            yield from _labels(item, name, lets)
    elif is_dataclass(node) and not isinstance(node, (Span, ast.Label)):
        inside = (*lets, node) if isinstance(node, ast.Let) else lets
        for slot in fields(node):
            if slot.name not in ("span", "symbol_span", "definitions"):
                yield from _labels(getattr(node, slot.name), name, inside)


def _bare(node: ast.Expr) -> ast.Expr:
    """The node without parentheses and labels."""
    while isinstance(node, (ast.Parenthesised, ast.Label)):
        node = node.body
    return node


def _groups(node: _Binder) -> tuple[ast.Bound, ...]:
    return (node.bound,) if isinstance(node, (ast.Choose, ast.SetFilter)) else node.bounds


def _arms(node: ast.Case) -> tuple[_Arm, ...]:
    return node.arms if node.other is None else (*node.arms, (None, node.other))


def _operands(node: ast.Expr) -> tuple[ast.Expr, ...]:
    """The parts of a node that numbers select, in order."""
    match node:
        case ast.Junction(items=items) | ast.TupleExpr(items=items) | ast.SetEnum(items=items):
            return items
        case ast.Operation(symbol="\\X", operands=(first, *rest)):
            return (*(_operands(first) if _is_product(first) else (first,)), *rest)
        case ast.Operation(operands=operands):
            return operands
        case ast.Name(parts=parts):
            return tuple(a for a in parts[-1].args if not isinstance(a, (ast.Lambda, ast.OperatorSymbol)))
        case ast.If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case ast.Application(function=function, args=args):
            return (function, *args)
        case ast.FieldAccess(record=record, name=name):
            return (record, ast.String(name.name, name.span))
        case ast.Except(base=base):
            return (base,)  # what is put may speak of @
        case ast.ActionExpr(action=action, subscript=subscript):
            return (action, subscript)
        case ast.Fairness(subscript=subscript, action=action):
            return (subscript, action)
        case ast.FunctionSet(domain=domain, codomain=codomain):
            return (domain, codomain)
        case ast.RecordExpr(fields=pairs) | ast.RecordSet(fields=pairs):
            return tuple(value for _, value in pairs)
        case ast.Quantifier() | ast.FunctionExpr() | ast.SetMap() | ast.Choose() | ast.SetFilter():
            return tuple(group.domain for group in _groups(node) if group.domain is not None)
        case _:
            return ()


def _is_product(node: ast.Expr) -> bool:
    """A product without parentheses goes on, `A \\X B \\X C` has three parts."""
    return isinstance(node, ast.Operation) and node.symbol == "\\X"
