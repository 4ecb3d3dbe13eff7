"""The configuration's assignments and replacements put in the place of what modules say; must not know of behaviors
or properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.base.span import Span
from symcheck.core.expr import Apply, Case, Definition, Expr, Literal, Local, LocalRef
from symcheck.core.ops import Op
from symcheck.core.substitute import apply_argument
from symcheck.resolve.configuration.configure import Settings, config_value, flag_span
from symcheck.resolve.expressions import Body
from symcheck.resolve.naming.names import arity_of, parameters_of
from symcheck.resolve.report import counted, place
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import Declared, Defined, Entry, Instanced, Meaning, ModuleScope, Valued
from symcheck.syntax import ast, cfg_ast, parse_argument
from symcheck.value import FALSE, TRUE, ModelValue, String, Value, make_set

if TYPE_CHECKING:
    from symcheck.resolve.configuration.ranges import Ranges

_OVERRIDE = "OVERRIDE_"  # Apalache's convention: OVERRIDE_N == e gives N the value of e


@dataclass(slots=True, eq=False, repr=False)
class Overrides:
    """Puts assignments, replacements and `-D` definitions in the place of what the modules say."""

    resolution: Resolution
    root: ModuleScope
    values: dict[str, Value] = field(default_factory=dict)
    attempted: set[str] = field(default_factory=set)
    _redirects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def apply(self, asked: Settings, ranges: Ranges | None) -> None:
        """What the command line defines, and what it gives a range, stands instead of the configuration's."""
        report = self.resolution.report
        named = {name for name, _ in asked.definitions} | (frozenset() if ranges is None else ranges.names)
        self._report_repeated(asked)
        self.attempted.update(named, (a.name for a in asked.assigns), (r.name for r in asked.replaces))
        pointwise: dict[str, list[cfg_ast.Assign]] = {}
        for assign in asked.assigns:
            if assign.name in named:
                continue
            if assign.args:
                pointwise.setdefault(assign.name, []).append(assign)
            else:
                with report.catching():
                    self._assign(assign)
        for name, assigns in pointwise.items():
            with report.catching():
                self._tabulate(name, assigns)
        for replacement in asked.replaces:
            if replacement.name not in named or replacement.module is not None:
                self._replace(replacement)
        for name, text in asked.definitions:
            with report.catching():
                self._define(name, text)
        for name, written in () if ranges is None else ranges.fixed.items():
            with report.catching():
                self._equate(name, written.node, Body(written.at), written.node.span)
        for entry in self.resolution.constants:
            by_convention = f"{_OVERRIDE}{entry.name}"
            if entry.name not in self.attempted | named and by_convention in self.root.entries:
                span = self.root.entries[by_convention].span
                self._replace(cfg_ast.Replace(entry.name, None, by_convention, span))
        self._follow()

    def _report_repeated(self, asked: Settings) -> None:
        given: dict[str, Span] = {}
        written = [(assign.name, assign.span) for assign in asked.assigns if not assign.args and not assign.module]
        written += [(replacement.name, replacement.span) for replacement in asked.replaces if not replacement.module]
        for name, span in written:
            if name in given:
                message = f"{name} is given at {place(given[name])} already"
                self.resolution.report.error(Code.CONFIG_DUPLICATE, message, span)
            given.setdefault(name, span)

    # ------------------------------------------------------------ what is overridden

    def _targets(self, name: str, span: Span, *, ignorable: bool = False) -> list[Entry]:
        """The entries of a name: the root's, or those of modules that it reaches without extending them. A value for
        what is not there is ignored with a warning, as TLC ignores it; a replacement for it is an error."""
        entry = self.root.entries.get(name)
        if entry is not None:
            return [entry]
        found = list(self._elsewhere(name))
        if not found:
            constants = [other.name for other in self.resolution.constants]
            hint = nearest(name, constants) or nearest(name, self.root.entries)
            message = f"module {self.root.module.name} has no constant or definition {name}"
            if ignorable:
                self.resolution.report.warn(Code.IGNORED, message, span, hint)
            else:
                self.resolution.report.error(Code.CONFIG_UNKNOWN_NAME, message, span, hint)
        return found

    def _elsewhere(self, name: str) -> Iterator[Entry]:
        program = self.resolution.program
        for loaded in {id(each): each for each in (*program.modules.values(), *program.library.values())}.values():
            operators = {} if loaded.library is None else loaded.library.operators
            for unit in loaded.syntax.units:
                if isinstance(unit, ast.OperatorDefinition) and unit.name == name:
                    params = tuple(Local(p.name, p.arity, p.span) for p in unit.params)
                    definition = Definition(name, loaded.syntax.name, params, unit.span)
                    yield Entry(name, loaded.syntax.name, Defined(definition), unit.span)
            if name in operators:
                builtin = next(
                    (e for scope in self.resolution.root.scopes.values() if (e := scope.entries.get(name))), None
                )
                if builtin is not None:
                    yield builtin

    def _put(self, entry: Entry, meaning: Meaning) -> None:
        key = entry.module, entry.name
        self.resolution.overrides[key] = meaning
        if self.root.entries.get(entry.name) is None:
            self.resolution.unscoped.add(key)

    def _arity(self, entry: Entry, arity: int, what: str, span: Span) -> bool:
        """Whether something of this arity may stand for what the entry names; reports why not."""
        if isinstance(entry.meaning, Declared):
            self.resolution.report.error(
                Code.CONFIG_LEVEL, f"{entry.name} is a variable, declared at {place(entry.span)}; nothing replaces it",
                span, "Init and Next give variables their values; only constants and definitions are replaced",
            )
            return False
        expected = arity_of(entry)
        if isinstance(entry.meaning, Instanced) or expected != arity:
            where = f" at {place(entry.span)}" if entry.span.source.text else ""
            self.resolution.report.error(
                Code.CONFIG_LEVEL, f"{entry.name} takes {counted(expected)}{where}, {what} takes {counted(arity)}", span
            )
            return False
        return True

    # ------------------------------------------------------------ forms

    def _assign(self, assign: cfg_ast.Assign) -> None:
        value = config_value(assign.value)
        if assign.module is not None:
            self._put_within(assign.name, assign.module, Valued(value), assign.span)
            return
        for entry in self._targets(assign.name, assign.span, ignorable=True):
            if self._arity(entry, 0, "a value", assign.span):
                self._put(entry, Valued(value))
                self.values[assign.name] = value

    def _tabulate(self, name: str, assigns: list[cfg_ast.Assign]) -> None:
        """`Op(a, b) = v`, line by line: an operator defined by cases."""
        first = assigns[0]
        arity = len(first.args)
        for entry in self._targets(name, first.span):
            if any(len(assign.args) != arity for assign in assigns) or not self._arity(
                entry, arity, "what is assigned", first.span
            ):
                continue
            params = tuple(Local(f"a{i}", 0, first.span) for i in range(1, arity + 1))
            arms = tuple((_equal(params, a), Literal(config_value(a.value), a.span)) for a in assigns)
            definition = Definition(name, self.root.module.name, params, first.span, Case(arms, None, first.span))
            self._put(entry, Defined(definition))

    def _replace(self, replacement: cfg_ast.Replace) -> None:
        span = replacement.span
        target = self.root.entries.get(replacement.operator)
        if target is None:
            self.resolution.report.error(
                Code.CONFIG_UNKNOWN_NAME, f"module {self.root.module.name} defines no {replacement.operator}", span,
                nearest(replacement.operator, self.root.entries),
            )
            return
        if replacement.module is not None:
            meaning = self.resolution.overrides.get((target.module, target.name), target.meaning)
            self._put_within(replacement.name, replacement.module, meaning, span)
            self.resolution.recursion = True
            return
        for entry in self._targets(replacement.name, span):
            if entry is not target and self._arity(entry, arity_of(target), replacement.operator, span):
                self._redirects[entry.module, entry.name] = (target.module, target.name)
                self._put(entry, target.meaning)
                self.resolution.recursion = True  # a replacement may speak of what it replaces

    def _put_within(self, name: str, module: str, meaning: Meaning, span: Span) -> None:
        """Puts something in the place of a name where the text of one module mentions it."""
        if self.resolution.program.find(module, from_library=False) is None and module != self.root.module.name:
            self.resolution.report.error(
                Code.CONFIG_UNKNOWN_NAME, f"the specification reaches no module {module}", span,
                nearest(module, self.resolution.program.modules),
            )
            return
        self.resolution.local_overrides[module, name] = meaning

    def _define(self, name: str, text: str) -> None:
        """`-D NAME=EXPR`; names that the module does not know are model values, as in a configuration."""
        span = flag_span(f"{name}={text}")
        node = parse_argument(text, f"<-D {name}>")
        at = Place(self.resolution, self.root, len(self.root.module.units))
        if isinstance(node, ast.Lambda | ast.OperatorSymbol):
            self._stand_in(name, node, Body(at), span)
        elif isinstance(node, ast.Name) and any(map(arity_of, self._targets(name, span))):
            self._replace(cfg_ast.Replace(name, None, text.strip(), span))
        else:
            self._equate(name, node, Body(at), span)

    def _stand_in(self, name: str, node: ast.Lambda | ast.OperatorSymbol, body: Body, span: Span) -> None:
        """Puts an operator that is written out in the place of a constant or a definition with parameters."""
        for entry in self._targets(name, span):
            arities = parameters_of(entry)
            arity = len(node.params) if isinstance(node, ast.Lambda) else len(arities)
            if not self._arity(entry, arity, "the operator", span):
                continue
            if any(arities) or not arities:
                what = f"{entry.name} has operators as parameters" if arities else f"{entry.name} is no operator"
                self.resolution.report.error(Code.CONFIG_LEVEL, f"{what}; no operator replaces it here", span)
                continue
            params = tuple(Local(f"x{place}", 0, node.span) for place, _ in enumerate(arities, 1))
            definition = Definition(name, self.root.module.name, params, node.span)

            def applied(count: int = len(arities), params: tuple[Local, ...] = params) -> Expr:
                given = tuple(LocalRef(local, node.span) for local in params)
                return apply_argument(body.operator(node, count), given, node.span)

            self._put(entry, Defined(definition, resolve=applied))

    def _equate(self, name: str, node: ast.Expr, body: Body, span: Span) -> None:
        """Gives a constant, or what is defined without parameters, another meaning: a value or an expression."""
        value = _plain_value(node, body)
        for entry in self._targets(name, span):
            if not self._arity(entry, 0, "an expression", span):
                continue
            if value is not None:
                self.values[name] = value
                self._put(entry, Valued(value))
            else:
                definition = Definition(name, self.root.module.name, (), node.span)
                self._put(entry, Defined(definition, resolve=partial(body.expression, node)))

    def _follow(self) -> None:
        """A replacement by what is itself overridden means what that stands for."""
        for key in self._redirects:
            seen = {key}
            end = self._redirects[key]
            while end in self._redirects and end not in seen:
                seen.add(end)
                end = self._redirects[end]
            meaning = self.resolution.overrides.get(end)
            if meaning is not None and end not in self._redirects:
                self.resolution.overrides[key] = meaning
                if isinstance(meaning, Valued):
                    self.values.setdefault(key[1], meaning.value)


def _equal(params: tuple[Local, ...], assign: cfg_ast.Assign) -> Expr:
    tests: tuple[Expr, ...] = tuple(
        Apply(Op.EQ, (LocalRef(p, assign.span), Literal(config_value(v), assign.span)), assign.span)
        for p, v in zip(params, assign.args, strict=True)
    )
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tests, assign.span)


def _plain_value(node: ast.Expr, names: Body) -> Value | None:
    """The value of an expression that only writes one out."""
    match node:
        case ast.Number(value=value, fraction=fraction) if not fraction:
            return value
        case ast.Operation(symbol="-.", operands=(ast.Number(value=value),)):
            return -value
        case ast.String(text=text):
            return String(text)
        case ast.Parenthesised(body=body):
            return _plain_value(body, names)
        case ast.Name(parts=(ast.NamePart(name=name, args=()),)):
            if name in ("TRUE", "FALSE"):
                return TRUE if name == "TRUE" else FALSE
            return ModelValue(name) if names.seen(name) is None else None
        case ast.SetEnum(items=items):
            values = [_plain_value(item, names) for item in items]
            found = [value for value in values if value is not None]
            if len(found) < len(values):
                return None
            try:
                result = make_set(found)
                str(result)  # puts it in order, which compares the elements
            except SpecError as error:
                raise SpecError(Code.CONFIG_VALUE, error.diagnostics[0].message, at=node.span) from error
            return result
        case _:
            return None


