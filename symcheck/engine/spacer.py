"""Proofs over integers by Z3's Spacer, one property after another; must not know TLA+ or Z3.

Each property is asked in its cone, in turns that grow longer, each of them another way. What was proved
strengthens every later question. A violation comes without a path, so bounded search looks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine import bmc
from symcheck.engine.verdict import Proved, Refuted, Unknown, Verdict
from symcheck.solve import Answer
from symcheck.system.ranges import settled_ranges
from symcheck.system.transform.halting import halting
from symcheck.system.transform.slice import slice_for
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Term, conj, neg

ENGINE = "spacer"
_FIRST_TURN = 1.5  # seconds for each property, before it is another one's turn; then twice as many


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    budget: Budget | None = None,
    observer: Observer | None = None,
) -> dict[str, Verdict]:
    """A verdict for each property by name: Proved, Refuted, or Unknown when the budget ends or Z3 gives up."""
    found = Search(system, properties, budget, observer)
    found.run()
    return found.verdicts()


class Search:
    """A search whose verdicts can be asked for at any time, also after KeyboardInterrupt has left `run`."""

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        budget: Budget | None = None,
        observer: Observer | None = None,
    ) -> None:
        self._original = system
        self._system = halting(system)
        self._lemma = conj((system.lemma, settled_ranges(self._system)))
        self._properties = tuple(properties)
        self._budget = budget or Budget()
        self._observer: Observer = observer or Silent()
        self._proved: dict[str, Proved] = {}
        self._refuted: dict[str, Refuted] = {}
        self._reasons: dict[str, str] = {}
        self._given_up: set[str] = set()

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {prop.name: self._verdict(prop.name) for prop in self._properties}

    def _verdict(self, name: str) -> Verdict:
        default = Unknown(self._reasons.get(name, "out of time" if self._budget.exhausted else "interrupted"))
        return self._proved.get(name) or self._refuted.get(name) or default

    def run(self) -> None:
        """Search until everything is decided, given up, or the budget ends."""
        turn, attempt = _FIRST_TURN, 0
        while waiting := self._waiting():
            for place, prop in enumerate(waiting):
                if self._budget.exhausted:
                    return
                self._ask(prop, self._budget.slice(turn), attempt)
                if prop.name in self._proved or prop.name in self._refuted:
                    self._observer.progress(ENGINE, place, prop.name)
            turn, attempt = 2 * turn, attempt + 1

    def _waiting(self) -> list[Property]:
        settled = self._proved.keys() | self._refuted.keys() | self._given_up
        return [prop for prop in self._properties if prop.name not in settled]

    def _ask(self, prop: Property, budget: Budget, attempt: int) -> None:
        if prop.bad is FALSE:
            self._proved[prop.name] = Proved(self._lemma)
            return
        from symcheck.solve.z3_spacer import spacer  # Z3 is loaded when it is asked

        strong = replace(self._system, lemma=conj((self._lemma, *self._facts())))
        found = spacer(slice_for(strong, [prop]).system, prop, budget, attempt)
        match found.answer:
            case Answer.UNSAT if found.invariant is not None:
                known = [proved.certificate for proved in self._proved.values() if proved.k == 0]
                invariant = conj((found.invariant, self._lemma, *known))
                if found.steps == 1 and self._system.speaks_of_states(prop):
                    self._proved[prop.name] = Proved(conj((invariant, neg(prop.bad))))
                else:
                    self._proved[prop.name] = Proved(invariant, found.steps, (prop.name,) if found.steps else ())
                self._observer.note(f"{prop.name}: Spacer found an invariant")
            case Answer.UNSAT:
                self._give_up(prop, "Z3 found an invariant that has no translation")
            case Answer.SAT:
                self._find(prop)
            case Answer.UNKNOWN if budget.exhausted:
                self._observer.note(f"{prop.name}: no invariant yet")
            case Answer.UNKNOWN:
                self._give_up(prop, found.reason)

    def _facts(self) -> list[Term]:
        """What the properties whose certificates imply them say of states."""
        implied = {name for name, proved in self._proved.items() if proved.k == 0}
        proved = [prop for prop in self._properties if prop.name in implied and self._system.speaks_of_states(prop)]
        return [part for prop in proved if (part := neg(prop.bad)) is not TRUE]

    def _give_up(self, prop: Property, reason: str) -> None:
        self._given_up.add(prop.name)
        self._reasons[prop.name] = reason

    def _find(self, prop: Property) -> None:
        """Something bad is reachable: bounded search goes as deep as it takes."""
        self._observer.note(f"{prop.name} is violated: looking for a path")
        verdict = bmc.search(self._original, [prop], None, self._budget, self._observer)[prop.name]
        if isinstance(verdict, Refuted):
            self._refuted[prop.name] = verdict
        else:
            self._give_up(prop, "something bad is reachable, but no path was found in time")
