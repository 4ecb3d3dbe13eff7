"""Systems as PDR takes them: integers with bounds become bits, and its answers integers again; must not know frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.engine.pdr.boolean import BooleanSearch
from symcheck.engine.verdict import Path, Proved, Refuted, Unknown, Verdict
from symcheck.engine.view import view
from symcheck.system.transform.halting import halting
from symcheck.system.transform.to_bits import InBits
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, INT, Term, conj, div, eq, integer, le, mod, substitute
from symcheck.term.bits import bit_variables

_STEPS = 64  # integers that intervals do not bound within so many steps have no bounds
_UNBOUNDED = "integers without bounds have no frames"


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
        self._properties = tuple(properties)
        seen = view(halting(system), properties, _STEPS, None)
        self._seen = seen
        bounded = seen.depth is None and all(var.sort == BOOL for var in (*seen.system.state, *seen.system.inputs))
        self._search = BooleanSearch(seen.system, observer, self._of_bits(symmetries)) if bounded else None

    def run(self, budget: Budget) -> None:
        """Search until everything is decided or the budget ends."""
        if self._search is not None:
            self._search.run(budget)

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far. Unknown.depth: no path of at most so many steps is bad."""
        if self._search is None:
            return {prop.name: Unknown(_UNBOUNDED) for prop in self._properties}
        found = self._search.verdicts()
        return {prop.name: self._original(prop, found[prop.name]) for prop in self._properties}

    def _of_bits(self, symmetries: Sequence[Mapping[Term, Term]]) -> list[Mapping[Term, Term]]:
        """The symmetries that the system has as it is searched."""
        bits = self._seen.bits
        if bits is None:
            return list(symmetries)
        found: list[Mapping[Term, Term]] = []
        for symmetry in symmetries:
            images = dict[Term, Term]()
            for var, image in symmetry.items():
                if var.sort == BOOL:
                    images[var] = image
                elif bits.ranges[var] == bits.ranges[image]:
                    sides = (bit_variables(each, bits.ranges[each]) for each in (var, image))
                    images.update(zip(*sides, strict=True))
                else:
                    break
            else:
                found.append(images)
        return found

    def _original(self, prop: Property, verdict: Verdict) -> Verdict:
        """A verdict on the system as it is searched as one on the system as it was given."""
        seen = self._seen
        match verdict:
            case Refuted(path):
                return Refuted(_without(seen.original(prop, path), self._system))
            case Proved(certificate) if seen.bits is not None:
                return Proved(_in_integers(seen.bits, certificate))
            case _:
                return verdict


def _without(path: Path, system: TransitionSystem) -> Path:
    """A path of `halting(system)` as one of the system."""
    moves = (replace(move, state={var: move.state[var] for var in system.state}) for move in path.moves)
    return replace(path, moves=tuple(moves))


def _in_integers(bits: InBits, certificate: Term) -> Term:
    """A formula over bits as one over the integers that they stand for, with the bounds of those."""
    meaning: dict[Term, Term] = {}
    bounds: list[Term] = []
    for var in bits.original.state:
        if var.sort == INT:
            low, high = bits.ranges[var]
            bounds += (le(integer(low), var), le(var, integer(high)))
            for place, bit in enumerate(bit_variables(var, (low, high))):
                meaning[bit] = eq(mod(div(var, integer(1 << place)), integer(2)), integer(1))
    return conj((*bounds, substitute(certificate, meaning)))
