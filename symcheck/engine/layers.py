"""All states of a Boolean system within so many steps, listed layer by layer as long as they are few; must not know
what else is searched.

Where every layer is small, all of them cost less than one question to a solver about a deep one: what is bad in a layer
is as near as it can be, and what is bad in none so far is not within so many steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

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


def layers(
    system: TransitionSystem, properties: Iterable[Property], factory: SolverFactory, deepest: int | None = None
) -> Layers | None:
    """None where inputs are too many, or a step looks at more than the state before it. The system has to be Boolean;
    where it is the one that is meant for so many steps only, `deepest` says for how many."""
    if not can_be_parallel(system) or inputs_of(system, (system.constraint,)):
        return None
    asked = [prop for prop in properties if len(inputs_of(system, (prop.bad,))) <= _INPUTS]
    together: dict[tuple[Term, ...], list[int]] = {}
    for number, action in enumerate(system.actions):
        together.setdefault(inputs_of(system, (action.guard, *action.effects.values())), []).append(number)
    if not asked or any(len(inputs) > _INPUTS for inputs in together):
        return None
    steppers = [Stepper(system, numbers) for numbers in together.values()]
    if sum(stepper.size << len(stepper.inputs) for stepper in steppers) > _WORK:
        return None
    return Layers(system, asked, steppers, factory, deepest)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A property, and what tells whether it is bad: in states, or in steps."""

    prop: Property
    bad: Circuit
    inputs: tuple[Term, ...]


class Layers:
    """`depth` is the last layer that is complete, as are the steps to it: -1 before there is one. `refuted` has a
    shortest path to a bad state or step for each property that has one so far. `over`: nothing more is listed; where
    `complete` holds, since there is nothing more, else since there is too much, or every property is refuted."""

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        steppers: Sequence[Stepper],
        factory: SolverFactory,
        deepest: int | None = None,
    ) -> None:
        self._system = system
        self._steppers = steppers
        self._factory = factory
        self._deepest = deepest
        looked = [_Looked(prop, Circuit((prop.bad,)), inputs_of(system, (prop.bad,))) for prop in properties]
        self._of_states = {each.prop.name: each for each in looked if each.prop.kind != "action"}
        self._of_steps = {each.prop.name: each for each in looked if each.prop.kind == "action"}
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
        return self._of_states.keys() | self._of_steps.keys()

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
            if len(self.refuted) == len(self.properties):
                self._end(complete=False)
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
            for each in self._open(self._of_states):
                found = _first_bad(each.bad, each.inputs, columns, len(rows))
                if found is not None:
                    at, chosen = found
                    self._refute(each.prop, rows[at], (), self._values(each.inputs, chosen))
        if not layer or self.depth == self._deepest:
            self._end(complete=not layer)

    def _open(self, looked: Mapping[str, _Looked]) -> list[_Looked]:
        return [each for name, each in looked.items() if name not in self.refuted]

    def _expand(self, rows: Sequence[Row]) -> None:
        columns = columns_of(self._system.state, rows)
        reached, following = self._reached, self._next
        for stepper in self._steppers:
            for chosen, valued in _valuations(stepper.inputs, columns, full_of(rows)):
                taken: Iterable[tuple[Row, int, Row]] = stepper.after(rows, valued)
                if looked := self._open(self._of_steps):
                    taken = list(taken)
                    self._look_at_steps(looked, stepper, taken, self._values(stepper.inputs, chosen))
                for before, number, after in taken:
                    if after not in reached:
                        reached[after] = before, number, chosen
                        following.append(after)

    def _look_at_steps(
        self,
        looked: Sequence[_Looked],
        stepper: Stepper,
        taken: Sequence[tuple[Row, int, Row]],
        inputs: Mapping[Term, bool],
    ) -> None:
        """Steps under the same inputs of their actions; what else a property reads of inputs may have any value."""
        if not taken:
            return
        state, full = self._system.state, (1 << len(taken)) - 1
        columns = columns_of(state, [before for before, _, _ in taken])
        primes = columns_of(state, [after for _, _, after in taken])
        columns |= {self._system.primed[each]: column for each, column in primes.items()}
        columns |= {each: full * value for each, value in inputs.items()}
        for each in looked:
            free = tuple(one for one in each.inputs if one not in stepper.inputs)
            found = _first_bad(each.bad, free, columns, len(taken))
            if found is not None:
                (before, number, _), chosen = taken[found[0]], found[1]
                last = {**inputs, **_values(free, chosen)}
                self._refute(each.prop, before, ((number, last),), last)

    def _end(self, complete: bool) -> None:
        self.over, self.complete = True, complete
        self._frontier, self._next = [], []

    def _refute(
        self, prop: Property, row: Row, then: Iterable[tuple[int, Mapping[Term, bool]]], last: Mapping[Term, bool]
    ) -> None:
        """Keeps the way to a row and what comes after it, run once more."""
        inputs = {number: stepper.inputs for stepper in self._steppers for number in stepper.numbers}
        moves = [*then]
        while (reached := self._reached[row]) is not None:
            row, number, chosen = reached
            moves.append((number, self._values(inputs[number], chosen)))
        found = run(self._system, prop, self._first[row], reversed(moves), last)
        assert found is not None, "what is listed can be reached"
        self.refuted[prop.name] = Path(found.moves, found.inputs, shortest=True)

    def _values(self, inputs: Sequence[Term], chosen: int) -> dict[Term, bool]:
        """A value for every input of the system."""
        return {**dict.fromkeys(self._system.inputs, False), **_values(inputs, chosen)}


def _values(inputs: Sequence[Term], chosen: int) -> dict[Term, bool]:
    return {each: bool(chosen >> index & 1) for index, each in enumerate(inputs)}


def _first_bad(bad: Circuit, inputs: tuple[Term, ...], columns: Columns, count: int) -> tuple[int, int] | None:
    """Of so many rows one that is bad, and the values of inputs that make it so."""
    full = (1 << count) - 1
    for chosen, valued in _valuations(inputs, columns, full):
        (mask,) = bad.under(valued, full)
        for at in places(mask, count):
            return at, chosen
    return None


def _valuations(inputs: Sequence[Term], columns: Columns, full: int) -> Iterator[tuple[int, Columns]]:
    """All values of some inputs, the same in every row, each as bits and with the columns."""
    if not inputs:
        yield 0, columns
        return
    for chosen in range(1 << len(inputs)):
        yield chosen, {**columns, **{each: full * (chosen >> index & 1) for index, each in enumerate(inputs)}}
