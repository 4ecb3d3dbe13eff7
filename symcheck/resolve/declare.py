"""Builds the scope of a module in a context: what it extends, declares, defines and instantiates; must not know what
the bodies say, for they are resolved later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import assert_never

from symcheck.base.diagnostic import Code
from symcheck.base.span import Span
from symcheck.core.expr import Constant, Definition, Expr, Literal, Local, Variable
from symcheck.resolve.definitions import function_arity, function_body, new_definition, operator_body
from symcheck.resolve.expressions import Body
from symcheck.resolve.instance import Instancing, open_instance
from symcheck.resolve.library import LibraryModule
from symcheck.resolve.modules import Loaded
from symcheck.resolve.naming.builtins import LANGUAGE, signature
from symcheck.resolve.report import counted, place
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import (
    Builtin,
    Context,
    Declared,
    Defined,
    Entry,
    Free,
    Instanced,
    Lacking,
    Meaning,
    ModuleScope,
    Valued,
)
from symcheck.syntax import ast
from symcheck.value import FALSE

Outer = tuple[ModuleScope, int] | None
_BEFORE = -1


def declare(resolution: Resolution, loaded: Loaded, context: Context, outer: Outer) -> ModuleScope:
    """The scope of a module in a context; made once for each pair, so that whatever is reached by two ways is one."""
    known = context.scopes.get(id(loaded.syntax))
    if known is not None:
        return known
    scope = ModuleScope(loaded.syntax, context, loaded.library is not None, outer)
    context.scopes[id(loaded.syntax)] = scope
    _Declarer(resolution, scope, loaded.library).run()
    return scope


class _Declarer:
    def __init__(self, resolution: Resolution, scope: ModuleScope, library: LibraryModule | None) -> None:
        self._resolution = resolution
        self._report = resolution.report
        self._scope = scope
        self._context = scope.context
        self._module = scope.module
        self._library = library
        self._soft = library is not None and not library.core
        self._pending: dict[str, tuple[ast.Parameter, Entry]] = {}

    def run(self) -> None:
        for extended in self._module.extends:
            self._extend(extended)
        if self._library is not None:
            for name, op in self._library.operators.items():
                self._enter(name, Builtin(op, signature(op)), self._module.span, _BEFORE)
            for name, value in self._library.values.items():
                self._enter(name, Valued(value()), self._module.span, _BEFORE)
            for name, arity in self._library.unsupported.items():
                self._enter(name, Lacking(arity), self._module.span, _BEFORE)
        for position, unit in enumerate(self._module.units):
            self._unit(unit, position)
        for declaration, entry in self._pending.values():
            assert isinstance(entry.meaning, Defined), "what is declared RECURSIVE is an operator"
            entry.meaning.definition._body = Literal(FALSE, declaration.span)
            self._report.error(
                Code.RECURSION, f"{declaration.name} is declared RECURSIVE but not defined", declaration.span
            )

    def _place(self, position: int) -> Place:
        return Place(self._resolution, self._scope, position)

    # ------------------------------------------------------------ units

    def _unit(self, unit: ast.Unit, position: int) -> None:
        match unit:
            case ast.OperatorDefinition() | ast.FunctionDefinition():
                self._define(unit, position)
            case ast.Constants(declarations=declarations):
                for declared in declarations:
                    self._parameter(declared, position)
            case ast.Variables(names=names):
                for name in names:
                    self._variable(name, position)
            case ast.Recursive(declarations=declarations):
                self._resolution.recursion = True
                for declared in declarations:
                    # parameters to be going on with: a use of what is never defined is not wrong as well
                    awaited = tuple(Local(f"x{i}", 0, declared.span) for i in range(declared.arity))
                    full = self._context.prefix + declared.name
                    definition = Definition(full, self._module.name, awaited, declared.span)
                    entry = self._enter(declared.name, Defined(definition), declared.span, position)
                    if entry is not None:
                        self._pending[declared.name] = (declared, entry)
            case ast.Assumption():
                defined = self._statement(unit, unit.body, position)
                self._scope.assumptions.append(defined)
            case ast.Theorem(body=body):
                if body is not None and not self._scope.library:
                    self._scope.anonymous.append(self._statement(unit, body, position))
            case ast.Instance():
                self._import_instance(unit, position)
            case ast.ModuleDefinition():
                self._named_instance(unit, position)
            case ast.Module(name=name):
                self._scope.nested[name] = (unit, self._scope, position)
            case _:
                assert_never(unit)

    def _extend(self, extended: ast.Identifier) -> None:
        outer = self._scope.parent
        found = (
            self._place(0).module(extended.name) if outer is None
            else Place(self._resolution, *outer).module(extended.name)
        )
        if found is None:
            return  # reported when the modules were gathered
        loaded, around = found
        context = self._context
        if loaded.library is not None and not self._has_parameters(loaded, around):
            context = self._resolution.root
        scope = declare(self._resolution, loaded, context, around)
        self._scope.extended.append(scope)
        self._scope.nested.update(scope.nested)
        for name, entry in scope.entries.items():
            if name not in scope.hidden:
                self._add(entry, _BEFORE, extended.span)

    def _has_parameters(self, loaded: Loaded, around: Outer) -> bool:
        def find(name: str) -> ast.Module | None:
            found = self._resolution.program.find(name, from_library=loaded.library is not None)
            return None if found is None else found.syntax

        return around is not None or bool(self._resolution.parameters(loaded.syntax, find))

    def _parameter(self, declared: ast.Parameter, position: int) -> None:
        name, span = declared.name, declared.span
        meaning: Meaning
        if self._context.substitutions is not None:
            found = self._context.substitutions.get(name)
            if found is None:
                return  # the instance reported that nothing stands for it
            meaning = found
        else:
            meaning = Free(Constant(name, declared.arity, span))
        entry = self._enter(name, meaning, span, position)
        if entry is not None and self._context is self._resolution.root:
            self._resolution.constants.append(entry)

    def _variable(self, name: ast.Identifier, position: int) -> None:
        meaning: Meaning
        if self._context.substitutions is not None:
            found = self._context.substitutions.get(name.name)
            if found is None:
                return
            meaning = found
        else:
            meaning = Declared(Variable(name.name, name.span))
        entry = self._enter(name.name, meaning, name.span, position)
        if entry is not None and self._context is self._resolution.root and isinstance(meaning, Declared):
            self._resolution.variables.append(meaning.variable)

    def _define(self, unit: ast.OperatorDefinition | ast.FunctionDefinition, position: int) -> None:
        full = self._context.prefix + unit.name
        pending = self._pending.pop(unit.name, None)
        definition = new_definition(unit, full, self._module.name)
        if pending is not None:
            declaration, entry = pending
            assert isinstance(entry.meaning, Defined)
            if declaration.arity != len(definition.params):
                self._report.error(
                    Code.ARITY,
                    f"{unit.name} is declared RECURSIVE with {counted(declaration.arity)} at "
                    f"{place(declaration.span)} but defined with {counted(len(definition.params))}",
                    unit.name_span,
                )
            defined = entry.meaning
            defined.definition.params = definition.params
            defined.definition.span = unit.span
            definition = defined.definition
            if unit.local:
                self._scope.hidden.add(unit.name)
        else:
            defined = Defined(definition, unit=unit)
            self._enter(unit.name, defined, unit.name_span, position, unit.local)
        own = definition.params
        definition.params = (*self._context.leading, *own)
        defined.leading = self._context.leading
        defined.unit = unit
        defined.home = (self._scope, position)
        defined.sink = self._context.sink
        if isinstance(unit, ast.FunctionDefinition):
            defined.function = function_arity(unit)
            defined.resolve = partial(self._function, unit, position)
        else:
            defined.resolve = partial(self._operator, unit, own, position)

    def _operator(self, unit: ast.OperatorDefinition, own: tuple[Local, ...], position: int) -> Expr:
        return operator_body(Body(self._place(position)), unit, own)

    def _function(self, unit: ast.FunctionDefinition, position: int) -> Expr:
        return function_body(Body(self._place(position)), unit)

    def _statement(self, unit: ast.Assumption | ast.Theorem, body: ast.Expr, position: int) -> Defined:
        """An assumption or a theorem; its name, if it has one, denotes what it states."""
        kind = "ASSUME" if isinstance(unit, ast.Assumption) else "THEOREM"
        name = unit.name or f"{kind} line {unit.span.line} of {self._module.name}"
        definition = Definition(self._context.prefix + name, self._module.name, self._context.leading, unit.span)
        resolve: Callable[[], Expr] = partial(self._stated, body, position)
        defined = Defined(definition, self._context.leading, resolve, None, unit, (self._scope, position))
        defined.sink = self._context.sink
        if unit.name is not None:
            self._enter(unit.name, defined, unit.span, position)
        return defined

    def _stated(self, body: ast.Expr, position: int) -> Expr:
        return Body(self._place(position)).expression(body)

    # ------------------------------------------------------------ instances

    def _import_instance(self, unit: ast.Instance, position: int) -> None:
        scope = open_instance(self._place(position), Instancing(unit, None, (), {}, self._context.sink))
        self._scope.instances.append(Instanced((), lambda: scope))
        for entry in scope.exports():
            self._add(entry, position, unit.span, unit.local)

    def _named_instance(self, unit: ast.ModuleDefinition, position: int) -> None:
        params = tuple(Local(param.name, param.arity, param.span) for param in unit.params)
        asked = Instancing(unit.instance, unit.name, params, {}, self._context.sink)
        meaning = Instanced(params, partial(open_instance, self._place(position), asked))
        self._scope.instances.append(meaning)
        self._enter(unit.name, meaning, unit.name_span, position, unit.local)

    # ------------------------------------------------------------ entries

    def _enter(self, name: str, meaning: Meaning, span: Span, position: int, local: bool = False) -> Entry | None:
        entry = Entry(name, self._module.name, meaning, span, self._soft)
        return entry if self._add(entry, position, span, local) else None

    def _add(self, entry: Entry, position: int, span: Span, local: bool = False) -> bool:
        """Enters a name unless another thing has it: what was reached by two ways is the same thing."""
        name = entry.name
        other = self._scope.entries.get(name)
        if other is None:
            nested = None if self._scope.parent is None else self._scope.parent[0].lookup(name, self._scope.parent[1])
            if nested is not None and nested is not entry and not _same(nested, entry) and position != _BEFORE:
                other = nested
        if other is entry or (other is not None and _same(other, entry)):
            if not local:
                self._scope.hidden.discard(name)
            return False
        if name in LANGUAGE:
            self._report.error(Code.DUPLICATE, f"{name} is an operator of the language", span)
            return False
        if other is not None and not other.soft and not entry.soft:
            where = f"at {place(other.span)}" if other.span.source.text else f"in module {other.module}"
            self._report.error(Code.DUPLICATE, f"{name} is already declared or defined {where}", span)
            return False
        if other is not None and entry.soft and not other.soft:
            return False
        self._scope.entries[name] = entry
        self._scope.positions[name] = position
        if local:
            self._scope.hidden.add(name)
        else:
            self._scope.hidden.discard(name)
        return True


def _same(one: Entry, other: Entry) -> bool:
    """The same definition, reached by two ways (perhaps by two instances of one module), or one that reads the same."""
    mine, its = one.meaning, other.meaning
    if isinstance(mine, Defined) and isinstance(its, Defined):
        if mine.unit is None or its.unit is None:
            return mine is its
        return mine.unit is its.unit or _reads_as(mine.unit, its.unit)
    return one.module == other.module and one.span == other.span and type(mine) is type(its)


def _reads_as(one: object, other: object) -> bool:
    match one, other:
        case ast.OperatorDefinition(params=params, body=body), ast.OperatorDefinition():
            return params == other.params and body == other.body
        case ast.FunctionDefinition(bounds=bounds, body=body), ast.FunctionDefinition():
            return bounds == other.bounds and body == other.body
        case _:
            return False


