"""What proves a property: as few of the lemmas of all frames as are found to do; must not know how they were learned.

From those that exclude what is bad, to those that keep these, and so on: each question says by its core what it needs.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.engine.pdr.circuit import Circuit
from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import ALWAYS, Frames
from symcheck.engine.pdr.relation import Bad, Relation
from symcheck.solve.sat_incremental import Incremental
from symcheck.term import Term, conj

_FEW = 100  # conflicts, to find out whether the lemmas so far are enough
_MANY = 5_000  # conflicts, to find out which of all are; else all are kept


def certificate(relation: Relation, frames: Frames, consecution: Consecution, bad: Bad) -> Term:
    """An inductive invariant over the state variables that excludes what is bad: the system's lemma, and lemmas of all
    frames, which exclude it together. All of them, where it is too hard to tell which are needed or time is up."""
    cubes = frames.at(ALWAYS)
    first = 1 + max(circuit.top for circuit in (bad.circuit, *relation.circuits))
    needed = _Needed(range(first, first + len(cubes)))
    keeping: dict[int, Incremental] = {}

    def knowing(circuit: Circuit) -> Incremental:
        solver = circuit.solver()
        solver.add_all(
            (-selector, *(-literal for literal in cube)) for selector, cube in zip(needed.all, cubes, strict=True)
        )
        return solver

    easy = needed.ask(knowing(bad.circuit), ())
    for selector in needed.order:  # grows
        for number, question in consecution.questions(cubes[selector - first]):
            if number not in keeping:
                keeping[number] = knowing(relation.circuits[number])
            easy = easy and needed.ask(keeping[number], question)
        easy = easy and not frames.budget.exhausted
        if not easy:
            break
    kept = sorted(needed.order) if easy else needed.all
    return conj((relation.system.lemma, *(relation.clause_term(cubes[selector - first]) for selector in kept)))


class _Needed:
    """Selectors of the lemmas that are needed so far, in `order`; what they are enough for needs no others."""

    def __init__(self, selectors: Sequence[int]) -> None:
        self.all = selectors
        self.order: list[int] = []
        self._known: set[int] = set()

    def ask(self, solver: Incremental, question: Sequence[int]) -> bool:
        """Take in what excludes the question; False if that is too hard to find out."""
        if solver.attempt([*question, *self.order], _FEW) is not False:
            found = solver.attempt([*question, *self.order, *self.all], _MANY)
            assert not found, "what holds in all frames is an invariant"
            if found is None:
                return False
            core = solver.core()
            new = [selector for selector in self.all if selector in core and selector not in self._known]
            self.order += new
            self._known.update(new)
        return True
