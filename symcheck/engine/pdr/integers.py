"""PDR for systems with integers: in bits, within limits that are proved as well; must not know frames.

What every single step keeps is proved as it is, over integers. For the rest limits that intervals give for all depths
are taken; otherwise some are guessed: that no step leaves them is one more property, and what proves it is a part of
every certificate. When they turn out to be too narrow they become wider.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.engine.linearise import run
from symcheck.engine.one_step import kept
from symcheck.engine.pdr.boolean import BooleanSearch
from symcheck.engine.verdict import Move, Path, Proved, Refuted, Unknown, Verdict
from symcheck.system.ranges import settled_ranges
from symcheck.system.transform.to_bits import InBits, to_bits
from symcheck.system.transform.within import LEAVES, likely_limits, wider, within
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, INT, Term, conj, disj, div, eq, integer, le, mod, neg, substitute
from symcheck.term.bits import WidthError, bit_variables
from symcheck.term.circuits import Range

_STEPS = 64  # what intervals do not bound within so many steps they do not bound
_WIDENINGS = 4
_RUNS = 2_000
_ONE_STEP = 1.0  # seconds to find out what single steps keep
_UNBOUNDED = "integers without bounds have no frames"
_LEFT = "integers left every limit that was tried"


class IntegerSearch:
    """A search that can be continued, as `BooleanSearch`."""

    def __init__(
        self, system: TransitionSystem, observer: Observer | None, symmetries: Sequence[Mapping[Term, Term]]
    ) -> None:
        self._system = system
        self._observer = observer
        self._symmetries = symmetries
        self._limits: dict[Term, Range] | None = None
        self._widened = 0
        self._is_begun = False
        # refuted within narrower limits, which are real paths all the same, or proved by single steps
        self._settled: dict[str, Refuted | Proved] = {}
        self._bits: InBits | None = None
        self._search: BooleanSearch | None = None
        if not self._start(system):
            try:
                self._limits = likely_limits(system)
            except WidthError:
                return
            self._start(within(system, self._limits).system)

    def _start(self, system: TransitionSystem) -> bool:
        """Begin with a system if its integers have bounds."""
        try:
            bits = to_bits(system, _STEPS)
        except WidthError:
            return False
        if bits.depth is not None:
            return False
        self._bits = bits
        self._search = BooleanSearch(bits.system, self._observer, _of_bits(bits, self._symmetries))
        return True

    @property
    def idle(self) -> bool:
        """Whether there is nothing to search."""
        return self._search is None

    @property
    def guesses(self) -> bool:
        """Whether limits are guessed, which may go on for ever."""
        return self._limits is not None

    def run(self, budget: Budget) -> None:
        """Search until everything is decided or the budget ends."""
        if not self._is_begun:
            self._is_begun = True
            self._keep(budget.slice(_ONE_STEP))
        while self._search is not None:
            self._search.run(budget, None if self._limits is None else LEAVES)
            if self._limits is None or not isinstance(self._search.verdicts()[LEAVES], Refuted):
                return
            if self._widened == _WIDENINGS:
                return
            self._widen()

    def _keep(self, budget: Budget) -> None:
        """What no initial state and no step makes bad needs no limits, and no bits."""
        found = kept(self._system, self._system.properties, budget)
        proof = Proved(conj((settled_ranges(self._system), *(neg(prop.bad) for prop in found))))
        self._settled |= {prop.name: proof for prop in found}
        if found and self._search is not None:
            self._start_anew()

    def _widen(self) -> None:
        assert self._limits is not None
        self._settled |= {name: each for name, each in self.verdicts().items() if isinstance(each, Refuted)}
        self._widened += 1
        self._limits = wider(self._limits)
        self._start_anew()

    def _start_anew(self) -> None:
        """Search for what is open, within limits if there are some."""
        left = tuple(prop for prop in self._system.properties if prop.name not in self._settled)
        self._search = None
        if left:
            system = replace(self._system, properties=left)
            self._start(system if self._limits is None else within(system, self._limits).system)

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        if self._search is None or self._bits is None:
            why = _LEFT if self._widened else _UNBOUNDED
            found: dict[str, Verdict] = {prop.name: Unknown(why) for prop in self._system.properties}
            return {**found, **self._settled}
        known = self._search.verdicts()
        staying = known.get(LEAVES)
        properties = {prop.name: prop for prop in self._system.properties}
        return {
            name: self._settled.get(name) or self._original(self._bits, prop, known[name], staying)
            for name, prop in properties.items()
        }

    def _original(self, bits: InBits, prop: Property, verdict: Verdict, staying: Verdict | None) -> Verdict:
        """A verdict on bits as one on integers; `staying` is the one on the limits, if there are any."""
        match verdict, staying:
            case Refuted(path), _:
                return Refuted(self._path(bits, prop, path))
            case Proved(certificate), None:
                return Proved(_in_integers(bits, certificate))
            case Proved(certificate), Proved(limits):
                return Proved(_in_integers(bits, conj((certificate, limits))))
            case _, Refuted():
                return Unknown(_LEFT)
            case Proved(), Unknown(why, depth):
                return Unknown(why, depth)
            case Unknown(why, depth), Unknown(_, least):
                return Unknown(why, min(depth, least))
            case _:
                return verdict

    def _path(self, bits: InBits, prop: Property, path: Path) -> Path:
        """A path of bits as one of integers, checked to run."""
        moves = [Move(m.action, bits.decode_state(m.state), bits.decode_inputs(m.inputs)) for m in path.moves]
        steps = [(move.action, move.inputs) for move in moves[1:] if move.action is not None]
        found = run(self._system, prop, moves[0], steps, bits.decode_inputs(path.inputs))
        assert found is not None, "bits mean the integers that they stand for"
        return replace(found, shortest=path.shortest and self._limits is None)


def _of_bits(bits: InBits, symmetries: Sequence[Mapping[Term, Term]]) -> list[Mapping[Term, Term]]:
    """The symmetries that a system has in bits."""
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


def _in_integers(bits: InBits, certificate: Term) -> Term:
    """A formula over bits as one over the integers that they stand for, with the bounds of those."""
    meaning: dict[Term, Term] = {}
    bounds: list[Term] = []
    for var in bits.original.state:
        if var.sort == INT:
            low, high = bits.ranges[var]
            bounds += (le(integer(low), var), le(var, integer(high)))
            for place, bit in enumerate(bit_variables(var, (low, high))):
                meaning[bit] = bit_of(var, (low, high), place)
    return conj((*bounds, substitute(certificate, meaning)))


def bit_of(var: Term, bounds: Range, place: int) -> Term:
    """Whether a bit of an integer is set. Few runs of values are said by their ends, which solvers see through."""
    low, high = bounds
    size = 1 << place
    if (high - low) // size > _RUNS:
        return eq(mod(div(var, integer(size)), integer(2)), integer(1))
    starts = range((low // size - 1) // 2 * 2 * size + size, high + 1, 2 * size)
    return disj(conj((le(integer(start), var), le(var, integer(start + size - 1)))) for start in starts)
