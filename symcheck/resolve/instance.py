"""INSTANCE: reads the instantiated module again in a context where its parameters are what was put for them; must not
know how a module's scope is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from symcheck.base.diagnostic import Code, nearest
from symcheck.base.span import Span
from symcheck.core.expr import Argument, Definition, Literal, Local
from symcheck.resolve.expressions import Body
from symcheck.resolve.modules import Loaded
from symcheck.resolve.resolution import Filling, Parameter, Place
from symcheck.resolve.scope import Bound, Context, Meaning, ModuleScope, Substituted
from symcheck.syntax import ast
from symcheck.value import FALSE


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Instancing:
    """An INSTANCE to open: `name` and `params` are those of `I(p) == INSTANCE …`, `bound` the identifiers in scope
    around it, `sink` where the definitions go if it stands inside a LET."""

    unit: ast.Instance
    name: str | None
    params: tuple[Local, ...]
    bound: dict[str, Meaning]
    sink: list[Definition] | None


def open_instance(at: Place, asked: Instancing) -> ModuleScope:
    """The scope of the instantiated module, its parameters replaced; an unknown module gives an empty scope."""
    from symcheck.resolve.declare import declare

    unit = asked.unit
    found = at.module(unit.module.name)
    if found is None:  # reported when the modules were gathered
        missing = ast.Module(unit.module.name, (), (), unit.span, unit.module.span)
        return ModuleScope(missing, Context(), True)
    loaded, outer = found
    parameters = at.resolution.parameters(loaded.syntax, _finder(at, loaded, outer))
    if not parameters and outer is None and not asked.params and (asked.name is None or loaded.library is not None):
        for substitution in unit.substitutions:
            _no_parameter(at, substitution, loaded, parameters)
        return declare(at.resolution, loaded, at.resolution.root, None)
    return declare(at.resolution, loaded, _context(at, asked, loaded, parameters), outer)


def _finder(
    at: Place, loaded: Loaded, outer: tuple[ModuleScope, int] | None
) -> Callable[[str], ast.Module | None]:
    """How the modules that the instantiated one extends are found: as seen from where it stands itself."""

    def find(name: str) -> ast.Module | None:
        if outer is not None:
            seen = Place(at.resolution, *outer).module(name)
            return None if seen is None else seen[0].syntax
        found = at.resolution.program.find(name, from_library=loaded.library is not None)
        return None if found is None else found.syntax

    return find


def _context(at: Place, asked: Instancing, loaded: Loaded, parameters: tuple[Parameter, ...]) -> Context:
    """The context of an instance: explicit substitutions, then those of the same name (section 4.2 of the book)."""
    unit = asked.unit
    outer = at.scope.context
    bound: dict[str, Meaning] = dict(asked.bound)
    naming = Body(at, bound)
    for local in asked.params:
        naming.bind(local.name, local.span, Bound(local))
    declared = {parameter.name: parameter for parameter in parameters}
    rigid = any(parameter.variable for parameter in parameters)
    chosen: dict[str, Substituted] = {}
    for written in unit.substitutions:
        parameter = declared.get(written.name)
        if parameter is None:
            _no_parameter(at, written, loaded, parameters)
        elif written.name in chosen:
            at.resolution.report.error(Code.SUBSTITUTION, f"{written.name} is substituted twice", written.span)
        else:
            chosen[written.name] = _filling(at, bound, parameter, written.value, rigid, written.span)
    for parameter in parameters:
        if parameter.name in chosen:
            continue
        if naming.seen(parameter.name) is None:
            at.resolution.report.error(
                Code.SUBSTITUTION,
                f"nothing is substituted for {parameter.name} of module {loaded.syntax.name}, and nothing of that name "
                "is in scope",
                unit.span, f"write WITH {parameter.name} <- …",
            )
            chosen[parameter.name] = Substituted(parameter.arity, partial(_nothing, unit.span))
        else:
            name = unit.module
            same = ast.Name((ast.NamePart(parameter.name, (), name.span),), name.span)
            symbol = ast.OperatorSymbol(parameter.name, name.span)
            value = same if parameter.name[:1].isalnum() or parameter.name[:1] == "_" else symbol
            # what a configuration puts for a constant may be an action: TLC looks at levels before
            entry = at.scope.lookup(parameter.name, at.position)
            replaced = entry is not None and (entry.module, entry.name) in at.resolution.overrides
            chosen[parameter.name] = _filling(at, bound, parameter, value, rigid and not replaced, unit.span)
    prefix = outer.prefix if asked.name is None else f"{outer.prefix}{asked.name}!"
    return Context(prefix, (*outer.leading, *asked.params), chosen, outer.abstract, asked.sink)


def _filling(
    at: Place, bound: dict[str, Meaning], parameter: Parameter, value: ast.Argument, rigid: bool, span: Span
) -> Substituted:
    by = Substituted(parameter.arity, partial(_resolved, at, bound, value, parameter.arity))
    at.resolution.fillings.append(Filling(parameter, by, rigid, span))
    return by


def _resolved(at: Place, bound: dict[str, Meaning], value: ast.Argument, arity: int) -> Argument:
    return Body(at, dict(bound)).argument(value, arity)


def _nothing(span: Span) -> Argument:
    return Literal(FALSE, span)


def _no_parameter(
    at: Place, substitution: ast.Substitution, loaded: Loaded, parameters: tuple[Parameter, ...]
) -> None:
    at.resolution.report.error(
        Code.SUBSTITUTION, f"module {loaded.syntax.name} has no constant or variable {substitution.name}",
        substitution.span, nearest(substitution.name, (parameter.name for parameter in parameters)),
    )
