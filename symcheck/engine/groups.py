"""Properties of one system that can share an unrolling, whose turn it is, and how deep; must not know how they are
searched."""

from __future__ import annotations

from collections.abc import Iterable, Set

from symcheck.engine.unrolling import Unrolling
from symcheck.engine.view import View
from symcheck.system import steps
from symcheck.system.transition_system import Property, TransitionSystem

PLACES = 3
"""How many groups there are: see `groups_of`."""

TURN = 1.0
"""Seconds for one group of properties before another one has its turn."""

_SLOWLY = 2  # steps

_PARALLEL_KINDS = frozenset({"invariant", "definedness", "overflow"})


class Group:
    """Properties that one unrolling serves."""

    __slots__ = ("full", "place", "seen", "spent", "unrolling")

    def __init__(self, place: int) -> None:
        self.place = place
        self.spent = 0.0
        self.seen: View | None = None
        self.unrolling: Unrolling | None = None
        self.full: frozenset[str] = frozenset()  # for these, what is deeper would take too much memory

    def give_up(self, names: Iterable[str]) -> None:
        """Nothing deeper is asked for."""
        self.full = frozenset(names)
        self.unrolling = None

    def turn(self) -> tuple[float, int]:
        """Who comes first: the one that has had the least time; among quick ones, the one that mostly is."""
        return max(self.spent, TURN), self.place


def groups_of(system: TransitionSystem, alone: Set[str]) -> list[list[Property]]:
    """Properties that one unrolling serves: in parallel steps, in single steps (with those that are to go alone), of
    single steps."""
    together = steps.can_be_parallel(system)
    groups: list[list[Property]] = [[] for _ in range(PLACES)]
    for prop in system.properties:
        if prop.kind == "action":
            groups[2].append(prop)
        elif together and is_parallel(prop) and prop.name not in alone:
            groups[0].append(prop)
        else:
            groups[1].append(prop)
    return groups


def is_parallel(prop: Property) -> bool:
    """Whether parallel steps give the same answer."""
    return prop.kind in _PARALLEL_KINDS and not prop.sequential


def deeper(depth: int, length: int | None, slowly: bool = False) -> int:
    """The depth to ask at after this one: 5, 10, 15, 20, 30, 45, … up to the length, which is always asked. Slowly, two
    more: where each depth takes long, what lies far beyond the first bad state takes longer still."""
    following = depth + (_SLOWLY if slowly else max(5, depth // 10 * 5))
    return following if length is None else min(following, length)
