"""What names mean during a symbolic evaluation: states, bound values, arguments by need; evaluates nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from symcheck.base.diagnostic import SpecError
from symcheck.core.expr import Definition, Expr, Let, Local, Operator, Variable
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.values import Sym
from symcheck.term import Term

if TYPE_CHECKING:
    from symcheck.symbolic.reading import Reading


class View:
    """One state: what each variable is in it, and the definitions that were already evaluated, or asked for, in it."""

    __slots__ = ("asked", "memo", "unshared", "values")

    def __init__(self, values: Mapping[Variable, Sym]) -> None:
        self.values = values
        self.memo: dict[object, tuple[Sym, Failures]] = {}
        self.asked: set[object] = set()
        self.unshared: set[Expr | Definition] = set()  # what cannot be evaluated where nothing is assumed


class Thunk:
    """An argument that is evaluated when it is first needed, under the condition where it was passed.

    It is evaluated anew under a prime, and for each next state if it speaks of that itself: an argument stands for its
    expression (Specifying Systems, section 17.4).
    """

    __slots__ = ("_elsewhere", "env", "expr", "known", "path", "primed", "reading")

    def __init__(self, expr: Expr, env: Env, path: Term, reading: Reading, primed: bool) -> None:
        self.expr = expr
        self.env = env
        self.path = path
        self.reading = reading
        self.primed = primed
        self.known: tuple[Sym, Failures] | None = None
        self._elsewhere: dict[tuple[View, View | None], tuple[Sym, Failures] | None] = {}

    def evaluated(self) -> tuple[Sym, Failures]:
        """Its value where it was passed, and what fails there."""
        if self.known is None:
            self.known = self.reading.apart(lambda inner: inner.value(self.expr, self.env, self.path))
        return self.known

    def evaluated_in(self, reading: Reading) -> tuple[Sym, Failures] | None:
        """Its value in the states of another reading; None where it has none on the path where it was passed."""
        key = (reading.state, reading.successor)
        if key not in self._elsewhere:
            try:
                found = reading.apart(lambda inner: inner.value(self.expr, self.env, self.path))
            except SpecError:
                found = None
            self._elsewhere[key] = found
        return self._elsewhere[key]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """An operator with the environment it was written in."""

    operator: Operator
    env: Env


@dataclass(frozen=True, slots=True, eq=False)
class LetScope:
    """Where a LET definition stands: its environment, what was already evaluated there, and which of the definitions
    speak of the next state, be it through an argument that an operator around the LET was given."""

    env: Env
    path: Term
    known: dict[object, tuple[Sym, Failures]]
    primed: dict[Definition, bool]


Env: TypeAlias = "dict[Local | Definition, Sym | Thunk | Closure | LetScope]"


def home(definition: Definition, env: Env) -> Env:
    """What the names mean in the body of a definition, but for its parameters."""
    scope = env.get(definition)
    return scope.env if isinstance(scope, LetScope) else {}


def let_env(expr: Let, env: Env, path: Term) -> Env:
    """The environment inside a LET."""
    inner = dict(env)
    scope = LetScope(inner, path, {}, {})
    for definition in expr.definitions:
        inner[definition] = scope
    return inner


def extended(env: Env, names: Sequence[Local], bound: Sequence[Sym | Thunk | Closure]) -> Env:
    """The environment with more names bound."""
    inner = dict(env)
    inner.update(zip(names, bound, strict=True))
    return inner
