"""What a name can denote and where it can be seen; must not know how an expression is resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from symcheck.base.node import node
from symcheck.base.span import Span
from symcheck.core.expr import Argument, Constant, Definition, Expr, Local, LocalOperatorRef, LocalRef, Variable
from symcheck.core.ops import Op
from symcheck.syntax import ast
from symcheck.value import Value

# ---------------------------------------------------------------- what a name denotes


@node(eq=False)
class Builtin:
    """An operator of the language or of a library module; `signature` has the arity of each argument."""

    op: Op
    signature: tuple[int, ...]


@node(eq=False)
class Declared:
    """A state variable."""

    variable: Variable


@node(eq=False)
class Free:
    """A declared constant without a value."""

    constant: Constant


@node(eq=False)
class Valued:
    """What the configuration gave a value to."""

    value: Value


@dataclass(slots=True, eq=False, repr=False)
class Bound:
    """A bound identifier or formal parameter. For the name of a function inside its own definition `function` is its
    number of arguments and `used` tells whether it was mentioned."""

    local: Local
    function: int | None = None
    used: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Substituted:
    """A parameter of an instantiated module: `find` resolves what stands for it, once and on first use."""

    arity: int
    find: Callable[[], Argument]
    _found: Argument | None = None

    def argument(self) -> Argument:
        if self._found is None:
            self._found = self.find()
        return self._found


@dataclass(slots=True, eq=False, repr=False)
class Defined:
    """A definition. `leading` are the parameters of the instances around it, which every call passes on before its
    own; `resolve` makes the body and is None once that was asked for. `unit` and `home` serve subexpression names."""

    definition: Definition
    leading: tuple[Local, ...] = ()
    resolve: Callable[[], Expr] | None = None
    function: int | None = None
    unit: ast.OperatorDefinition | ast.FunctionDefinition | ast.Assumption | ast.Theorem | None = None
    home: tuple[ModuleScope, int] | None = None
    sink: list[Definition] | None = None

    @property
    def own(self) -> tuple[Local, ...]:
        return self.definition.params[len(self.leading):]


@dataclass(slots=True, eq=False, repr=False)
class Instanced:
    """A named instance: `params` are its own parameters, `open` gives the scope of the instantiated module."""

    params: tuple[Local, ...]
    open: Callable[[], ModuleScope]
    _scope: ModuleScope | None = None

    def scope(self) -> ModuleScope:
        if self._scope is None:
            self._scope = self.open()
        return self._scope


@node(eq=False)
class Lacking:
    """A library operator that symcheck knows of but cannot compute."""

    arity: int


Meaning = Builtin | Declared | Free | Valued | Bound | Substituted | Defined | Instanced | Lacking

# ---------------------------------------------------------------- where it is seen


@node(eq=False)
class Entry:
    """A name of a module: `module` is the one whose text it stands in. A `soft` one, of a community's library module,
    gives way to a user's declaration of the same name."""

    name: str
    module: str
    meaning: Meaning
    span: Span
    soft: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Context:
    """Where a module is being read: as part of the specification itself (`substitutions` is None), or as an instance.

    `prefix` is what full names of its definitions start with, `leading` the parameters of the instances around;
    `abstract` says that its parameters stand for themselves, to check a module on its own. Definitions of an instance
    inside a LET are appended to `sink`, for they may speak of what is bound around the LET.
    """

    prefix: str = ""
    leading: tuple[Local, ...] = ()
    substitutions: dict[str, Substituted] | None = None
    abstract: bool = False
    sink: list[Definition] | None = None
    scopes: dict[int, ModuleScope] = field(default_factory=dict)  # by identity of the syntax tree

    def passed_on(self) -> dict[Local, Argument]:
        """The leading parameters as arguments for a neighbour in the same context."""
        return {
            local: LocalOperatorRef(local, local.span) if local.arity else LocalRef(local, local.span)
            for local in self.leading
        }


@dataclass(slots=True, eq=False, repr=False)
class ModuleScope:
    """The names of one module in one context. A name is seen from units after its `position`; what came by EXTENDS has
    position -1. `hidden` names are LOCAL. `parent` is the scope around a nested module, seen up to a position."""

    module: ast.Module
    context: Context
    library: bool
    parent: tuple[ModuleScope, int] | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    nested: dict[str, tuple[ast.Module, ModuleScope, int]] = field(default_factory=dict)
    assumptions: list[Defined] = field(default_factory=list)
    extended: list[ModuleScope] = field(default_factory=list)
    instances: list[Instanced] = field(default_factory=list)
    anonymous: list[Defined] = field(default_factory=list)

    def lookup(self, name: str, position: int) -> Entry | None:
        entry = self.entries.get(name)
        if entry is not None and self.positions[name] < position:
            return entry
        return None if self.parent is None else self.parent[0].lookup(name, self.parent[1])

    def later(self, name: str) -> Entry | None:
        """The entry of a name wherever it stands: to tell of one that is used too early."""
        entry = self.entries.get(name)
        if entry is not None:
            return entry
        return None if self.parent is None else self.parent[0].later(name)

    def names(self, position: int) -> Iterator[str]:
        """The names that are seen from a position, for hints."""
        for name, at in self.positions.items():
            if at < position:
                yield name
        if self.parent is not None:
            yield from self.parent[0].names(self.parent[1])

    def find_nested(self, name: str, position: int) -> tuple[ast.Module, ModuleScope, int] | None:
        found = self.nested.get(name)
        if found is not None and (found[1] is not self or found[2] < position):
            return found
        return None if self.parent is None else self.parent[0].find_nested(name, self.parent[1])

    def exported(self, name: str) -> Entry | None:
        """What an instance of this module gives under a name: definitions only."""
        entry = self.entries.get(name)
        if entry is None or name in self.hidden:
            return None
        return entry if isinstance(entry.meaning, (Builtin, Defined, Instanced, Lacking)) else None

    def exports(self) -> Iterator[Entry]:
        for name in self.entries:
            entry = self.exported(name)
            if entry is not None:
                yield entry
