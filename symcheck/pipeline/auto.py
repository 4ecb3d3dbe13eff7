"""What `--engine auto` does: explicit and symbolic search, at once where possible; must not know how they work."""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.pipeline import explicitly
from symcheck.pipeline.portfolio import Beside, can_fork
from symcheck.pipeline.task import Task

ALONE = 0.2  # seconds for explicit search before anything else is started
FIRST = 5.0  # seconds for it where the two take turns
SHARE = 0.3  # of a time limit, at most
STATES = 3_000_000  # more do not fit into the memory of a small machine


def search(task: Task) -> None:
    """Explicit search settles small specifications for good; symbolic search finds what lies deep."""
    if can_fork():
        refused = _explicit(task, task.budget.slice(ALONE))
        if task.decided() or task.budget.exhausted:
            return
        beside = Beside(task, _symbolic)
        try:
            searching = True
            while searching:
                if refused is None:
                    refused = _explicit(task, beside.budget)
                beside.wait()
                searching = beside.confirm()
        finally:
            beside.end()
        lacking = beside.error
        again = refused is not None
    else:
        refused = _explicit(task, task.budget.slice(_turn(task)))
        if task.decided() or task.budget.exhausted:
            return
        lacking = None
        try:
            _symbolic(task)
        except SpecError as error:
            lacking = error
        again = True
    if lacking is not None and not task.decided():
        _explicit_alone(task, refused, lacking, again)


def _turn(task: Task) -> float:
    left = task.budget.remaining
    return FIRST if left is None else min(FIRST, left * SHARE)


def _explicit(task: Task, budget: Budget) -> SpecError | None:
    """List states within the budget; returns what this engine cannot treat, but another may."""
    try:
        explicitly.search(task, budget, STATES, others_follow=True)
    except SpecError as error:
        return error
    return None


def _symbolic(task: Task) -> None:
    from symcheck.pipeline import symbolically  # loads a solver

    symbolically.search(task)


def _explicit_alone(task: Task, refused: SpecError | None, lacking: SpecError, again: bool) -> None:
    """The symbolic reading lacks something, so explicit search has all the time and the last word."""
    if refused is not None and refused.code.value.startswith("U"):
        raise lacking
    task.observer.note(f"symbolic search: {lacking}")
    if again and not task.budget.exhausted:
        explicitly.search(task)
    if not task.decided():
        task.board.say(lacking.diagnostics)
