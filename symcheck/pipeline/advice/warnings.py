"""Warnings about checks that say less than they seem to; must not know how verdicts are found or shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.base.diagnostic import Code, Diagnostic
from symcheck.concrete.search.exploration import Exploration, Holds
from symcheck.core.expr import Variable
from symcheck.core.spec import Behavior, Spec
from symcheck.pipeline.advice.absent_fields import absent_fields
from symcheck.pipeline.advice.forgotten import forgotten
from symcheck.pipeline.advice.swallowed import swallowed
from symcheck.pipeline.advice.unchecked import unchecked
from symcheck.pipeline.coverage import never_taken
from symcheck.pipeline.mentions import asks_the_run, speaks_of_steps, variables_changed, variables_read
from symcheck.pipeline.outcome import Outcome, Proof
from symcheck.pipeline.report import Report


def weak_checks(spec: Spec) -> Iterator[Diagnostic]:
    """What can be said before the search."""
    behavior = spec.behavior
    if behavior is None:
        return
    if not spec.invariants and not spec.properties:
        yield Diagnostic(
            Code.WEAK_CHECK,
            "no invariant and no property is configured: only deadlocks and evaluation errors are looked for"
            if spec.check_deadlock
            else "no invariant and no property is configured: only evaluation errors are looked for",
            behavior.init.span,
            f"name what must always hold under INVARIANT, or with --inv{_such_as(spec)}",
        )
    yield from _unmoved(spec, behavior)
    yield from _no_symmetry(spec)
    yield from _fair_states(behavior)
    for assignment, last in swallowed(behavior.next):
        yield Diagnostic(
            Code.SWALLOWED,
            f"this is part of the value in {assignment.args[0].span.text} = …, as it is not closed before",
            last.span,
            "put what the value should be into parentheses: an ELSE and an IN take in all that follows",
        )
    for field, name, near in absent_fields(spec):
        yield Diagnostic(
            Code.WEAK_CHECK, f"no record has a field {name}: here EXCEPT changes nothing", field.span,
            near or "check the spelling",
        )
    yield from _left_free(behavior)
    if behavior.fairness and not any(each.kind == "temporal" for each in spec.properties):
        yield Diagnostic(
            Code.IGNORED,
            "fairness has no influence on this run, as no temporal property is checked",
            behavior.fairness[0].span,
            "name what must happen in the end under PROPERTY, for example Request ~> Reply",
        )


def left_out(spec: Spec, found: Report) -> Iterator[Diagnostic]:
    """Beside a green answer: what the text says of the system, and what was not asked."""
    if spec.behavior is None or found.verdict not in ("proved", "bounded"):
        return
    if not spec.invariants and not spec.properties:
        return  # said before the search
    formulas = unchecked(spec)
    if formulas:
        yield Diagnostic(
            Code.WEAK_CHECK,
            f"defined, and not checked in this run: {', '.join(each.name for each in formulas)}",
            formulas[0].span,
            "name what has to hold under INVARIANT or PROPERTY",
        )


def _such_as(spec: Spec) -> str:
    names = [each.name for each in unchecked(spec)]
    return f": there {'is' if len(names) == 1 else 'are'} {', '.join(names)}" if names else ""


def _unmoved(spec: Spec, behavior: Behavior) -> Iterator[Diagnostic]:
    """Invariants that no step can falsify, as they read nothing that changes."""
    changed = variables_changed(behavior.next)
    for invariant in spec.invariants:
        read = variables_read(invariant.expr)
        if not read and asks_the_run(invariant.expr):
            continue
        if not read:
            yield Diagnostic(
                Code.WEAK_CHECK, f"{invariant.name} mentions no variable: it is the same in every state", invariant.span
            )
        elif not read & changed:
            yield Diagnostic(
                Code.WEAK_CHECK,
                f"{invariant.name} reads only {_list(read)}, which no step changes: only initial states test it",
                invariant.span,
            )


def _no_symmetry(spec: Spec) -> Iterator[Diagnostic]:
    """A SYMMETRY that is none."""
    if spec.symmetry is not None:
        from symcheck.concrete.symmetry.orbits import Unused, given  # most configurations have none

        found = given(spec.symmetry)
        if isinstance(found, Unused):
            yield Diagnostic(
                Code.IGNORED,
                f"SYMMETRY has no effect: {found.reason}",
                spec.symmetry.span,
                "Permutations(S) is one, where S is a set of model values: CONSTANT S = {a, b}",
            )


def _fair_states(behavior: Behavior) -> Iterator[Diagnostic]:
    """Fairness is about steps."""
    for fair in behavior.fairness:
        if not speaks_of_steps(fair.action):
            yield Diagnostic(
                Code.WEAK_CHECK,
                f"fairness is asked of {fair.action.span.text}, which says nothing of a step",
                fair.action.span,
                "name an action, as in WF_vars(Next)",
            )


def _left_free(behavior: Behavior) -> Iterator[Diagnostic]:
    """What a behavior of the formula may change beside the steps of Next."""
    variables = forgotten(behavior)
    if variables and behavior.subscript is not None:
        it = "it" if len(variables) == 1 else "them"
        yield Diagnostic(
            Code.WEAK_CHECK,
            f"the subscript of [][Next]_v does not mention {_list(variables)}: by TLA+ a step that keeps the rest may "
            f"change {it} in any way, and such steps are not looked at",
            behavior.subscript.span,
            "write [][Next]_vars, where vars is the tuple of all variables",
        )


def vacuous(spec: Spec, found: Exploration) -> Iterator[Diagnostic]:
    """What a complete search has shown to be empty."""
    behavior = spec.behavior
    assert behavior is not None
    if found.distinct == 0 and found.generated:
        names = ", ".join(each.name for each in spec.constraints)
        yield Diagnostic(
            Code.VACUOUS,
            f"no initial state satisfies {names}, so nothing is searched on from",
            spec.constraints[0].span,
            "a CONSTRAINT says which states to search on from: it holds of those that are of interest",
        )
        return
    if found.distinct == 0:
        yield Diagnostic(
            Code.VACUOUS,
            "no state satisfies the initial predicate, so everything holds of nothing",
            behavior.init.span,
            "check the constants and the conjuncts of Init",
        )
        return
    for action in never_taken(spec, found):
        yield Diagnostic(
            Code.VACUOUS,
            f"action {action.name} is never enabled in any reachable state",
            action.span,
            "check its guards: what they wait for never happens",
        )
    for still in found.unmoved:
        yield Diagnostic(
            Code.VACUOUS,
            f"no reachable step changes what [][…]_v in {still.name} speaks of, so nothing is asked of any step",
            still.expr.span,
            "check the subscript, and in a refinement what is substituted for the variables",
        )
    for asked, premise in found.unmet:
        yield Diagnostic(
            Code.VACUOUS,
            f"no reachable state satisfies the premise of {asked.name}, so nothing is asked of any",
            premise.span,
            "check the premise: what it waits for never happens",
        )


def cut_short(spec: Spec, found: Exploration) -> Iterator[Diagnostic]:
    """Liveness that was shown of those behaviors only that no constraint cuts off."""
    held = [each.name for each in found.findings if each.kind == "temporal" and isinstance(each.answer, Holds)]
    constraints = (*spec.constraints, *spec.action_constraints)
    if found.cut and held and constraints:
        names = ", ".join(each.name for each in constraints)
        yield Diagnostic(
            Code.WEAK_CHECK,
            f"{', '.join(dict.fromkeys(held))}: behaviors that leave {names} were not looked at",
            constraints[0].span,
            "what must happen in the end may fail on these: bound what grows by guards of the actions instead",
        )


def merged(spec: Spec, found: Exploration) -> Iterator[Diagnostic]:
    """What was shown of one state for each VIEW."""
    if spec.view is not None and found.distinct < found.generated:
        yield Diagnostic(
            Code.WEAK_CHECK,
            f"states with the same {spec.view.name} are one state: what holds was shown of the first of them",
            spec.view.span,
            "leave VIEW out to have every state looked at",
        )


def uncertified(outcomes: Iterable[Outcome], solver: str) -> Iterator[Diagnostic]:
    """Where a second solver was asked for and had nothing to look at."""
    listed = [each for each in outcomes if isinstance(each, Proof) and isinstance(each.grounds, Exploration)]
    if listed:
        names = ", ".join(each.question.name for each in listed)
        yield Diagnostic(
            Code.IGNORED,
            f"{solver} had nothing to check of {names}: every state was listed, and there is no certificate",
            hint="ask for one with --engine pdr, kinduction or spacer",
        )


def _list(variables: Iterable[Variable]) -> str:
    return ", ".join(sorted(variable.name for variable in variables))
