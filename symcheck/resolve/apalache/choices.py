"""Apalache's Guess and Gen in Init and Next become `\\E` and `\\in`; must not know how choices are made.

`x' = Guess(S)` is `\\E g \\in S : x' = g`: a formula of Init or Next that mentions a guess outside of any binder is put
under a quantifier, and what stands between the formula and the guess (calls, LET, IF around the value) is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Call,
    Case,
    Definition,
    Except,
    Expr,
    If,
    Let,
    Level,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
)
from symcheck.core.ops import Op
from symcheck.core.parts import parts, reached
from symcheck.core.spec import Behavior, Named
from symcheck.core.substitute import Substitution, unfold
from symcheck.resolve.apalache.generated import generated, is_choice, of_type, short_name


def with_choices(behavior: Behavior) -> Behavior:
    """The behavior without guesses and generators. Raises SpecError UNSUPPORTED for those that cannot be taken out."""
    if not any(map(is_choice, reached(behavior.init, behavior.next))):
        return behavior
    return replace(
        behavior,
        init=_Formulas().formula(behavior.init),
        next=_Formulas().formula(behavior.next),
        fairness=tuple(replace(each, action=_Formulas().formula(each.action)) for each in behavior.fairness),
    )


def without_choices(predicates: Iterable[Named]) -> tuple[Named, ...]:
    """Predicates of constants, without guesses and generators. Raises SpecError as above."""
    return tuple(
        replace(each, expr=_Formulas().formula(each.expr)) if any(map(is_choice, reached(each.expr))) else each
        for each in predicates
    )


def left_over(roots: Iterable[Argument]) -> Iterator[SpecError]:
    """An error for each guess or generator that is still there."""
    for node in reached(*roots):
        if isinstance(node, Call) and is_choice(node):
            yield _misplaced(node)


def _misplaced(node: Call) -> SpecError:
    name = short_name(node.definition)
    if name == "Gen":
        return SpecError(
            Code.UNSUPPORTED, "nothing says from which set Gen takes the value", node.span,
            "say so beside it: x = Gen(n) /\\ x \\in S, or x \\subseteq S, where the type of x is not a simple one",
        )
    return SpecError(
        Code.UNSUPPORTED, "a guess cannot be made here: it would be another one at each evaluation", node.span,
        "guess where Init or Next gives a variable its value, or write \\E x \\in S",
    )


class _Formulas:
    """Takes the guesses out of a formula, which is a condition or gives values to variables."""

    def __init__(self) -> None:
        self._copies: dict[Definition, Definition] = {}
        self._guessing: dict[Argument, bool] = {}
        self._local: frozenset[Definition] = frozenset()  # those of the LETs around

    def guesses(self, node: Argument) -> bool:
        """Whether a node reaches a guess or a generator."""
        if node not in self._guessing:
            self._guessing[node] = any(map(is_choice, reached(node)))
        return self._guessing[node]

    def formula(self, node: Expr) -> Expr:
        if not self.guesses(node):
            return node
        match node:
            case Apply(op=Op.AND):
                return Apply(Op.AND, tuple(map(self.formula, generated(node.operands))), node.span)
            case Apply(op=Op.EQ, args=(left, Call() as value)) if (typed := of_type(left, value)) is not None:
                return typed
            case Apply(op=Op.OR):
                return Apply(Op.OR, tuple(map(self.formula, node.operands)), node.span)
            case Quantified(bounds=bounds, body=body) if not any(map(self._in_domain, bounds)):
                return replace(node, body=self.formula(body))
            case If(condition=condition, then=then, otherwise=otherwise):
                return self._under(
                    condition, lambda new: If(new, self.formula(then), self.formula(otherwise), node.span)
                )
            case Case(arms=arms, other=other) if not any(self.guesses(guard) for guard, _ in arms):
                last = None if other is None else self.formula(other)
                return Case(tuple((guard, self.formula(value)) for guard, value in arms), last, node.span)
            case Let():
                return self._let(node)
            case Call(definition=definition, args=args) if not any(map(self.guesses, args)):
                if definition.recursive or is_choice(node):
                    return self._leaf(node)
                if definition.level is Level.ACTION and node.definition not in self._local:
                    return Call(self._copy(definition), args, node.span)
                return self.formula(unfold(node))
            case Apply(op=Op.EQ, args=(left, right)) if isinstance(right, Expr) and not self.guesses(left):
                return self._equation(node, left, right)
            case _:
                return self._leaf(node)

    def _in_domain(self, bound: Bound) -> bool:
        return bound.domain is not None and self.guesses(bound.domain)

    def _copy(self, old: Definition) -> Definition:
        if old not in self._copies:
            body = self.formula(old.body)
            self._copies[old] = old.anew(body)
        return self._copies[old]

    def _equation(self, node: Apply, left: Argument, right: Expr) -> Expr:
        """Opens what stands around the guess on the right of an equation."""

        def equal(value: Expr) -> Expr:
            return self.formula(Apply(node.op, (left, value), node.span))

        match right:
            case Call(definition=definition, args=args) if not is_choice(right) and not definition.recursive:
                if any(map(self.guesses, args)):
                    return self._leaf(node)
                return equal(unfold(right))
            case If(condition=condition, then=then, otherwise=otherwise) if not self.guesses(condition):
                return If(condition, equal(then), equal(otherwise), right.span)
            case Case(arms=arms, other=other) if not any(self.guesses(guard) for guard, _ in arms):
                last = None if other is None else equal(other)
                return Case(tuple((guard, equal(value)) for guard, value in arms), last, right.span)
            case Let(definitions=definitions, body=body):
                return self.formula(Let(definitions, Apply(node.op, (left, body), node.span), right.span))
            case _:
                return self._leaf(node)

    def _let(self, node: Let) -> Expr:
        """The first definition that guesses is guessed outside of the LET that has it and all that follow."""
        for position, definition in enumerate(node.definitions):
            if definition.params or definition.recursive or not self.guesses(definition.body):
                continue
            lift = _Lift(self)
            body = lift.expr(definition.body)
            copy = definition.anew(body)
            renaming = Substitution({})
            renaming.copies[definition] = copy
            rest = renaming.expr(_let(node.definitions[position + 1 :], node.body, node.span))
            inner = self.formula(_let((copy,), rest, node.span))
            return _let(node.definitions[:position], lift.around(inner), node.span)
        before = self._local
        self._local = before | set(node.definitions)
        try:
            return replace(node, body=self.formula(node.body))
        finally:
            self._local = before

    def _under(self, part: Expr, use: Callable[[Expr], Expr]) -> Expr:
        lift = _Lift(self)
        return lift.around(use(lift.expr(part)))

    def _leaf(self, node: Expr) -> Expr:
        lift = _Lift(self)
        return lift.around(lift.expr(node))


class _Lift(Substitution):
    """Puts a name for each guess in an expression; `around` binds these names around a formula."""

    def __init__(self, formulas: _Formulas) -> None:
        super().__init__({})
        self._formulas = formulas
        self._made: list[Bound] = []

    def around(self, body: Expr) -> Expr:
        for bound in reversed(self._made):
            body = Quantified(Quantifier.EXISTS, (bound,), body, bound.span)
        return body

    def argument(self, node: Argument) -> Argument:
        # two mentions of one shared node are two guesses
        return self._replaced(node) if self._formulas.guesses(node) else super().argument(node)

    def _replaced(self, node: Argument) -> Argument:
        if not self._formulas.guesses(node):
            return super()._replaced(node)
        if isinstance(node, Call):
            if node.definition.recursive or (is_choice(node) and short_name(node.definition) == "Gen"):
                raise _misplaced(_choice_in(node))
            args = tuple(map(self.argument, node.args))
            if not is_choice(node):
                return self.argument(unfold(replace(node, args=args)))
            (domain,) = args
            assert isinstance(domain, Expr), "a guess is from a set"
            local = Local("guess", 0, node.span)
            self._made.append(Bound((local,), False, domain, node.span))
            return LocalRef(local, node.span)
        if isinstance(node, If | Case):
            raise _misplaced(_choice_in(node))  # it would be made where it is not reached
        inner = [part for part, bound in parts(node) if bound and self._formulas.guesses(part)]
        if inner and not isinstance(node, Except):
            raise _misplaced(_choice_in(inner[0]))
        known = len(self._made)
        found = super()._replaced(node)
        if isinstance(node, Except):  # the new values are evaluated once each, but @ has a meaning only there
            names = {update.at for update in node.updates}
            domains = [bound.domain for bound in self._made[known:] if bound.domain is not None]
            if any(isinstance(each, LocalRef) and each.local in names for each in reached(*domains)):
                raise _misplaced(_choice_in(node))
        return found


def _choice_in(node: Argument) -> Call:
    found = next(each for each in reached(node) if is_choice(each))
    assert isinstance(found, Call), "choices are calls"
    return found


def _let(definitions: tuple[Definition, ...], body: Expr, span: Span) -> Expr:
    return Let(definitions, body, span) if definitions else body
