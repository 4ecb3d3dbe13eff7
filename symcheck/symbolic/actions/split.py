"""Splits Init and Next into branches that give every variable a value, as TLC discovers assignments, left to right.

A branch is what becomes a ground action; must not know how values are laid out in solver variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import (
    Apply,
    Bound,
    Call,
    CallLocal,
    Case,
    DefinitionRef,
    Expr,
    If,
    Lambda,
    Let,
    LocalRef,
    Quantified,
    Quantifier,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.joins import by_input, joined
from symcheck.symbolic.actions.numeric_choice import is_number
from symcheck.symbolic.binding.candidates import Domain
from symcheck.symbolic.binding.elements import bind, bindings
from symcheck.symbolic.environment import Closure, Env, LetScope, Thunk, View, extended, let_env
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.ops.registry import truth_of
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.choice import Inputs, arbitrary, inhabited
from symcheck.symbolic.sets.enumeration import elements, grounded
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, Sym, SymSet, alternatives, is_value
from symcheck.term import FALSE, TRUE, Term, neg
from symcheck.term.between import between

FORKS = 20_000
"""A quantifier over up to so many elements forks into a branch for each."""

WIDE_SET = 64
"""Sets that would have to be written out first (SUBSET S, [S -> T]) fork up to this size only."""

BRANCHES = 256
"""A conjunction with more branches than this turns the choices of its later conjuncts into inputs; a choice among more
values that depend on the state is made by inputs, too."""


class Splitter:
    """Splits one formula. With `state` None it is Init: the variables themselves are given values, not their primes."""

    def __init__(self, tools: Tools, state: View | None, inputs: Inputs, failures: Failures) -> None:
        self._tools = tools
        self._state = state
        self._inputs = inputs
        self._failures = failures

    def split(self, expr: Expr, name: str, env: Env | None = None, path: Term = TRUE) -> list[Branch]:
        """Every branch of a formula that can be taken. What a branch leaves open is for the caller to see."""
        start = Branch(path, path, {}, name, span=expr.span)
        return [branch for branch in self._split(expr, env or {}, start) if branch.path is not FALSE]

    def middles(self, first: Expr, env: Env, start: Branch) -> Iterator[Branch]:
        """The ways through the first part of a composition: each gives every variable a value, else it is an error."""
        assert self._state is not None, "only actions are composed"
        for middle in self._split(first, env, start):
            if middle.assigned.keys() == self._state.values.keys():
                yield middle
            else:
                message = "the first part of this composition does not determine every variable"
                Site(middle.path, first.span, self._failures).fail_always(Code.UNASSIGNED, message)

    # ------------------------------------------------------------ reading

    def _reading(self, branch: Branch) -> Reading:
        if self._state is None:
            return Reading(self._tools, View(branch.assigned), None, self._failures)
        return Reading(self._tools, self._state, View(branch.assigned), self._failures)

    def _open(self, node: Expr, env: Env, branch: Branch) -> bool:
        """Whether an expression speaks of a variable to which this branch has not yet given a value."""
        mentions = self._tools.mentions
        found = mentions.now(node, env) if self._state is None else mentions.after(node, env)
        return not found <= branch.assigned.keys()

    # ------------------------------------------------------------ structure

    def _split(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        if branch.path is FALSE:
            return []
        if not self._open(expr, env, branch):
            try:
                return self._tested(expr, env, branch)
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
                return self._exists(expr.bounds, expr.body, env, branch)
            case Quantified():
                return self._forall(expr, env, branch)
            case If():
                return self._if(expr, env, branch)
            case Case():
                return self._case(expr, env, branch)
            case Let():
                return self._split(expr.body, let_env(expr, env, branch.path), branch)
            case Call():
                return self._call(expr, env, branch)
            case CallLocal():
                closure = env[expr.operator]
                assert isinstance(closure, Closure)
                reading = self._reading(branch)
                args = [reading.argument(arg, env, branch.path) for arg in expr.args]
                return self._closure(closure, args, expr, branch)
            case LocalRef():
                bound = env[expr.local]
                if isinstance(bound, Thunk):
                    return self._split(bound.expr, bound.env, branch)
                return self._tested(expr, env, branch)
            case _:
                return self._tested(expr, env, branch)

    def _tested(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        reading = self._reading(branch)
        condition = truth_of(reading.site(expr, branch.path), reading.shared(expr, env, branch.path))
        return [] if condition is FALSE else [branch.when(condition)]

    def _apply(self, expr: Apply, env: Env, branch: Branch) -> list[Branch]:
        args = expr.operands
        match expr.op:
            case Op.AND:
                return self._and(args, env, branch)
            case Op.OR:
                return [out for arg in args for out in self._split(arg, env, branch)]
            case Op.EQ:
                variable = self._target(args[0], env)
                if variable is not None and variable not in branch.assigned:
                    value = self._reading(branch).shared(args[1], env, branch.path)
                    before = None if self._state is None else self._state.values.get(variable)
                    value = grounded(Site(branch.path, expr.span, self._failures), value, before)
                    return [branch.assign(variable, value)]
            case Op.IN:
                variable = self._target(args[0], env)
                if variable is not None and variable not in branch.assigned:
                    return self._assigned_from(variable, args[1], env, branch)
            case Op.UNCHANGED if self._state is not None:
                return self._unchanged(args[0], env, branch)
            case Op.SQUARE if self._state is not None:
                return self._split(args[0], env, branch) + self._unchanged(args[1], env, branch)
            case Op.ANGLE if self._state is not None:
                outs = []
                for out in self._split(args[0], env, branch):
                    same = self._same(args[1], env, out)
                    outs.append(out.when(neg(same)))
                return outs
            case Op.PRIME:
                after = Splitter(self._tools, View(branch.assigned), self._inputs, self._failures)
                return after._split(args[0], env, branch)
            case Op.COMPOSE if self._state is not None:
                return self._composed(args[0], args[1], env, branch)
            case _:
                pass
        return self._tested(expr, env, branch)

    def _composed(self, first: Expr, second: Expr, env: Env, branch: Branch) -> list[Branch]:
        r"""A \cdot B: B from the state that A leads to (Specifying Systems, section 16.2.3)."""
        outs: list[Branch] = []
        for middle in self.middles(first, env, replace(branch, assigned={})):
            after = Splitter(self._tools, View(middle.assigned), self._inputs, self._failures)
            outs.extend(after._split(second, env, replace(middle, assigned=branch.assigned)))
        return outs

    def _target(self, expr: Expr, env: Env) -> Variable | None:
        """The variable that an equation or a membership with this left side gives a value to."""
        if self._state is None:
            return self._variable(expr, env)
        if isinstance(expr, Apply) and expr.op is Op.PRIME:
            return self._variable(expr.args[0], env)
        if isinstance(expr, LocalRef):
            bound = env[expr.local]
            return self._target(bound.expr, bound.env) if isinstance(bound, Thunk) else None
        if isinstance(expr, Call) and not expr.definition.params and not expr.definition.recursive:
            return self._target(expr.definition.body, _inside(expr, env))
        return None

    def _variable(self, expr: object, env: Env) -> Variable | None:
        if isinstance(expr, VariableRef):
            return expr.variable
        if isinstance(expr, LocalRef):
            bound = env[expr.local]
            return self._variable(bound.expr, bound.env) if isinstance(bound, Thunk) else None
        if isinstance(expr, Call) and not expr.definition.params and not expr.definition.recursive:
            return self._variable(expr.definition.body, _inside(expr, env))
        return None

    def _and(self, args: tuple[Expr, ...], env: Env, branch: Branch) -> list[Branch]:
        branches = [branch]
        for arg in args:
            grown: list[Branch] = []
            groups = []
            for before in branches:
                outs = self._split(arg, env, before)
                groups.append((before, outs))
                grown.extend(outs)
            if len(grown) > BRANCHES and len(grown) > len(branches):
                grown = [out for before, outs in groups for out in by_input(self._inputs, before, outs)]
            branches = grown
        return branches

    def _if(self, expr: If, env: Env, branch: Branch) -> list[Branch]:
        if self._open(expr.condition, env, branch):
            return self._tested(expr, env, branch)
        condition = self._reading(branch).truth(expr.condition, env, branch.path)
        then = self._split(expr.then, env, branch.when(condition))
        otherwise = self._split(expr.otherwise, env, branch.when(neg(condition)))
        if len(then) == 1 and len(otherwise) == 1 and then[0].assigned.keys() == otherwise[0].assigned.keys():
            return [joined(branch, condition, then[0], otherwise[0])]
        return then + otherwise

    def _case(self, expr: Case, env: Env, branch: Branch) -> list[Branch]:
        outs: list[Branch] = []
        left = branch
        for guard, body in expr.arms:
            if left.path is FALSE:
                break
            condition = self._reading(left).truth(guard, env, left.path)
            outs.extend(self._split(body, env, left.when(condition)))
            left = left.when(neg(condition))
        if expr.other is not None:
            outs.extend(self._split(expr.other, env, left))
        else:
            Site(left.path, expr.span, self._failures).fail_always(Code.CASE_NO_MATCH, "no arm of this CASE applies")
        return outs

    def _forall(self, expr: Quantified, env: Env, branch: Branch) -> list[Branch]:
        """A universal quantifier that gives values to variables is the conjunction of its instances."""
        branches = [branch]
        for guard, inner, _ in bindings(self._reading(branch), expr.bounds, env, branch.path):
            if guard is not TRUE:
                return self._tested(expr, env, branch)
            branches = [out for before in branches for out in self._split(expr.body, inner, before)]
        return branches

    # ------------------------------------------------------------ choices

    def _exists(self, bounds: tuple[Bound, ...], body: Expr, env: Env, branch: Branch) -> list[Branch]:
        if not bounds:
            return self._split(body, env, branch)
        bound, rest = bounds[0], bounds[1:]
        assert bound.domain is not None
        reading = self._reading(branch)
        container = reading.value(bound.domain, env, branch.path)
        site = Site(branch.path, bound.domain.span, self._failures)
        limit = WIDE_SET if isinstance(container, LazySet) and not isinstance(container, Integers) else FORKS
        if isinstance(container, Integers) and self._inputs.integers < size_bound(container) <= limit:
            numbered = self._by_number(bounds, container, body, env, branch)
            if numbered is not None:
                return numbered
        outs: list[Branch] = []
        if size_bound(container) <= limit:
            domain = Domain(reading, bound, container, branch.path)
            if domain.sieved and all(self._harmless(reading, group, env, branch) for group in rest):
                found = [entry[:2] for entry in domain.candidates(reading, body, env, branch.path)]
            else:
                found = domain.all
            for inside, element in found:
                here = branch.when(inside)
                if here.path is FALSE:
                    continue
                inner = bind(reading, bound, element, env, here.path)
                if inner is not None:
                    outs.extend(self._exists(rest, body, inner, _named(here, bound, element)))
            return outs
        start = len(self._inputs.made)
        condition, element = arbitrary(site, container, self._inputs)
        here = branch.chosen(condition, inhabited(site, container), self._inputs.made[start:])
        inner = None if here.path is FALSE else bind(reading, bound, element, env, here.path)
        return [] if inner is None else self._exists(rest, body, inner, here)

    def _by_number(
        self, bounds: tuple[Bound, ...], container: Integers, body: Expr, env: Env, branch: Branch
    ) -> list[Branch] | None:
        """A choice from many integers as an input; None where it is not used as a number alone."""
        made, unseen, failures = self._inputs.made, self._tools.unseen, Failures()
        before = len(made), len(unseen)
        site = Site(branch.path, None, failures)
        condition, element = arbitrary(site, container, self._inputs)
        assert isinstance(element, Term), "more integers than are written out are an input"
        here = branch.chosen(condition, inhabited(site, container), made[before[0] :])
        inside = Splitter(self._tools, self._state, self._inputs, failures)
        try:
            inner = bind(inside._reading(here), bounds[0], element, env, here.path)
            outs = [] if inner is None else inside._exists(bounds[1:], body, inner, here)
        except SpecError as lacking:
            if lacking.code not in (Code.UNSUPPORTED, Code.TOO_LARGE):
                raise
            outs = []
        outs = [out for out in outs if out.path is not FALSE]
        ends = [value for end in (container.low, container.high) for _, value in alternatives(end)]  # type: ignore[arg-type]
        values = {} if self._state is None else self._state.values
        tools, few = self._tools, self._inputs.integers
        if is_number(element, min(ends), max(ends), outs, values, failures, tools, few):  # type: ignore[type-var, arg-type]
            for failure in failures:
                reached = between(element, failure.condition)
                assert reached is not None, "failures only bound what is a number"
                self._failures.add(failure.under(reached))
            return outs
        del made[before[0] :], unseen[before[1] :]
        return None

    def _harmless(self, reading: Reading, group: Bound, env: Env, branch: Branch) -> bool:
        """Whether writing out the set of a group cannot fail."""
        domain = group.domain
        assert domain is not None

        def written(inner: Reading) -> Sym:
            value = inner.value(domain, env, branch.path)
            elements(Site(branch.path, domain.span, inner.failures), value)
            return value

        return not len(reading.apart(written)[1])

    def _assigned_from(self, variable: Variable, source: Expr, env: Env, branch: Branch) -> list[Branch]:
        site = Site(branch.path, source.span, self._failures)
        container = self._reading(branch).value(source, env, branch.path)
        if size_bound(container) == 1 and (found := elements(site, container)):
            return [branch.when(found[0][0]).assign(variable, grounded(site, found[0][1]))]
        if isinstance(container, SymSet) and 1 < len(container.cells) <= BRANCHES:
            # elements that speak of the state are a branch each: as one, every part of it would depend on all of them
            taken = [(branch.when(inside), element) for inside, element in elements(site, container)]
            return [
                one.assign(variable, grounded(Site(one.path, source.span, self._failures), element))
                for one, element in taken
                if one.path is not FALSE
            ]
        start = len(self._inputs.made)
        condition, element = arbitrary(site, container, self._inputs)
        if condition is FALSE:
            return []
        made = branch.chosen(condition, inhabited(site, container), self._inputs.made[start:])
        return [made.assign(variable, grounded(site, element))]

    # ------------------------------------------------------------ steps that change nothing

    def _unchanged(self, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
        assert self._state is not None
        variable = self._variable(expr, env)
        if variable is not None and variable not in branch.assigned:
            return [branch.assign(variable, self._reading(branch).value(expr, env, branch.path))]
        if isinstance(expr, Apply) and expr.op is Op.TUPLE:
            branches = [branch]
            for item in expr.args:
                branches = [out for before in branches for out in self._unchanged(item, env, before)]  # type: ignore[arg-type]
            return branches
        if isinstance(expr, Call) and not expr.definition.params:
            scope = env.get(expr.definition)
            return self._unchanged(expr.definition.body, scope.env if isinstance(scope, LetScope) else {}, branch)
        if isinstance(expr, LocalRef) and isinstance(bound := env[expr.local], Thunk):
            return self._unchanged(bound.expr, bound.env, branch)
        condition = self._same(expr, env, branch)
        return [] if condition is FALSE else [branch.when(condition)]

    def _same(self, expr: Expr, env: Env, branch: Branch) -> Term:
        reading = self._reading(branch)
        before = reading.value(expr, env, branch.path)
        after = reading.primed(expr).value(expr, env, branch.path)
        return equal(Site(branch.path, expr.span, self._failures), before, after)

    # ------------------------------------------------------------ definitions

    def _call(self, expr: Call, env: Env, branch: Branch) -> list[Branch]:
        definition = expr.definition
        inner = dict(_inside(expr, env))
        reading = self._reading(branch)
        for param, arg in zip(definition.params, expr.args, strict=True):
            inner[param] = reading.argument(arg, env, branch.path)
        if branch.named:
            return self._split(definition.body, inner, branch)
        called = replace(branch, name=definition.name, span=definition.span)
        for param in definition.params:
            bound = inner[param]
            if isinstance(bound, Thunk) and not bound.primed:
                quiet = bound.reading.apart(lambda fresh, bound=bound: fresh.forced(bound, TRUE))  # type: ignore[misc]
                bound = quiet[0]
            if not isinstance(bound, Thunk | Closure | LetScope) and is_value(bound):
                called = called.bind(param.name, bound)
        return self._split(definition.body, inner, called)

    def _closure(self, closure: Closure, args: list[Sym | Thunk | Closure], at: Expr, branch: Branch) -> list[Branch]:
        operator = closure.operator
        match operator:
            case Lambda():
                inner = extended(closure.env, operator.params, args)
                return self._split(operator.body, inner, branch)
            case DefinitionRef():
                scope = closure.env.get(operator.definition)
                base = scope.env if isinstance(scope, LetScope) else {}
                inner = extended(base, operator.definition.params, args)
                return self._split(operator.definition.body, inner, branch)
            case _:
                raise Site(branch.path, at.span, self._failures).unsupported("an action made by a built-in operator")


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


def _named(branch: Branch, bound: Bound, element: Sym) -> Branch:
    if branch.named or bound.pattern or not is_value(element):
        return branch
    return branch.bind(bound.locals[0].name, element)


def _inside(call: Call, env: Env) -> Env:
    """What the names mean in the body of the definition that is called, but for its parameters."""
    scope = env.get(call.definition)
    return scope.env if isinstance(scope, LetScope) else {}
