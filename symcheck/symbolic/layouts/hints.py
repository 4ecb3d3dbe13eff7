"""Invariants as hints for layouts: those asked for, and type invariants that stand in the text; proves none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symcheck.core.expr import Apply, Argument, Call, Expr, Level, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts
from symcheck.core.spec import Spec


@dataclass(frozen=True, slots=True, eq=False)
class Hint:
    """A state predicate that is expected to hold in every state. `asked`: it is a property to be checked anyway."""

    name: str
    expr: Expr
    asked: bool

    @property
    def title(self) -> str:
        """The name of the property that says so."""
        return self.name if self.asked else f"hint {self.name}"


def asked(spec: Spec) -> Iterator[Hint]:
    """The invariants that are asked for, among them what a PROPERTY says of every state."""
    for named in spec.invariants:
        yield Hint(named.name, named.expr, True)
    for prop in spec.properties:
        if prop.kind == "invariant":
            yield Hint(prop.name, prop.expr, True)


def hints(spec: Spec) -> Iterator[Hint]:
    """The invariants that are asked for, then definitions that are called type invariants."""
    found = list(asked(spec))
    yield from found
    names = {hint.name for hint in found}
    for name, definition in spec.definitions.items():
        if "type" in name.lower() and not definition.params and definition.level is Level.STATE and name not in names:
            yield Hint(name, definition.body, False)


def memberships(expr: Expr) -> Iterator[tuple[Variable, Expr, bool]]:
    """The conjuncts `variable \\in set` and, with True, `variable \\subseteq set` of a predicate."""
    if isinstance(expr, Call) and not expr.definition.params and not expr.definition.recursive:
        yield from memberships(expr.definition.body)
    elif isinstance(expr, Apply) and expr.op is Op.AND:
        for arg in expr.args:
            yield from memberships(arg)  # type: ignore[arg-type]
    elif isinstance(expr, Apply) and expr.op in (Op.IN, Op.SUBSETEQ):
        left, right = expr.args
        if isinstance(left, VariableRef):
            yield left.variable, right, expr.op is Op.SUBSETEQ  # type: ignore[misc]


def moved(step: Expr) -> frozenset[Variable]:
    """The variables to which an action may give another value: those whose prime stands elsewhere than in UNCHANGED or
    in x' = x."""
    found: set[Variable] = set()
    seen: set[object] = set()
    pending: list[tuple[Argument, bool]] = [(step, False)]
    while pending:
        node, primed = pending.pop()
        if isinstance(node, VariableRef) and primed:
            found.add(node.variable)
        if isinstance(node, Apply):
            if node.op is Op.UNCHANGED or _keeps(node):
                continue
            if node.op is Op.PRIME:
                pending.append((node.args[0], True))
                continue
        definition = callee(node)
        if definition is not None and (definition, primed) not in seen:
            seen.add((definition, primed))
            pending.append((definition.body, primed))
        pending.extend((part, primed) for part, _ in parts(node))
    return frozenset(found)


def _keeps(node: Apply) -> bool:
    """x' = x."""
    if node.op is not Op.EQ:
        return False
    left, right = node.args
    if not (isinstance(left, Apply) and left.op is Op.PRIME and isinstance(right, VariableRef)):
        return False
    inner = left.args[0]
    return isinstance(inner, VariableRef) and inner.variable is right.variable
