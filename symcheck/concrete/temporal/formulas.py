"""Temporal formulas of a specification as formulas over atoms, and the atoms as conditions on steps; must not know how
behaviors are searched.

WF_v(A) is []<>(~ENABLED <<A>>_v \\/ <<A>>_v) and SF_v(A) is <>[]~ENABLED <<A>>_v \\/ []<><<A>>_v: Specifying Systems,
section 8.4 and 8.5. Quantifiers over temporal formulas are written out over their finite sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.concrete.steps.successors import Condition, Machine
from symcheck.concrete.temporal.automaton import (
    Atom,
    Formula,
    always,
    conj,
    disj,
    eventually,
    negation,
)
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Definition,
    Expr,
    If,
    Let,
    Level,
    Literal,
    Local,
    Quantified,
    Quantifier,
    TemporalQuantified,
)
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts
from symcheck.core.spec import Behavior
from symcheck.core.substitute import substitute, unfold
from symcheck.value import SetValue, TupleValue, Value

_TEMPORAL = frozenset(
    (Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS, Op.GUARANTEES)
)
_MOST_UNFOLDED = 200
_SQUARE = Op.SQUARE
_ANGLE = Op.ANGLE
Bindings = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class StepAtom:
    """A condition on a step. `of_state` says that it speaks of the first state only; `stuttering` is its truth where
    nothing changes, if that is known beforehand."""

    holds: Condition
    of_state: bool
    stuttering: bool | None


class Temporal:
    """Translates the formulas of one machine's specification; `atoms` are those of all of them, by number."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.atoms: list[StepAtom] = []
        self._speaks: dict[Definition, bool] = {}
        self._unfolding = 0  # calls of recursive operators that the current formula is inside of

    def behavior(self, behavior: Behavior) -> Formula:
        """What a behavior assumes besides Init and Next: fairness and the rest. Errors: UNSUPPORTED."""
        fair = (
            (self._strong if each.strong else self._weak)(each.subscript, each.action, each.span, ())
            for each in behavior.fairness
        )
        return conj([*fair, *(self.formula(each.expr) for each in behavior.other)])

    def formula(self, node: Expr, lets: tuple[Let, ...] = ()) -> Formula:
        """The formula over atoms. Errors: UNSUPPORTED for temporal forms that have no translation; those of evaluating
        the sets of quantifiers."""
        if not self._is_temporal(node):
            return self._atom(node, lets)
        match node:
            case Apply():
                return self._apply(node, lets)
            case Call():
                body = unfold(node)
                return self._unfolded(body, lets, node.span) if node.definition.recursive else self.formula(body, lets)
            case Let():
                return self.formula(node.body, (*lets, node))
            case If():
                if not self._machine.compiler.analysis.varies(node.condition):
                    holds = self._machine.condition(_within(lets, node.condition))((), None)
                    return self.formula(node.then if holds else node.otherwise, lets)
                condition = self._atom(node.condition, lets)
                then = conj((condition, self.formula(node.then, lets)))
                return disj((then, conj((negation(condition), self.formula(node.otherwise, lets)))))
            case Quantified():
                joined = conj if node.quantifier is Quantifier.FORALL else disj
                return joined([self.formula(body, lets) for _, body in self.instances(node, lets)])
            case TemporalQuantified():
                raise _unsupported("a temporal quantifier", node.span)
            case _:
                raise _unsupported("a temporal formula inside of this expression", node.span)

    def _unfolded(self, body: Expr, lets: tuple[Let, ...], span: Span) -> Formula:
        """The body of a recursive operator: what ends the recursion has to be an IF over constants."""
        if self._unfolding == _MOST_UNFOLDED:
            raise _unsupported(f"a temporal formula that is still recursive after {_MOST_UNFOLDED} calls", span)
        self._unfolding += 1
        try:
            return self.formula(body, lets)
        finally:
            self._unfolding -= 1

    def _apply(self, node: Apply, lets: tuple[Let, ...]) -> Formula:
        args = node.operands
        match node.op:
            case Op.AND:
                return conj([self.formula(part, lets) for part in args])
            case Op.OR:
                return disj([self.formula(part, lets) for part in args])
            case Op.NOT:
                return negation(self.formula(args[0], lets))
            case Op.IMPLIES:
                return disj((negation(self.formula(args[0], lets)), self.formula(args[1], lets)))
            case Op.IFF | Op.EQ:
                left, right = self.formula(args[0], lets), self.formula(args[1], lets)
                return disj((conj((left, right)), conj((negation(left), negation(right)))))
            case Op.ALWAYS:
                return always(self.formula(args[0], lets))
            case Op.EVENTUALLY:
                return eventually(self.formula(args[0], lets))
            case Op.LEADS_TO:
                cause, effect = self.formula(args[0], lets), self.formula(args[1], lets)
                return always(disj((negation(cause), eventually(effect))))
            case Op.WEAK_FAIRNESS:
                return self._weak(args[0], args[1], node.span, lets)
            case Op.STRONG_FAIRNESS:
                return self._strong(args[0], args[1], node.span, lets)
            case _:
                raise _unsupported(f"the operator {node.op.value}", node.span)

    def _weak(self, subscript: Expr, action: Expr, span: Span, lets: tuple[Let, ...] = ()) -> Formula:
        enabled, taken = self._fairness(subscript, action, span, lets)
        return always(eventually(disj((negation(enabled), taken))))

    def _strong(self, subscript: Expr, action: Expr, span: Span, lets: tuple[Let, ...] = ()) -> Formula:
        enabled, taken = self._fairness(subscript, action, span, lets)
        return disj((eventually(always(negation(enabled))), always(eventually(taken))))

    def _fairness(
        self, subscript: Expr, action: Expr, span: Span, lets: tuple[Let, ...]
    ) -> tuple[Formula, Formula]:
        step = Apply(_ANGLE, (action, subscript), span)
        return self._atom(Apply(Op.ENABLED, (step,), span), lets), self._atom(step, lets)

    def _atom(self, node: Expr, lets: tuple[Let, ...]) -> Formula:
        whole = _within(lets, node)
        stuttering = None
        if isinstance(node, Apply) and node.op in (_SQUARE, _ANGLE):
            stuttering = node.op is _SQUARE
        of_state = not self._machine.speaks_of_successor(whole)
        self.atoms.append(StepAtom(self._machine.condition(whole), of_state, stuttering))
        return Atom(len(self.atoms) - 1)

    def instances(self, node: Quantified, lets: tuple[Let, ...]) -> list[tuple[Bindings, Expr]]:
        """A quantified formula written out: the values of its identifiers, and its body for them."""
        choices = []
        for bound in node.bounds:
            if bound.domain is None:
                raise _unsupported("an unbounded quantifier over a temporal formula", node.span)
            if self._machine.compiler.analysis.varies(bound.domain):
                which = "a temporal quantifier over a set that depends on the state"
                raise _unsupported(which, bound.span, _CONSTANT_SET)
            container = self._machine.function(_within(lets, bound.domain))((), None)
            if not isinstance(container, SetValue):
                raise SpecError(Code.NOT_A_SET, "the domain of a quantifier is not a set", bound.span)
            choices.append([self._bound(bound.locals, bound.pattern, value, bound.span) for value in container])
        instances = []
        for combination in product(*choices):
            given: dict[Local, Literal] = {}
            for each in combination:
                given.update(each)
            bindings = tuple((name.name, literal.value) for name, literal in given.items())
            instances.append((bindings, substitute(node.body, dict(given))))
        return instances

    def _bound(self, names: tuple[Local, ...], pattern: bool, value: Value, span: Span) -> dict[Local, Literal]:
        if not pattern:
            return {names[0]: Literal(value, span)}
        if not isinstance(value, TupleValue) or len(value) != len(names):
            raise SpecError(Code.PATTERN_ARITY, f"{value} does not match a tuple of {len(names)}", span)
        return {name: Literal(part, span) for name, part in zip(names, value, strict=True)}

    def _is_temporal(self, node: Argument) -> bool:
        if isinstance(node, TemporalQuantified) or (isinstance(node, Apply) and node.op in _TEMPORAL):
            return True
        definition = callee(node)
        if definition is not None:
            if definition.level >= Level.TEMPORAL:
                return True
            if definition not in self._speaks:
                self._speaks[definition] = False  # for recursive calls met on the way
                self._speaks[definition] = self._is_temporal(definition.body)
            if self._speaks[definition]:
                return True
        return any(self._is_temporal(part) for part, _ in parts(node))


def _within(lets: tuple[Let, ...], node: Expr) -> Expr:
    for let in reversed(lets):
        node = Let(let.definitions, node, let.span)
    return node


def _unsupported(what: str, span: Span, hint: str = "") -> SpecError:
    return SpecError(Code.UNSUPPORTED, f"{what} is not checked as liveness", span, hint)


# where no [] stands around it the set is that of the first state, which is hardly ever what was meant
_CONSTANT_SET = "take a constant set, and say in the formula when an element counts: (x \\in S /\\ P) ~> Q"
