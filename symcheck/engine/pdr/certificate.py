"""What proves a property: the lemmas of all frames as one formula; must not know how they were found."""

from __future__ import annotations

from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.relation import Relation
from symcheck.term import Term, conj


def certificate(relation: Relation, frames: Frames) -> Term:
    """An inductive invariant over the state variables: the system's lemma and what was learned.

    Where actions have an `expand`, it holds in the states that are expanded.
    """
    return conj((relation.system.lemma, *(relation.clause_term(cube) for cube in frames.settled)))
