"""More counterexamples to the same invariants, each along other states; must not know how one is found.

As Apalache's --max-error: two counterexamples differ if their states do, or what --view makes of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Expr, Level
from symcheck.core.spec import Spec
from symcheck.pipeline.confirm import confirm
from symcheck.pipeline.outcome import Violation
from symcheck.pipeline.questions import asked
from symcheck.pipeline.report import Report
from symcheck.pipeline.run import Limits, check_spec
from symcheck.resolve import resolve_expression
from symcheck.resolve.assemble import RootScope
from symcheck.resolve.history import without_paths
from symcheck.trace.trace import Trace
from symcheck.value import Value, make_record, make_tuple


def check_several(
    spec: Spec,
    limits: Limits,
    engine: str,
    observer: Observer | None = None,
    said: Iterable[Diagnostic] = (),
    *,
    count: int,
    view: str | None = None,
) -> Report:
    """The report of one search, with up to `count` counterexamples to invariants in all: those that follow are its
    `more`. Raises SpecError."""
    budget = Budget(limits.seconds)
    seen = None if view is None else _view(spec, view)
    report = check_spec(spec, limits, engine, observer, said)
    paths: list[Value] = []
    more: list[Violation] = []
    violation = report.violation
    while violation is not None and violation.question.kind == "invariant" and len(more) + 1 < count:
        assert violation.replayed is not None, "an invariant is violated by a behavior"
        paths.append(_path(spec, violation.replayed.trace, seen))
        if budget.exhausted:
            break
        further = check_spec(
            without_paths(spec, paths, seen), replace(limits, seconds=budget.remaining), engine, observer or Silent()
        )
        violation = _in_the_original(spec, further.violation)
        if violation is not None and violation.question.kind == "invariant":
            more.append(violation)
    return replace(report, more=tuple(more))


def _view(spec: Spec, text: str) -> Expr:
    found = resolve_expression(spec, text)
    scope = spec.definitions
    assert isinstance(scope, RootScope), "the specification was resolved here"
    if scope.levels.level(found) > Level.STATE:
        raise SpecError(Code.CONFIG_LEVEL, f"--view takes what speaks of one state, {text} speaks of more", found.span)
    return found


def _path(spec: Spec, trace: Trace, view: Expr | None) -> Value:
    """What tells a counterexample from others."""
    variables = {variable.name: variable for variable in spec.variables}
    if view is None:
        states = [
            {name: value for name, value in step.state.items() if not variables[name].rigid} for step in trace.steps
        ]
        return make_tuple([make_record(state) for state in states])
    return make_tuple(
        [evaluate(view, {variables[name]: value for name, value in step.state.items()}) for step in trace.steps]
    )


def _in_the_original(spec: Spec, violation: Violation | None) -> Violation | None:
    """The same violation of the specification as it was asked for: its explanation speaks of nothing that is known."""
    if violation is None or violation.replayed is None:
        return None
    trace = _with_ghosts(spec, violation.replayed.trace)
    found = confirm(spec, asked(spec), violation.question, trace, violation.engine)
    return replace(found, seconds=violation.seconds) if isinstance(found, Violation) else None


def _with_ghosts(spec: Spec, trace: Trace) -> Trace:
    """The trace with the history, where the specification has one."""
    ghosts = [variable.name for variable in spec.variables if variable.ghost]
    if not ghosts:
        return trace
    shown = [variable.name for variable in spec.variables if not variable.ghost and not variable.rigid]
    past: list[Value] = []
    steps = []
    for step in trace.steps:
        past.append(make_record({name: step.state[name] for name in shown}))
        steps.append(replace(step, state={**step.state, **dict.fromkeys(ghosts, make_tuple(past))}))
    return replace(trace, variables=(*trace.variables, *ghosts), steps=tuple(steps))
