"""A behavior, or a prefix of one: states joined by the actions that led to them; must not know how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symcheck.base.span import Span
from symcheck.value import Value

State = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One state and the action that led to it. The first step's action is "Init"; `bindings` are the values of the
    action's parameters and of the `\\E` that were decided on the way to it, outermost first."""

    action: str
    bindings: tuple[tuple[str, Value], ...]
    state: State
    span: Span | None = field(default=None, compare=False)

    @property
    def label(self) -> str:
        """`Send(p = 1, m = "a")`, or the bare name."""
        inside = ", ".join(f"{name} = {value}" for name, value in self.bindings)
        return f"{self.action}({inside})" if inside else self.action


@dataclass(frozen=True, slots=True)
class Trace:
    """`steps` is never empty. `loop` is the index of the state that follows the last one (a lasso), or None; `back` is
    the step to it, where it is known and no stuttering. `numbers` are worth trying where a formula of it speaks of all
    integers."""

    variables: tuple[str, ...]
    steps: tuple[Step, ...]
    loop: int | None = None
    back: Step | None = field(default=None, compare=False)
    numbers: tuple[int, ...] = field(default=(), compare=False)

    def __len__(self) -> int:
        """How many states."""
        return len(self.steps)
