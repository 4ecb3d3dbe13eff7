"""ENABLED A and A \\cdot B: whether some steps can be taken, with the choices made on the way quantified away."""

from __future__ import annotations

from itertools import product

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Expr
from symcheck.core.parts import free_locals
from symcheck.core.stand_ins import own
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.in_turn import in_turn
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.environment import Env, View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.quantifiers import Quantifiers, quantified_away
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sets.choice import Inputs
from symcheck.symbolic.values import Sym
from symcheck.term import BOOL, FALSE, TRUE, Kind, Term, conj, disj, free_variables, neg, substitute

WRITTEN_OUT = 12
"""Choices are tried one by one for up to so many boolean inputs that occur together."""

PATIENCE = 1.0
"""Seconds to quantify other choices away."""


def enabled_in(reading: Reading, action: Expr, env: Env, path: Term) -> Term:
    """The condition under which an action is enabled in the state of a reading. Where an INSTANCE puts something else
    for its variables, these are variables all the same, with the values of what was put (Specifying Systems, section
    17.8). Raises SpecError with U001 where that speaks of parameters of the instance."""
    tools = reading.tools
    known = tools.own.get(action)
    if known is None:
        known = tools.own[action] = own(action, lambda node: bool(tools.mentions.now(node, {})))
    asked, put = known
    state = reading.state
    if put:
        stands = {variable: _stand_in(reading, node, env, path) for variable, node in put.items()}
        state = View({**state.values, **stands})
    inputs = Inputs(tools.quantifiers.prefix(), WRITTEN_OUT)
    splitter = Splitter(tools, state, inputs, Failures())
    branches = splitter.split(asked, "ENABLED", env, path)
    found = [condition_of(branch, tools.quantifiers) for branch in branches]
    if len(found) < 2 or not len(splitter.failures):
        reading.failures.include(tools.quantifiers.failures_of(splitter.failures, inputs.made), TRUE)
        return disj(found)
    # the first step that can be taken is the last that is looked at
    found = []
    for expr, inner, start in in_turn(splitter, asked, env, Branch(path, path, {})):
        one = splitter.collecting(Failures())
        steps = [branch for branch in one.follow(expr, inner, start) if branch.path is not FALSE]
        reading.failures.include(tools.quantifiers.failures_of(one.failures, inputs.made), neg(disj(found)))
        found.extend(condition_of(branch, tools.quantifiers) for branch in steps)
    return disj(found)


def _stand_in(reading: Reading, node: Expr, env: Env, path: Term) -> Sym:
    if any(local not in env for local in free_locals(node)):
        raise SpecError(
            Code.UNSUPPORTED,
            "the symbolic reading cannot decide ENABLED in an instance with parameters that its variables speak of",
            node.span,
            "check it with --engine explicit",
        )
    return reading.value(node, env, path)


def composed_in(reading: Reading, first: Expr, second: Expr, env: Env, path: Term) -> Term:
    """The condition under which A leads from the one state of a reading to some state from which B leads to the other
    (Specifying Systems, section 16.2.3)."""
    tools = reading.tools
    inputs = Inputs(tools.quantifiers.prefix(), WRITTEN_OUT)  # a state between may be one that they choose
    failures = Failures()
    found = []
    for middle in Splitter(tools, reading.state, inputs, failures).middles(first, env, Branch(path, path, {})):
        after = Reading(tools, View(middle.assigned), reading.successor, failures)
        found.append(conj((middle.path, after.truth(second, env, middle.path))))
    reading.failures.include(tools.quantifiers.failures_of(failures, inputs.made), TRUE)
    return tools.quantifiers.some(inputs.made, disj(found), first.span)


def condition_of(branch: Branch, quantifiers: Quantifiers) -> Term:
    """The condition under which some inputs let this branch be taken."""
    inputs = frozenset(branch.choices)
    if not inputs:
        return branch.path
    possible = quantifiers.without(branch.possible)
    if not free_variables(possible) & inputs:
        return possible
    path = quantifiers.without(branch.path)
    parts = path.args if path.op is Kind.AND else (path,)
    free, groups = [], list[tuple[set[Term], list[Term]]]()
    for part in parts:
        used = set(free_variables(part) & inputs)
        if not used:
            free.append(part)
            continue
        terms = [part]
        apart = []
        for names, members in groups:
            if names & used:
                used |= names
                terms.extend(members)
            else:
                apart.append((names, members))
        groups = [*apart, (used, terms)]
    sought = [(sorted(names, key=lambda name: name.id), conj(terms)) for names, terms in groups]
    return conj((*free, *(_some(names, condition, quantifiers) for names, condition in sought)))


def _some(inputs: list[Term], condition: Term, quantifiers: Quantifiers) -> Term:
    """The condition with its inputs quantified away, by trying all of their values where they are few."""
    few = all(name.sort is BOOL for name in inputs) and len(inputs) <= WRITTEN_OUT
    if not few or not quantifiers.may_repeat(condition):
        found = quantified_away(inputs, condition, PATIENCE) if quantifiers.may_decide(condition) else None
        if found is not None:
            return found
        raise SpecError(
            Code.UNSUPPORTED,
            "the symbolic reading cannot decide whether an action is enabled that chooses from so large a set",
            hint="use --engine explicit; or pass --no-deadlock, where only the absence of deadlock needs it",
        )
    return disj(
        substitute(condition, dict(zip(inputs, values, strict=True)))
        for values in product((FALSE, TRUE), repeat=len(inputs))
    )
