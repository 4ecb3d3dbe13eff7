"""What `--engine auto` does: list states for a while, then search symbolically; must not know how either works."""

from __future__ import annotations

from symcheck.base.diagnostic import SpecError
from symcheck.pipeline import explicitly
from symcheck.pipeline.task import Task

SECONDS = 5.0
SHARE = 0.3  # of a time limit, at most
STATES = 200_000


def search(task: Task) -> None:
    """Explicit search settles small specifications for good; what it leaves open goes to bounded search, and what
    that cannot treat back to explicit search without its small limits."""
    left = task.budget.remaining
    seconds = SECONDS if left is None else min(SECONDS, left * SHARE)
    refused: SpecError | None = None
    try:
        found = explicitly.search(task, task.budget.slice(seconds), STATES, others_follow=True)
        if found.complete or task.board.violated or not task.board.open:
            return
    except SpecError as error:
        refused = error
    if task.budget.exhausted:
        return
    from symcheck.pipeline import symbolically

    try:
        symbolically.search(task)
    except SpecError as error:
        if refused is not None and refused.code.value.startswith("U"):
            raise
        task.observer.note(f"symbolic search: {error}")
        task.board.leave(task.board.open, symbolically.ENGINE, error.diagnostics[0].message)
        if not task.budget.exhausted:
            explicitly.search(task)
        if task.board.open:
            task.board.say(error.diagnostics)
