"""What engines answer, and the paths that refute; must not know how a search went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.term import Term

Assignment = Mapping[Term, bool | int]


@dataclass(frozen=True, slots=True)
class Move:
    """The state reached and how: `action` is an index into the system's actions, None for the first state.

    `inputs` are those under which the action ran (or `init` held).
    """

    action: int | None
    state: Assignment
    inputs: Assignment


@dataclass(frozen=True, slots=True)
class Path:
    """A behaviour of single actions from an initial state. `inputs` make the property bad in the last state; for an
    "action" property they are those of the last move. `shortest`: no shorter path refutes the property."""

    moves: tuple[Move, ...]
    inputs: Assignment
    shortest: bool = False

    @property
    def length(self) -> int:
        """How many actions run."""
        return len(self.moves) - 1


@dataclass(frozen=True, slots=True)
class Proved:
    """The property holds in every reachable state. `certificate` is an inductive invariant over the state variables
    (those of `halting(system)`); `system.lemma` need not be repeated in it.

    It implies the property, or else (`k` is given, at least 1) the properties named in `together`, this one among them,
    are k-inductive where the certificate holds and the properties in `using`, which are proved without this one, do.
    `simple_path`: on paths that repeat no state.
    """

    certificate: Term
    k: int = 0
    together: tuple[str, ...] = ()
    using: tuple[str, ...] = ()
    simple_path: bool = False


@dataclass(frozen=True, slots=True)
class Refuted:
    path: Path


@dataclass(frozen=True, slots=True)
class Bounded:
    """No path of at most so many steps is bad."""

    depth: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Undecided: `why` is one phrase; no path of at most `depth` steps is bad (-1: nothing is known)."""

    why: str
    depth: int = -1


Verdict = Proved | Refuted | Bounded | Unknown
