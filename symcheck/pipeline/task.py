"""What a search strategy is given; must not know any strategy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.core.spec import Spec
from symcheck.pipeline.board import Board
from symcheck.pipeline.outcome import Question
from symcheck.pipeline.questions import Asked
from symcheck.trace.trace import Trace


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to search: `length` in steps asks for a bounded answer, `seconds` None means as long as it takes.

    `simple_path` is for k-induction: only paths that repeat no state. `wording` are the seconds that may be spent on
    writing the invariant of a proof as TLA+. `certify` names a solver that has to agree with every proof by
    certificate. `memory` in MiB bounds all processes together. With `one_violation` nothing else is looked for once
    there is one."""

    length: int | None = None
    seconds: float | None = None
    seed: int = 0
    simple_path: bool = False
    wording: float = 2.0
    certify: str | None = None
    memory: int | None = None
    one_violation: bool = False

    @property
    def end(self) -> bool:
        """Whether a search ends by itself, so that a violation need not end it."""
        return not self.one_violation and (self.length is not None or self.seconds is not None)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One run's input and its board. `refute` takes a question, a trace that an engine found and the engine's name, and
    settles the question if the trace replays. `stats` is filled by the searches.

    `goes_on` says that a violation of one question does not end the search for answers to the others. `split` starts a
    strategy in one more process, which shares all that this one has by then; None where there can be none."""

    spec: Spec
    asked: Asked
    limits: Limits
    budget: Budget
    observer: Observer
    board: Board
    refute: Callable[[Question, Trace, str], None]
    stats: dict[str, Any] = field(default_factory=dict)
    goes_on: bool = False
    split: Callable[[str, Strategy], None] | None = None

    @property
    def constrained(self) -> bool:
        """Whether states or steps may be left out, as the configuration says."""
        return bool(self.spec.constraints or self.spec.action_constraints)

    def decided(self) -> bool:
        """Whether there is nothing left to search for."""
        return (self.board.violated and not self.goes_on) or self.board.answered(self.limits.length)


Strategy = Callable[[Task], None]
