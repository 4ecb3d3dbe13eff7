"""Whether a cube can be reached from a frame in one step, action by action; must not know what is done about it.

Relative induction (Bradley 2011): F and not c and a step does not lead to c. For each action that may make some literal
of the cube hold, and for each such literal: its opposite, the guard, and what the rest of the cube asks for. Why an
action did not lead to a cube is remembered: most of a cube's neighbours rest on the same few literals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.reasons import Reasons
from symcheck.engine.pdr.relation import Relation, Step
from symcheck.engine.verdict import Assignment
from symcheck.solve.sat_incremental import Incremental

_REMEMBERED = 4  # cores for an action and a literal that it makes


class Consecution:
    """Asks for one relation. After a step was found, `step` is it."""

    __slots__ = ("_cores", "_frames", "_hot", "_initial", "_relation", "_solver", "_steps", "asked", "step")

    def __init__(self, relation: Relation, frames: Frames, initial: Initial) -> None:
        self._relation = relation
        self._frames = frames
        self._initial = initial
        self._steps = relation.steps
        self._hot = 0  # the step that was found last: a likely one
        # by step and literal that it makes: literals of a cube that suffice, up to a frame
        self._cores: dict[tuple[int, int], list[tuple[int, frozenset[int]]]] = {}
        self.asked = 0
        self.step: Step | None = None
        self._solver: Incremental | None = None

    def holds(self, level: int, cube: Collection[int]) -> set[int] | None:
        """Literals of the cube that no step from the frame, but from within them, leads to; None if one leads to it.

        The cube holds in no initial state; nor do these literals.
        """
        relation = self._relation
        makers, breakers = relation.makers, relation.breakers
        running = broken = 0
        for literal in cube:
            running |= makers[literal]
            broken |= breakers[literal]
        kept: set[int] = set()
        literals = frozenset(cube)
        for place in self._order(running & ~broken):
            if not self._unreached(level, place, literals, kept):
                self._hot = place
                self.step = self._steps[place]
                return None
        kept = self._initial.exclude(kept, cube)
        self._keep_broken(cube, kept, running & broken)
        return kept

    def questions(self, cube: Collection[int]) -> Iterator[tuple[int, list[int]]]:
        """What may not hold in a state if no step leads from it to the cube: circuits with assumptions."""
        makers, breakers = self._relation.makers, self._relation.breakers
        running = broken = 0
        for literal in cube:
            running |= makers[literal]
            broken |= breakers[literal]
        for place in self._order(running & ~broken):
            step = self._steps[place]
            assumed = self._assumed(step, cube)
            yield from ((step.circuit, [*assumed, -made]) for made in cube if made in step.makes)

    @staticmethod
    def _assumed(step: Step, cube: Collection[int]) -> list[int]:
        """That a step can be taken, to where the cube holds."""
        assumed = list(step.guard)
        before = step.before
        for literal in cube:
            needed = before.get(literal, literal)
            if needed:
                assumed.append(needed)
        return assumed

    def _order(self, mask: int) -> Iterator[int]:
        hot = 1 << self._hot
        if mask & hot:
            yield self._hot
            mask ^= hot
        while mask:
            low = mask & -mask
            yield low.bit_length() - 1
            mask ^= low

    def _unreached(self, level: int, place: int, cube: frozenset[int], kept: set[int]) -> bool:
        """Whether an action does not lead to the cube from outside; adds the literals that this rests on."""
        step = self._steps[place]
        assumed: list[int] = []
        for made in step.makes & cube:
            known = self._cores.get((place, made))
            if known is None:
                known = self._cores[place, made] = []
            for number, (until, enough) in enumerate(known):
                if until >= level and enough <= cube:
                    if number:
                        known.insert(0, known.pop(number))
                    break
            else:
                assumed = assumed or self._assumed(step, cube)
                before = step.before
                self.asked += 1
                solver = self._frames.solver(level, step.circuit)
                if solver.solve([*assumed, -made]):
                    self._solver = solver
                    return False
                core = solver.core()
                enough = cube.intersection(core).difference(before)
                computed = before.keys() & cube
                if computed:
                    enough |= {literal for literal in computed if before[literal] in core}
                known.insert(0, (level, enough))
                del known[_REMEMBERED:]
            kept |= enough
        return True

    def _keep_broken(self, cube: Collection[int], kept: set[int], broken: int) -> None:
        """Keep literals that stop the actions which were not asked about, as the others do not stop them."""
        if not broken:
            return
        makers, breakers = self._relation.makers, self._relation.breakers
        while True:
            open_ = stopped = 0
            for literal in kept:
                open_ |= makers[literal]
                stopped |= breakers[literal]
            open_ &= broken & ~stopped
            if not open_:
                return
            rest = [literal for literal in cube if literal not in kept]
            kept.add(max(rest, key=lambda literal: (breakers[literal] & open_).bit_count()))

    def state(self) -> list[int]:
        """After a step was found: the literals of its state."""
        assert self._solver is not None, "no step was found yet"
        return self._solver.model()[: self._relation.size]

    def lift(self, cube: Collection[int]) -> tuple[set[int], Assignment]:
        """After a step was found: literals of its state from which the same step leads to the cube, and its inputs."""
        step = self.step
        assert step is not None, "no step was found yet"
        assert self._solver is not None
        model = self._solver.model()
        before, why = step.before, step.why
        size = self._relation.size
        reasons = Reasons(model, set(step.plain))
        reasons.found.update([literal for literal in cube if literal not in before])
        if step.why_guard is not None:
            reasons.explain(step.why_guard, True)
        if why:
            for literal in cube:
                node = why.get(literal)
                if node is not None:
                    reasons.explain(node, True)
        literals = {literal for literal in reasons.found if -size <= literal <= size}
        return literals, self._relation.circuits[step.circuit].inputs(model)
