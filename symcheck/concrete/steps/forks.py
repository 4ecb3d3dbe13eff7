"""Compiles actions into searches that find their successors by assigning variables; must not know of labels.

An action is read from left to right. `x' = e` and `x' \\in S` assign x' where it has no value yet and are conditions
where it has one; a disjunction and an \\E fork. In a primed scope the same reading assigns unprimed variables: that is
how initial states are found.
Source: Lamport, Specifying Systems, section 14.2.6 (how TLC computes states).
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, cast

from symcheck.base.span import Span
from symcheck.concrete.compiler.actions import compile_unchanged
from symcheck.concrete.compiler.binders import Group, elements, enter_bounds
from symcheck.concrete.compiler.code import as_condition, as_set, explicit_run
from symcheck.concrete.compiler.frame import Frame, Test
from symcheck.concrete.compiler.narrowing import guards
from symcheck.concrete.compiler.scope import Scope
from symcheck.concrete.steps.candidates import Candidates
from symcheck.concrete.steps.entering import Entering, afresh
from symcheck.concrete.steps.loops import looping
from symcheck.concrete.steps.solving import choices
from symcheck.concrete.steps.ways import (
    Continue,
    Fork,
    Guard,
    choice,
    copying,
    either,
    guarded,
    intermediate,
    prepared,
)
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Case,
    Definition,
    Expr,
    If,
    Let,
    Quantified,
    Quantifier,
    VariableRef,
)
from symcheck.core.ops import Op

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler


class ForkCompiler(Entering):
    """Compiles the actions of one compiler's specification."""

    def __init__(self, compiler: Compiler, candidates: Candidates | None = None) -> None:
        super().__init__(compiler)
        self.candidates = candidates or Candidates()
        self._expanding: list[Definition] = []

    def fork(self, node: Expr, scope: Scope, then: Continue) -> Fork:
        """The closure that searches the ways to make an action true."""
        if self.speaks(node, scope):
            match node:
                case Apply():
                    return self._apply(node, scope, then)
                case Quantified():
                    return self._quantified(node, scope, then)
                case If():
                    return self._if(node, scope, then)
                case Case():
                    return self._case(node, scope, then)
                case Let():
                    entered = self.enter_let(node, scope)
                    return prepared(entered, self.fork(node.body, entered.scope, then))
                case Call():
                    return self._call(node, scope, then)
        return self._condition(node, scope, then)

    def _condition(self, node: Expr, scope: Scope, then: Continue) -> Fork:
        return Fork(then).under(self._guard(node, scope))

    def _guard(self, node: Expr, scope: Scope) -> Guard:
        code = self.compiler.compile(node, scope)
        return Guard(as_condition(code, "a conjunct of the action", node.span), code.reads)

    def _apply(self, node: Apply, scope: Scope, then: Continue) -> Fork:
        args = node.operands
        match node.op:
            case Op.AND:
                return self._conjunction(args, scope, then)
            case Op.OR:
                return either([self.fork(part, scope, then) for part in args])
            case Op.IMPLIES:
                test = self.compiler.condition(args[0], scope)
                return choice(test, self.fork(args[1], scope, then), Fork(then))
            case Op.EQ if (variable := self._target(args[0], scope)) is not None:
                return self._assignment(variable, node, scope, then)
            case Op.IN if (variable := self._target(args[0], scope)) is not None:
                return self._choice_from(variable, node, scope, then)
            case Op.PRIME if not scope.primed:
                return self.fork(args[0], scope.in_successor(), then)
            case Op.UNCHANGED if not scope.primed:
                return self._unchanged(args[0], scope, node.span, then)
            case Op.SQUARE if not scope.primed:
                stuttering = self._unchanged(args[1], scope, node.span, then)
                return either([self.fork(args[0], scope, then), stuttering])
            case Op.ANGLE if not scope.primed:
                same, _ = compile_unchanged(self.compiler, args[1], scope, node.span)
                return self.fork(args[0], scope, guarded(lambda f: not same(f), then))
            case Op.COMPOSE if not scope.primed:
                return self._composed(args[0], args[1], scope, args[0].span, then)
            case _:
                return self._condition(node, scope, then)

    def _conjunction(self, parts: tuple[Expr, ...], scope: Scope, then: Continue) -> Fork:
        found = Fork(then)
        for part in reversed(parts):
            if self.speaks(part, scope):
                fork = self.fork(part, scope, found.run)
                found = Fork(fork.rest, found.assigned | fork.assigned, fork.guards)
            else:
                found = found.under(self._guard(part, scope))
        return found

    def _target(self, node: Argument, scope: Scope) -> int | None:
        """The index of the variable that an equation with this left side assigns."""
        if not scope.primed:
            if isinstance(node, Apply) and node.op is Op.PRIME:
                return self._target(node.args[0], scope.in_successor())
            if not isinstance(node, Call):
                return None
        match node:
            case VariableRef():
                return self.compiler.index[node.variable]
            case Call() if not node.args and not node.definition.recursive:
                return self._target(node.definition.body, scope)
            case _:
                return None

    def _assignment(self, variable: int, node: Apply, scope: Scope, then: Continue) -> Fork:
        right = node.args[1]
        assert isinstance(right, Expr), "= takes expressions"
        value = explicit_run(self.compiler.compile(right, scope))
        test = self.compiler.condition(node, scope)

        def run(f: Frame) -> None:
            successor = f[1]
            if successor[variable] is None:
                successor[variable] = value(f)
                then(f)
                successor[variable] = None
            elif test(f):
                then(f)

        return Fork(run, frozenset((variable,)))

    def _choice_from(self, variable: int, node: Apply, scope: Scope, then: Continue) -> Fork:
        right = node.args[1]
        assert isinstance(right, Expr), "\\in takes expressions"
        container = as_set(self.compiler.compile(right, scope), "the right side of \\in", right.span)
        test = self.compiler.condition(node, scope)
        span, listed = right.span, self.candidates.elements

        def run(f: Frame) -> None:
            successor = f[1]
            if successor[variable] is None:
                for value in listed(container(f), span):
                    successor[variable] = value
                    then(f)
                successor[variable] = None
            elif test(f):
                then(f)

        return Fork(run, frozenset((variable,)))

    def _unchanged(self, node: Expr, scope: Scope, span: Span, then: Continue) -> Fork:
        variables: dict[int, None] = {}
        tests: list[Test] = []
        self._flatten(node, scope, span, variables, tests)
        for test in tests:
            then = guarded(test, then)
        return Fork(copying(tuple(variables), span, then), frozenset(variables))

    def _flatten(
        self, node: Expr, scope: Scope, span: Span, variables: dict[int, None], tests: list[Test]
    ) -> None:
        """The variables of a (nested) tuple of variables; a condition for each component that is none."""
        match node:
            case VariableRef():
                variables[self.compiler.index[node.variable]] = None
            case Apply() if node.op is Op.TUPLE:
                for part in node.args:
                    self._flatten(cast("Expr", part), scope, span, variables, tests)
            case Call() if not node.args and node.definition not in scope.slots and not node.definition.recursive:
                self._flatten(node.definition.body, scope, span, variables, tests)
            case _:
                tests.append(compile_unchanged(self.compiler, node, scope, span)[0])

    def _quantified(self, node: Quantified, scope: Scope, then: Continue) -> Fork:
        inner, groups = enter_bounds(self.compiler, node.bounds, scope, partial(guards, node))
        if node.quantifier is Quantifier.EXISTS:
            listed = choices(self.compiler, self.candidates, node, scope)
            return looping(groups, self.fork(node.body, inner, then), listed)
        return self._every(node.body, inner, groups, then)

    def _every(self, node: Expr, scope: Scope, groups: tuple[Group, ...], then: Continue) -> Fork:
        """The conjunction over all combinations, each on a copy of the frame: the body may fork again and again."""
        at = scope.unit.slot()

        def advance(f: Frame) -> None:
            combinations, position = f[at]
            if position == len(combinations):
                then(f)
                return
            g = f[:]
            g[at] = (combinations, position + 1)
            for group, value in zip(groups, combinations[position], strict=True):
                group.assign(g, value)
            body.run(g)

        body = self.fork(node, scope, advance)

        def run(f: Frame) -> None:
            g = f[:]
            g[at] = (list(product(*(elements(group.domain(f), group.span) for group in groups))), 0)
            advance(g)

        return Fork(run)

    def _if(self, node: If, scope: Scope, then: Continue) -> Fork:
        test = self.compiler.condition(node.condition, scope, "the condition of IF")
        return choice(test, self.fork(node.then, scope, then), self.fork(node.otherwise, scope, then))

    def _case(self, node: Case, scope: Scope, then: Continue) -> Fork:
        if node.other is not None:
            rest = self.fork(node.other, scope, then)
        else:
            # none of the guards holds: the expression itself knows the error
            code = self.compiler.compile(node, scope).run

            def fail(f: Frame) -> None:
                code(f)

            rest = Fork(fail)
        for guard, action in reversed(node.arms):
            test = self.compiler.condition(guard, scope, "a guard of CASE")
            rest = choice(test, self.fork(action, scope, then), rest)
        return rest

    def _composed(self, first: Expr, second: Expr, scope: Scope, span: Span, then: Continue) -> Fork:
        """`A \\cdot B`: B from each state that A leads to."""
        state, successor = scope.unit.slot(), scope.unit.slot()
        names = tuple(variable.name for variable in self.compiler.index)

        def back(f: Frame) -> None:
            g = f[:]
            g[0] = f[state]
            then(g)

        after = self.fork(second, afresh(self.compiler, scope), back)

        def between(f: Frame) -> None:
            g = f[:]
            g[0], g[1] = intermediate(f[1], names, span), f[successor]
            after.run(g)

        before = self.fork(first, scope, between)

        def run(f: Frame) -> None:
            g = f[:]
            g[state], g[successor], g[1] = f[0], f[1], [None] * len(names)
            before.run(g)

        return Fork(run, after.assigned)

    def _call(self, node: Call, scope: Scope, then: Continue) -> Fork:
        if node.definition in scope.slots:
            return self._condition(node, scope, then)
        if node.definition in self._expanding:
            return Fork(self._expanded_later(node, scope, then))
        self._expanding.append(node.definition)
        try:
            entered = self.enter_call(node, scope)
            return prepared(entered, self.fork(entered.body, entered.scope, then))
        finally:
            self._expanding.pop()

    def _expanded_later(self, node: Call, scope: Scope, then: Continue) -> Continue:
        """A recursive call, compiled when it is first reached: it goes as deep as the recursion does."""
        compiled: Continue | None = None

        def run(f: Frame) -> None:
            nonlocal compiled
            if compiled is None:
                entered = self.enter_call(node, scope)
                compiled = prepared(entered, self.fork(entered.body, entered.scope, then)).run
            compiled(f + [None] * (scope.unit.size - len(f)))

        return run
