"""Finds out why a formula is false in a state or a step: the conjuncts to blame and their values; must not know how the
state was reached."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import bindings, enter_bounds, listed
from symcheck.concrete.compiler.calls import enter_call, enter_let
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.concrete.compiler.narrowing import guards
from symcheck.concrete.compiler.scope import Scope, read_slot
from symcheck.concrete.deep import deeply
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Case,
    Expr,
    If,
    Let,
    Literal,
    LocalRef,
    Quantified,
    Quantifier,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import parts
from symcheck.trace.explanation import Explanation, FalseConjunct
from symcheck.value import FALSE, Boolean, Value, explicit

_MOST_CONJUNCTS = 8
_MOST_VALUES = 10
_LONGEST_TEXT = 200
_Bindings = tuple[tuple[str, Value], ...]

# what their arguments are is worth showing, what they give is known
_CONNECTIVES = frozenset((Op.AND, Op.OR, Op.NOT, Op.IMPLIES, Op.IFF))
_RELATIONS = frozenset(
    (Op.EQ, Op.NE, Op.IN, Op.NOTIN, Op.SUBSETEQ, Op.LT, Op.LE, Op.GT, Op.GE, Op.IS_FINITE_SET)
)
# these read the next state, where the text of a part says nothing of the prime
_OTHER_STATE = frozenset((Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.SQUARE, Op.ANGLE, Op.COMPOSE))


def explain(machine: Machine, name: str, formula: Expr, state: Values, successor: Values | None = None) -> Explanation:
    """Why a formula is false in a state, or in a step. Nothing is blamed if it is true or has no value."""
    return deeply(lambda: Explanation(name, tuple(Explainer(machine.compiler, state, successor).explain(formula))))


def explain_constant(compiler: Compiler, name: str, formula: Expr) -> Explanation:
    """Why an assumption is false, with the values of the constants that it speaks of."""
    return deeply(lambda: Explanation(name, tuple(_Constant(compiler, (), None).explain(formula))))


class Explainer:
    """Walks through a formula in one state or step, with the scopes that its parts stand in."""

    def __init__(self, compiler: Compiler, state: Values, successor: Values | None) -> None:
        self._compiler = compiler
        self._scope = compiler.scope()
        self._frame: Frame = self._scope.frame(state, None if successor is None else list(successor))

    def explain(self, formula: Expr) -> list[FalseConjunct]:
        if self._value(formula, self._scope) is not FALSE:
            return []
        return list(self._blame(formula, self._scope, ()))[:_MOST_CONJUNCTS]

    def _value(self, node: Expr, scope: Scope) -> Value | None:
        """The value of a part, None if it has none."""
        try:
            run = self._compiler.compile(node, scope).run
            self._grow()
            return explicit(run(self._frame))
        except SpecError:
            return None

    def _grow(self) -> None:
        self._frame.extend([None] * (self._scope.unit.size - len(self._frame)))

    def _blame(self, node: Expr, scope: Scope, bound: _Bindings) -> Iterator[FalseConjunct]:
        """What is false below a part that is FALSE."""
        match node:
            case Apply() if node.op is Op.AND:
                for part in node.operands:
                    if self._value(part, scope) is FALSE:
                        yield from self._blame(part, scope, bound)
            case Apply() if node.op is Op.IMPLIES and _has_parts(node.args[1]):
                yield from self._blame(cast(Expr, node.args[1]), scope, bound)
            case Apply() if node.op is Op.SQUARE:
                yield from self._blame(cast(Expr, node.args[0]), scope, bound)
            case Quantified() if node.quantifier is Quantifier.FORALL:
                yield from self._blame_instance(node, scope, bound)
            case If():
                chosen = node.otherwise if self._value(node.condition, scope) is FALSE else node.then
                yield from self._blame(chosen, scope, bound)
            case Case():
                yield from self._blame(self._chosen(node, scope), scope, bound)
            case Let():
                entered = enter_let(self._compiler, node, scope)
                self._grow()
                entered.prepare(self._frame)
                yield from self._blame(entered.body, entered.scope, bound)
            case Call() if self._can_enter(node, scope):
                entered = enter_call(self._compiler, node, scope)
                self._grow()
                entered.prepare(self._frame)
                given = self._given(node, entered.scope)
                yield from self._blame(entered.body, entered.scope, (*bound, *given))
            case _:
                yield self._leaf(node, scope, bound)

    def _given(self, node: Call, entered: Scope) -> _Bindings:
        """The parameters of a definition that was entered, with their values."""
        params = (param for param in node.definition.params if param in entered.slots)
        return tuple(
            (param.name, value)
            for param in params
            if (value := self._held(read_slot(entered.slots[param]).run)) is not None
        )

    def _held(self, run: Run) -> Value | None:
        """The value of a name, None for an operator and for what has none."""
        try:
            found = run(self._frame)
        except SpecError:
            return None
        return None if hasattr(found, "call") else explicit(found)

    def _can_enter(self, node: Call, scope: Scope) -> bool:
        """A name of a LET is entered where it stands; a recursive definition is not entered at all."""
        return not node.definition.recursive and node.definition not in scope.slots

    def _blame_instance(self, node: Quantified, scope: Scope, bound: _Bindings) -> Iterator[FalseConjunct]:
        inner, groups = enter_bounds(self._compiler, node.bounds, scope, partial(guards, node))
        test = self._compiler.condition(node.body, inner)
        self._grow()
        names = [(local.name, inner.slots[local].index) for each in node.bounds for local in each.locals]
        for _ in bindings(groups, self._frame, partial(listed, self._compiler.outside)):
            if not test(self._frame):
                here = tuple((name, explicit(self._frame[slot])) for name, slot in names)
                yield from self._blame(node.body, inner, (*bound, *here))
                return

    def _chosen(self, node: Case, scope: Scope) -> Expr:
        for guard, value in node.arms:
            if self._value(guard, scope) is not FALSE:
                return value
        assert node.other is not None, "a CASE that has a value has a matching arm"
        return node.other

    def _leaf(self, node: Expr, scope: Scope, bound: _Bindings) -> FalseConjunct:
        values: dict[str, Value] = {}
        self._collect(node, scope, values)
        return FalseConjunct(one_line(node.span), node.span, bound, tuple(values.items())[:_MOST_VALUES])

    def _collect(self, node: Argument, scope: Scope, values: dict[str, Value]) -> None:
        """The values of the parts that are compared, then of what these are made from."""
        if not isinstance(node, Expr) or not self._is_telling(node):
            return
        if isinstance(node, Apply) and (node.op in _CONNECTIVES or node.op in _RELATIONS):
            for part in node.args:
                self._collect(part, scope, values)
            return
        if not isinstance(node, LocalRef):
            value = self._value(node, scope)
            text = one_line(node.span)
            if value is not None and not isinstance(value, Boolean) and text != str(value):
                values[text] = value
        if isinstance(node, VariableRef | Let) or (isinstance(node, Apply) and node.op in _OTHER_STATE):
            return
        if isinstance(node, Apply) and node.op is Op.APPLY:
            # the function as a whole would say less than its value at this place
            self._collect(node.args[1], scope, values)
            return
        for part, names in parts(node):
            if not names:
                self._collect(part, scope, values)

    def _is_telling(self, node: Expr) -> bool:
        """Whether the text alone does not say what the value is."""
        return self._compiler.analysis.varies(node)


class _Constant(Explainer):
    """Where nothing varies, names stand for what is not in the text."""

    def _is_telling(self, node: Expr) -> bool:
        return one_line(node.span) != (str(node.value) if isinstance(node, Literal) else "")


def _has_parts(node: Argument) -> bool:
    if isinstance(node, Apply):
        return node.op in (Op.AND, Op.IMPLIES)
    return isinstance(node, Quantified | Let | If | Case | Call)


def one_line(span: Span, longest: int = _LONGEST_TEXT) -> str:
    """The source text with runs of blanks and line ends made one blank, cut where it is long."""
    text = " ".join(span.text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
