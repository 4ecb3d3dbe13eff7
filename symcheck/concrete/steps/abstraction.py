"""ENABLED of actions of an instance whose variables stand for expressions; must not know how states are searched.

ENABLED A speaks of some next values of the instance's own variables, whatever stands for them (Specifying Systems,
section 17.8: ENABLED cannot be instantiated by substitution). So what was put for a variable becomes a variable again,
with the expression's value in the state at hand.
"""

from __future__ import annotations

from collections.abc import Set

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.steps.enabled import composed, enabled
from symcheck.concrete.steps.successors import Condition, Machine, Values
from symcheck.core.expr import Argument, Call, Definition, DefinitionRef, Expr, Local, Variable, VariableRef
from symcheck.core.stand_ins import doubled, enabled_in, put_for_a_parameter
from symcheck.core.substitute import Substitution


def instance_condition(machine: Machine, formula: Expr) -> Condition:
    """A formula about a state as a condition, with every ENABLED in it read in its instance. Errors: UNSUPPORTED for
    an instance with parameters whose variables stand for expressions in them."""
    if next(enabled_in(formula), None) is None:
        return machine.condition(formula)
    abstraction = _Abstraction(machine, doubled(formula))
    rewritten = abstraction.expr(formula)
    if not abstraction.variables:
        return machine.condition(formula)
    variables = (*machine.spec.variables, *abstraction.variables.values())
    compiler = Compiler(variables, enabled=enabled, composed=composed, outside=machine.outside)
    scope = compiler.scope()
    test = compiler.condition(rewritten, scope)
    values = [machine.function(node) for node in abstraction.variables]

    def holds(state: Values, successor: Values | None = None, /) -> bool:
        return test(scope.frame((*state, *(value(state) for value in values))))

    return holds


class _Abstraction(Substitution):
    def __init__(self, machine: Machine, doubled: Set[Variable]) -> None:
        super().__init__({})
        self._doubled = doubled
        self.variables: dict[Expr, Variable] = {}
        self._analysis = machine.compiler.analysis

    def argument(self, node: Argument) -> Argument:
        if self._stands_for_a_variable(node):
            assert isinstance(node, Expr), "an operator does not stand for a variable"
            if node not in self.variables:
                if any(isinstance(entity, Local) for entity in self._analysis.free_in(node)):
                    raise SpecError(
                        Code.UNSUPPORTED, "ENABLED in an instance with parameters is not checked as liveness", node.span
                    )
                self.variables[node] = Variable(f"_{len(self.variables)}", node.span)
            return VariableRef(self.variables[node], node.span)
        if isinstance(node, Call | DefinitionRef):
            self._copy(node.definition)
        return super().argument(node)

    def _copy(self, definition: Definition) -> None:
        """A copy of a definition that speaks of such variables."""
        if definition in self.copies or not self._analysis.definition_varies(definition):
            return
        copy = self.copies[definition] = definition.anew()
        copy._body = self.expr(definition.body)

    def _stands_for_a_variable(self, node: Argument) -> bool:
        if isinstance(node, VariableRef) and node.variable not in self._doubled:
            return False
        return put_for_a_parameter(node) and self._analysis.varies(node)
