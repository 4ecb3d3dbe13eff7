"""A whole specification, resolved and configured; must not know how it was written or how it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symcheck.base.diagnostic import Diagnostic
from symcheck.base.span import Span
from symcheck.core.expr import Constant, Definition, Expr, Variable
from symcheck.value import Value


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A formula to check or to assume, under the name that reports give it."""

    name: str
    expr: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Fairness:
    """A conjunct `WF_subscript(action)` or `SF_subscript(action)` of the specification."""

    strong: bool
    subscript: Expr
    action: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Behavior:
    """`Init /\\ [][Next]_vars /\\ fairness`; `other` are temporal conjuncts of any other form."""

    init: Expr
    next: Expr
    subscript: Expr | None
    fairness: tuple[Fairness, ...] = ()
    other: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """One conjunct of a PROPERTY, sorted by what can check it.

    `kind`: "init" (a predicate of the first state), "invariant" (`[]P`), "action" (`[][A]_v`: `expr` is the
    Op.SQUARE application, or an action that every step must be) or "temporal" (anything else). `name` is the property
    that the user named.
    """

    name: str
    kind: str
    expr: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Spec:
    """`behavior` is None when only assumptions are to be checked. `definitions` is the root module's scope."""

    name: str
    variables: tuple[Variable, ...]
    constants: tuple[Constant, ...]  # those left symbolic
    bound_constants: Mapping[str, Value]
    definitions: Mapping[str, Definition]
    assumptions: tuple[Named, ...]  # but for those that restrict rigid variables
    behavior: Behavior | None
    invariants: tuple[Named, ...] = ()
    properties: tuple[Property, ...] = ()
    constraints: tuple[Named, ...] = ()
    action_constraints: tuple[Named, ...] = ()
    symmetry: Named | None = None
    view: Named | None = None
    alias: Named | None = None
    postcondition: Named | None = None
    check_deadlock: bool = True
    parameters: Named | None = None  # what the rigid variables satisfy; a part of `behavior.init`
    warnings: tuple[Diagnostic, ...] = field(default=())
