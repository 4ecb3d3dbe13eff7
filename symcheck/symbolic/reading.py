"""Evaluates expressions to symbolic values: the second reading of TLA+; must not know actions or layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import thread_time

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import (
    Argument,
    ConstantRef,
    Definition,
    DefinitionRef,
    Expr,
    Lambda,
    Literal,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Variable,
    VariableRef,
)
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk, View, extended, home
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.form_table import FORMS
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.ops import truth_of
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Unfolding
from symcheck.symbolic.values import Sym
from symcheck.term import TRUE, Term

_NO_VALUES = (Closure, LetScope)

Enabled = Callable[["Reading", Expr, Env, Term], Term]
"""Decides ENABLED A on a path."""

Composed = Callable[["Reading", Expr, Expr, Env, Term], Term]
"""Decides A \\cdot B on a path, between the two states of a reading."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reading asks others for: which variables an expression mentions, ENABLED A and A \\cdot B (the actions
    decide them), whether a condition can hold at all (a solver decides it), what stands for quantifiers over large
    sets, and the calls that are being unfolded. `unseen`: what the reading lacks where no value depends on it, but
    where an evaluation may fail. `until`: the thread's time at which an evaluation that is not needed
    is given up, with U001. `own`: actions that ENABLED was asked of, as their instance sees them."""

    mentions: Mentions
    enabled: Enabled
    composed: Composed
    feasible: Callable[[Term], bool]
    quantifiers: Quantifiers = field(default_factory=Quantifiers)
    unfolding: Unfolding = field(default_factory=Unfolding)
    unseen: list[Failure] = field(default_factory=list)
    until: float | None = None
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
        until = self.tools.until
        if until is not None and thread_time() > until:
            raise self.site(expr, path).unsupported("what takes so long to evaluate")
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
        return self.reached(known, path)

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
            known = thunk.evaluated_in(self)
            return self.value(thunk.expr, thunk.env, path) if known is None else self.reached(known, path)
        tools = self.tools
        if thunk.known is None and tools.unfolding.has_failed(self.site(thunk.expr, path), tools.feasible):
            return 0  # and no further, where there may be no end
        return self.reached(thunk.evaluated(), path)

    def apart(self, use: Callable[[Reading], Sym]) -> tuple[Sym, Failures]:
        """A value with the failures of its evaluation, kept apart so that both can be used again."""
        inner = Reading(self.tools, self.state, self.successor, Failures())
        return use(inner), inner.failures

    def reached(self, known: tuple[Sym, Failures], path: Term) -> Sym:
        """A value that was evaluated apart; what fails in it fails on a path."""
        self.failures.include(known[1], path)
        return known[0]

    def entered(self, definition: Definition, args: Iterable[Argument], env: Env, path: Term) -> Env:
        """What the names mean in the body of a definition that is applied."""
        return extended(home(definition, env), definition.params, [self.argument(arg, env, path) for arg in args])

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


FORMS.update(
    {
        Literal: Reading._literal,
        VariableRef: Reading._variable,
        ConstantRef: Reading._constant,
        LocalRef: Reading._local,
    }
)
