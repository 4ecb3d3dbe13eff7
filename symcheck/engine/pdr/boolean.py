"""Property-directed reachability: frames that are strengthened until one is inductive; must not know integers.

Bradley, "SAT-Based Model Checking without Unrolling" (VMCAI 2011); Een, Mishchenko, Brayton, "Efficient Implementation
of Property Directed Reachability" (FMCAD 2011). Each property is taken to its end by itself, on frames that all share:
what one of them taught about reachable states serves the next.
"""

from __future__ import annotations

from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine.minimise import drop_steps
from symcheck.engine.pdr.certificate import certificate
from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.generalise import Generaliser
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.obligations import Obligation, Queue
from symcheck.engine.pdr.path import path_of
from symcheck.engine.pdr.reasons import Reasons
from symcheck.engine.pdr.relation import Relation
from symcheck.engine.verdict import Path, Proved, Refuted, Unknown, Verdict
from symcheck.solve.sat_incremental import OutOfBudgetError
from symcheck.system.transition_system import Property, TransitionSystem

_FIRST_TURN = 1.0  # seconds for each property, before it is another one's turn; then twice as many
_DROP_SECONDS = 1.0  # for leaving out what a path does not need


class BooleanSearch:
    """A search that goes on when `run` is called again; verdicts can be asked for at any time."""

    def __init__(self, system: TransitionSystem, observer: Observer | None = None) -> None:
        self._system = system
        self._observer: Observer = observer or Silent()
        self._relation = Relation(system)
        self._frames = Frames(self._relation)
        self._initial = Initial(self._frames.solvers[0], self._relation.size)
        self._consecution = Consecution(self._relation, self._initial)
        self._generaliser = Generaliser(self._frames, self._consecution, self._initial, self._relation.size)
        self._decided: dict[str, Verdict] = {}
        self._clear = {prop.name: -1 for prop in system.properties}  # nothing is bad in frames up to this
        self._why = "interrupted"

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {
            prop.name: self._decided.get(prop.name)
            or Unknown(self._why, self._clear[prop.name] + (prop.kind == "action"))
            for prop in self._system.properties
        }

    def run(self, budget: Budget) -> None:
        """Search until everything is decided or the budget ends."""
        turn = _FIRST_TURN
        while len(self._decided) < len(self._clear):
            open_ = [prop for prop in self._system.properties if prop.name not in self._decided]
            for prop in open_:
                patience = budget.slice(turn) if len(open_) > 1 else budget
                self._frames.spend(patience)
                try:
                    self._check(prop, patience)
                except OutOfBudgetError:
                    if budget.exhausted:
                        self._why = "out of time"
                        return
            turn *= 2

    def _check(self, prop: Property, budget: Budget) -> None:
        """Take one property to its end."""
        frames = self._frames
        while not self._is_settled(prop):
            if budget.exhausted:
                raise OutOfBudgetError
            level = self._clear[prop.name] + 1
            while frames.top < level:
                frames.extend()
                frames.spend(budget)
            refuted = self._strengthen(prop, level, budget)
            if refuted is not None:
                self._decided[prop.name] = Refuted(refuted)
                return
            self._clear[prop.name] = level
            self._observer.progress("pdr", level, prop.name)
            self._propagate(level, budget)

    def _is_settled(self, prop: Property) -> bool:
        """Whether what holds in all frames excludes what is bad, so that the property is proved."""
        if self._frames.limit.solve((self._relation.bad[prop.name].literal,)):
            return False
        if self._clear[prop.name] < 0 and self._first_is_bad(prop):
            return False
        self._decided[prop.name] = Proved(certificate(self._relation, self._frames))
        return True

    def _first_is_bad(self, prop: Property) -> bool:
        return self._frames.solvers[0].solve((self._relation.bad[prop.name].literal,))

    def _strengthen(self, prop: Property, level: int, budget: Budget) -> Path | None:
        """Exclude what is bad from a frame; a path to it if that cannot be."""
        bad, solver = self._relation.bad[prop.name], self._frames.solvers[level]
        while solver.solve((bad.literal,)):
            model = solver.model()
            reasons = Reasons(model, set())
            ending = next(each for each in bad.endings if reasons.holds(each.why))
            reasons.explain(ending.why)
            refuted = self._block(Obligation(self._cube(reasons.found), ending.action, model), level, budget)
            if refuted is not None:
                path = path_of(self._relation, prop, refuted, self._frames.solvers[0])
                path = drop_steps(self._system, prop, path, budget.slice(_DROP_SECONDS))
                return replace(path, shortest=path.length == level + (prop.kind == "action"))
        return None

    def _cube(self, literals: set[int]) -> tuple[int, ...]:
        size = self._relation.size
        return tuple(sorted((literal for literal in literals if abs(literal) <= size), key=abs))

    def _block(self, root: Obligation, level: int, budget: Budget) -> Obligation | None:
        """Exclude a cube from a frame; an obligation that holds in an initial state if that cannot be."""
        frames, consecution, initial = self._frames, self._consecution, self._initial
        queue = Queue()
        if initial.meets(root.cube):
            return root
        queue.push(level, root)
        while queue:
            if budget.exhausted:
                raise OutOfBudgetError
            at, obligation = queue.pop()
            literals = frozenset(obligation.cube)
            if frames.blocked(literals, at):
                if at < level:
                    queue.push(at + 1, obligation)
                continue
            before = frames.solvers[at - 1]
            kept = consecution.holds(before, obligation.cube)
            if kept is None:
                model = before.model()
                cube = self._cube(consecution.lift(model, obligation.cube))
                found = Obligation(cube, consecution.step.number, model, obligation)
                if initial.meets(cube):
                    return found
                queue.push(at, obligation)
                queue.push(at - 1, found)
                continue
            until = self._generaliser.block(kept, at)
            if until < level:
                queue.push(until + 1, obligation)
        return None

    def _propagate(self, top: int, budget: Budget) -> None:
        """Push lemmas on; where none stays behind, the frames from there on are one invariant."""
        frames, consecution = self._frames, self._consecution
        for level in range(1, frames.top):
            for cube in frames.at(level):
                if budget.exhausted:
                    raise OutOfBudgetError
                if cube in frames.lemmas[level] and consecution.holds(frames.solvers[level], cube) is not None:
                    frames.add(cube, level + 1)
            if not frames.lemmas[level]:
                frames.settle(level + 1)
                break
