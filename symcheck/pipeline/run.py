"""The order of a check: assumptions, a search for whatever else is asked, the report; must not know engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.concrete.evaluate import evaluate
from symcheck.core.spec import Spec
from symcheck.pipeline.advice.callers import with_callers
from symcheck.pipeline.advice.warnings import uncertified, weak_checks
from symcheck.pipeline.assumptions import assume
from symcheck.pipeline.board import INTERRUPTED, LIVENESS, OUT_OF_MEMORY, OUT_OF_TIME, Board
from symcheck.pipeline.confirm import refute
from symcheck.pipeline.draws import drawn
from symcheck.pipeline.engines import registry
from symcheck.pipeline.outcome import Question
from symcheck.pipeline.processes import memory
from symcheck.pipeline.processes.supervise import Ending, Stoppable, supervise
from symcheck.pipeline.questions import asked
from symcheck.pipeline.report import Report, report
from symcheck.pipeline.task import Limits, Task
from symcheck.resolve import resolve_expression
from symcheck.term.node import LIFETIME
from symcheck.trace.trace import Trace
from symcheck.value import Value

PATIENCE = 2.0  # seconds, or as long again: so much is spent on the other questions after a violation

__all__ = ["Limits", "check_spec", "evaluate_in"]


def evaluate_in(spec: Spec | None, expression: str) -> Value:
    """The value of a constant expression in a specification's scope, or in the standard modules'. Raises SpecError."""
    return evaluate(resolve_expression(spec, expression))


def check_spec(
    spec: Spec,
    limits: Limits,
    engine: str = registry.AUTO,
    observer: Observer | None = None,
    said: Iterable[Diagnostic] = (),
) -> Report:
    """Answer everything that the specification's configuration asks, and repeat what was `said` of the request. Raises
    SpecError where it cannot be treated."""
    if engine not in registry.ENGINES:
        raise SpecError(
            Code.UNSUPPORTED, f"there is no engine {engine}", hint=f"there are {', '.join(registry.ENGINES)}"
        )
    with LIFETIME:
        return _checked(spec, limits, engine, observer or Silent(), said)


def _checked(spec: Spec, limits: Limits, engine: str, observer: Observer, said: Iterable[Diagnostic]) -> Report:
    budget = Stoppable(Budget(limits.seconds))
    spec = drawn(spec, limits.seed)
    questions = asked(spec)
    board = Board(questions.questions)
    board.say(said)
    board.say(spec.warnings)
    board.say(weak_checks(spec))

    def believe(question: Question, trace: Trace, found_by: str) -> None:
        refute(spec, questions, board, question, trace, found_by)
        if board.violated:
            budget.stop_within(max(PATIENCE, budget.elapsed))

    task = Task(
        spec, questions, limits, budget, observer, board, believe, {"engine": engine}, goes_on=limits.end
    )
    try:
        ending = supervise(lambda: _work(task, engine), budget)
    except SpecError as error:
        if not board.violated:
            raise
        board.say(error.diagnostics)  # what was found before that stays found
        ending = Ending.DONE
    match ending:
        case Ending.INTERRUPTED:
            board.leave(board.open, engine, INTERRUPTED)
        case Ending.OUT_OF_TIME:
            board.leave(board.open, engine, OUT_OF_TIME)
        case Ending.OUT_OF_MEMORY:
            board.leave(board.open, engine, OUT_OF_MEMORY)
        case Ending.DONE if budget.exhausted:
            board.leave_rest(engine, OUT_OF_TIME)
        case Ending.DONE:
            pass
    if not registry.ENGINES[engine].takes_liveness:
        board.leave([question for question in board.open if question.kind == "temporal"], engine, LIVENESS)
    outcomes = [with_callers(spec, each) for each in board.outcomes(limits.length)]
    if limits.certify is not None:
        board.say(uncertified(outcomes, limits.certify))
    stats = {**task.stats, "seconds": round(budget.elapsed, 3)}
    stats.setdefault("peak_mib", round(memory.peak(), 1))
    task.observer.note(f"at most {stats['peak_mib']} MiB of memory, all processes together")
    return replace(report(outcomes, board.diagnostics, stats), invariant=board.invariant)


def _work(task: Task, engine: str) -> None:
    """The assumptions, then the engine; where memory is limited, nothing that may take much of it is done here."""
    task.observer.note(f"{task.spec.name} is read; engine {engine}")
    search = registry.ENGINES[engine].search
    if task.limits.memory is None:
        assume(task)
        if task.spec.behavior is not None and not task.board.violated:
            search(task)
        return
    from symcheck.pipeline.processes.portfolio import apart, can_fork

    if not can_fork():
        task.board.say([Diagnostic(Code.IGNORED, "--memory has no effect: processes cannot be split here")])
        _work(replace(task, limits=replace(task.limits, memory=None)), engine)
        return
    apart(task, "evaluation", assume)
    if task.spec.behavior is not None and not task.board.violated:
        if engine == registry.AUTO:
            search(task)
        else:
            apart(task, engine, search)
