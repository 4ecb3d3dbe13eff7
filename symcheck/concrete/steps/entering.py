"""Enters calls and LETs of actions while a successor is being assigned; must not know how it is searched.

What speaks of the successor cannot be computed once and kept: it would outlive the assignments that it came from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symcheck.concrete.compiler.calls import Entered, enter_call, enter_let
from symcheck.concrete.compiler.routine import LocalDefinition
from symcheck.concrete.compiler.scope import Scope
from symcheck.concrete.steps.primes import Primes
from symcheck.core.expr import Argument, Call, Definition, DefinitionRef, Lambda, Let, LocalOperatorRef, OpRef
from symcheck.core.substitute import substitute

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler


def afresh(compiler: Compiler, scope: Scope) -> Scope:
    """The scope of an expression that is evaluated in another state: what a LET names is computed there anew."""
    for entity in scope.slots:
        if isinstance(entity, Definition) and compiler.analysis.definition_varies(entity):
            left = {name: slot for name, slot in scope.slots.items() if name is not entity}
            scope = replace(scope, slots=left).with_operator(entity, LocalDefinition(entity))
    return scope


class Entering:
    """Enters with one compiler."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self._primes = Primes()

    def speaks(self, node: Argument, scope: Scope) -> bool:
        """Whether a node can assign: it speaks of the state that is being made."""
        return self.compiler.analysis.varies(node) if scope.primed else self._primes.speaks(node)

    def enter_call(self, node: Call, scope: Scope) -> Entered:
        """The body of a call, its scope, and what binds the parameters on a frame.

        Arguments that speak of the successor, and operators, are put in the place of their parameters: a value that is
        kept in a slot would outlive the assignments that it was computed from.
        """
        definition = node.definition
        replaced = {
            param: argument
            for param, argument in zip(definition.params, node.args, strict=True)
            if isinstance(argument, Lambda | DefinitionRef | LocalOperatorRef | OpRef) or self.speaks(argument, scope)
        }
        if replaced:
            kept = [(p, a) for p, a in zip(definition.params, node.args, strict=True) if p not in replaced]
            body = substitute(definition.body, replaced)
            definition = replace(definition, params=tuple(param for param, _ in kept), _body=body)
            node = Call(definition, tuple(argument for _, argument in kept), node.span)
        return enter_call(self.compiler, node, scope)

    def enter_let(self, node: Let, scope: Scope) -> Entered:
        """The scope of a LET's body, and what binds its names; those that speak of the successor are looked into anew
        at each use, for the same reason."""
        speaking = [d for d in node.definitions if not d.params and self.speaks(d.body, scope)]
        for definition in speaking:
            scope = scope.with_operator(definition, LocalDefinition(definition))
        kept = tuple(d for d in node.definitions if d not in speaking)
        return enter_let(self.compiler, replace(node, definitions=kept), scope)
