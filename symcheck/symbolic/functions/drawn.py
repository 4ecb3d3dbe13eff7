"""Functions on infinite domains that may be any: as many of their keys as anybody looks at; must not know who does.

Within so many steps a behavior looks at finitely many keys of such a function. What it is at other keys, and at which,
nobody can tell: a function with these values at these keys, and elsewhere the value that it has at some key that nobody
looked at, takes its place in the same behavior (Ackermann's reduction). So it is drawn as one value and a table of keys
in ascending order, which may be any, with a value each; the formulas of the system that comes of it say how many keys
are `needed`. Two such functions are equal if they are at these keys and at the other one, where each comparison has a
key more at which they may differ. What is to hold at all keys does where it does at these and far above, if it
compares a key with others alone and with few numbers. What looks at all keys in other ways is not supported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.symbolic.values import Sym
from symcheck.term import FALSE, INT, TRUE, Kind, Term, nodes, substitute, variable

_KEY = variable("any key", INT)


class Drawn:
    """What was drawn: `rows` keys for each function. `keys` are the terms that stand for them, as inputs and in the
    variables of states. `upwards`: all of their domains have a least number and no greatest one."""

    __slots__ = ("_at_first", "_in_steps", "_tests", "inside", "keys", "rows", "upwards")

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.keys: set[Term] = set()
        self.inside = False
        self.upwards = True
        self._tests: dict[tuple[object, ...], Sym] = {}
        self._at_first: int | None = None
        self._in_steps = 0

    def tested(self, function: Sym, *how: object) -> None:
        """One key of this function more may be looked at, where something is asked of all."""
        self._tests[id(function), *how] = function  # which lives on, so that no other one has its number

    @property
    def compared(self) -> bool:
        """Whether anything was asked of all keys at once."""
        return bool(self._tests or self._at_first or self._in_steps)

    def evaluate_steps(self) -> None:
        """What follows is evaluated in every step, in place of what was since Init."""
        if self._at_first is None:
            self._at_first = len(self._tests)
        self._tests = {}

    def evaluate_states(self) -> None:
        """What follows is asked of one state alone, or of one step."""
        self._in_steps = len(self._tests)
        self._tests = {}

    def needed(
        self, steps: int, first: Term, each: Iterable[Sequence[Term]], last: Iterable[Sequence[Term]]
    ) -> int:
        """How many keys a behavior of so many steps may look at: by the condition of its first state, by the formulas
        of one action in every step, and by one question in the end."""
        in_steps = max(map(self._looked_at, each), default=0)
        at_last = max(map(self._looked_at, last), default=0)
        # what was evaluated for the steps may be what a question asks of the last state
        tests = (self._at_first or 0) + (steps + 1) * self._in_steps + len(self._tests)
        return self._looked_at((first,)) + steps * in_steps + at_last + tests

    def _looked_at(self, formulas: Sequence[Term]) -> int:
        found: set[Term] = set()
        keys = dict.fromkeys(self.keys, _KEY)
        for node in nodes(formulas):
            if node.op in (Kind.EQ, Kind.LE) and any(map(self._compared, node.args)):
                found.add(substitute(node, keys))
        # keys with one another are no look at any
        return len(found - {TRUE, FALSE})

    def _compared(self, side: Term) -> bool:
        """Whether a number may be one of the keys, or be made of it."""
        pending = [side]
        while pending:
            term = pending.pop()
            if term in self.keys:
                return True
            if term.sort is INT:
                pending.extend(term.args)
        return False
