"""Systems as PDR takes them, Boolean ones and those with integers; must not know frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.engine.pdr.boolean import BooleanSearch
from symcheck.engine.pdr.integers import IntegerSearch
from symcheck.engine.verdict import Path, Refuted, Verdict
from symcheck.engine.view import is_boolean
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import Term


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    budget: Budget | None = None,
    observer: Observer | None = None,
    symmetries: Sequence[Mapping[Term, Term]] = (),
) -> dict[str, Verdict]:
    """A verdict for each property by name: Proved, Refuted, or Unknown (the budget ends, integers have no bounds)."""
    pdr = Pdr(system, properties, observer, symmetries)
    pdr.run(budget or Budget())
    return pdr.verdicts()


class Pdr:
    """A search that can be continued: `run` goes on from the frames that the last one left. Verdicts can be asked for
    at any time, also after KeyboardInterrupt has left `run`.

    `idle` says that there is nothing to search (integers without bounds), `guesses` that integers have limits that may
    be too narrow, in which case a search may not come to an end.

    A certificate is an inductive invariant over the state variables of `halting(system)`, the system's lemma included.
    """

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        observer: Observer | None = None,
        symmetries: Sequence[Mapping[Term, Term]] = (),
    ) -> None:
        """`symmetries` are permutations of the state variables (a Boolean one's image may be a negation) that are
        likely to take reachable states to reachable states. They make a search faster, never wrong."""
        self._system = system
        asked = halting(replace(system, properties=tuple(properties)))
        self._search: BooleanSearch | IntegerSearch
        self.idle = self.guesses = False
        if is_boolean(asked):
            self._search = BooleanSearch(asked, observer, symmetries)
        else:
            self._search = IntegerSearch(asked, observer, symmetries)
            self.idle, self.guesses = self._search.idle, self._search.guesses

    def run(self, budget: Budget) -> None:
        """Search until everything is decided or the budget ends."""
        self._search.run(budget)

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far. Unknown.depth: no path of at most so many steps is bad."""
        found = self._search.verdicts()
        return {
            name: Refuted(_without(verdict.path, self._system)) if isinstance(verdict, Refuted) else verdict
            for name, verdict in found.items()
        }


def _without(path: Path, system: TransitionSystem) -> Path:
    """A path of `halting(system)` as one of the system."""
    moves = (replace(move, state={var: move.state[var] for var in system.state}) for move in path.moves)
    return replace(path, moves=tuple(moves))
