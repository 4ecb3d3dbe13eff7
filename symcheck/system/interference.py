"""What keeps two ground actions from sharing one parallel step; must not know how a step is encoded or solved.

An action reads a variable in a polarity: a guard that only needs `x` positively is hurt by nobody who makes `x` true.
Effects and `expand` need the very values that they read. Actions that are selected together must be runnable in every
order with one result (the "for-all steps" of planning: Rintanen, Heljanko, Niemela 2006), so whatever one of them
reads, no other one may change to its harm. The index is by variable: its size is that of the system, never of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from symcheck.system.transition_system import GroundAction, TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Kind, Term, conj, disj, neg, polarity, substitute, variables_of
from symcheck.term.walk import BOTH, NEGATIVE, POSITIVE

_GROUPS = 256  # of actions that exclude one another: more are not kept apart
_CONSTANT = frozenset((Kind.TRUE, Kind.FALSE, Kind.INTEGER))


@dataclass(frozen=True, slots=True)
class Write:
    """What an action does to a variable: `value` is stored where `when` holds. A Boolean value is TRUE or FALSE
    wherever the effect can be put so, and then `when` does not mention the variable itself."""

    action: int
    when: Term
    value: Term


@dataclass(slots=True)
class Access:
    """Who writes a variable, and who reads it in which polarity (action -> `POSITIVE`, `NEGATIVE` or `BOTH`)."""

    writes: list[Write] = field(default_factory=list)
    reads: dict[int, int] = field(default_factory=dict)

    def harmful(self, how: int) -> set[int]:
        """The actions whose write can hurt somebody who reads in that polarity."""
        return {write.action for write in self.writes if harms(write, how)}

    def touchy(self, how: int) -> set[int]:
        """The actions that write and also read in that polarity."""
        return {write.action for write in self.writes if self.reads.get(write.action, 0) & how}

    def computing(self) -> set[int]:
        """The actions that store no constant. Each writes alone: two results are not known to be one."""
        return {write.action for write in self.writes if write.value.op not in _CONSTANT}


def write_of(action: int, variable: Term, value: Term) -> Write | None:
    """One effect as a write; None if it stores what is there already."""
    if value is variable:
        return None
    if value.op is Kind.OR and variable in value.args:
        rest = disj(arg for arg in value.args if arg is not variable)
        return Write(action, substitute(rest, {variable: FALSE}), TRUE)
    if value.op is Kind.AND and variable in value.args:
        rest = conj(arg for arg in value.args if arg is not variable)
        return Write(action, neg(substitute(rest, {variable: TRUE})), FALSE)
    if value.op is Kind.ITE and value.sort != BOOL:
        condition, then, otherwise = value.args
        if then is variable:
            return Write(action, neg(condition), otherwise)
        if otherwise is variable:
            return Write(action, condition, then)
    return Write(action, TRUE, value)


def writes_of(index: int, action: GroundAction) -> dict[Term, Write]:
    """Every variable that the action may change, with the write."""
    found = {variable: write_of(index, variable, value) for variable, value in action.effects.items()}
    return {variable: write for variable, write in found.items() if write is not None}


def accesses(system: TransitionSystem) -> dict[Term, Access]:
    """For each state variable that some action may change: its writes and its reads."""
    index: dict[Term, Access] = {}
    every = [writes_of(number, action) for number, action in enumerate(system.actions)]
    for writes in every:
        for variable, write in writes.items():
            index.setdefault(variable, Access()).writes.append(write)
    for number, action in enumerate(system.actions):
        for variable, how in _reads(action, every[number].values()).items():
            access = index.get(variable)
            if access is not None:
                access.reads[number] = how
    return index


def _reads(action: GroundAction, writes: Iterable[Write]) -> dict[Term, int]:
    found = polarity(action.guard)
    exactly = [action.expand]
    for write in writes:
        exactly.append(write.when)
        if write.value is not TRUE and write.value is not FALSE:
            exactly.append(write.value)
    for variable in variables_of(exactly):
        found[variable] = BOTH
    return found


def harms(write: Write, how: int) -> bool:
    """Whether a write can hurt somebody who reads the variable in that polarity."""
    if write.value is TRUE:
        return bool(how & NEGATIVE)
    if write.value is FALSE:
        return bool(how & POSITIVE)
    return True


class ExclusiveGroups:
    """Groups of actions of which at most one may run, because they all compute or consume one variable.

    `kept` are the largest ones. What follows from them need not be said again, pair by pair: where all actions of a
    system append to one sequence, nearly everything follows.
    """

    __slots__ = ("_of", "kept")

    def __init__(self, index: dict[Term, Access]) -> None:
        found: set[frozenset[int]] = set()
        for access in index.values():
            found.add(frozenset(access.computing()))
            found |= {frozenset(access.touchy(how) & access.harmful(how)) for how in (POSITIVE, NEGATIVE)}
        self.kept: list[list[int]] = []
        self._of: dict[int, list[frozenset[int]]] = {}
        for group in sorted(found, key=lambda each: (-len(each), sorted(each))):
            if len(group) < 3 or len(self.kept) == _GROUPS:
                break
            if not self.contain(group):
                self.kept.append(sorted(group))
                for number in group:
                    self._of.setdefault(number, []).append(group)

    def contain(self, actions: Set[int]) -> bool:
        """Whether at most one of the actions may run, by one group."""
        return any(actions <= group for group in self._of.get(next(iter(actions), -1), ()))

    def apart(self, action: int, others: Set[int]) -> bool:
        """Whether none of the others may run beside an action, by one group."""
        return any(others - {action} <= group for group in self._of.get(action, ()))


def may_leave(system: TransitionSystem, index: dict[Term, Access]) -> frozenset[int]:
    """The actions that may make the state constraint false: nothing else may run beside them."""
    found: set[int] = set()
    for variable, how in polarity(system.constraint).items():
        access = index.get(variable)
        if access is not None:
            found.update(write.action for write in access.writes if harms(write, how))
    return frozenset(found)


def conflicts(system: TransitionSystem) -> set[tuple[int, int]]:
    """All pairs (smaller number first) that may not run together, written out: for tests and for explaining.

    Quadratic; `steps.parallel` says the same in linear space, and lets pass pairs whose writes change nothing.
    """
    index = accesses(system)
    pairs: set[tuple[int, int]] = set()
    for access in index.values():
        for write in access.writes:
            for other in access.writes:
                if write.action < other.action and write.value is not other.value:
                    pairs.add((write.action, other.action))
            for reader, how in access.reads.items():
                if reader != write.action and harms(write, how):
                    pairs.add((min(reader, write.action), max(reader, write.action)))
    for leaver in may_leave(system, index):
        pairs |= {(min(leaver, other), max(leaver, other)) for other in range(len(system.actions)) if other != leaver}
    return pairs
