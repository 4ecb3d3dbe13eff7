"""Whether conditions add up integers that are choices of many; must not know layouts."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.term import INT, Kind, Term, nodes

_SUMMED = 3  # of so many choices or more all combinations are too many


def sums_of_choices(conditions: Iterable[Term], few: int) -> bool:
    """Whether three integers or more that are each one of more than `few` are added up: of Booleans that say which they
    are, a solver can only try the combinations."""
    wide: set[Term] = set()  # choices of more than `few`
    lengths: dict[Term, int] = {}
    added: set[Term] = set()
    for node in nodes(tuple(conditions)):  # parts come first
        if node.sort is not INT:
            continue
        if node.op is Kind.ITE:
            lengths[node] = 1 + max(lengths.get(arm, 0) for arm in node.args[1:])
            if lengths[node] >= few:
                wide.add(node)
        elif node.op is Kind.ADD:
            added.update(arg for arg in node.args if arg in wide)
    return len(added) >= _SUMMED
