"""Where new things go in a row of places that are taken one after another; must not know what is put there.

How many places are taken depends on what was put there on the way alone, never on how many places there are: only so is
a layout that has room for everything within some steps one that keeps none of these steps from being taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.term import FALSE, TRUE, Term, conj, disj, neg


def placed(conditions: Sequence[Term], taken: Sequence[Term]) -> tuple[list[list[Term]], list[Term], Term]:
    """Puts what there is of some things, each under its condition, after the places that are taken: `taken` says of
    each place whether it is, which is so only if all before it are.

    Returns for each thing and each place whether it goes there, which places are taken then, and whether there is not
    room enough.
    """
    chain = [TRUE, *taken]
    count = len(taken)
    at: list[list[Term]] = []
    overflow: list[Term] = []
    for condition in conditions:
        overflow.append(conj((condition, chain[count])))
        at.append([conj((condition, chain[place], neg(chain[place + 1]))) for place in range(count)])
        chain = [TRUE, *(disj((chain[n], conj((condition, chain[n - 1])))) for n in range(1, count + 1))]
    return at, chain[1:], disj(overflow)


def filled_up(conditions: Sequence[Term], taken: Sequence[Term]) -> list[Term]:
    """The conditions under which the first place is taken then, the second, and so on, with room enough for all."""
    _, after, _ = placed(conditions, [*taken, *(FALSE for _ in conditions)])
    return after


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
