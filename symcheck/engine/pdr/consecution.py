"""Whether a cube can be reached from a frame in one step, action by action; must not know what is done about it.

Relative induction (Bradley 2011): F and not c and a step does not lead to c. For each action that may make some literal
of the cube hold, and for each such literal: its opposite, the guard, and what the rest of the cube asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.reasons import Reasons
from symcheck.engine.pdr.relation import Relation, Step
from symcheck.solve.sat_incremental import Incremental


class Consecution:
    """Asks for one relation. After a step was found, `step` is it and the solver has the model."""

    __slots__ = ("_hot", "_initial", "_relation", "_steps", "asked", "step")

    def __init__(self, relation: Relation, initial: Initial) -> None:
        self._relation = relation
        self._initial = initial
        self._steps = relation.steps
        self._hot = 0  # the step that was found last: a likely one
        self.asked = 0
        self.step: Step = relation.steps[0] if relation.steps else None  # type: ignore[assignment]

    def holds(self, solver: Incremental, cube: Sequence[int]) -> set[int] | None:
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
        for place in self._order(running & ~broken):
            if not self._unreached(solver, self._steps[place], cube, kept):
                self._hot = place
                self.step = self._steps[place]
                return None
        kept = self._initial.exclude(kept, cube)
        self._keep_broken(cube, kept, running & broken)
        return kept

    def _order(self, mask: int) -> Iterator[int]:
        hot = 1 << self._hot
        if mask & hot:
            yield self._hot
            mask ^= hot
        while mask:
            low = mask & -mask
            yield low.bit_length() - 1
            mask ^= low

    def _unreached(self, solver: Incremental, step: Step, cube: Sequence[int], kept: set[int]) -> bool:
        """Whether an action does not lead to the cube from outside; adds the literals that this rests on."""
        assumed = list(step.guard)
        before = step.before
        for literal in cube:
            needed = before.get(literal, literal)
            if needed:
                assumed.append(needed)
        for made in cube:
            if made in step.makes:
                self.asked += 1
                if solver.solve([*assumed, -made]):
                    return False
                core = solver.core()
                kept.update([literal for literal in cube if before.get(literal, literal) in core])
        return True

    def _keep_broken(self, cube: Sequence[int], kept: set[int], broken: int) -> None:
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

    def lift(self, model: Sequence[int], cube: Iterable[int]) -> set[int]:
        """After a step was found: literals of its state from which the same step leads to the cube."""
        step, size = self.step, self._relation.size
        before, why = step.before, step.why
        computed = []
        start: set[int] = set()
        for literal in cube:
            if literal in why:
                computed.append(why[literal])
            elif literal not in before:
                start.add(literal)
        reasons = Reasons(model, start)
        reasons.explain(step.why_guard)
        for node in computed:
            reasons.explain(node)
        return {literal for literal in reasons.found if -size <= literal <= size}
