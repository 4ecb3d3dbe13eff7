"""What an INSTANCE put for the variables of a module, where ENABLED may not see through it; must not know readings.

ENABLED speaks of next values of the instance's own variables, so substitution does not reach into it: ENABLED (x' = 0
/\\ y' = 1) stays TRUE when x and y are both replaced by z (Specifying Systems, section 17.8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from symcheck.core.expr import (
    Argument,
    DefinitionRef,
    Expr,
    Lambda,
    LocalOperatorRef,
    OpRef,
    Variable,
    VariableRef,
)
from symcheck.core.parts import reached
from symcheck.core.rewrite import put_all


def put_for_a_parameter(node: Argument) -> bool:
    """Whether the node is what an INSTANCE put for a parameter: it is written after `<-`, or, where the names agree,
    its place is that of the module's name. One that was put stands wherever the parameter stood: it is one object."""
    if isinstance(node, Lambda | DefinitionRef | LocalOperatorRef | OpRef):
        return False
    text, end = node.span.source.text, node.span.start
    while end > 0 and text[end - 1] in " \t\r\n(":
        end -= 1
    return text.endswith(("<-", "INSTANCE"), 0, end)


def doubled(action: Expr) -> Set[Variable]:
    """Variables that were put for two variables of a module: ENABLED of the action speaks of two next values."""
    found = set()
    first: dict[Variable, VariableRef] = {}
    for node in reached(action):
        if isinstance(node, VariableRef) and put_for_a_parameter(node):
            if first.setdefault(node.variable, node) is not node:
                found.add(node.variable)
    return found


def own(action: Expr, varies: Callable[[Expr], bool]) -> tuple[Expr, Mapping[Variable, Expr]]:
    """An action of an instance with variables of its own in place of what was put for them, and what that is, which
    also names them. What does not vary stands for no variable."""
    twice = doubled(action)
    found: dict[Expr, Variable] = {}
    for node in reached(action):
        if isinstance(node, VariableRef) and node.variable not in twice:
            continue
        if node not in found and put_for_a_parameter(node) and varies(node):  # type: ignore[arg-type]
            found[node] = Variable(f"({' '.join(node.span.text.split())})", node.span)  # type: ignore[index]
    if not found:
        return action, {}
    (rewritten,) = put_all([action], {node: VariableRef(variable, node.span) for node, variable in found.items()})
    return rewritten, {variable: node for node, variable in found.items()}
