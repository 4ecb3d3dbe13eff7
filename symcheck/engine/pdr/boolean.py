"""Property-directed reachability: frames that are strengthened until one is inductive; must not know integers.

Bradley, "SAT-Based Model Checking without Unrolling" (VMCAI 2011); Een, Mishchenko, Brayton, "Efficient Implementation
of Property Directed Reachability" (FMCAD 2011). Each property is taken to its end by itself, on frames that all share:
what one of them taught about reachable states serves the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.minimise import drop_steps
from symcheck.engine.pdr.certificate import certificate
from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import ALWAYS, Cube, Frames
from symcheck.engine.pdr.generalise import Generaliser
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.obligations import Obligation, Queue
from symcheck.engine.pdr.orbits import Orbits
from symcheck.engine.pdr.pace import Pace, TurnEndedError
from symcheck.engine.pdr.path import path_of
from symcheck.engine.pdr.pushing import Pushing
from symcheck.engine.pdr.reasons import Reasons
from symcheck.engine.pdr.relation import Relation
from symcheck.engine.verdict import Path, Proved, Refuted, Unknown, Verdict
from symcheck.solve.sat_incremental import OutOfBudgetError
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, Term

_FIRST_TURN = 20_000  # questions for each property, before it is another one's turn; then twice as many
_DROP_SECONDS = 1.0  # for leaving out what a path does not need


class BooleanSearch:
    """A search that goes on when `run` is called again; verdicts can be asked for at any time."""

    def __init__(
        self,
        system: TransitionSystem,
        observer: Observer | None = None,
        symmetries: Sequence[Mapping[Term, Term]] = (),
    ) -> None:
        self._system = system
        self._observer: Observer = observer or Silent()
        self._relation = Relation(system)
        self._frames = Frames(self._relation.circuits)
        self._initial = Initial(self._relation.initial.solver(initial=True), self._relation.size)
        self._consecution = Consecution(self._relation, self._frames, self._initial)
        self._pushing = Pushing(self._frames, self._consecution)
        self._generaliser = Generaliser(self._relation, self._frames, self._consecution, self._initial, self._pushing)
        permutations = [self._relation.permutation(each) for each in symmetries]
        self._orbits = Orbits(self._frames, self._consecution, self._initial, permutations)
        self._decided: dict[str, Verdict] = {}
        self._clear = {prop.name: -1 for prop in system.properties}  # nothing is bad in frames up to this
        self._why = "interrupted"
        if not self._initial.meets(()):  # there is no first state
            self._decided = {prop.name: Proved(FALSE) for prop in system.properties}
        self._turn = _FIRST_TURN
        self._pace = Pace(Budget(), self._consecution, None)

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {
            prop.name: self._decided.get(prop.name)
            or Unknown(self._why, self._clear[prop.name] + (prop.kind == "action"))
            for prop in self._system.properties
        }

    def run(self, budget: Budget, vital: str | None = None) -> None:
        """Search until everything is decided or the budget ends, or a property is refuted that is vital to the rest."""
        self._frames.budget = budget
        while len(self._decided) < len(self._clear):
            for prop in self._system.properties:
                if vital is not None and isinstance(self._decided.get(vital), Refuted):
                    return
                if prop.name in self._decided:
                    continue
                alone = len(self._decided) == len(self._clear) - 1
                self._pace = Pace(budget, self._consecution, None if alone else self._consecution.asked + self._turn)
                try:
                    self._check(prop)
                except TurnEndedError:
                    continue
                except OutOfBudgetError:
                    self._why = "out of time"
                    return
            self._turn *= 2

    def _check(self, prop: Property) -> None:
        """Take one property to its end."""
        frames = self._frames
        bad = self._relation.bad(prop)
        limit = frames.follow(bad.circuit.solver(), ALWAYS)
        while self._clear[prop.name] < 0 or limit.solver().solve(()):
            self._pace.go_on()
            level = self._clear[prop.name] + 1
            refuted = self._strengthen(prop, level)
            if refuted is not None:
                self._decided[prop.name] = Refuted(refuted)
                return
            self._clear[prop.name] = level
            self._observer.progress("pdr", level, prop.name)
            while frames.top <= level:
                frames.extend()
            self._propagate()
        self._decided[prop.name] = Proved(certificate(self._relation, frames, self._consecution, bad))

    def _strengthen(self, prop: Property, level: int) -> Path | None:
        """Exclude what is bad from a frame; a path to it if that cannot be."""
        bad = self._relation.bad(prop)
        follower = self._frames.follow(bad.circuit.solver(initial=level == 0), level)
        while (solver := follower.solver()).solve(()):
            model = solver.model()
            reasons = Reasons(model, set())
            ending = next(each for each in bad.endings if reasons.holds(each.why))
            reasons.explain(ending.why, True)
            literals = {literal for literal in reasons.found if abs(literal) <= self._relation.size}
            chain = self._block(Obligation(_cube(literals), ending.action, bad.circuit.inputs(model)), level)
            if chain is not None:
                path = path_of(self._relation, prop, chain)
                path = drop_steps(self._system, prop, path, self._pace.budget.slice(_DROP_SECONDS))
                return replace(path, shortest=path.length == level + (prop.kind == "action"))
        return None

    def _block(self, root: Obligation, level: int) -> Obligation | None:
        """Exclude a cube from a frame; an obligation that holds in an initial state if that cannot be."""
        frames, consecution, initial = self._frames, self._consecution, self._initial
        queue = Queue()
        if initial.meets(root.cube):
            return root
        queue.push(level, root)
        while queue:
            self._pace.go_on()
            at, obligation = queue.pop()
            if frames.blocked(obligation.cube, at):
                if at < level:
                    queue.push(at + 1, obligation)
                continue
            kept = consecution.holds(at - 1, obligation.cube)
            if kept is None:
                literals, inputs = consecution.lift(obligation.cube)
                assert consecution.step is not None
                found = Obligation(_cube(literals), consecution.step.number, inputs, obligation)
                if initial.meets(found.cube):
                    return found
                queue.push(at, obligation)
                queue.push(at - 1, found)
                continue
            lemma, until = self._generaliser.block(kept, at)
            self._orbits.add(lemma, until)
            if until < level:
                queue.push(until + 1, obligation)
        return None

    def _propagate(self) -> None:
        """Push lemmas on; where none stays behind, the frames from there on are one invariant."""
        frames = self._frames
        for level in range(1, frames.top):
            for cube in frames.at(level):
                self._pace.go_on()
                if frames.is_at(cube, level) and self._pushing.push(cube, level) is not None:
                    frames.add(cube, level + 1)
            if not frames.at(level):
                frames.settle(level + 1)
                break


def _cube(literals: set[int]) -> Cube:
    return tuple(sorted(literals, key=abs))
