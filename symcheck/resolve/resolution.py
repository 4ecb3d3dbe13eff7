"""What one run of resolving shares: the program, the overrides, the work still to do; must not know how an expression
is resolved."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from symcheck.base.span import Span
from symcheck.core.expr import Apply, Definition, Expr, Literal, Variable
from symcheck.core.ops import Op
from symcheck.resolve.modules import Loaded, Program
from symcheck.resolve.report import Reporter
from symcheck.resolve.scope import Context, Defined, Entry, Meaning, ModuleScope, Substituted
from symcheck.syntax import ast
from symcheck.value import FALSE, String


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared constant or variable of a module or of what it extends."""

    name: str
    arity: int
    variable: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filling:
    """One parameter of an instance with what was written for it, to check the level of."""

    parameter: Parameter
    by: Substituted
    rigid: bool  # the module has variables, so its constants must stay constant
    span: Span


@dataclass(slots=True, eq=False, repr=False)
class Resolution:
    """`overrides` maps (module, name) of an entry to what the configuration put in its place wherever it is named
    without an instance before it; `unscoped` are those of them that an instance's path reaches too. `local_overrides`
    maps (module whose text it is, name) likewise, within one module."""

    program: Program
    report: Reporter
    root: Context = field(default_factory=Context)
    overrides: dict[tuple[str, str], Meaning] = field(default_factory=dict)
    unscoped: set[tuple[str, str]] = field(default_factory=set)
    local_overrides: dict[tuple[str, str], Meaning] = field(default_factory=dict)
    variables: list[Variable] = field(default_factory=list)
    constants: list[Entry] = field(default_factory=list)
    fillings: list[Filling] = field(default_factory=list)
    made: list[Definition] = field(default_factory=list)
    recursion: bool = False
    _queue: deque[tuple[Definition, Callable[[], Expr]]] = field(default_factory=deque)
    _parameters: dict[int, tuple[Parameter, ...]] = field(default_factory=dict)

    def effective(self, entry: Entry, text_module: str, *, through: bool = False) -> Meaning:
        """What an entry means, mentioned in the text of a module, after the configuration's overrides. `through` an
        instance (I!Op) it is the module's own definition, although the configuration replaces Op: as in TLC, so that
        what replaces it can speak of it. What an instance puts for a parameter is what WITH says."""
        if isinstance(entry.meaning, Substituted):
            return entry.meaning
        if self.local_overrides:
            for module in (text_module, entry.module):
                within = self.local_overrides.get((module, entry.name))
                if within is not None:
                    return within
        key = entry.module, entry.name
        if self.overrides and (not through or key in self.unscoped):
            return self.overrides.get(key, entry.meaning)
        return entry.meaning

    def require(self, defined: Defined) -> None:
        """Sees to it that the definition will have a body when the work is done."""
        if defined.resolve is None:
            return
        make, defined.resolve = defined.resolve, None
        if defined.sink is None:
            self._queue.append((defined.definition, make))
        else:
            # A definition inside a LET: the LET is made from the sink, in the order of dependency.
            self._make(defined.definition, make)
            defined.sink.append(defined.definition)

    def drain(self) -> None:
        """Resolves bodies until none is waiting."""
        while self._queue:
            self._make(*self._queue.popleft())

    def _make(self, definition: Definition, make: Callable[[], Expr]) -> None:
        with self.report.catching():
            definition._body = make()
        if definition._body is None:
            definition._body = Literal(FALSE, definition.span)
        self.made.append(definition)

    def lack(self, what: str, at: Span, hint: str = "") -> Expr:
        """An expression that stands for something which symcheck cannot compute: an error only where it is
        evaluated."""
        return Apply(Op.LACKING, (Literal(String(what), at), Literal(String(hint), at)), at)

    def parameters(self, module: ast.Module, find: Callable[[str], ast.Module | None]) -> tuple[Parameter, ...]:
        """The constants and variables of a module and of all that it extends, in order; `find` gives an extended
        module by name."""
        known = self._parameters.get(id(module))
        if known is not None:
            return known
        found: dict[str, Parameter] = {}
        self._parameters[id(module)] = ()  # a circle, reported elsewhere, ends here
        for extended in module.extends:
            other = find(extended.name)
            if other is not None:
                found.update((parameter.name, parameter) for parameter in self.parameters(other, find))
        for unit in module.units:
            match unit:
                case ast.Constants(declarations=declarations):
                    found.update((d.name, Parameter(d.name, d.arity, False, d.span)) for d in declarations)
                case ast.Variables(names=names):
                    found.update((n.name, Parameter(n.name, 0, True, n.span)) for n in names)
                case _:
                    pass
        self._parameters[id(module)] = tuple(found.values())
        return self._parameters[id(module)]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place:
    """Where an expression stands: in the text of a module, after so many of its units."""

    resolution: Resolution
    scope: ModuleScope
    position: int

    def module(self, name: str) -> tuple[Loaded, tuple[ModuleScope, int] | None] | None:
        """A module by name as seen from here, with the scope that a nested one stands in."""
        nested = self.scope.find_nested(name, self.position)
        if nested is not None:
            syntax, outer, position = nested
            return Loaded(syntax, None), (outer, position)
        loaded = self.resolution.program.find(name, from_library=self.scope.library)
        return None if loaded is None else (loaded, None)
