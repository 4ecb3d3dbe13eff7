"""Places for what is no plain value, one for each thing, and the two disciplines by which they are taken; must not know
what is put there.

Within some steps places are taken one after another, and what stands in them tells when it was put there. For all
depths a place that is free again is the first to be taken: else what is changed for ever needs more and more of them.
How many places are taken depends on what was put there on the way alone, never on how many places there are: only so is
a layout that has room for everything within some steps one that keeps none of these steps from being taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Protocol

from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, neg, variable

Thing = tuple[Term, Sym]
"""The condition under which it is there, and what it is."""

Kept = Sequence[tuple[int, Term]]
"""The places whose things stay, each with the condition under which it does."""

Placed = tuple[list[list[Term]], list[Term], Term]
"""For each thing and each place whether it goes there; which places are taken then; whether room is lacking."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """`taken`: something was put here once; `present`: it is there now. One variable where places are free again."""

    taken: Term
    present: Term

    def variables(self) -> Iterator[Term]:
        """Of its own."""
        if self.taken is not self.present:
            yield self.taken
        yield self.present

    def enter(self, taken: Term, present: Term, effects: Effects) -> None:
        """Enter what becomes of the place, as far as it does not stay as it is."""
        if taken is not self.taken and self.taken is not self.present:
            effects[self.taken] = taken
        if present is not self.present:
            effects[self.present] = present


class Discipline(Protocol):
    """How places are taken."""

    def bits(self, name: str) -> tuple[Term, Term]:
        """The variables of a place: that it is taken, and that something is present."""

    def lemmas(self, places: Sequence[Place], things: Sequence[Sym]) -> Iterator[Term]:
        """What always holds of all places, given what stands in each."""

    def new(self, things: Sequence[Thing], kept: Sequence[Thing]) -> list[Term]:
        """The conditions under which things need a place, beside those that are kept."""

    def taken(self, places: Sequence[Place], kept: Kept) -> list[Term]:
        """Which places are taken before anything new is put there."""

    def placed(self, conditions: Sequence[Term], taken: Sequence[Term]) -> Placed:
        """Puts what there is of some things, each under its condition, into places of which `taken` tells whether they
        are."""


class InTurn:
    """A place is taken only after all before it, and not again as long as anything stays."""

    def bits(self, name: str) -> tuple[Term, Term]:
        return variable(f"{name} taken", BOOL), variable(f"{name} present", BOOL)

    def lemmas(self, places: Sequence[Place], things: Sequence[Sym]) -> Iterator[Term]:
        for earlier, later in pairwise(places):
            yield disj((neg(later.taken), earlier.taken))

    def new(self, things: Sequence[Thing], kept: Sequence[Thing]) -> list[Term]:
        return [condition for condition, _ in things]

    def taken(self, places: Sequence[Place], kept: Kept) -> list[Term]:
        # what held the places before may be no part of the state: then nothing stays, and what they hold means nothing
        taken = [place.taken for place in places]
        if any(condition is places[number].present for number, condition in kept):
            return taken
        stays = disj(condition for _, condition in kept)
        return [conj((is_taken, stays)) for is_taken in taken]

    def placed(self, conditions: Sequence[Term], taken: Sequence[Term]) -> Placed:
        chain = [TRUE, *taken]
        count = len(taken)
        at: list[list[Term]] = []
        overflow: list[Term] = []
        for condition in conditions:
            overflow.append(conj((condition, chain[count])))
            at.append([conj((condition, chain[place], neg(chain[place + 1]))) for place in range(count)])
            chain = [TRUE, *(disj((chain[n], conj((condition, chain[n - 1])))) for n in range(1, count + 1))]
        return at, chain[1:], disj(overflow)


class FreeAgain:
    """The first place that is free is taken, also one that something has left; nothing stands in two of them."""

    def bits(self, name: str) -> tuple[Term, Term]:
        present = variable(f"{name} present", BOOL)
        return present, present

    def lemmas(self, places: Sequence[Place], things: Sequence[Sym]) -> Iterator[Term]:
        site = Site(TRUE, None, Failures())
        standing = [(place.present, thing) for place, thing in zip(places, things, strict=True)]
        for (here, one), (there, other) in combinations(standing, 2):
            yield neg(conj((here, there, equal(site, one, other))))

    def new(self, things: Sequence[Thing], kept: Sequence[Thing]) -> list[Term]:
        site = Site(TRUE, None, Failures())  # values that cannot be compared are not the same
        known = list(kept)
        found = []
        for condition, thing in things:
            fresh = conj((condition, *(neg(conj((there, equal(site, other, thing)))) for there, other in known)))
            found.append(fresh)
            known.append((fresh, thing))
        return found

    def taken(self, places: Sequence[Place], kept: Kept) -> list[Term]:
        return [disj(condition for number, condition in kept if number == place) for place in range(len(places))]

    def placed(self, conditions: Sequence[Term], taken: Sequence[Term]) -> Placed:
        after = list(taken)
        at: list[list[Term]] = []
        overflow: list[Term] = []
        for condition in conditions:
            left = condition
            here = []
            for is_taken in after:
                here.append(conj((left, neg(is_taken))))
                left = conj((left, is_taken))
            at.append(here)
            overflow.append(left)
            after = [disj(both) for both in zip(after, here, strict=True)]
        return at, after, disj(overflow)


IN_TURN, FREE_AGAIN = InTurn(), FreeAgain()


def discipline(again: bool) -> Discipline:
    """The one that a layout asks for."""
    return FREE_AGAIN if again else IN_TURN


def filled_up(conditions: Sequence[Term], taken: Sequence[Term], rule: Discipline) -> list[Term]:
    """The conditions under which the first place is taken then, the second, and so on, with room enough for all."""
    _, after, _ = rule.placed(conditions, [*taken, *(FALSE for _ in conditions)])
    return after
