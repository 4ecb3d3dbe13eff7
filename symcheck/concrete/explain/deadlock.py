"""Finds out why no step is possible in a state: for each action the guard that stops it; must not know how the state
was reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import bindings, enter_bounds, listed
from symcheck.concrete.compiler.calls import enter_call, enter_let
from symcheck.concrete.compiler.narrowing import guards
from symcheck.concrete.compiler.scope import Scope
from symcheck.concrete.deep import deeply
from symcheck.concrete.explain.formulas import Explainer
from symcheck.concrete.steps.successors import NEXT, Machine, Values
from symcheck.core.expr import Apply, Call, Case, Definition, Expr, If, Let, Level, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.trace.explanation import Explanation, FalseConjunct
from symcheck.value import FALSE, Value, explicit

_MOST_GUARDS = 12
_MOST_LOOKED_AT = 1000  # guards and choices
_Bindings = tuple[tuple[str, Value], ...]


def explain_deadlock(machine: Machine, state: Values) -> Explanation | None:
    """The guards that are false in a state without successor, each for the first of the choices that it stops. None
    where that cannot be told."""
    assert machine.spec.behavior is not None
    behavior = machine.spec.behavior
    try:
        found = deeply(lambda: _Stuck(machine, state).guards(behavior.next))
    except SpecError:
        return None
    return Explanation(NEXT, found, stuck=True) if found else None


class _Stuck(Explainer):
    """Walks through Next as the search for successors does, but looks at conditions on the state only."""

    def __init__(self, machine: Machine, state: Values) -> None:
        super().__init__(machine.compiler, state, None)
        self._speaks = machine.speaks_of_successor
        self._looked_at = 0

    def guards(self, action: Expr) -> tuple[FalseConjunct, ...]:
        first: dict[tuple[Definition | None, Span], FalseConjunct] = {}
        more: dict[tuple[Definition | None, Span], int] = {}
        for inside, guard in self._stopped(action, self._scope, (), None):
            key = (inside, guard.span)
            first.setdefault(key, guard)
            more[key] = more.get(key, -1) + 1
        found = [replace(guard, note=_note(key[0], more[key])) for key, guard in first.items()]
        return tuple(found[:_MOST_GUARDS])

    def _stopped(
        self, node: Expr, scope: Scope, bound: _Bindings, inside: Definition | None
    ) -> Iterator[tuple[Definition | None, FalseConjunct]]:
        """What stops each way through an action: of conjuncts the first that does."""
        if self._looked_at > _MOST_LOOKED_AT:
            return
        if not self._speaks(node):
            self._looked_at += 1
            if self._value(node, scope) is FALSE:
                yield from ((inside, guard) for guard in self._blame(node, scope, bound))
            return
        match node:
            case Apply(op=Op.AND):
                for part in node.operands:
                    stopped = list(self._stopped(part, scope, bound, inside))
                    if stopped:
                        yield from stopped
                        return
            case Apply(op=Op.OR):
                for part in node.operands:
                    yield from self._stopped(part, scope, bound, inside)
            case Quantified(quantifier=Quantifier.EXISTS):
                yield from self._each_choice(node, scope, bound, inside)
            case If() if not self._speaks(node.condition):
                chosen = node.otherwise if self._value(node.condition, scope) is FALSE else node.then
                yield from self._stopped(chosen, scope, bound, inside)
            case Case() if not any(self._speaks(guard) for guard, _ in node.arms):
                yield from self._stopped(self._chosen(node, scope), scope, bound, inside)
            case Let():
                entered = enter_let(self._compiler, node, scope)
                self._grow()
                entered.prepare(self._frame)
                yield from self._stopped(entered.body, entered.scope, bound, inside)
            case Call() if self._can_enter(node, scope):
                entered = enter_call(self._compiler, node, scope)
                self._grow()
                entered.prepare(self._frame)
                named = (*bound, *(each for each in self._given(node, entered.scope) if each not in bound))
                deeper = node.definition if node.definition.level is Level.ACTION else inside
                yield from self._stopped(entered.body, entered.scope, named, deeper)
            case _:
                return

    def _each_choice(
        self, node: Quantified, scope: Scope, bound: _Bindings, inside: Definition | None
    ) -> Iterator[tuple[Definition | None, FalseConjunct]]:
        inner, groups = enter_bounds(self._compiler, node.bounds, scope, partial(guards, node))
        self._grow()
        names = [(local.name, inner.slots[local].index) for each in node.bounds for local in each.locals]
        empty = True
        for _ in bindings(groups, self._frame, partial(listed, self._compiler.outside)):
            empty = False
            self._looked_at += 1
            here = tuple((name, explicit(self._frame[slot])) for name, slot in names)
            yield from self._stopped(node.body, inner, (*bound, *here), inside)
            if self._looked_at > _MOST_LOOKED_AT:
                return
        if empty:
            yield inside, self._leaf(node, scope, bound)


def _note(inside: Definition | None, more: int) -> str:
    parts = [] if inside is None else [f"stops {inside.name}"]
    if more:
        parts.append(f"likewise for {more} other choice{'' if more == 1 else 's'}")
    return "; ".join(parts)
