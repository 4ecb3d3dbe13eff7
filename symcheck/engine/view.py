"""How a system is put to a solver: as it is, or with its integers in bits; must not know searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symcheck.base.observe import Observer
from symcheck.engine.linearise import run
from symcheck.engine.verdict import Move, Path
from symcheck.solve import SolverFactory, default_solver
from symcheck.system.transform.to_bits import InBits, to_bits
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Term, conj, nodes
from symcheck.term.bits import WidthError

_FIRST_AHEAD = 10  # steps for which integers have bits at first


@dataclass(frozen=True, slots=True)
class View:
    """`system` behaves as the original does on paths of at most `depth` steps (on all if None)."""

    system: TransitionSystem
    depth: int | None
    factory: SolverFactory
    bits: InBits | None = None

    def original(self, prop: Property, path: Path) -> Path:
        """A path of `system` to a bad end as one of the original, in which it is checked to run."""
        bits = self.bits
        if bits is None:
            return path
        moves = [Move(m.action, bits.decode_state(m.state), bits.decode_inputs(m.inputs)) for m in path.moves]
        steps = [(move.action, move.inputs) for move in moves[1:] if move.action is not None]
        found = run(bits.original, prop, moves[0], steps, bits.decode_inputs(path.inputs))
        assert found is not None, "bits mean the integers that they stand for"
        return replace(found, shortest=path.shortest)


def view(
    system: TransitionSystem, properties: Sequence[Property], depth: int, factory: SolverFactory | None = None
) -> View:
    """The form of a system, with these properties, that is solved fastest; good for paths of some depth at least.

    With a `factory` the system stays as it is.
    """
    asked = replace(system, properties=tuple(properties))
    if factory is not None:
        return View(asked, None, factory)
    if is_boolean(asked):
        return View(asked, None, default_solver(boolean=True))
    try:
        bits = to_bits(asked, depth)
    except WidthError:
        return View(asked, None, default_solver(boolean=False))
    return View(bits.system, bits.depth, default_solver(boolean=True), bits)


class Views:
    """The forms of one system for deeper and deeper searches; the same one as long as it is good enough."""

    __slots__ = ("_factory", "_lemma", "_length", "_observer", "_properties", "_seen", "_system")

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        length: int | None,
        factory: SolverFactory | None,
        observer: Observer,
    ) -> None:
        self._system = system
        self._properties = properties
        self._length = length
        self._factory = factory
        self._observer = observer
        self._lemma: Term = TRUE
        self._seen: View | None = None

    def learn(self, lemma: Term) -> None:
        """Everything that is seen from now on has this as a lemma: it holds in every reachable state of the system."""
        self._lemma = conj((self._lemma, lemma))
        self._seen = None

    @property
    def system(self) -> TransitionSystem:
        """The system with all that was learnt."""
        return replace(self._system, lemma=conj((self._system.lemma, self._lemma)))

    def at(self, depth: int) -> View:
        """A form that is good for paths of so many steps."""
        seen = self._seen
        if seen is None or (seen.depth is not None and depth > seen.depth):
            ahead = max(2 * depth, _FIRST_AHEAD)
            ahead = ahead if self._length is None else max(depth, min(ahead, self._length))
            seen = self._seen = view(self.system, self._properties, ahead, self._factory)
            if seen.bits is not None:
                self._observer.note(f"integers in bits, up to {ahead} steps")
        return seen


def is_boolean(system: TransitionSystem) -> bool:
    """Whether no integer occurs, so that a SAT solver will do."""
    terms = [system.init, system.constraint, system.lemma, *system.state, *system.inputs]
    terms += (prop.bad for prop in system.properties)
    for action in system.actions:
        terms += (action.guard, action.expand, *action.effects.values())
    return all(node.sort == BOOL for node in nodes(terms))
