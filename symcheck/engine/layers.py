"""All states of a Boolean system within so many steps, listed layer by layer as long as they are few; must not know
what else is searched.

Where every layer is small, all of them cost less than one question to a solver about a deep one: what is bad in a layer
is as near as it can be, and what is bad in none so far is not within so many steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from symcheck.base.budget import Budget
from symcheck.engine.linearise import run
from symcheck.engine.simulation import Circuit, Columns, Row, Stepper, columns_of, full_of, inputs_of, places, row_of
from symcheck.engine.verdict import Move, Path
from symcheck.solve import Answer, SolverFactory
from symcheck.system.steps import can_be_parallel
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import Term, conj, disj, neg

MOST = 200_000  # states
_FIRST = 1_000  # initial states
_INPUTS = 8  # of one action or one property: all of their values are tried
_WORK = 1_000_000  # nodes that are evaluated for a chunk, for all values of inputs
_CHUNK = 1_024  # states that are stepped from at once

_Reached = tuple[Row, int, int]
"""The row before, the action, and its inputs: bit number i is the value of the i-th."""


def layers(system: TransitionSystem, properties: Iterable[Property], factory: SolverFactory) -> Layers | None:
    """None where inputs are too many, or states are not all that a property or a step looks at. The system has to be
    Boolean."""
    if not can_be_parallel(system) or inputs_of(system, (system.constraint,)):
        return None
    asked = [prop for prop in properties if prop.kind != "action" and len(inputs_of(system, (prop.bad,))) <= _INPUTS]
    together: dict[tuple[Term, ...], list[int]] = {}
    for number, action in enumerate(system.actions):
        together.setdefault(inputs_of(system, (action.guard, *action.effects.values())), []).append(number)
    if not asked or any(len(inputs) > _INPUTS for inputs in together):
        return None
    steppers = [Stepper(system, numbers) for numbers in together.values()]
    if sum(stepper.size << len(stepper.inputs) for stepper in steppers) > _WORK:
        return None
    return Layers(system, asked, steppers, factory)


class Layers:
    """`depth` is the last layer that is complete: -1 before there is one. `refuted` has a shortest path to a bad state
    for each property that has one in a layer so far. `over`: nothing more is listed; where `complete` holds, since
    there is nothing more, else since there is too much, or every property is refuted."""

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        steppers: Sequence[Stepper],
        factory: SolverFactory,
    ) -> None:
        self._system = system
        self._steppers = steppers
        self._factory = factory
        self._bad = {prop.name: (prop, Circuit((prop.bad,)), inputs_of(system, (prop.bad,))) for prop in properties}
        self._first: dict[Row, Move] = {}
        self._reached: dict[Row, _Reached | None] = {}
        self._frontier: list[Row] = []
        self._next: list[Row] = []
        self._at = 0
        self.depth = -1
        self.refuted: dict[str, Path] = {}
        self.over = False
        self.complete = False

    @property
    def properties(self) -> Set[str]:
        """The names of those that are looked at."""
        return self._bad.keys()

    def grow(self, budget: Budget) -> None:
        """List until the budget ends, the listing is over, or a layer is bad that no earlier one was."""
        known = len(self.refuted)
        while not self.over and not budget.exhausted and len(self.refuted) == known:
            if self.depth < 0:
                if not self._begin(budget):
                    return
            elif self._at < len(self._frontier):
                self._expand(self._frontier[self._at : self._at + _CHUNK])
                self._at += _CHUNK
                if len(self._reached) > MOST:
                    self._end(complete=False)
            else:
                self._enter(self._next)
        if self.over:
            self._reached = {}

    def _begin(self, budget: Budget) -> bool:
        """The initial states; False if the budget ends before all are there."""
        system = self._system
        solver = self._factory(system.primed)
        solver.add(conj((system.init, system.lemma)))
        for row in self._first:
            solver.add(self._other(row))
        while (answer := solver.check((), budget)) is Answer.SAT:
            state = solver.values(system.state)
            row = row_of(system, state)
            self._first[row] = Move(None, state, solver.values(system.inputs))
            if len(self._first) > _FIRST:
                self._end(complete=False)
                return True
            solver.add(self._other(row))
        if answer is Answer.UNSAT:
            self._reached = dict.fromkeys(self._first)
            self._enter(list(self._first))
        return answer is Answer.UNSAT

    def _other(self, row: Row) -> Term:
        return disj(neg(each) if row >> index & 1 else each for index, each in enumerate(self._system.state))

    def _enter(self, layer: list[Row]) -> None:
        """One more layer is complete."""
        self._frontier, self._next, self._at = layer, [], 0
        self.depth += 1
        for start in range(0, len(layer), _CHUNK):
            rows = layer[start : start + _CHUNK]
            columns = columns_of(self._system.state, rows)
            for name, (prop, circuit, inputs) in self._bad.items():
                if name not in self.refuted:
                    self._look(prop, circuit, inputs, rows, columns)
        if not layer or len(self.refuted) == len(self._bad):
            self._end(complete=not layer)

    def _look(
        self, prop: Property, circuit: Circuit, inputs: tuple[Term, ...], rows: Sequence[Row], columns: Columns
    ) -> None:
        for chosen, valued in _valuations(inputs, columns, full_of(rows)):
            (mask,) = circuit.under(valued, full_of(rows))
            for at in places(mask, len(rows)):
                self.refuted[prop.name] = self._path(prop, rows[at], self._values(inputs, chosen))
                return

    def _expand(self, rows: Sequence[Row]) -> None:
        columns = columns_of(self._system.state, rows)
        reached, following = self._reached, self._next
        for stepper in self._steppers:
            for chosen, valued in _valuations(stepper.inputs, columns, full_of(rows)):
                for before, number, after in stepper.after(rows, valued):
                    if after not in reached:
                        reached[after] = before, number, chosen
                        following.append(after)

    def _end(self, complete: bool) -> None:
        self.over, self.complete = True, complete
        self._frontier, self._next = [], []

    def _path(self, prop: Property, row: Row, last: Mapping[Term, bool]) -> Path:
        """The way to a row, run once more."""
        inputs = {number: stepper.inputs for stepper in self._steppers for number in stepper.numbers}
        moves: list[tuple[int, Mapping[Term, bool]]] = []
        while (reached := self._reached[row]) is not None:
            row, number, chosen = reached
            moves.append((number, self._values(inputs[number], chosen)))
        found = run(self._system, prop, self._first[row], reversed(moves), last)
        assert found is not None, "what is listed can be reached"
        return Path(found.moves, found.inputs, shortest=True)

    def _values(self, inputs: Sequence[Term], chosen: int) -> dict[Term, bool]:
        """A value for every input of the system."""
        values = dict.fromkeys(self._system.inputs, False)
        return {**values, **{each: bool(chosen >> index & 1) for index, each in enumerate(inputs)}}


def _valuations(inputs: Sequence[Term], columns: Columns, full: int) -> Iterator[tuple[int, Columns]]:
    """All values of some inputs, the same in every row, each as bits and with the columns."""
    if not inputs:
        yield 0, columns
        return
    for chosen in range(1 << len(inputs)):
        yield chosen, {**columns, **{each: full * (chosen >> index & 1) for index, each in enumerate(inputs)}}
