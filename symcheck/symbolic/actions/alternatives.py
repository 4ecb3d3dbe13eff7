"""Conditions of a step, with the errors of all the ways on: TLC looks at each part of a disjunction by itself; must not
know of branches.

Each part of a disjunction, and each element of an \\E, is a way on of its own wherever a step is looked for: it is
evaluated, and may fail, also where another one is TRUE. The condition is the same as that of the formula read as a
formula (Specifying Systems, section 14.2.6), and of one state alone, as `x = 0 \\/ 1 \\div x > 0`, it is read as one.
"""

from __future__ import annotations

from symcheck.core.expr import (
    Apply,
    Call,
    CallLocal,
    Case,
    Definition,
    DefinitionRef,
    Expr,
    If,
    Lambda,
    Let,
    LocalRef,
    Quantified,
    Quantifier,
)
from symcheck.core.ops import Op
from symcheck.symbolic.actions.unchanged import same
from symcheck.symbolic.binding.arms import arms
from symcheck.symbolic.binding.candidates import instances
from symcheck.symbolic.binding.elements import domains_of
from symcheck.symbolic.environment import Closure, Env, Thunk, extended, home, let_env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.ops import truth_of
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.enumeration import LIMIT
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.values import LazySet
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


class Alternatives:
    """Evaluates conditions that speak of nothing without a value; remembers which of them may fork."""

    def __init__(self) -> None:
        self._forking: dict[Expr | Definition, bool] = {}

    def condition(self, reading: Reading, expr: Expr, env: Env, path: Term) -> Term:
        """The condition on a path, with the errors of every way on."""
        if path is FALSE:
            return FALSE
        if not self.forks(expr) or not _speaks(reading, expr, env):
            return truth_of(reading.site(expr, path), reading.shared(expr, env, path))
        match expr:
            case Apply():
                return self._apply(reading, expr, env, path)
            case Quantified():
                return self._quantified(reading, expr, env, path)
            case If():
                condition = reading.truth(expr.condition, env, path)
                then = self.condition(reading, expr.then, env, conj((path, condition)))
                otherwise = self.condition(reading, expr.otherwise, env, conj((path, neg(condition))))
                return disj((conj((condition, then)), conj((neg(condition), otherwise))))
            case Case():
                return self._case(reading, expr, env, path)
            case Let():
                return self.condition(reading, expr.body, let_env(expr, env, path), path)
            case Call():
                inner = reading.entered(expr.definition, expr.args, env, path)
                return self.condition(reading, expr.definition.body, inner, path)
            case LocalRef() if isinstance(bound := env[expr.local], Thunk):
                return self.condition(reading, bound.expr, bound.env, path)
            case CallLocal():
                return self._local(reading, expr, env, path)
            case _:
                return reading.truth(expr, env, path)

    def forks(self, expr: Expr | Definition) -> bool:
        """Whether a condition may have several ways on, by its form."""
        known = self._forking.get(expr)
        if known is None:
            self._forking[expr] = False  # of what is recursive no way on is followed
            known = self._forking[expr] = self._forks(expr)
        return known

    def _forks(self, expr: Expr | Definition) -> bool:
        match expr:
            case Definition():
                return not expr.recursive and self.forks(expr.body)
            case Apply(op=Op.OR | Op.SQUARE | Op.ANGLE) | LocalRef() | CallLocal():
                return True
            case Apply(op=Op.AND):
                return any(map(self.forks, expr.operands))
            case Apply(op=Op.IMPLIES | Op.PRIME):
                return self.forks(expr.operands[-1])
            case Quantified():
                return expr.quantifier is Quantifier.EXISTS or self.forks(expr.body)
            case If():
                return self.forks(expr.then) or self.forks(expr.otherwise)
            case Case():
                bodies = [body for _, body in expr.arms]
                return any(map(self.forks, bodies if expr.other is None else [*bodies, expr.other]))
            case Let():
                return self.forks(expr.body)
            case Call():
                return self.forks(expr.definition)
            case _:
                return False

    def _apply(self, reading: Reading, expr: Apply, env: Env, path: Term) -> Term:
        args = expr.operands
        match expr.op:
            case Op.OR:
                return disj([self.condition(reading, arg, env, path) for arg in args])
            case Op.AND:
                held = TRUE
                for arg in args:
                    held = conj((held, self.condition(reading, arg, env, conj((path, held)))))
                return held
            case Op.IMPLIES:
                premise = reading.truth(args[0], env, path)
                return disj((neg(premise), self.condition(reading, args[1], env, conj((path, premise)))))
            case Op.PRIME:
                return self.condition(reading.primed(expr), args[0], env, path)
            case Op.SQUARE:
                action = self.condition(reading, args[0], env, path)
                return disj((action, same(reading, args[1], env, path)))
            case Op.ANGLE:
                action = self.condition(reading, args[0], env, path)
                return conj((action, neg(same(reading, args[1], env, conj((path, action))))))
            case _:
                return reading.truth(expr, env, path)

    def _case(self, reading: Reading, expr: Case, env: Env, path: Term) -> Term:
        taken = arms(reading, expr, env, path)
        return disj([conj((guard, self.condition(reading, body, env, conj((path, guard))))) for guard, body in taken])

    def _quantified(self, reading: Reading, expr: Quantified, env: Env, path: Term) -> Term:
        """Each element of an \\E is a way on; those of an \\A are looked at until one is FALSE."""
        containers = domains_of(reading, expr.bounds, env, path)
        if any(isinstance(container, LazySet) and size_bound(container) > LIMIT for container in containers):
            return reading.truth(expr, env, path)
        universal = expr.quantifier is Quantifier.FORALL
        found: list[Term] = []
        for guard, inner, body in instances(reading, expr.bounds, containers, expr.body, env, path, universal):
            here = conj((path, guard))
            if here is FALSE:
                continue
            quiet = Reading(reading.tools, reading.state, reading.successor, Failures())
            term = self.condition(quiet, body, inner, here)
            if len(quiet.failures):
                reading.failures.include(quiet.failures, conj(found) if universal else TRUE)
            found.append(disj((neg(guard), term)) if universal else conj((guard, term)))
            if universal and found[-1] is FALSE:
                break
        return conj(found) if universal else disj(found)

    def _local(self, reading: Reading, expr: CallLocal, env: Env, path: Term) -> Term:
        closure = env[expr.operator]
        assert isinstance(closure, Closure)
        args = [reading.argument(arg, env, path) for arg in expr.args]
        match closure.operator:
            case Lambda() as operator:
                return self.condition(reading, operator.body, extended(closure.env, operator.params, args), path)
            case DefinitionRef(definition=definition) if not definition.recursive:
                inner = extended(home(definition, closure.env), definition.params, args)
                return self.condition(reading, definition.body, inner, path)
            case _:
                return reading.truth(expr, env, path)


def _speaks(reading: Reading, expr: Expr, env: Env) -> bool:
    """Whether the condition is about the state that is being made."""
    mentions = reading.tools.mentions
    return bool(mentions.now(expr, env) if reading.successor is None else mentions.after(expr, env))
