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
    Literal,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import parts, reached
from symcheck.core.spec import Behavior, Named
from symcheck.core.substitute import Substitution, unfold

MODULE = "Apalache"
_ENDLESS = (Op.INT, Op.NAT, Op.REAL, Op.STRING, Op.SEQ)  # what makes a set infinite
_MOST_GENERATED = 16  # elements of a set, each of which is a choice of its own


def with_choices(behavior: Behavior) -> Behavior:
    """The behavior without guesses and generators. Raises SpecError UNSUPPORTED for those that cannot be taken out."""
    if not any(map(_is_choice, reached(behavior.init, behavior.next))):
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
        replace(each, expr=_Formulas().formula(each.expr)) if any(map(_is_choice, reached(each.expr))) else each
        for each in predicates
    )


def left_over(roots: Iterable[Argument]) -> Iterator[SpecError]:
    """An error for each guess or generator that is still there."""
    for node in reached(*roots):
        if isinstance(node, Call) and _is_choice(node):
            yield _misplaced(node)


def _misplaced(node: Call) -> SpecError:
    name = _short(node.definition)
    if name == "Gen":
        return SpecError(
            Code.UNSUPPORTED, "nothing says from which set Gen takes the value", node.span,
            "say so beside it: x = Gen(n) /\\ x \\in S, or x \\subseteq S, where the type of x is not a simple one",
        )
    return SpecError(
        Code.UNSUPPORTED, "a guess cannot be made here: it would be another one at each evaluation", node.span,
        "guess where Init or Next gives a variable its value, or write \\E x \\in S",
    )


def _short(definition: Definition) -> str:
    return definition.name.rpartition("!")[2]


def _is_choice(node: Argument) -> bool:
    return (
        isinstance(node, Call) and node.definition.module == MODULE and _short(node.definition) in ("Guess", "Gen")
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
            self._guessing[node] = any(map(_is_choice, reached(node)))
        return self._guessing[node]

    def formula(self, node: Expr) -> Expr:
        if not self.guesses(node):
            return node
        match node:
            case Apply(op=Op.AND):
                return Apply(Op.AND, tuple(map(self.formula, _generated(node.operands))), node.span)
            case Apply(op=Op.EQ, args=(left, Call() as value)) if (typed := _of_type(left, value)) is not None:
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
                if definition.recursive or _is_choice(node):
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
            case Call(definition=definition, args=args) if not _is_choice(right) and not definition.recursive:
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
            if node.definition.recursive or (_is_choice(node) and _short(node.definition) == "Gen"):
                raise _misplaced(_choice_in(node))
            args = tuple(map(self.argument, node.args))
            if not _is_choice(node):
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
    found = next(each for each in reached(node) if _is_choice(each))
    assert isinstance(found, Call), "choices are calls"
    return found


def _let(definitions: tuple[Definition, ...], body: Expr, span: Span) -> Expr:
    return Let(definitions, body, span) if definitions else body


def _generated(conjuncts: tuple[Expr, ...]) -> Iterator[Expr]:
    """`x = Gen(n)` beside `x \\in S`, or `x \\subseteq S`: the set says which values are meant."""
    for conjunct in conjuncts:
        match conjunct:
            case Apply(op=Op.EQ, args=(left, Call(definition=definition) as value)) if _is_choice(value):
                sets = [] if _short(definition) == "Guess" else [_membership(left, other) for other in conjuncts]
                said = next((found for found in sets if found is not None), None)
                if isinstance(said, Apply) and said.op is Op.SUBSETEQ:
                    said = _some_of(left, said.args[1], value)
                yield said or _of_type(left, value) or conjunct
            case _:
                yield conjunct


def _membership(left: Argument, formula: Expr) -> Expr | None:
    """The `x \\in S` or `x \\subseteq S` for a variable, or a primed one, in a conjunction; through definitions."""
    match formula:
        case Apply(op=Op.AND):
            sets = (_membership(left, part) for part in formula.operands)
            return next((found for found in sets if found is not None), None)
        case Call(definition=definition) if not definition.recursive:
            return _membership(left, unfold(formula))
        case Apply(op=Op.IN | Op.SUBSETEQ, args=(element, _)):
            return formula if _variable(element) and _variable(element) == _variable(left) else None
        case _:
            return None


def _some_of(left: Argument, container: Argument, asked: Call) -> Expr | None:
    """That the left side is a subset of a set: any, where all of them can be listed, else one of at most as many
    elements as Gen is asked for. None where these are too many."""
    assert isinstance(container, Expr), "sets are expressions"
    span = asked.span
    if not any(isinstance(node, Apply) and node.op in _ENDLESS for node in reached(container)):
        return Apply(Op.IN, (left, Apply(Op.SUBSET, (container,), span)), span)
    return _as_many(left, container, asked, Op.SET)


def _of_type(left: Argument, asked: Call) -> Expr | None:
    """That the left side is any value that Gen gives for the type in its annotation; None where that is not known."""
    about = _variable(left)
    if about is None or not _is_choice(asked) or _short(asked.definition) != "Gen":
        return None
    from symcheck.resolve.types import Collection, annotated

    found = annotated(about[0], asked.span)
    if isinstance(found, Collection):
        return _as_many(left, found.elements, asked, Op.SET if found.kind == "Set" else Op.TUPLE)
    return None if found is None else Apply(Op.IN, (left, found), asked.span)


def _as_many(left: Argument, container: Expr, asked: Call, made: Op) -> Expr | None:
    """That the left side is a set, or a sequence, of at most as many elements of a set as Gen is asked for."""
    span = asked.span
    (most,) = asked.args
    if not isinstance(most, Literal) or type(most.value) is not int or most.value > _MOST_GENERATED:
        return None
    names = [Local(f"generated{number}", 0, span) for number in range(most.value)]

    def larger(count: int) -> Expr:
        elements = tuple(LocalRef(name, span) for name in names[:count])
        these = Apply(Op.EQ, (left, Apply(made, elements, span)), span)
        if count == len(names):
            return these
        bound = Bound((names[count],), False, container, span)
        return Apply(Op.OR, (these, Quantified(Quantifier.EXISTS, (bound,), larger(count + 1), span)), span)

    return larger(0)


def _variable(node: Argument) -> tuple[Variable, bool] | None:
    match node:
        case VariableRef(variable=variable):
            return variable, False
        case Apply(op=Op.PRIME, args=(VariableRef(variable=variable),)):
            return variable, True
        case _:
            return None
