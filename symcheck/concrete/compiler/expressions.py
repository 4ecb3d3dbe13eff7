"""Compiles expressions into closures on frames; must not know how steps are searched for.

How to use it:

    compiler = Compiler(spec.variables)
    scope = compiler.scope()                       # one code unit: it hands out the slots of its frames
    code = compiler.compile(expr, scope)           # Code: `code.run(frame)` gives a Value
    test = compiler.condition(expr, scope)         # a Python condition: `test(frame)` gives a bool
    frame = scope.frame(state, successor)          # after compiling: state is a tuple by compiler.index[variable],
                                                   # successor a list (None: not yet assigned) or None
    frame[STATE], frame[SUCCESSOR] = other, [None] * n   # frames can be used again for other states

To walk below a construct, `enter_call`, `enter_let` and `enter_bounds` (in `calls` and `binders`) give the scope of its
parts and what must run on the frame to bind their names. A successor is assigned in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import assert_never

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler import actions, applications, binders, branches, calls, comprehensions, updates
from symcheck.concrete.compiler.analysis import Analysis
from symcheck.concrete.compiler.code import NOTHING, READS_STATE, Code, as_test, from_text, literal, once
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.compiler.fused import fuse
from symcheck.concrete.compiler.memo import remembered
from symcheck.concrete.compiler.operators import missing_rule
from symcheck.concrete.compiler.routine import Routine, lazy_params
from symcheck.concrete.compiler.scope import Scope, Unit, read_slot
from symcheck.concrete.ops import EVALUATE, EVALUATE_OUTSIDE
from symcheck.concrete.ops.outside import Outside
from symcheck.concrete.ops.registry import Rule
from symcheck.core.expr import (
    Apply,
    Call,
    CallLocal,
    Case,
    Choose,
    Constant,
    ConstantRef,
    Definition,
    Except,
    Expr,
    FunctionExpr,
    If,
    Let,
    Literal,
    LocalRef,
    Quantified,
    SetFilter,
    SetMap,
    TemporalQuantified,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.value import Value

# give the condition on frames that an action has a successor, and that two of them lead from state to state in turn;
# searches supply them
EnabledHook = Callable[["Compiler", Expr, Scope], Test]
ComposedHook = Callable[["Compiler", Expr, Expr, Scope, Span], Test]


class Compiler:
    """One specification's compiled expressions. `constants` are values for those left symbolic."""

    def __init__(
        self,
        variables: tuple[Variable, ...] = (),
        constants: Mapping[Constant, Value] | None = None,
        enabled: EnabledHook | None = None,
        composed: ComposedHook | None = None,
        outside: Outside | None = None,
    ) -> None:
        self.index = {variable: position for position, variable in enumerate(variables)}
        self.constants = dict(constants or {})
        self.enabled = enabled
        self.composed = composed
        self.outside = outside or Outside()
        self.analysis = Analysis()
        self._routines: dict[tuple[Definition, bool], Routine] = {}
        self._constants: dict[Definition, Code] = {}
        self.expanding: list[Definition] = []

    def scope(self) -> Scope:
        """An empty scope in a unit of its own."""
        return Scope(Unit())

    def condition(self, expr: Expr, scope: Scope, what: str = "the formula") -> Test:
        """The expression as a condition. Its errors: NOT_BOOLEAN, with `what` in the message."""
        return as_test(self.compile(expr, scope), what, expr.span)

    def compile(self, expr: Expr, scope: Scope) -> Code:
        """The code of an expression; a constant one runs at most once, a costly one may remember what it gave."""
        return remembered(self, expr, once(self._compile(expr, scope)), scope)

    def _compile(self, node: Expr, scope: Scope) -> Code:
        match node:
            case Literal():
                return literal(node.value)
            case VariableRef():
                return self._variable(node, scope)
            case LocalRef():
                return read_slot(scope.slots[node.local])
            case ConstantRef():
                return self._constant(node)
            case Apply():
                return applications.compile_apply(self, node, scope)
            case Call():
                return calls.compile_call(self, node, scope)
            case CallLocal():
                return calls.compile_call_local(self, node, scope)
            case Let():
                return calls.compile_let(self, node, scope)
            case Quantified():
                return binders.compile_quantified(self, node, scope)
            case Choose():
                return binders.compile_choose(self, node, scope)
            case SetFilter():
                return comprehensions.compile_filter(self, node, scope)
            case SetMap():
                return comprehensions.compile_map(self, node, scope)
            case FunctionExpr():
                return comprehensions.compile_function(self, node, scope)
            case Except():
                return updates.compile_except(self, node, scope)
            case If():
                return branches.compile_if(self, node, scope)
            case Case():
                return branches.compile_case(self, node, scope)
            case TemporalQuantified():
                return actions.no_value("a temporal formula", node.span)
            case _:
                assert_never(node)

    def routine(self, definition: Definition, primed: bool) -> Routine:
        """The routine of a definition of a module, compiled when it is first called."""
        key = definition, primed
        if key not in self._routines:
            routine = self._routines[key] = Routine(lazy_params(self, definition))
            routine.build(self, definition.body, definition.params, (), {}, primed)
        return self._routines[key]

    def constant(self, definition: Definition) -> Code:
        """The code of a constant without parameters: evaluated once for all of its uses."""
        if definition not in self._constants:
            routine = self.routine(definition, primed=False)
            self._constants[definition] = once(calls.calling(routine, (), NOTHING))
        return self._constants[definition]

    def is_constant(self, expr: Expr, scope: Scope) -> bool:
        """Whether the expression reads nothing, neither of a state nor of the scope."""
        free = self.analysis.free_in(expr)
        return not self.analysis.varies(expr) and not any(
            entity in scope.slots or entity in scope.operators for entity in free
        )

    def rule(self, op: Op, span: Span) -> Rule:
        """What the operator does to values."""
        if op in EVALUATE_OUTSIDE:
            return partial(EVALUATE_OUTSIDE[op], self.outside)
        return EVALUATE[op] if op in EVALUATE else missing_rule(op.value, span)

    def _variable(self, node: VariableRef, scope: Scope) -> Code:
        position = self.index[node.variable]
        if scope.primed:
            read = read_primed(position, node.variable.name, node.span)
            pattern = "({x} if ({x} := f[1]) is not None and ({x} := {x}[{at}]) is not None else {read}(f))"
            return from_text(fuse(pattern, at=position, read=read), frozenset((READS_STATE,)))
        return Code(None, frozenset((READS_STATE,)), variable=position, text=fuse("f[0][{at}]", at=position))

    def _constant(self, node: ConstantRef) -> Code:
        value = self.constants.get(node.constant)
        if value is not None and not node.args:
            return literal(value)
        name, span = node.constant.name, node.span

        def unbound(f: Frame) -> Value:
            raise SpecError(
                ErrorCode.CONFIG_UNBOUND_CONSTANT,
                f"the constant {name} has no value",
                span,
                f"give it one in the configuration: CONSTANT {name} = ...",
            )

        return Code(unbound, frozenset((READS_STATE,)))


def read_primed(position: int, name: str, span: Span) -> Callable[[Frame], Value]:
    """Reads a primed variable. Errors: UNASSIGNED."""

    def read(f: Frame) -> Value:
        successor = f[1]
        if successor is None:
            raise SpecError(ErrorCode.UNASSIGNED, f"{name}' has no value where there is no step", span)
        value = successor[position]
        if value is None:
            raise SpecError(
                ErrorCode.UNASSIGNED,
                f"{name}' is used before it is assigned",
                span,
                f"assign all of it first, by {name}' = ..., {name}' \\in ... or {name}' = [{name} EXCEPT ![i] = ...]",
            )
        return value  # type: ignore[no-any-return]

    return read
