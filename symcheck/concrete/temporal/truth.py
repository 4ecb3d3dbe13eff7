"""The truth of atoms and of propositional formulas on the steps of a graph; must not know what they were made from.

Where there is fairness, very many formulas are asked of every step, most of which the first state decides: ENABLED is
false. So what that state says of them is found once for all of its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from symcheck.concrete.steps.successors import Values
from symcheck.concrete.temporal.automaton import Always, And, Atom, Eventually, Formula, Or
from symcheck.concrete.temporal.formulas import StepAtom

StepCondition = Callable[[int, int], bool]  # on the numbers of the two states of a step


class StepTruth:
    """The truth of atoms on the steps between numbered states: each is found once. `last` is the step that an atom was
    evaluated on last."""

    def __init__(self, atoms: list[StepAtom], states: list[Values]) -> None:
        self._atoms = atoms
        self._states = states
        self._conditions: dict[Formula, StepCondition] = {}
        self.last: tuple[int, int] | None = None

    def condition(self, formula: Formula) -> StepCondition:
        """A propositional formula as a condition; its parts are evaluated from left to right."""
        if formula not in self._conditions:
            self._conditions[formula] = self._compiled(formula)
        return self._conditions[formula]

    def of_state(self, formula: Formula) -> bool:
        """Whether the formula speaks of the first state only."""
        match formula:
            case Atom(index):
                return self._atoms[index].of_state
            case And(parts) | Or(parts):
                return all(map(self.of_state, parts))
            case _:
                return False

    def _compiled(self, formula: Formula) -> StepCondition:
        match formula:
            case Atom(index, positive):
                if positive:
                    return self._atom(self._atoms[index])
                holds = self.condition(Atom(index))
                return lambda source, target: not holds(source, target)
            case And(parts):
                every = [self.condition(part) for part in parts]
                return lambda source, target: all(part(source, target) for part in every)
            case Or(parts):
                some = [self.condition(part) for part in parts]
                return lambda source, target: any(part(source, target) for part in some)
            case Always() | Eventually():
                raise AssertionError("only propositional formulas have a truth at one step")
            case _:
                assert_never(formula)

    def _atom(self, atom: StepAtom) -> StepCondition:
        states, holds, stuttering = self._states, atom.holds, atom.stuttering
        if atom.of_state:
            of_state: dict[int, bool] = {}

            def in_state(source: int, target: int) -> bool:
                truth = of_state.get(source)
                if truth is None:
                    self.last = source, target
                    truth = of_state[source] = holds(states[source], states[target])
                return truth

            return in_state
        of_step: dict[int, bool] = {}
        count = len(states)

        def in_step(source: int, target: int) -> bool:
            if source == target and stuttering is not None:
                return stuttering
            truth = of_step.get(source * count + target)
            if truth is None:
                self.last = source, target
                truth = of_step[source * count + target] = holds(states[source], states[target])
            return truth

        return in_step


class Marks:
    """Which of many propositional formulas hold on a step, as a bit mask: formulas are numbered as they come, and what
    has been asked of a step is known from then on."""

    def __init__(self, truth: StepTruth, count: int) -> None:
        self._truth = truth
        self._count = count
        self._bits: dict[Formula, int] = {}
        self._leading: list[tuple[StepCondition, bool]] = []  # of the first state, and which truth of it decides
        self._rest: list[StepCondition | None] = []  # what decides otherwise; None where the state always does
        self._looked: dict[int, tuple[int, int, int]] = {}  # by state: asked, decided, held
        self._known: dict[int, tuple[int, int]] = {}  # by step: asked, held

    def bit(self, formula: Formula) -> int:
        """The mask of one formula."""
        place = self._bits.get(formula)
        if place is None:
            place = self._bits[formula] = len(self._rest)
            leading, rest, decides = self._parted(formula)
            self._leading.append((leading, decides))
            self._rest.append(rest)
        return 1 << place

    def of(self, source: int, target: int, wanted: int) -> int:
        """Those of the wanted formulas that hold on a step, given by its states' numbers."""
        key = source * self._count + target
        asked, held = self._known.get(key, (0, 0))
        missing = wanted & ~asked
        if missing:
            decided, here = self._in_state(source, target, missing)
            held |= here & missing
            rest = self._rest
            for place in _places(missing & ~decided):
                condition = rest[place]
                assert condition is not None, "what has no rest is decided"
                if condition(source, target):
                    held |= 1 << place
            self._known[key] = asked | missing, held
        return held & wanted

    def of_steps(self, source: int, targets: Sequence[int], wanted: int) -> list[int]:
        """`of` for several steps from one state: what that decides is looked up once."""
        if not targets:
            return []
        decided, here = self._in_state(source, targets[0], wanted)
        here, rest = here & wanted, wanted & ~decided
        if not rest:
            return [here] * len(targets)
        return [here | self.of(source, target, rest) for target in targets]

    def _in_state(self, source: int, target: int, wanted: int) -> tuple[int, int]:
        """The formulas that the first state decides, those wanted among them, and which of them hold."""
        asked, decided, held = self._looked.get(source, (0, 0, 0))
        missing = wanted & ~asked
        if missing:
            for place in _places(missing):
                condition, decides = self._leading[place]
                truth = condition(source, target)
                if truth is decides or self._rest[place] is None:
                    decided |= 1 << place
                    held |= truth << place
            self._looked[source] = asked | missing, decided, held
        return decided, held

    def _parted(self, formula: Formula) -> tuple[StepCondition, StepCondition | None, bool]:
        """A formula's leading parts that speak of the first state only, the rest, and which truth of the former is
        that of the whole."""
        condition, of_state = self._truth.condition, self._truth.of_state
        if of_state(formula):
            return condition(formula), None, True
        if not isinstance(formula, And | Or):
            return (lambda source, target: False), condition(formula), True
        parts, made = formula.parts, type(formula)
        split = next(place for place, part in enumerate(parts) if not of_state(part))
        return condition(made(parts[:split])), condition(made(parts[split:])), made is Or


def _places(mask: int) -> Iterator[int]:
    """Where a mask has ones."""
    while mask:
        first = mask & -mask
        yield first.bit_length() - 1
        mask ^= first
