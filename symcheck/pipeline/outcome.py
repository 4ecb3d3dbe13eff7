"""What a run found out about each question; must not know how it is shown.

The two claims that a user acts on carry their evidence: a `Violation` the replay that the value reading has accepted, a
`Proof` what makes it one. Neither can be built from an engine's word alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from symcheck.base.diagnostic import Diagnostic
from symcheck.concrete.replay import Replayed
from symcheck.concrete.search.exploration import Exploration
from symcheck.pipeline.certificate import Certificate
from symcheck.trace.explanation import Explanation

Kind = Literal["invariant", "deadlock", "action", "temporal", "assumption", "definedness", "postcondition"]
Verdict = Literal["proved", "violated", "bounded", "unknown", "rejected"]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out; `name` is the user's name for it, or "deadlock" and "definedness"."""

    name: str
    kind: Kind


DEADLOCK = Question("deadlock", "deadlock")
DEFINEDNESS = Question("definedness", "definedness")


@dataclass(frozen=True, slots=True)
class InitialStates:
    """Every initial state was looked at, and nothing else matters: the formula speaks of them only."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A formula without variables came to TRUE: an assumption."""


@dataclass(frozen=True, slots=True)
class Certified:
    """Invariants that a solver with no part in finding them has checked: one for each formula of the question. For a
    temporal property they say that no behavior goes through so many `rounds` of what a violation has to do for ever.
    `constrained`: steps from states outside the constraints were left out."""

    certificates: tuple[Certificate, ...]
    rounds: int | None = None
    constrained: bool = False


@dataclass(frozen=True, slots=True)
class Discharged:
    """An obligation of the user's own proof holds: in so many parts, each found to hold by `checked_by`."""

    obligations: int
    checked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer for every reachable state."""

    question: Question
    engine: str
    grounds: Exploration | InitialStates | Evaluation | Certified | Discharged
    seconds: float = 0.0

    def __post_init__(self) -> None:
        match self.grounds:
            case Exploration(complete=complete):
                assert complete, "a part of the states proves nothing"
            case Certified(certificates):
                assert certificates, "nothing was checked"
            case InitialStates() | Evaluation() | Discharged():
                pass

    @property
    def depth(self) -> int | None:
        """How many steps away the farthest state is."""
        return self.grounds.depth if isinstance(self.grounds, Exploration) else None


@dataclass(frozen=True, slots=True)
class Violation:
    """A behavior that shows the violation, as the value reading replayed it: no engine's word is enough.

    `replayed` is None for a formula that is about no behavior: an assumption, a postcondition, or an expression
    evaluated before the first state. `error` is what evaluation stopped at, for definedness; `explanation` why an
    assumption is false."""

    question: Question
    engine: str
    replayed: Replayed | None
    error: Diagnostic | None = None
    seconds: float = 0.0
    explanation: Explanation | None = None

    def __post_init__(self) -> None:
        assert self.replayed is not None or self.question.kind in ("assumption", "definedness", "postcondition")

    @property
    def why(self) -> Explanation | None:
        """Why the formula is false, where that is known."""
        return self.explanation if self.replayed is None else self.replayed.explanation

    @property
    def depth(self) -> int | None:
        """How many steps lead to the violation."""
        return None if self.replayed is None else len(self.replayed.trace) - 1


@dataclass(frozen=True, slots=True)
class NoneWithin:
    """No violation in behaviors of at most `depth` steps; nothing is said of longer ones."""

    question: Question
    engine: str
    depth: int
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither: `depth` is how far the search had looked without finding a violation, None if nowhere."""

    question: Question
    engine: str
    depth: int | None
    reason: str
    seconds: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = field(default=())


Outcome = Proof | Violation | NoneWithin | Undecided


def verdict_of(outcome: Outcome) -> Verdict:
    match outcome:
        case Proof():
            return "proved"
        case Violation():
            return "violated"
        case NoneWithin():
            return "bounded"
        case Undecided():
            return "unknown"
