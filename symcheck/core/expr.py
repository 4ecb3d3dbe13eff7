"""Resolved expressions: every name is bound to the thing it means; must not know how that thing is evaluated.

Nodes are compared by identity (they form a shared graph with recursion through `Definition`) and never change once
resolved. Every node has a span.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from symcheck.base.node import node
from symcheck.base.span import Span
from symcheck.core.ops import Op
from symcheck.value import Value


class Level(IntEnum):
    """Specifying Systems, section 17.2: what an expression speaks of."""

    CONSTANT = 0
    STATE = 1
    ACTION = 2
    TEMPORAL = 3


@node(eq=False)
class Variable:
    """A state variable of the root module. A `rigid` one is a constant left symbolic: no step changes it, and what
    speaks of it alone is of constant level. A `ghost` is none of the specification's and is not shown."""

    name: str
    span: Span
    rigid: bool = False
    ghost: bool = False


@node(eq=False)
class Constant:
    """A declared constant that no configuration bound: it stays symbolic."""

    name: str
    arity: int
    span: Span


@node(eq=False)
class Local:
    """A bound identifier or a formal parameter; `arity` is over 0 for an operator parameter."""

    name: str
    arity: int
    span: Span


@dataclass(slots=True, eq=False, repr=False)
class Definition:
    """A user's or a library's operator. `body` is set once, right after creation, so that recursion can refer to it.

    `name` is the full name through instances ("I!Op"), `module` the module whose text it stands in, `level` the level
    of the body with constant arguments, `recursive` whether it can reach itself.
    """

    name: str
    module: str
    params: tuple[Local, ...]
    span: Span
    _body: Expr | None = None
    level: Level = Level.CONSTANT
    recursive: bool = False

    @property
    def body(self) -> Expr:
        assert self._body is not None, f"{self.name} has no body yet"
        return self._body

    @property
    def arity(self) -> int:
        return len(self.params)

    def anew(self, body: Expr | None = None) -> Definition:
        """The same operator with another body, which may be set later."""
        return Definition(self.name, self.module, self.params, self.span, body, self.level, self.recursive)


@node(eq=False)
class Literal:
    """A value that is written out, or that the configuration gave to a constant."""

    value: Value
    span: Span


@node(eq=False)
class VariableRef:
    variable: Variable
    span: Span


@node(eq=False)
class ConstantRef:
    """A symbolic constant, applied if it is an operator."""

    constant: Constant
    args: tuple[Expr, ...]
    span: Span


@node(eq=False)
class LocalRef:
    """A bound identifier of arity 0; also `@` inside an EXCEPT."""

    local: Local
    span: Span


@node(eq=False)
class Apply:
    """A built-in operator applied."""

    op: Op
    args: tuple[Argument, ...]
    span: Span

    @property
    def operands(self) -> tuple[Expr, ...]:
        """The arguments of an operator that takes expressions alone, as connectives do."""
        return cast("tuple[Expr, ...]", self.args)


@node(eq=False)
class Call:
    """A defined operator applied to all of its arguments (none for a nullary one)."""

    definition: Definition
    args: tuple[Argument, ...]
    span: Span


@node(eq=False)
class CallLocal:
    """An operator parameter applied."""

    operator: Local
    args: tuple[Argument, ...]
    span: Span


@node(eq=False)
class Lambda:
    """An operator as an argument."""

    params: tuple[Local, ...]
    body: Expr
    span: Span


@node(eq=False)
class DefinitionRef:
    """A defined operator of arity over 0 as an argument."""

    definition: Definition
    span: Span


@node(eq=False)
class LocalOperatorRef:
    """An operator parameter passed on as an argument."""

    operator: Local
    span: Span


@node(eq=False)
class OpRef:
    """A built-in operator as an argument: `FoldSet(+, 0, S)`."""

    op: Op
    span: Span


@node(eq=False)
class Bound:
    """One group of bound identifiers: `x \\in S` has one local; `<<x, y>> \\in S` has `pattern` and several.

    `x, y \\in S` is resolved to two groups. `domain` is None in an unbounded quantifier or CHOOSE. Domains of one
    construct are evaluated outside the scope of all of its groups.
    """

    locals: tuple[Local, ...]
    pattern: bool
    domain: Expr | None
    span: Span


class Quantifier(IntEnum):
    FORALL = 0
    EXISTS = 1


@node(eq=False)
class Quantified:
    quantifier: Quantifier
    bounds: tuple[Bound, ...]
    body: Expr
    span: Span


@node(eq=False)
class TemporalQuantified:
    """`\\AA x : F` and `\\EE x : F`."""

    quantifier: Quantifier
    locals: tuple[Local, ...]
    body: Expr
    span: Span


@node(eq=False)
class Choose:
    bound: Bound
    body: Expr
    span: Span


@node(eq=False)
class SetFilter:
    """`{x \\in S : P}`."""

    bound: Bound
    body: Expr
    span: Span


@node(eq=False)
class SetMap:
    """`{e : x \\in S, …}`."""

    bounds: tuple[Bound, ...]
    body: Expr
    span: Span


@node(eq=False)
class FunctionExpr:
    """`[x \\in S |-> e]`; with several groups the domain is the product. `recursive` is the function's own name where
    it was defined by `f[x \\in S] == e` and e speaks of f."""

    bounds: tuple[Bound, ...]
    body: Expr
    recursive: Local | None
    span: Span


@node(eq=False)
class Update:
    """One `![path] = value` of an EXCEPT: each step is one index expression (a tuple for several, a string literal for
    a field); `at` is what `@` refers to inside `value`."""

    path: tuple[Expr, ...]
    at: Local
    value: Expr
    span: Span


@node(eq=False)
class Except:
    """`[f EXCEPT …]`: the updates apply one after another."""

    base: Expr
    updates: tuple[Update, ...]
    span: Span


@node(eq=False)
class If:
    condition: Expr
    then: Expr
    otherwise: Expr
    span: Span


@node(eq=False)
class Case:
    """The first arm whose guard holds, else `other`."""

    arms: tuple[tuple[Expr, Expr], ...]
    other: Expr | None
    span: Span


@node(eq=False)
class Let:
    """The definitions stand in scope; a nullary one is evaluated at most once for each evaluation of the body."""

    definitions: tuple[Definition, ...]
    body: Expr
    span: Span


Expr = (
    Literal | VariableRef | ConstantRef | LocalRef | Apply | Call | CallLocal | Quantified | TemporalQuantified
    | Choose | SetFilter | SetMap | FunctionExpr | Except | If | Case | Let
)
Operator = Lambda | DefinitionRef | LocalOperatorRef | OpRef
Argument = Expr | Operator
