"""The explicit engine on a task: every reachable state, or as far as the limits go; must not know solvers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer
from symcheck.concrete.search.exploration import Exploration, Fails, Finding, Holds, Open
from symcheck.concrete.search.explore import ENGINE, Limits, explore
from symcheck.pipeline.advice.warnings import cut_short, merged, vacuous
from symcheck.pipeline.draws import draws_in_steps
from symcheck.pipeline.outcome import DEADLOCK, DEFINEDNESS, InitialStates, Proof, Question, Violation
from symcheck.pipeline.questions import question_of
from symcheck.pipeline.task import Task

# Errors that listing states runs into where searching symbolically may not.
ONLY_HERE = (Code.INFINITE_SET, Code.UNBOUNDED)


def search(
    task: Task, budget: Budget | None = None, states: int | None = None, others_follow: bool = False
) -> Exploration:
    """Settle what can be settled by listing states, within a budget of the task's and a number of states.

    Where another engine has its turn afterwards, the attempt to list an infinite set is raised, not a verdict.
    """
    limits = Limits(states=states, length=task.limits.length, every_property=task.goes_on)
    found = explore(
        task.spec,
        budget or task.budget,
        _Reached(task, task.observer),
        limits,
        lambda finding: _refute(task, finding, others_follow),
    )
    task.stats.update(distinct_states=found.distinct, generated_states=found.generated, depth=found.depth)
    answers: dict[Question, list[Finding]] = {}
    for finding in found.findings:
        answers.setdefault(question_of_finding(finding), []).append(finding)
    for question, findings in answers.items():
        if question in task.board.open:
            _answer(task, question, findings, found)
    if found.complete:
        task.board.say(vacuous(task.spec, found))
        task.board.say(cut_short(task.spec, found))
        task.board.say(merged(task.spec, found))
    return found


def _answer(task: Task, question: Question, findings: list[Finding], found: Exploration) -> None:
    failed = [finding for finding in findings if isinstance(finding.answer, Fails)]
    opened = [finding.answer for finding in findings if isinstance(finding.answer, Open)]
    if failed:  # told of before, but for the postcondition
        _refute(task, failed[0], others_follow=False)
    elif opened:
        depth = min(answer.depth for answer in opened)
        if depth >= 0:
            task.board.reached([question], ENGINE, depth)
        task.board.leave([question], ENGINE, opened[0].reason)
    elif draws_in_steps(task.spec):
        task.board.leave([question], ENGINE, "steps draw at random, so that no list of states is complete")
    else:
        assert all(isinstance(finding.answer, Holds) for finding in findings), "there are three kinds of answers"
        task.board.settle(Proof(question, ENGINE, found if found.complete else InitialStates()))


def _refute(task: Task, finding: Finding, others_follow: bool) -> None:
    """A violation, confirmed and written down as soon as it is found."""
    assert isinstance(finding.answer, Fails)
    question = question_of_finding(finding)
    error = finding.answer.error
    if error is not None and error.code in ONLY_HERE and others_follow:
        raise SpecError.of((error,))
    if question not in task.board.open:
        return
    if finding.answer.trace is None:
        task.board.settle(Violation(question, ENGINE, None, finding.answer.error))
        return
    task.refute(question, finding.answer.trace, ENGINE)


def question_of_finding(finding: Finding) -> Question:
    """Which of a run's questions a finding of the value reading answers."""
    match finding.kind:
        case "deadlock":
            return DEADLOCK
        case "definedness":
            return DEFINEDNESS
        case "postcondition":
            return Question(finding.name, "postcondition")
        case "init" | "invariant" | "action" | "temporal":
            assert finding.formula is not None
            return question_of(finding.formula)
        case _:
            assert_never(finding.kind)


@dataclass(slots=True)
class _Reached:
    """An observer that writes on the board how far the search has come."""

    task: Task
    observer: Observer
    _steps: tuple[Question, ...] = field(init=False, default=())

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        board = self.task.board
        wanted = [question for question in board.open if question.kind in ("invariant", "action")]
        board.reached(wanted, engine, depth)
        if depth > 0:
            board.reached([each for each in (DEADLOCK, DEFINEDNESS) if each in board.open], engine, depth - 1)
        self.observer.progress(engine, depth, detail)

    def note(self, message: str) -> None:
        self.observer.note(message)
