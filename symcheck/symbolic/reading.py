"""Evaluates expressions to symbolic values: the second reading of TLA+; must not know actions or layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    ConstantRef,
    Definition,
    DefinitionRef,
    Expr,
    Lambda,
    Level,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.symbolic.cases import by_cases, plain_cases
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk, View, extended
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.form_table import APPLICATIONS, FORMS
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops import ENCODE, Operator, truth_of
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Recursive, Unfolding, identity
from symcheck.symbolic.values import Sym, boolean_of, is_value
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg

_OPERATORS = (Lambda, DefinitionRef, LocalOperatorRef, OpRef)
_NO_VALUES = (Closure, LetScope)
_UNEVALUATED = (Thunk, Closure, LetScope)

Enabled = Callable[["Reading", Expr, Env, Term], Term]
"""Decides ENABLED A on a path."""

Composed = Callable[["Reading", Expr, Expr, Env, Term], Term]
"""Decides A \\cdot B on a path, between the two states of a reading."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reading asks others for: which variables an expression mentions, ENABLED A and A \\cdot B (the actions
    decide them), whether a condition can hold at all (a solver decides it), what stands for quantifiers over large
    sets, and the calls that are being unfolded. `unseen`: what the reading lacks where no value depends on it, but
    where an evaluation may fail. `own`: actions that ENABLED was asked of, as their instance sees them."""

    mentions: Mentions
    enabled: Enabled
    composed: Composed
    feasible: Callable[[Term], bool]
    quantifiers: Quantifiers = field(default_factory=Quantifiers)
    unfolding: Unfolding = field(default_factory=Unfolding)
    unseen: list[Failure] = field(default_factory=list)
    own: dict[Expr, tuple[Expr, Mapping[Variable, Expr]]] = field(default_factory=dict)


class Reading:
    """Evaluates in one state, or in a pair of states when `successor` is given. Failures are collected."""

    __slots__ = ("failures", "state", "successor", "tools")

    def __init__(self, tools: Tools, state: View, successor: View | None, failures: Failures) -> None:
        self.state = state
        self.successor = successor
        self.failures = failures
        self.tools = tools

    # ------------------------------------------------------------ entry points

    def value(self, expr: Expr, env: Env, path: Term) -> Sym:
        """The value of an expression on a path."""
        return FORMS[type(expr)](self, expr, env, path)

    def shared(self, expr: Expr, env: Env, path: Term) -> Sym:
        """The value of an expression. Where it reads parts of bound values, as of the elements of a large set, it is
        evaluated once for all that are alike in these."""
        footprint = None if expr in self.state.unshared else self.tools.mentions.footprint(expr)
        read = None if footprint is None else footprint.key(env)
        if read is None:
            return self.value(expr, env, path)
        key = (expr, *read)
        known = self.state.memo.get(key)
        if known is None:
            try:
                known = self.apart(lambda inner: inner.value(expr, env, TRUE))
            except SpecError:
                self.state.unshared.add(expr)
                return self.value(expr, env, path)
            self.state.memo[key] = known
        return self._reached(known, path)

    def truth(self, expr: Expr, env: Env, path: Term) -> Term:
        """The condition under which an expression is TRUE, on a path."""
        return truth_of(self.site(expr, path), self.value(expr, env, path))

    def site(self, expr: Expr, path: Term) -> Site:
        return Site(path, expr.span, self.failures)

    def primed(self, expr: Expr) -> Reading:
        """The reading of the next state."""
        if self.successor is None:
            raise SpecError(Code.LEVEL, "a primed expression stands where there is no next state", at=expr.span)
        return Reading(self.tools, self.successor, None, self.failures)

    # ------------------------------------------------------------ names

    def _literal(self, expr: Literal, env: Env, path: Term) -> Sym:
        return expr.value

    def _variable(self, expr: VariableRef, env: Env, path: Term) -> Sym:
        found = self.state.values.get(expr.variable)
        if found is None:
            self.site(expr, path).fail_always(
                Code.UNASSIGNED, f"{expr.variable.name} is used before it has been given a value"
            )
            return 0
        return found

    def _constant(self, expr: ConstantRef, env: Env, path: Term) -> Sym:
        raise self.site(expr, path).unsupported(
            f"the constant {expr.constant.name} without a value", "give it a value in the .cfg or with -D"
        )

    def _local(self, expr: LocalRef, env: Env, path: Term) -> Sym:
        bound = env[expr.local]
        if isinstance(bound, Thunk):
            return self.forced(bound, path)
        assert not isinstance(bound, _NO_VALUES)
        return bound

    def forced(self, thunk: Thunk, path: Term) -> Sym:
        """The value of an argument; its failures happen here."""
        if thunk.primed or thunk.reading.state is not self.state:
            return self.value(thunk.expr, thunk.env, path)
        if thunk.known is None:
            if self.tools.unfolding.has_begun and self.failures.certain(path):
                return 0  # evaluation has failed before: what ends a recursion may be what failed
            thunk.known = thunk.reading.apart(lambda inner: inner.value(thunk.expr, thunk.env, thunk.path))
        return self._reached(thunk.known, path)

    def apart(self, use: Callable[[Reading], Sym]) -> tuple[Sym, Failures]:
        """A value with the failures of its evaluation, kept apart so that both can be used again."""
        inner = Reading(self.tools, self.state, self.successor, Failures())
        return use(inner), inner.failures

    def _reached(self, known: tuple[Sym, Failures], path: Term) -> Sym:
        self.failures.include(known[1], path)
        return known[0]

    # ------------------------------------------------------------ operators

    def _call(self, expr: Call, env: Env, path: Term) -> Sym:
        definition = expr.definition
        scope = env.get(definition)
        if isinstance(scope, LetScope):
            if not definition.params:
                return self._let_value(definition, scope, path)
            if not definition.recursive and not self._speaks_of_next(definition, scope):
                known = self._let_of_values(expr, env, scope, path)
                if known is not None:
                    return self._reached(known, path)
            return self._applied(definition, expr.args, env, scope, path)
        if not definition.params and definition.level <= Level.STATE:
            known = self.state.memo.get(definition)
            if known is None:
                known = self.apart(lambda inner: inner.value(definition.body, {}, TRUE))
                self.state.memo[definition] = known
            return self._reached(known, path)
        if definition.params and definition.level <= Level.STATE and not definition.recursive:
            args = [self.argument(arg, env, path) for arg in expr.args]
            if not any(isinstance(arg, _UNEVALUATED) or not is_value(arg) for arg in args):
                return self._of_values(definition, args, path)
        return self._applied(definition, expr.args, env, None, path)

    def _of_values(self, definition: Definition, args: Sequence[Sym | Thunk | Closure], path: Term) -> Sym:
        """A definition applied to plain values means one thing in a state, whoever asks."""
        key = (definition, *args)
        known = self.state.memo.get(key)
        if known is None:
            bound: Env = dict(zip(definition.params, args, strict=True))
            known = self.apart(lambda inner: inner.value(definition.body, bound, TRUE))
            self.state.memo[key] = known
        return self._reached(known, path)

    def _let_of_values(self, expr: Call, env: Env, scope: LetScope, path: Term) -> tuple[Sym, Failures] | None:
        """An operator of a LET applied to plain values means one thing wherever it is called in the scope of that LET.
        None where an argument is no plain value, or the operator cannot be evaluated where so little is assumed."""
        definition = expr.definition
        args = [self.argument(arg, env, path) for arg in expr.args]
        if not all(not isinstance(arg, Thunk | Closure) and is_value(arg) for arg in args):
            return None
        key = (definition, self.state, *args)
        if key not in scope.known and definition not in self.state.unshared:
            bound: Env = dict(scope.env)
            bound.update(zip(definition.params, args, strict=True))
            try:
                scope.known[key] = self.apart(lambda inner: inner.value(definition.body, bound, scope.path))
            except SpecError:
                self.state.unshared.add(definition)
        return scope.known.get(key)

    def _given_next(self, bound: object) -> bool:
        """Whether an argument may be something else with every next state."""
        if isinstance(bound, Closure):
            return bool(self.tools.mentions.after(bound.operator, bound.env))
        return isinstance(bound, Thunk) and bound.primed

    def _speaks_of_next(self, definition: Definition, scope: LetScope) -> bool:
        """Whether what a LET defines may be something else with every next state; its level alone does not tell, as
        it may mention a parameter that stands for something primed."""
        if definition.level >= Level.ACTION:
            return True
        known = scope.primed.get(definition)
        if known is None:
            known = scope.primed[definition] = bool(self.tools.mentions.after(definition.body, scope.env))
        return known

    def _let_value(self, definition: Definition, scope: LetScope, path: Term) -> Sym:
        if self._speaks_of_next(definition, scope):
            return self.value(definition.body, scope.env, path)
        key = (definition, self.state)
        known = scope.known.get(key)
        if known is None:
            known = self.apart(lambda inner: inner.value(definition.body, scope.env, scope.path))
            scope.known[key] = known
        return self._reached(known, path)

    def _applied(
        self, definition: Definition, args: tuple[Argument, ...], env: Env, scope: LetScope | None, path: Term
    ) -> Sym:
        inner = {} if scope is None else dict(scope.env)
        for param, arg in zip(definition.params, args, strict=True):
            inner[param] = self.argument(arg, env, path)
        if definition.recursive:
            return self._recursive(definition, inner, scope, path)
        try:
            return self.value(definition.body, inner, path)
        except SpecError as lacking:
            cases = () if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE) else by_cases(self, inner, path)
            if len(cases) < 2:
                raise
            return merge([(guard, self.value(definition.body, case, conj((path, guard)))) for guard, case in cases])

    def _recursive(self, definition: Definition, inner: Env, scope: LetScope | None, path: Term) -> Sym:
        """Once for each combination of plain arguments, where these are few; else for all that they may be at once."""
        # what a LET defines means something else in every LET that is entered, and what is primed for every next state
        own = definition.level >= Level.ACTION if scope is None else self._speaks_of_next(definition, scope)
        primed = own or any(self._given_next(inner[param]) for param in definition.params)
        home = self.successor if primed and self.successor is not None else self.state
        memo: dict[Any, tuple[Sym, Failures]] = home.memo if scope is None else scope.known
        called = Recursive(definition.name, definition.span)
        results: list[tuple[Term, Sym]] = []
        for guard, env in self._argument_cases(definition.params, inner, path):
            site = Site(conj((path, guard)), definition.span, self.failures)
            if site.path is FALSE:
                continue
            given = [env[param] for param in definition.params]
            plain = not any(isinstance(bound, _UNEVALUATED) or not is_value(bound) for bound in given)
            key = (definition, self.state, home, *(identity(bound) for bound in given))

            def evaluate(where: Term, env: Env = env) -> tuple[Sym, Failures]:
                return self.apart(lambda fresh: fresh.value(definition.body, env, where))

            feasible = self.tools.feasible
            value = self.tools.unfolding.call(site, called, memo, key, evaluate, feasible, anywhere=plain)
            results.append((guard, value))
        return merge(results) if results else 0

    def _argument_cases(self, params: Sequence[Local], arguments: Env, path: Term) -> Iterator[tuple[Term, Env]]:
        """The arguments of a call, evaluated, with the conditions of the ways in which they may be plain values. One
        that fails is left to whoever needs it."""
        cases: list[tuple[Term, Env]] = [(TRUE, arguments)]
        for param in params:
            thunk = arguments[param]
            if not isinstance(thunk, Thunk) or thunk.primed or thunk.reading.state is not self.state:
                continue
            if thunk.known is None:
                thunk.known = thunk.reading.apart(lambda inner, it=thunk: inner.value(it.expr, it.env, it.path))  # type: ignore[misc]
            value, failures = thunk.known
            fails = disj(failure.condition for failure in failures)
            if not self.tools.feasible(conj((path, fails))):
                fails = FALSE
            cases = [
                (both, {**env, param: bound})
                for guard, env in cases
                for more, bound in ((neg(fails), value), (fails, thunk))
                if (both := conj((guard, more))) is not FALSE
            ]
        for guard, env in cases:
            for more, plain in plain_cases(params, env):
                yield conj((guard, more)), plain

    def argument(self, arg: Argument, env: Env, path: Term) -> Sym | Thunk | Closure:
        """What a formal parameter is bound to."""
        match arg:
            case Literal():
                return arg.value
            case LocalRef():
                bound = env[arg.local]
                assert not isinstance(bound, LetScope)
                return bound
            case LocalOperatorRef():
                bound = env[arg.operator]
                assert isinstance(bound, Closure)
                return bound
            case Lambda() | DefinitionRef() | OpRef():
                return Closure(arg, env)
            case _:
                return Thunk(arg, env, path, self, bool(self.tools.mentions.after(arg, env)))

    def _call_local(self, expr: CallLocal, env: Env, path: Term) -> Sym:
        bound = env[expr.operator]
        assert isinstance(bound, Closure)
        return self.call_closure(bound, [self.argument(arg, env, path) for arg in expr.args], expr, path)

    def call_closure(self, closure: Closure, args: list[Sym | Thunk | Closure], at: Expr, path: Term) -> Sym:
        """An operator argument applied."""
        operator = closure.operator
        match operator:
            case Lambda():
                return self.value(operator.body, extended(closure.env, operator.params, args), path)
            case DefinitionRef():
                definition = operator.definition
                found = closure.env.get(definition)
                scope = found if isinstance(found, LetScope) else None
                inner = extended({} if scope is None else scope.env, definition.params, args)
                if definition.recursive:
                    return self._recursive(definition, inner, scope, path)
                return self.value(definition.body, inner, path)
            case OpRef():
                values: list[object] = [self.forced(arg, path) if isinstance(arg, Thunk) else arg for arg in args]
                return self._built_in(operator.op, values, self.site(at, path))
            case _:
                raise AssertionError("operator parameters are bound to closures")

    def operator(self, arg: Argument, env: Env, at: Expr) -> Operator:
        """An operator argument of a built-in operator, as a function of symbolic values."""
        closure = self.argument(arg, env, TRUE)
        assert isinstance(closure, Closure)

        def apply(site: Site, *values: Sym) -> Sym:
            inner = self
            if site.failures is not self.failures:
                inner = Reading(self.tools, self.state, self.successor, site.failures)
            return inner.call_closure(closure, list(values), at, site.path)

        return apply

    def _built_in(self, op: Op, values: list[object], site: Site) -> Sym:
        if op is Op.AND or op is Op.OR or op is Op.IMPLIES:
            terms = [truth_of(site, value) for value in values]  # type: ignore[arg-type]
            if op is Op.IMPLIES:
                terms[0] = neg(terms[0])
            return boolean_of(conj(terms) if op is Op.AND else disj(terms))
        rule = ENCODE.get(op)
        if rule is None:
            raise site.unsupported(f"{op.value} here")
        return rule(site, *values)

    def _apply(self, expr: Apply, env: Env, path: Term) -> Sym:
        structural = APPLICATIONS.get(expr.op)
        if structural is not None:
            return structural(self, expr, env, path)
        values = [
            self.operator(arg, env, expr)
            if isinstance(arg, _OPERATORS)
            else self.value(arg, env, path)
            for arg in expr.args
        ]
        rule = ENCODE.get(expr.op)
        if rule is None:
            raise self.site(expr, path).unsupported(f"{expr.op.value} here")
        return rule(Site(path, expr.span, self.failures), *values)


FORMS.update(
    {
        Literal: Reading._literal,
        VariableRef: Reading._variable,
        ConstantRef: Reading._constant,
        LocalRef: Reading._local,
        Apply: Reading._apply,
        Call: Reading._call,
        CallLocal: Reading._call_local,
    }
)
