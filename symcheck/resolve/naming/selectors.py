"""Subexpression names (`Op!1!2`, `Op!>>`, `Op!(x)!1`, `Op!label`), as expressions and as operators; must not know of
any other names."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.core.expr import Argument, Call, Definition, Expr, Lambda, Let, Local
from symcheck.resolve.naming.arguments import as_argument
from symcheck.resolve.naming.names import Leading, Names, Parts
from symcheck.resolve.naming.parts import Walk, step
from symcheck.resolve.report import counted
from symcheck.resolve.resolution import Place
from symcheck.resolve.scope import Bound, Defined, Meaning


def select(names: Names, defined: Defined, parts: Parts, leading: Leading, span: Span) -> Expr:
    """The part of a definition that the selectors after its name point to, as a call of a definition of its own."""
    walk = _walked(names, defined, parts, False)
    if walk is None:
        return names.resolution.lack(f"symcheck cannot name a part of {parts[0].name}", span)
    own = tuple(local.arity for local in defined.own)
    head = parts[0]
    if len(head.args) != len(own):
        raise SpecError(
            Code.ARITY, f"{head.name} takes {len(own)} arguments but is given {len(head.args)}", at=head.span
        )
    arities = tuple(parameter.arity for parameter in walk.bound)
    given = (*names.arguments(own, head.args), *names.arguments(arities, tuple(walk.values)))
    return _called(names, defined, walk, _shown(parts), given, leading, span)


def select_operator(
    names: Names, defined: Defined, parts: Parts, leading: Leading, arity: int, span: Span
) -> Argument:
    """The part as an operator of the parameters of the definition and of all identifiers that are bound on the way
    (`Op!@!1`). Errors: ARITY."""
    walk = _walked(names, defined, parts, True)
    if walk is None:
        return names.resolution.lack(f"symcheck cannot name a part of {parts[0].name}", span)
    if any(part.args for part in parts):
        raise SpecError(Code.ARITY, "an operator is expected here, not an expression", at=span)
    params = tuple(
        Local(local.name, local.arity, local.span)
        for local in (*defined.own, *(Local(p.name, p.arity, p.span) for p in walk.bound))
    )
    if len(params) != arity:
        what = f"an operator of {counted(arity)} is expected here, this one takes {counted(len(params))}"
        raise SpecError(Code.ARITY, what, at=span)
    given = tuple(as_argument(local) for local in params)
    return Lambda(params, _called(names, defined, walk, _shown(parts), given, leading, span), span)


def _walked(names: Names, defined: Defined, parts: Parts, operator: bool) -> Walk | None:
    unit = defined.unit
    if unit is None or unit.body is None:
        return None
    walk = Walk(unit.body, operator)
    for selector in parts[1:]:
        step(walk, selector)
    return walk


def _shown(parts: Parts) -> str:
    return "!".join(part.name for part in parts)


def _called(
    names: Names, defined: Defined, walk: Walk, name: str, given: tuple[Argument, ...], leading: Leading, span: Span
) -> Expr:
    if defined.home is None:
        local = _as_local(names, defined, walk, name)
        return Let((local,), Call(local, given, span), span)
    part = _as_definition(names, defined, walk, name)
    return Call(part.definition, (*(leading[local] for local in defined.leading), *given), span)


def _as_local(names: Names, defined: Defined, walk: Walk, name: str) -> Definition:
    """Of a LET around: what is seen there is seen here too, and means the same, as no name hides another."""
    extra = tuple(Local(parameter.name, parameter.arity, parameter.span) for parameter in walk.bound)
    params = (*defined.definition.params, *extra)
    bound: dict[str, Meaning] = {**names.locals, **{local.name: Bound(local) for local in params}}
    node = walk.expression
    definition = Definition(name, names.scope.module.name, params, node.span)
    definition._body = _resolver(names, names.place, bound).expression(node)
    names.resolution.made.append(definition)
    return definition


def _as_definition(names: Names, defined: Defined, walk: Walk, name: str) -> Defined:
    assert defined.home is not None
    scope, position = defined.home
    extra = tuple(Local(parameter.name, parameter.arity, parameter.span) for parameter in walk.bound)
    node = walk.expression
    bound: dict[str, Meaning] = {local.name: Bound(local) for local in (*defined.own, *extra)}
    resolver = _resolver(names, Place(names.resolution, scope, position), bound)
    definition = Definition(name, scope.module.name, (*defined.definition.params, *extra), node.span)
    part = Defined(definition, defined.leading, lambda: resolver.expression(node), sink=defined.sink)
    names.resolution.require(part)
    return part


def _resolver(names: Names, at: Place, bound: dict[str, Meaning]) -> Names:
    """Reads text again that was read where it stands: that its names hide nothing is known."""
    resolver = type(names)(at, bound)
    resolver.reread = True
    return resolver
