"""Spacer, Z3's engine for constrained Horn clauses, asked about one system and one property; must not know engines.

A system is a relation of the states it reaches: closed under one rule for the initial states and one for a step, which
is a disjunction over the ground actions with named next variables (measured: a rule for each action does not end where
this takes seconds). Source: Komuravelli, Gurfinkel, Chaki 2014.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symcheck.base.budget import Budget
from symcheck.solve import z3_raw
from symcheck.solve.solver import Answer
from symcheck.solve.z3_formulas import Formulas, UntranslatableError, term_of
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Term, conj

_OPTIONS = {"engine": "spacer", "xform.inline_linear": False}  # measured: docs/adr/0006


@dataclass(frozen=True, slots=True)
class Reached:
    """SAT: something bad is reachable. UNSAT: `invariant`, with the system's lemma, is inductive, and nothing bad comes
    after `steps` good steps in it: 0 or 1 (None if Z3 says it in a way that has no term). UNKNOWN: the budget ended, or
    Z3 gave up for the `reason`."""

    answer: Answer
    invariant: Term | None = None
    steps: int = 0
    reason: str = ""


def spacer(system: TransitionSystem, prop: Property, budget: Budget, attempt: int = 0) -> Reached:
    """Whether a property of the system is violated. For systems whose `expand` is TRUE throughout.

    Each attempt goes another way: what diverges in one is often found at once in the next.
    """
    return _Spacer(system, prop, attempt).run(budget)


class _Spacer:
    def __init__(self, system: TransitionSystem, prop: Property, attempt: int) -> None:
        self._z3 = z3 = z3_raw.z3py
        self._context = z3.Context()
        self._formulas = formulas = Formulas(self._context, pairwise=True)
        self._system = system
        self._state = [formulas.expression(var) for var in system.state]
        sorts = [var.sort() for var in self._state]
        self._reached = z3.Function("reached", *sorts, z3.BoolSort(self._context))
        self._bad = z3.Function("bad", z3.BoolSort(self._context))
        self._fixedpoint = z3.Fixedpoint(ctx=self._context)
        self._fixedpoint.set("ctrl_c", z3_raw.takes_interrupts())
        for name, value in (*_OPTIONS.items(), ("spacer.push_pob", attempt % 2 == 1), ("spacer.random_seed", attempt)):
            self._fixedpoint.set(name, value)
        self._fixedpoint.register_relation(self._reached, self._bad)
        self._rules(prop)

    def _rules(self, prop: Property) -> None:
        system, formulas, fixedpoint = self._system, self._formulas, self._fixedpoint
        primed = [formulas.expression(system.primed[var]) for var in system.state]
        for var in (*self._state, *primed, *(formulas.expression(each) for each in system.inputs)):
            fixedpoint.declare_var(var)
        here = [self._reached(*self._state), formulas.expression(conj((system.lemma, system.constraint)))]
        acting = [
            self._z3.And([
                formulas.expression(action.guard),
                *(
                    copy == formulas.expression(action.effects.get(var, var))
                    for var, copy in zip(system.state, primed, strict=True)
                ),
            ])
            for action in system.actions
        ]
        if acting:
            step = self._z3.Or(acting)
            fixedpoint.rule(self._reached(*primed), [*here, step])
            if prop.kind == "action":
                fixedpoint.rule(self._bad(), [*here, step, formulas.expression(prop.bad)])
        fixedpoint.rule(self._reached(*self._state), [formulas.expression(system.init)])
        if prop.kind != "action":
            bad = formulas.expression(conj((system.lemma, prop.bad)))
            fixedpoint.rule(self._bad(), [self._reached(*self._state), bad])

    def run(self, budget: Budget) -> Reached:
        if budget.remaining == 0.0:
            return Reached(Answer.UNKNOWN, reason="out of time")
        try:
            with budget.interrupting(self._context.interrupt):
                found = self._fixedpoint.query(self._bad())
            if found == self._z3.unsat:
                return self._proved()
        except self._z3.Z3Exception as error:  # it is thrown out of some of its loops when it is interrupted, also late
            if budget.exhausted:
                return Reached(Answer.UNKNOWN, reason="out of time")
            return Reached(Answer.UNKNOWN, reason=f"Z3 gave up: {error}")
        if found == self._z3.sat:
            return Reached(Answer.SAT)
        why = "out of time" if budget.exhausted else f"Z3 gave up: {self._fixedpoint.reason_unknown()}"
        return Reached(Answer.UNKNOWN, reason=why)

    def _proved(self) -> Reached:
        try:
            return Reached(Answer.UNSAT, self._invariant())
        except UntranslatableError:
            pass
        try:
            # what is reached was written with a quantifier, as the states one step after those of the lemmas
            return Reached(Answer.UNSAT, self._lemmas(), steps=1)
        except UntranslatableError:
            return Reached(Answer.UNSAT)

    def _invariant(self) -> Term:
        """What Z3 says of `reached`, over the state variables. It says nothing of it where nothing is needed."""
        z3 = self._z3
        for part in _conjuncts(z3, self._fixedpoint.get_answer()):
            said = part.body() if z3.is_quantifier(part) and part.is_forall() else part
            if self._is_reached(said):
                return TRUE
            if z3.is_not(said) and self._is_reached(said.arg(0)):
                return FALSE
            if z3.is_eq(said) and self._is_reached(said.arg(0)):
                return self._translated(said.arg(0), said.arg(1))
        return TRUE

    def _is_reached(self, expression: Any) -> bool:
        return bool(self._z3.is_app(expression) and expression.decl().eq(self._reached))

    def _translated(self, head: Any, meaning: Any) -> Term:
        z3 = self._z3
        bound = [TRUE] * head.num_args()
        for place, argument in enumerate(head.children()):
            if not z3.is_var(argument):
                raise UntranslatableError
            bound[z3.get_var_index(argument)] = self._system.state[place]
        return term_of(z3, meaning, bound)

    def _lemmas(self) -> Term:
        """What holds at every level; states are numbered there in their own order."""
        return term_of(self._z3, self._fixedpoint.get_cover_delta(-1, self._reached), self._system.state)


def _conjuncts(z3: Any, formula: Any) -> Iterable[Any]:
    return formula.children() if z3.is_and(formula) else (formula,)
