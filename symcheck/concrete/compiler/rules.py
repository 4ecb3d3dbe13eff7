"""Functions on infinite domains as values of a state: by a rule that holds all it needs, apart from any frame; must not
know states or steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from symcheck.concrete.compiler.binders import enter_bounds
from symcheck.concrete.compiler.code import explicit_run
from symcheck.core.expr import Expr, FunctionExpr, Local, LocalRef, Variable, VariableRef
from symcheck.core.parts import reached
from symcheck.core.signature import Signature, signature
from symcheck.value import (
    FilledFunction,
    FiniteSet,
    FunctionValue,
    Rule,
    SetValue,
    TupleValue,
    Value,
    explicit,
    make_function,
    make_set,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.frame import Frame
    from symcheck.concrete.compiler.scope import Scope

Read = tuple[Value, ...]


def holder(compiler: Compiler, node: FunctionExpr, scope: Scope) -> Callable[[Frame, SetValue], FilledFunction] | None:
    """What makes the value of a constructor from the frame it stands in; None where it cannot be held."""
    sign = signature(node)
    if sign is None or not all(isinstance(each, Variable) or each in scope.slots for each in sign.read):
        return None
    codes = []
    for each in sign.read:
        name = LocalRef(each, node.span) if isinstance(each, Local) else VariableRef(each, node.span)
        codes.append(compiler.compile(name, scope).run)
    rule = _rule(compiler, node, sign)

    def held(f: Frame, domain: SetValue) -> FilledFunction:
        return FilledFunction(domain, rule(tuple([explicit(code(f)) for code in codes])))

    return held


def _rule(compiler: Compiler, node: FunctionExpr, sign: Signature) -> Callable[[Read], Rule]:
    locals_read = [each for each in sign.read if isinstance(each, Local)]
    scope, slots = compiler.scope().bind(*locals_read)
    inner, groups = enter_bounds(compiler, node.bounds, scope)
    body = explicit_run(compiler.compile(node.body, inner))
    text = " ".join(node.span.text.split())

    def rule(read: Read) -> Rule:
        state: list[Value | None] = [None] * len(compiler.index)
        given = dict(zip(sign.read, read, strict=True))
        for each, value in given.items():
            if isinstance(each, Variable):
                state[compiler.index[each]] = value
        frame = scope.frame(tuple(state))
        for slot, local in zip(slots, locals_read, strict=True):
            frame[slot] = given[local]

        def run(key: Value) -> Value:
            f = frame[:]  # one for each call, since the rule may be running already
            if len(groups) == 1:
                groups[0].assign(f, key)
            else:
                assert isinstance(key, TupleValue), "the domain is a product"
                for group, part in zip(groups, key, strict=True):
                    group.assign(f, part)
            return body(f)

        known = ", ".join(f"{each.name} = {value}" for each, value in given.items())
        return Rule(sign.name, read, f"{text} (* {known} *)" if known else text, run)

    return rule


class Revived:
    """Gives rules that come from elsewhere what this reading of the same specification evaluates for them."""

    def __init__(self, compiler: Compiler, expressions: Iterable[Expr]) -> None:
        self._compiler = compiler
        self._expressions = tuple(expressions)
        self._rules: Mapping[str, Callable[[Read], Rule]] | None = None

    def value(self, value: Value) -> Value:
        """The same value; every rule in it that is one of the specification's can be applied."""
        if isinstance(value, FilledFunction):
            changes = {self.value(key): self.value(item) for key, item in value.changes.items()}
            filler = value.filler
            if not isinstance(filler, Rule):
                return FilledFunction(value.domain, self.value(filler), changes)
            if filler.run is None and filler.name in self._named():
                filler = self._named()[filler.name](tuple(map(self.value, filler.read)))
            return FilledFunction(value.domain, filler, changes)
        if isinstance(value, TupleValue):
            return TupleValue([self.value(item) for item in value])
        if isinstance(value, FunctionValue):
            return make_function([(self.value(key), self.value(item)) for key, item in value.items()])
        if isinstance(value, FiniteSet):
            return make_set([self.value(item) for item in value])
        return value

    def _named(self) -> Mapping[str, Callable[[Read], Rule]]:
        if self._rules is None:
            found: dict[str, Callable[[Read], Rule]] = {}
            for expr in self._expressions:
                for node in reached(expr):
                    sign = signature(node) if isinstance(node, FunctionExpr) else None
                    if sign is not None and isinstance(node, FunctionExpr) and sign.name not in found:
                        found[sign.name] = _rule(self._compiler, node, sign)
            self._rules = found
        return self._rules


def has_rules(value: Value) -> bool:
    """Whether there is a rule in a value that cannot be applied yet."""
    if isinstance(value, FilledFunction):
        mine = value.filler.run is None if isinstance(value.filler, Rule) else has_rules(value.filler)
        return mine or any(has_rules(part) for pair in value.changes.items() for part in pair)
    if isinstance(value, FunctionValue):
        return any(has_rules(key) or has_rules(item) for key, item in value.items())
    return isinstance(value, FiniteSet) and any(map(has_rules, frozenset.__iter__(value)))
