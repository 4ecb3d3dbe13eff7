"""Where new things go in a row of places; must not know what is put there.

Within some steps places are taken one after another, and what stands in them tells when it was put there. For all
depths a place that is free `again` is the first to be taken: else what is changed for ever needs more and more of them.
How many places are taken depends on what was put there on the way alone, never on how many places there are: only so is
a layout that has room for everything within some steps one that keeps none of these steps from being taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg

Placed = tuple[list[list[Term]], list[Term], Term]
"""For each thing and each place whether it goes there; which places are taken then; whether room is lacking."""


def placed(conditions: Sequence[Term], taken: Sequence[Term], again: bool = False) -> Placed:
    """Puts what there is of some things, each under its condition, into places of which `taken` tells whether they are:
    after those, where a place is taken only if all before it are, or `again` into the first that is free."""
    return _into_gaps(conditions, taken) if again else _at_the_end(conditions, taken)


def _at_the_end(conditions: Sequence[Term], taken: Sequence[Term]) -> Placed:
    chain = [TRUE, *taken]
    count = len(taken)
    at: list[list[Term]] = []
    overflow: list[Term] = []
    for condition in conditions:
        overflow.append(conj((condition, chain[count])))
        at.append([conj((condition, chain[place], neg(chain[place + 1]))) for place in range(count)])
        chain = [TRUE, *(disj((chain[n], conj((condition, chain[n - 1])))) for n in range(1, count + 1))]
    return at, chain[1:], disj(overflow)


def _into_gaps(conditions: Sequence[Term], taken: Sequence[Term]) -> Placed:
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


def filled_up(conditions: Sequence[Term], taken: Sequence[Term], again: bool = False) -> list[Term]:
    """The conditions under which the first place is taken then, the second, and so on, with room enough for all."""
    _, after, _ = placed(conditions, [*taken, *(FALSE for _ in conditions)], again)
    return after


def once(things: Sequence[tuple[Term, Sym]], kept: Iterable[tuple[Term, Sym]]) -> list[Term]:
    """The conditions of some things, each with what stands in no place yet: nothing that is kept, and nothing earlier
    among them, is the same."""
    site = Site(TRUE, None, Failures())  # values that cannot be compared are not the same
    known = list(kept)
    found = []
    for condition, thing in things:
        fresh = conj((condition, *(neg(conj((there, equal(site, other, thing)))) for there, other in known)))
        found.append(fresh)
        known.append((fresh, thing))
    return found


def apart(places: Sequence[tuple[Term, Sym]]) -> Iterator[Term]:
    """That nothing stands in two places."""
    site = Site(TRUE, None, Failures())
    for (here, one), (there, other) in combinations(places, 2):
        yield neg(conj((here, there, equal(site, one, other))))


def still_taken(places: Sequence[tuple[Term, Term]], kept: Iterable[tuple[int, Term]]) -> list[Term]:
    """Which places are taken before anything is put there: without anything that stays, none is. Of each place: whether
    it is taken, and whether something is present there; of what is kept: its place, and its condition."""
    staying = list(kept)
    taken = [is_taken for is_taken, _ in places]
    # what held the places before may be no part of the state: then nothing stays, and what they hold means nothing
    if any(condition is places[place][1] for place, condition in staying):
        return taken
    stays = disj(condition for _, condition in staying)
    return [conj((is_taken, stays)) for is_taken in taken]
