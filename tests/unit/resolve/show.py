"""Resolved expressions as short text, and modules and their mistakes in one line each, for the tests beside this."""

from __future__ import annotations

from typing import assert_never

import pytest

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Call,
    CallLocal,
    Case,
    Choose,
    ConstantRef,
    DefinitionRef,
    Except,
    FunctionExpr,
    If,
    Lambda,
    Let,
    Literal,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Quantified,
    SetFilter,
    SetMap,
    TemporalQuantified,
    VariableRef,
)
from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text

HEAD = "---- MODULE M ----\nEXTENDS Integers, Sequences, FiniteSets\n"
FIRST_LINE = 3  # where the body of a test's module begins


def module(body: str) -> str:
    return f"{HEAD}{body}\n====\n"


def resolved(body: str, config: str | None = None, **asked: object) -> Spec:
    """A module with this body; constants may stay symbolic, and nothing needs to say how the system steps."""
    asked.setdefault("allow_symbolic", True)
    if config is None and "VARIABLE" in body:
        asked.setdefault("init", "TRUE")
        asked.setdefault("next", "TRUE")
    return resolve_text(module(body), "M.tla", config, **asked)  # type: ignore[arg-type]


def mistakes(body: str, config: str | None = None, **asked: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(SpecError) as caught:
        resolved(body, config, **asked)
    return caught.value.diagnostics


def places(found: tuple[Diagnostic, ...]) -> list[tuple[Code, int, int]]:
    """Codes with lines, counted from the body's first, and columns."""
    return [
        (d.code, d.span.line - (FIRST_LINE - 1) * (d.span.source.path == "M.tla"), d.span.column)
        for d in found
        if d.span is not None
    ]


def body_of(spec: Spec, name: str) -> str:
    return show(spec.definitions[name].body)


def show(node: Argument) -> str:
    match node:
        case Literal(value=value):
            return str(value)
        case VariableRef(variable=variable):
            return variable.name
        case ConstantRef(constant=constant, args=args):
            return _call(constant.name, args)
        case LocalRef(local=local) | LocalOperatorRef(operator=local):
            return local.name
        case Apply(op=op, args=args):
            return _call(op.name, args)
        case Call(definition=definition, args=args):
            return _call(definition.name, args)
        case CallLocal(operator=operator, args=args):
            return _call(operator.name, args)
        case DefinitionRef(definition=definition):
            return f"&{definition.name}"
        case OpRef(op=op):
            return f"&{op.name}"
        case Lambda(params=params, body=body):
            return f"(fn {' '.join(p.name for p in params)}: {show(body)})"
        case Quantified(quantifier=quantifier, bounds=bounds, body=body):
            return f"({quantifier.name.lower()} {_bounds(bounds)}: {show(body)})"
        case TemporalQuantified(quantifier=quantifier, locals=locals_, body=body):
            return f"(temporal {quantifier.name.lower()} {' '.join(x.name for x in locals_)}: {show(body)})"
        case Choose(bound=bound, body=body):
            return f"(choose {_bounds((bound,))}: {show(body)})"
        case SetFilter(bound=bound, body=body):
            return f"{{{_bounds((bound,))}: {show(body)}}}"
        case SetMap(bounds=bounds, body=body):
            return f"{{{show(body)}: {_bounds(bounds)}}}"
        case FunctionExpr(bounds=bounds, body=body, recursive=recursive):
            itself = "" if recursive is None else f"rec {recursive.name} "
            return f"[{itself}{_bounds(bounds)} |-> {show(body)}]"
        case Except(base=base, updates=updates):
            changes = (f"!{''.join(f'[{show(s)}]' for s in u.path)} = {show(u.value)}" for u in updates)
            return f"[{show(base)} except {', '.join(changes)}]"
        case If(condition=condition, then=then, otherwise=otherwise):
            return f"(if {show(condition)} {show(then)} {show(otherwise)})"
        case Case(arms=arms, other=other):
            written = [f"{show(guard)} -> {show(value)}" for guard, value in arms]
            return f"(case {' | '.join(written + ([] if other is None else [f'else {show(other)}']))})"
        case Let(definitions=definitions, body=body):
            return f"(let {' '.join(d.name for d in definitions)}: {show(body)})"
        case _:
            assert_never(node)


def _call(name: str, args: tuple[Argument, ...]) -> str:
    return f"{name}({', '.join(map(show, args))})" if args else name


def _bounds(bounds: tuple[Bound, ...]) -> str:
    return ", ".join(
        ("<{}>" if bound.pattern else "{}").format(" ".join(local.name for local in bound.locals))
        + ("" if bound.domain is None else f" in {show(bound.domain)}")
        for bound in bounds
    )
