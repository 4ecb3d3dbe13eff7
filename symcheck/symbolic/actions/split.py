"""Splits Init and Next into branches that give every variable a value, as TLC discovers assignments, left to right.

A branch is what becomes a ground action; must not know how values are laid out in solver variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from symcheck.base.diagnostic import Code, SpecError
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
from symcheck.symbolic.actions.alternatives import Alternatives
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.choices import FORKS, assigned_from, exists
from symcheck.symbolic.actions.every import every
from symcheck.symbolic.actions.joins import BRANCHES, joined
from symcheck.symbolic.actions.narrowing import picked
from symcheck.symbolic.actions.targets import target_of
from symcheck.symbolic.actions.unchanged import same, unchanged
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk, View, extended, home, let_env
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.ops.registry import truth_of
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.choice import Inputs
from symcheck.symbolic.sets.grounded import grounded
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Recursive
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import FALSE, TRUE, Term, neg


class Splitter:
    """Splits one formula. With `state` None it is Init: the variables themselves are given values, not their primes.
    `alternatives`: every way on is looked at, even where one would do. A quantifier over more than `forks` elements
    leaves the choice to inputs."""

    def __init__(
        self,
        tools: Tools,
        state: View | None,
        inputs: Inputs,
        failures: Failures,
        alternatives: Alternatives | None = None,
        forks: int = FORKS,
    ) -> None:
        self.tools = tools
        self.state = state
        self.inputs = inputs
        self.failures = failures
        self.alternatives = alternatives
        self.forks = forks

    def split(self, expr: Expr, name: str, env: Env | None = None, path: Term = TRUE) -> list[Branch]:
        """Every branch of a formula that can be taken. What a branch leaves open is for the caller to see."""
        start = Branch(path, path, {}, name, span=expr.span)
        return [branch for branch in self.follow(expr, env or {}, start) if branch.path is not FALSE]

    def middles(self, first: Expr, env: Env, start: Branch) -> Iterator[Branch]:
        """The ways through the first part of a composition: each gives every variable a value, else it is an error."""
        assert self.state is not None, "only actions are composed"
        for middle in self.follow(first, env, start):
            if middle.assigned.keys() == self.state.values.keys():
                yield middle
            else:
                message = "the first part of this composition does not determine every variable"
                Site(middle.path, first.span, self.failures).fail_always(Code.UNASSIGNED, message)

    def collecting(self, failures: Failures, forks: int | None = None) -> Splitter:
        """The same, with errors put somewhere else, and with another limit to forks if one is given."""
        limit = self.forks if forks is None else forks
        return Splitter(self.tools, self.state, self.inputs, failures, self.alternatives, limit)

    def _after(self, branch: Branch) -> Splitter:
        """One that stands in the state to which a branch leads."""
        state = View(branch.assigned)
        return Splitter(self.tools, state, self.inputs, self.failures, self.alternatives, self.forks)

    # ------------------------------------------------------------ reading

    def reading(self, branch: Branch) -> Reading:
        """Evaluation where a branch stands: primes are what it has assigned."""
        if self.state is None:
            return Reading(self.tools, View(branch.assigned), None, self.failures)
        return Reading(self.tools, self.state, View(branch.assigned), self.failures)

    def open(self, node: Expr, env: Env, branch: Branch) -> bool:
        """Whether an expression speaks of a variable to which this branch has not yet given a value."""
        mentions = self.tools.mentions
        found = mentions.now(node, env) if self.state is None else mentions.after(node, env)
        return not found <= branch.assigned.keys()

    # ------------------------------------------------------------ structure

    def follow(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        """The ways on from a branch through a formula: a condition, or values for variables that have none yet."""
        if branch.path is FALSE:
            return []
        if not self.open(expr, env, branch):
            try:
                return self.tested(expr, env, branch)
            except SpecError as lacking:
                if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE) or not _opens(expr):
                    raise
                # a choice among too many becomes one of the inputs, also where it only decides whether there is a step
                outs = self._parts(expr, env, branch.with_name(True))
                return [out.with_name(branch.named) for out in outs]
        return self._parts(expr, env, branch)

    def _parts(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        if branch.named or _names(expr):
            return self._followed(expr, env, branch)
        outs = self._followed(expr, env, branch.with_name(True))
        return [out.with_name(False) for out in outs]

    def _followed(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        match expr:
            case Apply():
                return self._apply(expr, env, branch)
            case Quantified() if expr.quantifier is Quantifier.EXISTS:
                return exists(self, expr.bounds, expr.body, env, branch)
            case Quantified():
                return every(self, expr, env, branch)
            case If():
                return self._if(expr, env, branch)
            case Case():
                return self._case(expr, env, branch)
            case Let():
                return self.follow(expr.body, let_env(expr, env, branch.path), branch)
            case Call():
                return self._call(expr, env, branch)
            case CallLocal():
                closure = env[expr.operator]
                assert isinstance(closure, Closure)
                reading = self.reading(branch)
                args = [reading.argument(arg, env, branch.path) for arg in expr.args]
                return self._closure(closure, args, expr, branch)
            case LocalRef():
                bound = env[expr.local]
                if isinstance(bound, Thunk):
                    return self.follow(bound.expr, bound.env, branch)
                return self.tested(expr, env, branch)
            case _:
                return self.tested(expr, env, branch)

    def tested(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        """The way on through a formula that is a condition, if there is one."""
        condition = self.condition(expr, env, branch)
        return [] if condition is FALSE else [branch.when(condition)]

    def condition(self, expr: Expr, env: Env, branch: Branch) -> Term:
        """What a formula says where a branch stands that gives every variable a value of which it speaks."""
        reading = self.reading(branch)
        if self.alternatives is None:
            return truth_of(reading.site(expr, branch.path), reading.shared(expr, env, branch.path))
        return self.alternatives.condition(reading, expr, env, branch.path)

    def _apply(self, expr: Apply, env: Env, branch: Branch) -> list[Branch]:
        args = expr.operands
        match expr.op:
            case Op.AND:
                return self._and(args, env, branch)
            case Op.OR:
                return [out for arg in args for out in self.follow(arg, env, branch)]
            case Op.IMPLIES if not self.open(args[0], env, branch):
                condition = self.reading(branch).truth(args[0], env, branch.path)
                return self.follow(args[1], env, branch.when(condition)) + _going(branch.when(neg(condition)))
            case Op.EQ:
                variable = target_of(args[0], env, self.state is not None)
                if variable is not None and variable not in branch.assigned:
                    value = self.reading(branch).shared(args[1], env, branch.path)
                    before = None if self.state is None else self.state.values.get(variable)
                    value = grounded(Site(branch.path, expr.span, self.failures), value, before)
                    return [branch.assign(variable, value)]
            case Op.IN:
                variable = target_of(args[0], env, self.state is not None)
                if variable is not None and variable not in branch.assigned:
                    return assigned_from(self, variable, args[1], env, branch)
            case Op.UNCHANGED if self.state is not None:
                return unchanged(self, args[0], env, branch)
            case Op.SQUARE if self.state is not None:
                return self.follow(args[0], env, branch) + unchanged(self, args[1], env, branch)
            case Op.ANGLE if self.state is not None:
                outs = self.follow(args[0], env, branch)
                return [out.when(neg(same(self.reading(out), args[1], env, out.path))) for out in outs]
            case Op.PRIME:
                return self._after(branch).follow(args[0], env, branch)
            case Op.COMPOSE if self.state is not None:
                return self._composed(args[0], args[1], env, branch)
            case _:
                pass
        return self.tested(expr, env, branch)

    def _composed(self, first: Expr, second: Expr, env: Env, branch: Branch) -> list[Branch]:
        r"""A \cdot B: B from the state that A leads to (Specifying Systems, section 16.2.3)."""
        outs: list[Branch] = []
        for middle in self.middles(first, env, replace(branch, assigned={})):
            outs.extend(self._after(middle).follow(second, env, replace(middle, assigned=branch.assigned)))
        return outs

    def _and(self, args: tuple[Expr, ...], env: Env, branch: Branch) -> list[Branch]:
        branches = [branch]
        for arg in args:
            grown: list[Branch] = []
            groups = []
            for before in branches:
                outs = self.follow(arg, env, before)
                groups.append((before, outs))
                grown.extend(outs)
            if len(grown) > BRANCHES and len(grown) > len(branches):
                grown = [out for before, outs in groups for out in picked(self, arg, env, before, outs)]
            branches = grown
        return branches

    def _if(self, expr: If, env: Env, branch: Branch) -> list[Branch]:
        if self.open(expr.condition, env, branch):
            return self.tested(expr, env, branch)
        condition = self.reading(branch).truth(expr.condition, env, branch.path)
        then = self.follow(expr.then, env, branch.when(condition))
        otherwise = self.follow(expr.otherwise, env, branch.when(neg(condition)))
        if len(then) == 1 and len(otherwise) == 1 and then[0].assigned.keys() == otherwise[0].assigned.keys():
            return [joined(branch, condition, then[0], otherwise[0])]
        return then + otherwise

    def _case(self, expr: Case, env: Env, branch: Branch) -> list[Branch]:
        outs: list[Branch] = []
        left = branch
        for guard, body in expr.arms:
            if left.path is FALSE:
                break
            condition = self.reading(left).truth(guard, env, left.path)
            outs.extend(self.follow(body, env, left.when(condition)))
            left = left.when(neg(condition))
        if expr.other is not None:
            outs.extend(self.follow(expr.other, env, left))
        else:
            Site(left.path, expr.span, self.failures).fail_always(Code.CASE_NO_MATCH, "no arm of this CASE applies")
        return outs

    # ------------------------------------------------------------ definitions

    def _call(self, expr: Call, env: Env, branch: Branch) -> list[Branch]:
        definition = expr.definition
        inner = self.reading(branch).entered(definition, expr.args, env, branch.path)
        if not definition.recursive:
            return self._entered(definition, inner, branch)
        site = Site(branch.path, definition.span, self.failures)
        called = Recursive(definition.name, definition.span)
        follow = partial(self._entered, definition, inner, branch)
        return self.tools.unfolding.ways(site, called, follow, self.tools.feasible)

    def _entered(self, definition: Definition, inner: Env, branch: Branch) -> list[Branch]:
        """The ways on through the body of a definition whose parameters are bound."""
        if branch.named:
            return self.follow(definition.body, inner, branch)
        called = replace(branch, name=definition.name, span=definition.span)
        for param in definition.params:
            bound = inner[param]
            if isinstance(bound, Thunk) and not bound.primed:
                quiet = bound.reading.apart(lambda fresh, bound=bound: fresh.forced(bound, TRUE))  # type: ignore[misc]
                bound = quiet[0]
            if not isinstance(bound, Thunk | Closure | LetScope) and is_value(bound):
                called = called.bind(param.name, bound)
        return self.follow(definition.body, inner, called)

    def _closure(self, closure: Closure, args: list[Sym | Thunk | Closure], at: Expr, branch: Branch) -> list[Branch]:
        operator = closure.operator
        match operator:
            case Lambda():
                inner = extended(closure.env, operator.params, args)
                return self.follow(operator.body, inner, branch)
            case DefinitionRef():
                definition = operator.definition
                inner = extended(home(definition, closure.env), definition.params, args)
                return self.follow(definition.body, inner, branch)
            case _:
                raise Site(branch.path, at.span, self.failures).unsupported("an action made by a built-in operator")


def _going(branch: Branch) -> list[Branch]:
    return [] if branch.path is FALSE else [branch]


def _opens(expr: Expr) -> bool:
    """Whether a formula that gives no variable a value has parts that can be looked at by themselves."""
    match expr:
        case Apply():
            return expr.op in (Op.AND, Op.OR, Op.PRIME, Op.COMPOSE)
        case Quantified():
            return expr.quantifier is Quantifier.EXISTS
        case _:
            return isinstance(expr, Call | Let | If)


def _names(expr: Expr) -> bool:
    """Whether what is inside may give a step its name and bindings: as in TLC, disjunctions, choices, LET and calls."""
    match expr:
        case Apply():
            return expr.op is Op.OR
        case Quantified():
            return expr.quantifier is Quantifier.EXISTS
        case _:
            return isinstance(expr, Let | Call)
