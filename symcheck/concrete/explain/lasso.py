"""Finds out why a lasso violates a temporal formula, and which steps it leaves out for ever; must not know how it was
found.

A lasso is a counterexample for two reasons: what was promised does not come, and nothing that is assumed forbids to
wait for it for ever. Fairness of a step that the loop leaves out would: Specifying Systems, section 8.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.explain.formulas import one_line
from symcheck.concrete.steps.candidates import from_states
from symcheck.concrete.steps.successors import Values
from symcheck.concrete.temporal.formulas import Bindings
from symcheck.concrete.temporal.lasso import Lasso
from symcheck.core.expr import Apply, Call, Expr, If, Let, Literal, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.substitute import unfold
from symcheck.trace.explanation import Explanation, FalseConjunct, LeftOut

_MOST_CONJUNCTS = 4
_Lets = tuple[Let, ...]


def explain_lasso(lasso: Lasso, name: str, formula: Expr) -> Explanation:
    """Why a formula, which may be an instance of the one that is defined under this name, is false on a lasso. Nothing
    is blamed if it is true or has no value."""
    defined = lasso.machine.spec.definitions.get(name)
    blamed: list[FalseConjunct] = []
    if defined is not None and not defined.params:
        blamed = list(islice(_blame(lasso, defined.body, (), ()), _MOST_CONJUNCTS))
    blamed = blamed or list(islice(_blame(lasso, formula, (), ()), _MOST_CONJUNCTS))
    left, branching = _left_out(lasso)
    return Explanation(name, tuple(blamed), left, branching=branching)


def left_out(lasso: Lasso) -> tuple[LeftOut, ...] | None:
    """The steps that change something, are possible in states of the loop, and are no step of it: those possible in
    every state first. None where that is not known: a step out of the loop has no value, or not all steps can be
    listed and none is left out of those that can be."""
    return _left_out(lasso)[0]


def _left_out(lasso: Lasso) -> tuple[tuple[LeftOut, ...] | None, bool]:
    """The same, and whether one of the steps has several outcomes in some state of the loop."""
    machine = lasso.machine
    loop = lasso.states[lasso.loop :]
    values = from_states(*loop)
    complete = True
    branching = False
    taken: set[str] = set()
    possible: dict[str, tuple[str, int]] = {}  # the action of each step, and in how many states it is possible
    for state, successor in pairwise([*loop, loop[0]]):
        try:
            transitions, all_of_them = machine.some_transitions(state, values)
        except SpecError:
            return None, False
        complete = complete and all_of_them
        here: dict[str, str] = {}
        outcomes: set[tuple[str, Values]] = set()
        for transition in transitions:
            if transition.state == state:
                continue
            label = machine.step(transition).label
            here[label] = transition.action
            outcomes.add((label, transition.state))
            if transition.state == successor:
                taken.add(label)
        branching = branching or len(outcomes) > len(here)
        for label, action in here.items():
            possible[label] = (action, possible.get(label, (action, 0))[1] + 1)
    found = [
        LeftOut(action, label, count == len(loop))
        for label, (action, count) in possible.items()
        if label not in taken
    ]
    ordered = tuple(sorted(found, key=lambda each: not each.always)) if found or complete else None
    return ordered, branching


def _blame(lasso: Lasso, node: Expr, lets: _Lets, bound: Bindings) -> Iterator[FalseConjunct]:
    """The conjuncts of a formula that are false of the whole behavior."""
    if _holds(lasso, node, lets) is not False:
        return
    match node:
        case Apply() if node.op is Op.AND:
            for part in node.operands:
                yield from _blame(lasso, part, lets, bound)
        case Apply() if node.op is Op.IMPLIES:
            yield from _blame(lasso, node.operands[1], lets, bound)
        case Quantified() if node.quantifier is Quantifier.FORALL:
            for values, body in lasso.temporal.instances(node, lets):
                yield from _blame(lasso, body, lets, (*bound, *values))
        case Let():
            yield from _blame(lasso, node.body, (*lets, node), bound)
        case Call() if not node.definition.recursive:
            given = zip(node.definition.params, node.args, strict=True)
            values = tuple((name.name, each.value) for name, each in given if isinstance(each, Literal))
            yield from _blame(lasso, unfold(node), lets, (*bound, *values))
        case If():
            chosen = node.then if _holds(lasso, node.condition, lets) else node.otherwise
            yield from _blame(lasso, chosen, lets, bound)
        case _:
            # an operator's parameter often has the name of the identifier that it was given
            names = tuple(dict(bound).items())
            try:
                note = _note(lasso, node, lets)
            except SpecError:
                note = ""  # a part of it has no value somewhere where the whole has one
            yield FalseConjunct(one_line(node.span), node.span, names, (), note)


def _holds(lasso: Lasso, node: Expr, lets: _Lets) -> bool | None:
    try:
        return lasso.holds(node, lets)
    except SpecError:
        return None


def _note(lasso: Lasso, node: Expr, lets: _Lets) -> str:
    """In which states what is false is so; nothing for a form that has no short answer."""
    match node:
        case Apply() if node.op is Op.LEADS_TO:
            cause, effect = node.operands
            return _unanswered(lasso, cause, effect, lets)
        case Apply() if node.op is Op.EVENTUALLY:
            (body,) = node.operands
            if isinstance(body, Apply) and body.op is Op.ALWAYS:
                (body,) = body.operands
                again = lasso.truths(body, lets).index(False, lasso.loop)
                return f"{one_line(body.span)} is false in {_moment(lasso, body)} {again + 1}, again and again"
            return f"{one_line(body.span)} holds in no {_moment(lasso, body)}"
        case Apply() if node.op is Op.ALWAYS:
            (body,) = node.operands
            if isinstance(body, Apply) and body.op is Op.EVENTUALLY:
                (body,) = body.operands
                return f"{one_line(body.span)} holds in no {_moment(lasso, body)} of the loop"
            if isinstance(body, Apply) and body.op is Op.IMPLIES:
                cause, effect = body.operands
                if isinstance(effect, Apply) and effect.op is Op.EVENTUALLY:
                    return _unanswered(lasso, cause, effect.operands[0], lets)
            first = lasso.truths(body, lets).index(False)
            return f"{one_line(body.span)} is false in {_moment(lasso, body)} {first + 1}"
        case _:
            return ""


def _unanswered(lasso: Lasso, cause: Expr, effect: Expr, lets: _Lets) -> str:
    asked, answered = lasso.truths(cause, lets), lasso.truths(effect, lets)
    waiting = (state for state, holds in enumerate(asked) if holds and not any(answered[min(state, lasso.loop) :]))
    asks = f"{one_line(cause.span)} holds in {_moment(lasso, cause)} {next(waiting) + 1}"
    return f"{asks}, and {one_line(effect.span)} in no {_moment(lasso, effect)} from there on"


def _moment(lasso: Lasso, expr: Expr) -> str:
    """What the formula speaks of; a step has the number of the state that it begins in."""
    return "step" if lasso.machine.speaks_of_successor(expr) else "state"
