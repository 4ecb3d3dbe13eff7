"""Clauses gathered into families, as large as they are; must not know whether they are kept by steps.

Every rewriting here gives a conjunction that is equivalent, or one with clauses that were not there (`closed`): whoever
asks for the latter has to check what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.symbolic.phrasing.dictionary import Dictionary
from symcheck.symbolic.phrasing.family import Family, family, merged
from symcheck.symbolic.phrasing.literal import Clause
from symcheck.value import FiniteSet

_MOST = 20_000  # clauses, families written out


class Gathering:
    """Makes families under all permutations of each of some domains."""

    def __init__(self, dictionary: Dictionary, domains: Sequence[FiniteSet]) -> None:
        self._dictionary = dictionary
        self._domains = domains

    def closed(self, clauses: Iterable[Clause]) -> list[Family] | None:
        """The clauses with all that are like them; None where these are not in the layouts, or too many."""
        found: list[Family] = []
        seen: set[Clause] = set()
        for clause in clauses:
            if clause in seen:
                continue
            one = self._family(clause)
            if one is None:
                return None
            found.append(one)
            seen.update(one.members)
            if len(seen) > _MOST:
                return None
        return found

    def joined(self, families: Iterable[Family]) -> list[Family]:
        """The same, with clauses that differ in what one scalar may be said at once, and all that are like them."""
        current = list(families)
        place = 0
        while place < len(current):
            one = current[place]
            for other in [*current[place + 1 :], one]:
                found = self._joined(one, other)
                if found is not None:
                    current = [each for each in current if each is not one and each is not other]
                    current.append(found)
                    break
            else:
                place += 1
        return current

    def regathered(self, families: Iterable[Family]) -> list[Family]:
        """The same clauses in larger families, where all members of these are there."""
        current = list(families)
        clauses = {clause for each in current for clause in each.members}
        found: list[Family] = []
        said: set[Clause] = set()
        for each in current:
            if each.clause in said:
                continue
            larger = self._family(each.clause)
            if larger is None or not clauses.issuperset(larger.members) or not set(each.members) <= set(larger.members):
                larger = each
            found.append(larger)
            said.update(larger.members)
        return found

    def _family(self, clause: Clause) -> Family | None:
        """None if it is too large, or some member is in no layout."""
        one = family(clause, self._domains)
        if one is None or any(self._dictionary.term(member) is None for member in one.members):
            return None
        return one

    def _joined(self, one: Family, other: Family) -> Family | None:
        for member in other.members:
            both = None if member == one.clause else merged(one.clause, member, self._dictionary)
            found = None if both is None else self._family(both)
            if found is not None:
                return found
        return None
