"""What a search strategy is given; must not know any strategy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.core.spec import Spec
from symcheck.pipeline.board import Board
from symcheck.pipeline.questions import Asked


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to search: `length` in steps asks for a bounded answer, `seconds` None means as long as it takes."""

    length: int | None = None
    seconds: float | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One run's input and its board. `stats` is filled by the searches."""

    spec: Spec
    asked: Asked
    limits: Limits
    budget: Budget
    observer: Observer
    board: Board
    stats: dict[str, Any] = field(default_factory=dict)


Strategy = Callable[[Task], None]
