"""The distinct states of a search and how each was reached; must not know what a state means."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.trace.trace import Step, Trace
from symcheck.value import Value, make_record, make_tuple

if TYPE_CHECKING:
    from symcheck.concrete.symmetry.orbits import Orbits

NO_PARENT = -1
STUTTERING = "Stuttering"


class Store:
    """States are numbered in the order in which they are found. They are told apart by keys, which are the states
    themselves or what a VIEW makes of them; with `orbits`, what has the key of an image is the same state."""

    __slots__ = ("_orbits", "numbers", "parents", "states")

    def __init__(self, orbits: Orbits | None = None) -> None:
        self._orbits = orbits
        self.numbers: dict[Hashable, int] = {}
        self.states: list[Values] = []
        self.parents = array("q")

    def __len__(self) -> int:
        return len(self.states)

    def add(self, key: Hashable, state: Values, parent: int) -> int:
        """Numbers a new state."""
        number = len(self.states)
        self.states.append(state)
        self.parents.append(parent)
        if self._orbits is None:
            self.numbers[key] = number
        else:
            self.numbers.update(dict.fromkeys(self._orbits.images(key), number))
        return number

    def path(self, number: int) -> list[Values]:
        """The states from an initial one to this one, a shortest way if states were added breadth first."""
        found = []
        while number != NO_PARENT:
            found.append(self.states[number])
            number = self.parents[number]
        return found[::-1]


def trace_of(machine: Machine, path: list[Values], loop: int | None = None) -> Trace:
    """The trace through these states, with the labels of the first actions that make its steps. A step from a state to
    itself that no action makes is stuttering. Errors: UNSUPPORTED where steps are drawn at random."""
    known = machine.outside.known
    before = known.get("level", 0)
    known["level"] = 0
    steps = [machine.first_step(path[0])]
    for level, (state, successor) in enumerate(pairwise(path), start=1):
        known["level"] = level
        steps.append(_step(machine, state, successor))
    known["level"] = before
    return Trace(machine.names, tuple(steps), loop)


def history(machine: Machine, path: Iterable[Values]) -> Value:
    """The states of a path as a sequence of records."""
    return make_tuple([make_record(machine.state(state)) for state in path])


def _step(machine: Machine, state: Values, successor: Values) -> Step:
    transition = machine.transition_to(state, successor)
    if transition is not None:
        return machine.step(transition)
    if state != successor:  # only chance does not lead to the same successors again
        raise SpecError(
            Code.UNSUPPORTED, "a behavior whose steps are drawn at random cannot be shown, as no step comes twice",
            hint="choose with \\E x \\in S, or draw in the definition of a constant, which is done once",
        )  # fmt: skip
    return Step(STUTTERING, (), machine.state(successor))
