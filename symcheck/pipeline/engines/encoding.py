"""A task's specification as a transition system, with what that alone settles; must not know engines."""

from __future__ import annotations

from collections.abc import Set

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.deep import deeply
from symcheck.pipeline.outcome import InitialStates, Proof
from symcheck.pipeline.task import Task
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.encoder import Early


def encoding(
    task: Task,
    depth: int | None,
    engine: str,
    doubted: Set[str] = frozenset(),
    early: Early | None = None,
) -> Encoded | None:
    """The system for so many steps, or for all, that assumes nothing that is doubted; `early` may have those for fewer
    steps on the way. None, and everything settled, where no state is initial. What could not be encoded is left on the
    board. Raises SpecError for what the symbolic reading lacks."""
    try:
        found = deeply(lambda: encode(task.spec, depth, task.observer, doubted, early))
    except SpecError as error:
        if error.code is not Code.VACUOUS:
            raise
        task.board.say(error.diagnostics)
        for question in task.board.open:
            if question.kind not in ("assumption", "postcondition"):  # these are no formulas about behaviors
                task.board.settle(Proof(question, engine, InitialStates()))
        task.stats["distinct_states"] = 0
        return None
    for title, lacking in found.left_out.items():
        left = [question for question in task.board.open if question.name == title]
        task.board.leave(left, engine, f"not treated symbolically: {lacking.diagnostics[0]}")
    return found
