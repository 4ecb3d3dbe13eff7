"""Names and operators to the things they denote: scopes, arities, paths through instances; must not know the forms of
expressions that are no names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    ConstantRef,
    DefinitionRef,
    Expr,
    Lambda,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    Operator,
    OpRef,
    VariableRef,
)
from symcheck.core.substitute import apply_argument
from symcheck.resolve.naming.arguments import as_argument
from symcheck.resolve.naming.lookup import Lookup, declared_at
from symcheck.resolve.report import counted, place
from symcheck.resolve.scope import (
    Bound,
    Builtin,
    Declared,
    Defined,
    Entry,
    Free,
    Instanced,
    Lacking,
    Meaning,
    Substituted,
    Valued,
)
from symcheck.syntax import ast
from symcheck.value import FALSE, TRUE

_OPERATORS = (Lambda, DefinitionRef, LocalOperatorRef, OpRef)
Leading = Mapping[Local, Argument]
Parts = tuple[ast.NamePart, ...]


class Names(Lookup):
    """Resolves names, alone, applied, and as arguments."""

    def expression(self, node: ast.Expr) -> Expr:
        raise NotImplementedError

    def abstraction(self, node: ast.Lambda) -> Lambda:
        raise NotImplementedError

    def selected(self, defined: Defined, parts: Parts, leading: Leading, span: Span) -> Expr:
        raise NotImplementedError

    def part_operator(self, defined: Defined, parts: Parts, leading: Leading, arity: int, span: Span) -> Argument:
        raise NotImplementedError

    # ------------------------------------------------------------ names as expressions

    def name(self, node: ast.Name) -> Expr:
        """`x`, `F(a)`, `I!Op(x)`, `I(y)!Op`."""
        head = node.parts[0]
        if len(node.parts) == 1 and not head.args:
            if head.name == "TRUE":
                return Literal(TRUE, node.span)
            if head.name == "FALSE":
                return Literal(FALSE, node.span)
        meaning, rest, leading = self._walk(node)
        if meaning is None:
            self._visit_all(argument for part in node.parts for argument in part.args)
            return Literal(FALSE, node.span)
        if len(rest) > 1:
            if isinstance(meaning, Defined):
                return self.selected(meaning, rest, leading, node.span)
            self.report.error(
                Code.UNKNOWN_NAME, f"{rest[0].name} is neither an instance nor a definition with parts", rest[0].span
            )
            return Literal(FALSE, node.span)
        return self.call(meaning, _shown(node), rest[-1].args, leading, node.span)

    def _walk(self, node: ast.Name) -> tuple[Meaning | None, Parts, Leading]:
        """Goes through the instances of a path: what the last name denotes, that part with what follows it, and the
        arguments that its leading parameters get."""
        leading: dict[Local, Argument] = self.context.passed_on()
        parts = node.parts
        meaning = self.lookup(parts[0].name, parts[0].span)
        for index, part in enumerate(parts):
            if not isinstance(meaning, Instanced):
                return meaning, parts[index:], leading
            if index + 1 == len(parts):
                break
            arities = tuple(local.arity for local in meaning.params)
            if not self._counted(part.name, arities, part.args, part.span, declared_at(meaning)):
                return None, (), leading
            leading.update(zip(meaning.params, self.arguments(arities, part.args), strict=True))
            following = parts[index + 1]
            scope = meaning.scope()
            entry = scope.exported(following.name)
            if entry is None:
                hint = nearest(following.name, (other.name for other in scope.exports()))
                self.report.error(
                    Code.UNKNOWN_NAME, f"module {scope.module.name} defines no {following.name}", following.span, hint
                )
                return None, (), leading
            meaning = self.resolution.effective(entry, scope.module.name, through=True)
        if meaning is not None:
            self.report.error(
                Code.UNKNOWN_NAME, f"{_shown(node)} is an instance, not an expression", node.span,
                f"name one of its definitions: {parts[-1].name}!…",
            )
        return None, (), leading

    def call(
        self, meaning: Meaning, name: str, args: tuple[ast.Argument, ...], leading: Leading, span: Span
    ) -> Expr:
        """What a name denotes, applied to arguments still to be resolved."""
        expected = _signature(meaning)
        if not self._counted(name, expected, args, span, declared_at(meaning)):
            self._visit_all(args)
            return Literal(FALSE, span)
        return self.applied(meaning, name, self.arguments(expected, args), leading, span)

    def applied(
        self, meaning: Meaning, name: str, args: tuple[Argument, ...], leading: Leading, span: Span
    ) -> Expr:
        """What a name denotes, applied to resolved arguments of the right number and arities."""
        match meaning:
            case Builtin(op=op):
                return Apply(op, args, span)
            case Declared(variable=variable):
                return VariableRef(variable, span)
            case Valued(value=value):
                return Literal(value, span)
            case Free(constant=constant):
                return ConstantRef(constant, _only_expressions(args), span)
            case Bound(local=local):
                meaning.used = True
                return CallLocal(local, args, span) if args else LocalRef(local, span)
            case Substituted():
                found = meaning.argument()
                if isinstance(found, VariableRef) and found.variable.name == name:
                    return VariableRef(found.variable, span)  # INSTANCE did not say so: the place to show is this one
                return apply_argument(found, args, span)
            case Defined(definition=definition):
                self.resolution.require(meaning)
                return Call(definition, (*self._leading(meaning, leading, span), *args), span)
            case Instanced():
                self.report.error(
                    Code.UNKNOWN_NAME, f"{name} is an instance, not an expression", span,
                    f"name one of its definitions: {name}!…",
                )
                return Literal(FALSE, span)
            case Lacking():
                return self.resolution.lack(f"symcheck cannot compute {name}", span)
            case _:
                assert_never(meaning)

    def _leading(self, defined: Defined, leading: Leading, span: Span) -> tuple[Argument, ...]:
        missing = [local.name for local in defined.leading if local not in leading]
        if missing:
            raise SpecError(Code.ARITY, f"the instance around {defined.definition.name} needs {missing[0]}", at=span)
        return tuple(leading[local] for local in defined.leading)

    # ------------------------------------------------------------ arguments

    def arguments(self, arities: tuple[int, ...], args: tuple[ast.Argument, ...]) -> tuple[Argument, ...]:
        return tuple(map(self.argument, args, arities))

    def argument(self, node: ast.Argument, arity: int) -> Argument:
        """An argument for a parameter of this arity: an expression for 0, else an operator."""
        if arity == 0:
            if isinstance(node, (ast.Lambda, ast.OperatorSymbol)):
                self.report.error(Code.ARITY, "an expression is expected here, not an operator", node.span)
                return Literal(FALSE, node.span)
            return self.expression(node)
        return self.operator(node, arity)

    def operator(self, node: ast.Argument, arity: int) -> Argument:
        """An operator passed as an argument; it must take exactly `arity` arguments."""
        match node:
            case ast.Lambda():
                found: Operator = self.abstraction(node)
                actual = len(node.params)
            case ast.OperatorSymbol() | ast.Name():
                meaning, rest, leading = self._operator_meaning(node)
                if meaning is None:
                    return Literal(FALSE, node.span)
                if len(rest) > 1 and isinstance(meaning, Defined):
                    return self.part_operator(meaning, rest, leading, arity, node.span)
                name = _shown(node) if isinstance(node, ast.Name) else node.symbol
                actual = len(_signature(meaning))
                if actual == arity:
                    return self._as_operator(meaning, name, leading, node.span)
            case _:
                self.report.error(Code.ARITY, f"an operator of {counted(arity)} is expected here", node.span)
                return Literal(FALSE, node.span)
        if actual != arity:
            what = f"an operator of {counted(arity)} is expected here, this one takes {counted(actual)}"
            self.report.error(Code.ARITY, what, node.span)
            return Literal(FALSE, node.span)
        return found

    def _operator_meaning(self, node: ast.Name | ast.OperatorSymbol) -> tuple[Meaning | None, Parts, Leading]:
        """What a name denotes that stands for an operator, with the selectors of a part of it."""
        if isinstance(node, ast.OperatorSymbol):
            return self.lookup(node.symbol, node.span), (), self.context.passed_on()
        meaning, rest, leading = (None, (), {}) if node.parts[-1].args else self._walk(node)
        if node.parts[-1].args or (meaning is not None and len(rest) > 1 and not isinstance(meaning, Defined)):
            self.report.error(Code.ARITY, "an operator is expected here, not an expression", node.span)
            return None, (), {}
        return meaning, rest, leading

    def _as_operator(self, meaning: Meaning, name: str, leading: Leading, span: Span) -> Argument:
        match meaning:
            case Builtin(op=op):
                return OpRef(op, span)
            case Bound(local=local):
                return LocalOperatorRef(local, span)
            case Substituted():
                return meaning.argument()
            case Defined(definition=definition) if not meaning.leading:
                self.resolution.require(meaning)
                return DefinitionRef(definition, span)
            case _:  # what needs more than its own arguments is wrapped
                params = tuple(Local(f"x{i}", arity, span) for i, arity in enumerate(_signature(meaning), 1))
                args = tuple(as_argument(local) for local in params)
                return Lambda(params, self.applied(meaning, name, args, leading, span), span)

    def _counted(
        self, name: str, expected: tuple[int, ...], args: tuple[ast.Argument, ...], span: Span, home: Span | None
    ) -> bool:
        if len(args) == len(expected):
            return True
        given = f"is given {counted(len(args))}"
        where = f"; it is declared at {place(home)}" if home is not None and home.source.text else ""
        hint = ""
        if not expected or (not args and span.source.text.startswith("[", span.end)):
            hint = "functions are applied with [ ], operators with ( )"
        self.report.error(Code.ARITY, f"{name} takes {counted(len(expected))} but {given}{where}", span, hint)
        return False

    def _visit_all(self, args: object) -> None:
        """Resolves expressions only to find their mistakes."""
        for argument in args:  # type: ignore[attr-defined]
            if not isinstance(argument, (ast.Lambda, ast.OperatorSymbol)) and not _bare(argument):
                self.expression(argument)


def _bare(argument: ast.Expr) -> bool:
    """A lone name may denote an operator: to resolve it as an expression would find mistakes that are none."""
    return isinstance(argument, ast.Name) and not argument.parts[-1].args


def _only_expressions(args: tuple[Argument, ...]) -> tuple[Expr, ...]:
    return tuple(argument for argument in args if not isinstance(argument, _OPERATORS))


def _signature(meaning: Meaning) -> tuple[int, ...]:
    match meaning:
        case Builtin(signature=arities):
            return arities
        case Free(constant=constant):
            return (0,) * constant.arity
        case Bound(local=local):
            return (0,) * local.arity
        case Substituted(arity=arity) | Lacking(arity=arity):
            return (0,) * arity
        case Defined():
            return tuple(local.arity for local in meaning.own)
        case Instanced(params=params):
            return tuple(local.arity for local in params)
        case Declared() | Valued():
            return ()
        case _:
            assert_never(meaning)


def arity_of(entry: Entry) -> int:
    return len(_signature(entry.meaning))


def parameters_of(entry: Entry) -> tuple[int, ...]:
    """The arity of each parameter."""
    return _signature(entry.meaning)


def _shown(node: ast.Name) -> str:
    return "!".join(part.name for part in node.parts)
