"""Temporal properties and fairness as formulas over terms; must not know how behaviors are searched.

WF_v(A) is []<>(~ENABLED <<A>>_v \\/ <<A>>_v) and SF_v(A) is <>[]~ENABLED <<A>>_v \\/ []<><<A>>_v: Specifying Systems,
sections 8.4 and 8.5. Quantifiers over temporal formulas are written out over their constant sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Definition,
    Expr,
    If,
    Let,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
    TemporalQuantified,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts
from symcheck.core.spec import Behavior, Spec
from symcheck.core.stand_ins import put_for_a_parameter
from symcheck.symbolic.binding.elements import bindings
from symcheck.symbolic.environment import Env, Thunk, View, let_env
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.inference import Inferred
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.site import Site
from symcheck.symbolic.told import steers
from symcheck.system.temporal import Always, Eventually, Formula, Now, Some, Violation, every, negation, some
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg

_MOST_UNFOLDED = 200  # calls of recursive operators, one inside the other

_TEMPORAL = frozenset((Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS, Op.GUARANTEES))


def violation(
    spec: Spec, counter: Variable | None, found: Inferred, copies: Mapping[Variable, Register], inside: Term, name: str
) -> Violation:
    """What violates the temporal conjuncts of a property, by the layouts that were found; `copies` are the registers
    of next states, and `inside` says that a state is searched on from. Raises SpecError with U001 for what has no
    symbolic reading. `counter` is no part of a state: what returns to a state has counted on."""
    assert spec.behavior is not None, "only behaviors have temporal properties"
    if counter is not None and steers(spec):
        raise _unsupported("a temporal property where TLCGet(\"level\") decides which steps there are", counter.span)
    failures = Failures()
    successor = View({variable: register.sym for variable, register in copies.items()})
    wanted = [each for each in spec.properties if each.kind == "temporal" and each.name == name]
    apart = Failures()  # a state is another one where its values cannot be compared: no formula has failed
    same = conj(
        equal(Site(TRUE, variable.span, apart), register.sym, copies[variable].sym)
        for variable, register in found.registers.items()
        if variable is not counter
    )
    for failure in apart:
        if failure.is_lack:
            failures.add(failure)
    same = conj((same, *(neg(failure.condition) for failure in apart)))
    temporal = _Temporal(Reading(found.tools, found.state, successor, failures), neg(same))
    fair = every(temporal.assumed(spec.behavior))
    broken = some(negation(temporal.formula(each.expr, {})) for each in wanted)
    undefined = found.tools.quantifiers.without(disj(failure.condition for failure in failures))
    cases = broken.parts if isinstance(broken, Some) else (broken,)
    return Violation(name, fair, cases, same, inside, undefined)


class _Temporal:
    def __init__(self, reading: Reading, moves: Term) -> None:
        """`moves` says that a step changes the state."""
        self._reading = reading
        self._moves = moves
        self._known: dict[Definition, bool] = {}
        self._unfolding = 0  # calls of recursive operators that the current formula is inside of

    def assumed(self, behavior: Behavior) -> Iterator[Formula]:
        """What a specification says beside its initial states and its steps: fairness, mostly."""
        for fair in behavior.fairness:
            yield self._fair(fair.strong, fair.subscript, fair.action, fair.span, {})
        for each in behavior.other:
            yield self.formula(each.expr, {})

    def formula(self, node: Expr, env: Env) -> Formula:
        if not self._is_temporal(node, env):
            return self._now(node, env)
        match node:
            case Apply():
                return self._apply(node, env)
            case Call():
                return self._called(node, env)
            case LocalRef(local=local):
                thunk = env[local]
                assert isinstance(thunk, Thunk), "a value is not temporal"
                return self.formula(thunk.expr, thunk.env)
            case Let():
                return self.formula(node.body, let_env(node, env, TRUE))
            case If():
                condition = self._now(node.condition, env)
                if condition == Now(TRUE) or condition == Now(FALSE):  # this is what ends a recursion
                    return self.formula(node.then if condition == Now(TRUE) else node.otherwise, env)
                then, otherwise = self.formula(node.then, env), self.formula(node.otherwise, env)
                return some((every((condition, then)), every((negation(condition), otherwise))))
            case Quantified():
                join = every if node.quantifier is Quantifier.FORALL else some
                return join([self.formula(node.body, inner) for inner in self._instances(node, env)])
            case TemporalQuantified():
                raise _unsupported("a temporal quantifier", node.span)
            case _:
                raise _unsupported("a temporal formula inside of this expression", node.span)

    def _called(self, node: Call, env: Env) -> Formula:
        definition = node.definition
        inner = self._reading.entered(definition, node.args, env, TRUE)
        if not definition.recursive:
            return self.formula(definition.body, inner)
        if self._unfolding == _MOST_UNFOLDED:
            raise _unsupported(f"a temporal formula that is still recursive after {_MOST_UNFOLDED} calls", node.span)
        self._unfolding += 1
        try:
            return self.formula(definition.body, inner)
        finally:
            self._unfolding -= 1

    def _apply(self, node: Apply, env: Env) -> Formula:
        args = node.operands
        match node.op:
            case Op.AND:
                return every([self.formula(part, env) for part in args])
            case Op.OR:
                return some([self.formula(part, env) for part in args])
            case Op.NOT:
                return negation(self.formula(args[0], env))
            case Op.IMPLIES:
                return some((negation(self.formula(args[0], env)), self.formula(args[1], env)))
            case Op.IFF | Op.EQ:
                left, right = self.formula(args[0], env), self.formula(args[1], env)
                return some((every((left, right)), every((negation(left), negation(right)))))
            case Op.ALWAYS:
                return Always(self.formula(args[0], env))
            case Op.EVENTUALLY:
                return Eventually(self.formula(args[0], env))
            case Op.LEADS_TO:
                cause, effect = self.formula(args[0], env), self.formula(args[1], env)
                return Always(some((negation(cause), Eventually(effect))))
            case Op.WEAK_FAIRNESS | Op.STRONG_FAIRNESS:
                return self._fair(node.op is Op.STRONG_FAIRNESS, args[0], args[1], node.span, env)
            case _:
                raise _unsupported(f"the operator {node.op.value}", node.span)

    def _fair(self, strong: bool, subscript: Expr, action: Expr, span: Span, env: Env) -> Formula:
        step = Apply(Op.ANGLE, (action, subscript), span)
        _check_own(action, env)
        enabled, taken = self._now(Apply(Op.ENABLED, (step,), span), env), self._now(step, env)
        if strong:
            return some((Eventually(Always(negation(enabled))), Always(Eventually(taken))))
        return Always(Eventually(some((negation(enabled), taken))))

    def _now(self, node: Expr, env: Env) -> Formula:
        reading = self._reading
        # [A]_v and <<A>>_v of a step that changes nothing are known without A
        is_of_steps = isinstance(node, Apply) and node.op in (Op.SQUARE, Op.ANGLE)
        return Now(reading.tools.quantifiers.without(reading.truth(node, env, self._moves if is_of_steps else TRUE)))

    def _instances(self, node: Quantified, env: Env) -> Iterator[Env]:
        for guard, inner, _ in bindings(self._reading, node.bounds, env, TRUE):
            if guard is not TRUE:
                which = "a temporal quantifier over a set that depends on the state"
                raise _unsupported(which, node.span, "take a constant set")
            yield inner

    def _is_temporal(self, node: Argument, env: Env) -> bool:
        if isinstance(node, TemporalQuantified) or (isinstance(node, Apply) and node.op in _TEMPORAL):
            return True
        if isinstance(node, LocalRef):
            bound = env.get(node.local)
            return isinstance(bound, Thunk) and self._is_temporal(bound.expr, bound.env)
        definition = callee(node)
        if definition is not None:
            if definition not in self._known:
                self._known[definition] = False  # for recursive calls met on the way
                self._known[definition] = self._is_temporal(definition.body, {})
            if self._known[definition]:
                return True
        return any(self._is_temporal(part, env) for part, _ in parts(node))


def _check_own(action: Argument, env: Env) -> None:
    """ENABLED speaks of next values of variables, also of those of an instance, whatever was put for them (Specifying
    Systems, section 17.8). Raises SpecError with U001 where something else is given one."""
    seen: set[tuple[Definition, frozenset[Local]]] = set()
    # with the parameters around a node that variables are passed for
    todo: list[tuple[Argument, Env, frozenset[Local]]] = [(action, env, frozenset())]
    while todo:
        node, here, passed = todo.pop()
        given_value = _given_a_value(node)
        if given_value is not None and not _is_variable(given_value, here, passed):
            raise _unsupported("fairness of an action that primes an expression", node.span)
        definition = callee(node)
        if definition is not None:
            given = zip(definition.params, node.args, strict=True) if isinstance(node, Call) else ()
            inside_passed = frozenset(param for param, each in given if _is_variable(each, here, passed))
            if (definition, inside_passed) not in seen:
                seen.add((definition, inside_passed))
                todo.append((definition.body, {}, inside_passed))
        todo += ((part, here, passed) for part, _ in parts(node))


def _given_a_value(node: Argument) -> Argument | None:
    """What a formula gives a next value to, if it is a variable; elsewhere a prime may stand around any expression,
    whose variables have their next values by then."""
    match node:
        case Apply(op=Op.EQ | Op.IN, args=(Apply(op=Op.PRIME, args=(inner,)), _)):
            return inner
        case Apply(op=Op.UNCHANGED, args=(inner,)):
            return inner
        case _:
            return None


def _is_variable(node: Argument, env: Env, passed: frozenset[Local] = frozenset()) -> bool:
    if put_for_a_parameter(node):
        return True
    match node:
        case VariableRef():
            return True
        case Apply(op=Op.TUPLE, args=args):
            return all(_is_variable(arg, env, passed) for arg in args)
        case Call(definition=definition, args=()):
            return _is_variable(definition.body, {})
        case LocalRef(local=local):
            return local in passed or _is_bound_to_variable(local, env)
        case _:
            return False


def _is_bound_to_variable(local: Local, env: Env) -> bool:
    bound = env.get(local)
    return isinstance(bound, Thunk) and _is_variable(bound.expr, bound.env)


def _unsupported(what: str, span: Span, hint: str = "check it with --engine explicit") -> SpecError:
    return SpecError(Code.UNSUPPORTED, f"{what} is not checked symbolically", span, hint)
