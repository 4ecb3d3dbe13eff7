"""One order for steps that commute, of all orders that lead to the same state; must not know solvers.

Two neighbouring actions that neither read nor change what the other one changes can be swapped, and the state after
them is the same. So some shortest path to any state never runs an action right before an independent one with a
smaller number (the lexicographic normal form of a trace: Mazurkiewicz). Sound for properties of the last state only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.system.interference import accesses
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import TRUE, Kind, Term, disj, free_variables, neg

_LITERALS = 200_000  # a relation may grow by so many; pairs beyond are left unordered, which loses speed only

_CONSTANT = (Kind.TRUE, Kind.FALSE, Kind.INTEGER)


def dependent(system: TransitionSystem) -> list[set[int] | None]:
    """For each action the earlier numbers that it may not be swapped with; None where that is every one.

    Whatever decides if steps may go on (the state constraint, `expand`) is asked between single actions, so an action
    that can change the answer, or that has an `expand`, is swapped with none.
    """
    guarded = free_variables(system.constraint)
    found: list[set[int] | None] = [None if action.expand is not TRUE else set() for action in system.actions]
    spent = 0
    for variable, access in accesses(system).items():
        writers = {write.action for write in access.writes}
        if variable in guarded:
            for number in writers:
                found[number] = None
            continue
        spent += len(writers) * (len(writers) + len(access.reads))
        if spent > _LITERALS:  # nearly everybody touches it
            for number in writers | access.reads.keys():
                found[number] = None
            continue
        for write in access.writes:
            others = {other.action for other in access.writes if _clash(write.value, other.value)} | access.reads.keys()
            for other in others:
                low, high = sorted((write.action, other))
                known = found[high]
                if low != high and known is not None:
                    known.add(low)
    everywhere = {number for number, known in enumerate(found) if known is None}
    for number, known in enumerate(found):
        if known is not None:
            known |= {other for other in everywhere if other < number}
    return found


def _clash(stored: Term, other: Term) -> bool:
    return stored is not other or stored.op not in _CONSTANT


def ordering(
    system: TransitionSystem, selectors: Sequence[Term], reached: Sequence[Term], primed: Mapping[Term, Term]
) -> list[Term]:
    """Formulas over one step's selectors and the next one's. `reached[i]` holds if one of the first i + 1 runs."""
    parts = []
    spent = 0
    for number, earlier in enumerate(dependent(system)):
        if number == 0 or earlier is None or len(earlier) == number:
            continue
        spent += len(earlier)
        if spent > _LITERALS:
            break
        allowed = [primed[selectors[other]] for other in sorted(earlier)]
        parts.append(disj([neg(selectors[number]), neg(primed[reached[number - 1]]), *allowed]))
    return parts
