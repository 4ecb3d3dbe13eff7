"""Joins the steps: modules, scopes, overrides, bodies, levels, behavior and properties to one Spec; must not know how
any step works inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.core.expr import Argument, Constant, Definition, Expr, Level
from symcheck.core.spec import Behavior, Named, Property, Spec
from symcheck.resolve.behavior import behavior
from symcheck.resolve.configure import Asked, Settings
from symcheck.resolve.declare import check_everything, declare
from symcheck.resolve.expressions import Body
from symcheck.resolve.graph import mark_recursive, reached
from symcheck.resolve.levels import WORDS, Levels
from symcheck.resolve.modules import Loaded, Program
from symcheck.resolve.names import arity_of
from symcheck.resolve.overrides import Overrides
from symcheck.resolve.properties import properties
from symcheck.resolve.report import Reporter
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import Context, Defined, Free, ModuleScope
from symcheck.syntax import ast, parse_expression


def assemble(program: Program, settings: Settings, report: Reporter, *, allow_symbolic: bool) -> Spec:
    """The specification of a program under its settings; raises one SpecError with every mistake found."""
    return _Assembler(program, settings, report).run(allow_symbolic)


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


def complete(resolution: Resolution, levels: Levels) -> None:
    """Resolves what is still waiting, and finds the levels and the recursion of the definitions made."""
    resolution.drain()
    made, resolution.made = resolution.made, []
    for definition in made:
        levels.definition(definition)
    if resolution.recursion:
        mark_recursive(made)


def reject_lacking(resolution: Resolution, roots: list[Argument], report: Reporter) -> None:
    """Reports what symcheck cannot compute where the roots reach it."""
    if resolution.lacking:
        for node in reached(roots):
            diagnostic = resolution.lacking.get(node)  # type: ignore[call-overload]
            if diagnostic is not None:
                report.error(diagnostic.code, diagnostic.message, diagnostic.span, diagnostic.hint)


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
        overrides.apply(settings)
        symbolic = self._unbound(allow_symbolic)
        self._check_modules()
        named = {keyword: self._formulas(keyword, asked) for keyword, asked in settings.named.items()}
        assumptions = self._assumptions()
        self._finish()
        report.raise_if_any()

        moves = self._behavior(named)
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
            invariants=named.get("INVARIANT", ()),
            properties=tuple(checked),
            constraints=named.get("CONSTRAINT", ()),
            action_constraints=named.get("ACTION_CONSTRAINT", ()),
            symmetry=_only(named, "SYMMETRY"),
            view=_only(named, "VIEW"),
            alias=_only(named, "ALIAS"),
            postcondition=_only(named, "POSTCONDITION"),
            check_deadlock=settings.deadlock,
            warnings=tuple(report.warnings),
        )
        reject_lacking(resolution, list(_roots(spec)), report)
        report.raise_if_any()
        return spec

    # ------------------------------------------------------------ modules

    def _check_modules(self) -> None:
        """Every body of the user's modules is resolved, so that mistakes in unused ones are found too."""
        resolution = self._resolution
        within: set[str] = set()
        for scope in _extended(self._root):
            within.add(scope.module.name)
            if not scope.library:
                check_everything(resolution, scope)
        for name, loaded in self._program.modules.items():
            if loaded.library is None and name not in within:
                alone = Context(prefix="", abstract=True)
                for scope in _extended(declare(resolution, loaded, alone, None)):
                    if not scope.library and scope.module.name not in within:
                        within.add(scope.module.name)
                        check_everything(resolution, scope)

    def _unbound(self, allow_symbolic: bool) -> tuple[Constant, ...]:
        free: list[Constant] = []
        for entry in self._resolution.constants:
            meaning = self._resolution.effective(entry, entry.module)
            if isinstance(meaning, Free):
                free.append(meaning.constant)
        if not allow_symbolic:
            for constant in free:
                self._report.error(
                    Code.CONFIG_UNBOUND_CONSTANT, f"the constant {constant.name} has no value", constant.span,
                    f"give it one: CONSTANT {constant.name} = … in the configuration, or -D {constant.name}=…",
                )
        return tuple(free)

    def _assumptions(self) -> tuple[Named, ...]:
        found = []
        for scope in _extended(self._root):
            for assumption in scope.assumptions:
                self._resolution.require(assumption)
                found.append(assumption.definition)
        self._resolution.drain()
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

    # ------------------------------------------------------------ formulas

    def _formulas(self, keyword: str, asked: tuple[Asked, ...]) -> tuple[Named, ...]:
        found = []
        for one in asked:
            with self._report.catching():
                formula = self._formula(keyword, one)
                if formula is not None:
                    found.append(formula)
        return tuple(found)

    def _formula(self, keyword: str, asked: Asked) -> Named | None:
        """What a keyword names: a definition without parameters, or the expression that a flag writes out."""
        at = Place(self._resolution, self._root, len(self._root.module.units))
        entry = self._root.entries.get(asked.text)
        if entry is None and (not asked.flag or asked.text.isidentifier()):
            self._report.error(
                Code.CONFIG_UNKNOWN_NAME, f"{keyword} names {asked.text}, which is not defined", asked.span,
                nearest(asked.text, (name for name, e in self._root.entries.items() if arity_of(e) == 0)),
            )
            return None
        if entry is not None and arity_of(entry) != 0:
            self._report.error(
                Code.CONFIG_LEVEL, f"{keyword} names {asked.text}, which takes {arity_of(entry)} arguments", asked.span
            )
            return None
        if entry is None:
            node = parse_expression(asked.text, "<command line>")
        else:
            node = ast.Name((ast.NamePart(asked.text, (), asked.span),), asked.span)
        expr = Body(at).expression(node)
        complete(self._resolution, self._levels)
        self._of_level(keyword, asked, expr)
        return Named(asked.text, expr, asked.span if entry is None else entry.span)

    def _of_level(self, keyword: str, asked: Asked, expr: Expr) -> None:
        most = _MOST[keyword]
        level = self._levels.level(expr)
        if level > most:
            self._report.error(
                Code.CONFIG_LEVEL,
                f"{keyword} takes a {WORDS[most]}-level formula, {asked.text} is {WORDS[level]}-level", asked.span,
                "temporal formulas go under PROPERTY" if keyword == "INVARIANT" else "",
            )

    def _warn_weak(self, found: tuple[Property, ...]) -> None:
        if len(found) == 1 and found[0].kind == "init":
            self._report.warn(
                Code.WEAK_CHECK, f"the property {found[0].name} speaks of initial states only", found[0].span,
                f"write []{found[0].name}, or name it under INVARIANT, to check it of every state",
            )

    def _behavior(self, named: Mapping[str, tuple[Named, ...]]) -> Behavior | None:
        whole, init, step = (_only(named, keyword) for keyword in ("SPECIFICATION", "INIT", "NEXT"))
        settings = self._settings
        flagged = any(asked.flag for keyword in ("INIT", "NEXT") for asked in settings.asked(keyword))
        if whole is not None and (init is not None or step is not None):
            asked = settings.asked("INIT") or settings.asked("NEXT")
            raise SpecError(
                Code.CONFIG_DUPLICATE, "both SPECIFICATION and INIT or NEXT are given", at=asked[0].span,
                hint="give SPECIFICATION, or INIT and NEXT",
            )
        if whole is None and (init is None or step is None) and (not settings.present or flagged):
            default = None if init is not None or step is not None else self._default("SPECIFICATION", "Spec")
            if default is not None and self._levels.level(default.expr) is Level.TEMPORAL:
                whole = default
            else:
                init = init or self._default("INIT", "Init")
                step = step or self._default("NEXT", "Next")
        self._finish()
        self._report.raise_if_any()
        if whole is not None:
            return behavior(whole.name, whole.expr, self._levels)
        if init is not None and step is not None:
            return Behavior(init.expr, step.expr, None)
        if init is None and step is None and not self._resolution.variables:
            return None
        missing = "INIT" if init is None else "NEXT"
        raise SpecError(
            Code.CONFIG_NO_BEHAVIOR,
            "nothing says how the system starts and steps" if init is None and step is None else f"there is no {missing}",
            at=self._root.module.name_span, hint="name a SPECIFICATION, or INIT and NEXT",
        )

    def _default(self, keyword: str, name: str) -> Named | None:
        entry = self._root.entries.get(name)
        if entry is None or arity_of(entry) != 0:
            return None
        return self._formula(keyword, Asked(name, entry.span))


_MOST: Mapping[str, Level] = {
    "SPECIFICATION": Level.TEMPORAL, "PROPERTY": Level.TEMPORAL, "INIT": Level.STATE, "NEXT": Level.ACTION,
    "INVARIANT": Level.STATE, "CONSTRAINT": Level.STATE, "ACTION_CONSTRAINT": Level.ACTION,
    "SYMMETRY": Level.CONSTANT, "VIEW": Level.STATE, "ALIAS": Level.ACTION, "POSTCONDITION": Level.STATE,
}


def _only(named: Mapping[str, tuple[Named, ...]], keyword: str) -> Named | None:
    found = named.get(keyword, ())
    return found[0] if found else None


def _extended(scope: ModuleScope) -> list[ModuleScope]:
    """A scope with all that it extends, those first."""
    found: dict[int, ModuleScope] = {}

    def visit(one: ModuleScope) -> None:
        if id(one) not in found:
            for other in one.extended:
                visit(other)
            found[id(one)] = one

    visit(scope)
    return list(found.values())


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
