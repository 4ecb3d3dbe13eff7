"""Joins the steps: modules, scopes, overrides, bodies, levels, behavior and properties to one Spec; must not know how
any step works inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.core.expr import Argument, Constant, Definition, Level, Variable
from symcheck.core.spec import Named, Property, Spec
from symcheck.resolve.algorithm import HINT, untranslated
from symcheck.resolve.certain import reject_lacking
from symcheck.resolve.configuration.configure import CINIT, Settings
from symcheck.resolve.configuration.formulas import Formulas, complete, only
from symcheck.resolve.configuration.overrides import Overrides
from symcheck.resolve.configuration.properties import properties
from symcheck.resolve.declare import declare
from symcheck.resolve.levels import WORDS, Levels
from symcheck.resolve.modules import Loaded, Program
from symcheck.resolve.report import Reporter
from symcheck.resolve.resolution import Resolution
from symcheck.resolve.scope import Declared, Defined, Free, ModuleScope, Valued
from symcheck.resolve.thorough import check_program, with_extended
from symcheck.value import ModelValue

if TYPE_CHECKING:
    from symcheck.resolve.configuration.ranges import Ranges


def assemble(program: Program, settings: Settings, report: Reporter, *, allow_symbolic: bool) -> Spec:
    """The specification of a program under its settings; raises one SpecError with every mistake found."""
    return _Assembler(program, settings, report).run(allow_symbolic)


_APALACHE = "Apalache"  # the module whose guesses are choices
# What PlusCal's translation gives to variables without an initial value: a model value unless it is given another.
_UNINITIALISED = "defaultInitValue"


class RootScope(Mapping[str, Definition]):
    """The definitions of the root module by name; also what a later expression is resolved in."""

    def __init__(self, resolution: Resolution, scope: ModuleScope, levels: Levels) -> None:
        self.resolution = resolution
        self.scope = scope
        self.levels = levels

    def __getitem__(self, name: str) -> Definition:
        entry = self.scope.entries.get(name)
        meaning = None if entry is None else self.resolution.effective(entry, self.scope.module.name)
        if not isinstance(meaning, Defined):
            raise KeyError(name)
        self.resolution.require(meaning)
        complete(self.resolution, self.levels)
        return meaning.definition

    def __iter__(self) -> Iterator[str]:
        for name, entry in self.scope.entries.items():
            if isinstance(self.resolution.effective(entry, self.scope.module.name), Defined):
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Assembler:
    def __init__(self, program: Program, settings: Settings, report: Reporter) -> None:
        self._program = program
        self._settings = settings
        self._report = report
        self._resolution = Resolution(program, report)
        self._levels = Levels(report)

    def run(self, allow_symbolic: bool) -> Spec:
        resolution, settings, report = self._resolution, self._settings, self._report
        root = declare(resolution, Loaded(self._program.root, None), resolution.root, None)
        self._root = root
        overrides = Overrides(resolution, root)
        ranges = self._ranges()
        overrides.apply(settings, ranges)
        rigid = () if ranges is None else self._rigid(ranges)
        symbolic = self._unbound(allow_symbolic, overrides.attempted)
        check_program(resolution, root)
        formulas = Formulas(resolution, root, self._levels, settings)
        named = {keyword: formulas.find(keyword, asked) for keyword, asked in settings.named.items()}
        assumptions = self._assumptions()
        self._finish()
        report.raise_if_any()

        moves = formulas.behavior(named)
        if moves is None and not assumptions:
            self._nothing_translated(root)
        guessing = _APALACHE in self._program.modules or _APALACHE in self._program.library
        if moves is not None and guessing:
            from symcheck.resolve.apalache.choices import with_choices

            moves = with_choices(moves)
        invariants = named.get("INVARIANT", ())
        checked: list[Property] = []
        for formula in named.get("PROPERTY", ()):
            with report.catching():
                found = properties(formula.name, formula.expr, self._levels)
                checked += found
                self._warn_weak(found)
        self._finish()
        report.raise_if_any()
        spec = Spec(
            name=root.module.name,
            variables=tuple(resolution.variables),
            constants=symbolic,
            bound_constants=overrides.values,
            definitions=RootScope(resolution, root, self._levels),
            assumptions=assumptions,
            behavior=moves,
            invariants=tuple(each for each in invariants if self._levels.level(each.expr) is not Level.ACTION),
            properties=(*_of_steps(invariants, self._levels), *checked),
            constraints=named.get("CONSTRAINT", ()),
            action_constraints=named.get("ACTION_CONSTRAINT", ()),
            symmetry=only(named, "SYMMETRY"),
            view=only(named, "VIEW"),
            alias=only(named, "ALIAS"),
            postcondition=only(named, "POSTCONDITION"),
            check_deadlock=settings.deadlock,
            warnings=tuple(report.warnings),
        )
        if CINIT in named:
            from symcheck.resolve.configuration.rigid import with_rigid

            predicates = named[CINIT]
            if guessing:
                from symcheck.resolve.apalache.choices import without_choices

                predicates = without_choices(predicates)
            spec = with_rigid(spec, rigid, predicates, report)
        if formulas.history is not None:
            from symcheck.resolve.history import with_history

            spec = with_history(spec, formulas.history)
        begin = [] if spec.behavior is None else [spec.behavior.init]
        reject_lacking((*(assumption.expr for assumption in spec.assumptions), *begin), report)
        if guessing:
            from symcheck.resolve.apalache.choices import left_over

            for error in left_over(_roots(spec)):
                report.errors.extend(error.diagnostics)
        report.raise_if_any()
        return spec

    # ------------------------------------------------------------ modules

    def _nothing_translated(self, root: ModuleScope) -> None:
        algorithm = untranslated(root.module.name_span.source)
        if algorithm is not None:
            raise SpecError(Code.CONFIG_NO_BEHAVIOR, "there is no behavior to be checked", at=algorithm, hint=HINT)

    def _ranges(self) -> Ranges | None:
        """What --cinit and `-D 'N \\in S'` say of constants, where they are given."""
        if CINIT not in self._settings.named:
            return None
        from symcheck.resolve.configuration.ranges import find_ranges

        return find_ranges(self._resolution, self._root, self._settings)

    def _rigid(self, ranges: Ranges) -> tuple[Variable, ...]:
        """Declares a variable for each constant that may have several values."""
        found: list[Variable] = []
        for entry in self._resolution.constants:
            meaning = self._resolution.effective(entry, entry.module)
            if entry.name in ranges.open_ and isinstance(meaning, Free):
                if meaning.constant.arity:
                    self._report.error(
                        Code.CONFIG_LEVEL, f"the operator {entry.name} cannot be left symbolic", entry.span,
                        f"give it a definition: CONSTANT {entry.name} <- … in the configuration, or -D {entry.name}=…",
                    )
                variable = Variable(entry.name, entry.span, rigid=True)
                self._resolution.overrides[entry.module, entry.name] = Declared(variable)
                found.append(variable)
        return tuple(found)

    def _unbound(self, allow_symbolic: bool, attempted: set[str]) -> tuple[Constant, ...]:
        free: list[Constant] = []
        for entry in self._resolution.constants:
            meaning = self._resolution.effective(entry, entry.module)
            if isinstance(meaning, Free):
                if entry.name == _UNINITIALISED:
                    self._resolution.overrides[entry.module, entry.name] = Valued(ModelValue(entry.name))
                else:
                    free.append(meaning.constant)
        if not allow_symbolic:
            for constant in free:
                if constant.name in attempted:
                    continue  # why the value was refused is reported
                name = constant.name
                several = "" if constant.arity else f"; or check a whole set of values at once: -D '{name} \\in …'"
                give = f"give it one: CONSTANT {name} = … in the configuration, or -D {name}=…{several}"
                close = self._misspelt(name, attempted)
                self._report.error(
                    Code.CONFIG_UNBOUND_CONSTANT, f"the constant {name} has no value", constant.span,
                    f"the configuration gives {close}, which is no constant: write {name}" if close else give,
                )
        return tuple(free)

    def _misspelt(self, name: str, attempted: set[str]) -> str | None:
        """What the configuration gives a value to that is not there and is called nearly so."""
        known = {*self._root.entries, *(each.name for each in self._resolution.constants)}
        return next((each for each in sorted(attempted - known) if nearest(each, [name])), None)

    def _assumptions(self) -> tuple[Named, ...]:
        found = []
        for scope in with_extended(self._root):
            for assumption in scope.assumptions:
                self._resolution.require(assumption)
                found.append(assumption.definition)
        complete(self._resolution, self._levels)
        for definition in found:
            if definition.level is not Level.CONSTANT:
                self._report.error(
                    Code.LEVEL, f"an assumption must be constant; this one is {WORDS[definition.level]}-level",
                    definition.span,
                )
        return tuple(Named(definition.name, definition.body, definition.body.span) for definition in found)

    def _finish(self) -> None:
        """Completes bodies and levels; resolving a substitution may ask for further bodies."""
        checked = 0
        while True:
            complete(self._resolution, self._levels)
            fillings = self._resolution.fillings[checked:]
            if not fillings:
                break
            checked += len(fillings)
            for filling in fillings:
                with self._report.catching():
                    filling.by.argument()
        for filling in self._resolution.fillings:
            level = self._levels.level(filling.by.argument())
            most = Level.STATE if filling.parameter.variable else Level.CONSTANT if filling.rigid else Level.ACTION
            if level > most:
                kind = "variable" if filling.parameter.variable else "constant"
                self._report.error(
                    Code.SUBSTITUTION,
                    f"{WORDS[level]}-level expression substituted for the {kind} {filling.parameter.name}",
                    filling.span,
                )
        self._resolution.fillings.clear()

    def _warn_weak(self, found: tuple[Property, ...]) -> None:
        if len(found) == 1 and found[0].kind == "init":
            self._report.warn(
                Code.WEAK_CHECK, f"the property {found[0].name} speaks of initial states only", found[0].span,
                f"write []{found[0].name}, or name it under INVARIANT, to check it of every state",
            )


def _of_steps(invariants: Iterable[Named], levels: Levels) -> Iterator[Property]:
    """Invariants that are actions: unlike `[][A]_v` they speak of steps that change nothing as well."""
    for each in invariants:
        if levels.level(each.expr) is Level.ACTION:
            yield Property(each.name, "action", each.expr, each.span)


def _roots(spec: Spec) -> Iterator[Argument]:
    """Every expression that a check of the specification evaluates."""
    if spec.behavior is not None:
        yield spec.behavior.init
        yield spec.behavior.next
        if spec.behavior.subscript is not None:
            yield spec.behavior.subscript
        for fairness in spec.behavior.fairness:
            yield fairness.subscript
            yield fairness.action
        for other in spec.behavior.other:
            yield other.expr
    for group in (spec.assumptions, spec.invariants, spec.constraints, spec.action_constraints):
        for named in group:
            yield named.expr
    for checked in spec.properties:
        yield checked.expr
    for single in (spec.symmetry, spec.view, spec.alias, spec.postcondition):
        if single is not None:
            yield single.expr
