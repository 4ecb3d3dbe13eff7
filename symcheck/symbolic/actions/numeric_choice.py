r"""Whether an integer that an action chooses is used as a number only; must not know how actions are split.

`\E n \in 1..1000 : total' = total + n` is one ground action with n for an input, or a thousand without. An input is
better where n is added up, stored and compared; where it is a key, an element, or one of a few, a value is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from symcheck.core.expr import Variable
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.reading import Tools
from symcheck.symbolic.values import ATOMS, Sym, SymFilled, SymFun, SymMap, SymSet, Union, is_value
from symcheck.term import BOOL, TRUE, Kind, Term, conj, free_variables, integer, le, neg, nodes
from symcheck.term.between import between


def is_number(
    chosen: Term,
    low: int,
    high: int,
    outs: Sequence[Branch],
    before: Mapping[Variable, Sym],
    failures: Failures,
    tools: Tools,
    few: int,
) -> bool:
    """Whether `chosen`, an INT input between two bounds, is a number and nothing else in what became of the action:
    every branch stores it, bounds it by comparisons alone, as do the failures, and leaves it more than `few` values.
    `before` are the values of the variables in the state."""
    conditions = [*(failure.condition for failure in failures), *(out.path for out in outs)]
    quantified = tools.quantifiers.mentions  # what an atom stands for may speak of it
    if not outs or any(quantified(each) or between(chosen, each) is None for each in conditions):
        return False
    for out in outs:
        leaves: list[Term] = []
        changed = [value for variable, value in out.assigned.items() if before.get(variable) is not value]
        if not all(_parts(value, chosen, leaves) for value in changed):
            return False
        if any(map(quantified, leaves)):
            return False
        stored = [leaf for leaf in dict.fromkeys(leaves) if chosen in free_variables(leaf)]
        if not any(leaf.sort is not BOOL for leaf in stored) or any(leaf.sort is BOOL for leaf in stored):
            return False
        if not all(_is_linear(leaf, chosen) for leaf in stored):
            return False
    return all(_is_wide(chosen, low, high, out.path, tools.feasible, few) for out in outs)


def _parts(value: Sym, chosen: Term, leaves: list[Term]) -> bool:
    """Collects the terms in a value; False where `chosen` is, or may be, where numbers do not stand by themselves."""
    if isinstance(value, ATOMS) or is_value(value):
        return True
    if isinstance(value, Term):
        leaves.append(value)
        return True
    if isinstance(value, Union):
        leaves.extend(guard for guard, _ in value.options)
        return all(_parts(alternative, chosen, leaves) for _, alternative in value.options)
    if isinstance(value, SymSet):
        leaves.extend(value.members.values())
        leaves.extend(inside for inside, _ in value.cells)
        return not _occurs(chosen, [cell for _, cell in value.cells])
    if isinstance(value, SymFun | SymMap):
        leaves.extend(present for present, _ in value.entries.values())
        inner = [part for _, part in value.entries.values()]
        if isinstance(value, SymMap):
            leaves.extend(present for present, _, _ in value.cells)
            inner.extend(part for _, _, part in value.cells)
            if _occurs(chosen, [key for _, key, _ in value.cells]):
                return False
        return all(_parts(part, chosen, leaves) for part in inner)
    if isinstance(value, SymFilled):
        return all(_parts(part, chosen, leaves) for part in (value.filler, value.changes))
    return False


def _occurs(chosen: Term, values: Iterable[Sym]) -> bool:
    """Whether an input occurs in some of these values, or may do."""
    leaves: list[Term] = []
    known = all(_parts(value, chosen, leaves) for value in values)
    return not known or any(chosen in free_variables(leaf) for leaf in leaves)


def _is_linear(leaf: Term, chosen: Term) -> bool:
    """Whether `chosen` is added up, or picked by conditions that do not depend on it."""
    for node in nodes((leaf,)):
        if node.op in (Kind.DIV, Kind.MOD, Kind.EQ, Kind.LE) and any(chosen in free_variables(a) for a in node.args):
            return False
        if node.op is Kind.MUL and Kind.INTEGER not in (node.args[0].op, node.args[1].op):
            return False
    return True


def _is_wide(
    chosen: Term, low: int, high: int, path: Term, feasible: Callable[[Term], bool], few: int
) -> bool:
    """Whether `chosen` may be the least of its possible values as well as one that is `few` or more beyond."""

    def at_most(value: int) -> bool:
        return feasible(conj((path, le(chosen, integer(value)))))

    if path is not TRUE and not at_most(low):
        above, least = low, high
        while above + 1 < least:
            middle = (above + least) // 2
            if at_most(middle):
                least = middle
            else:
                above = middle
        low = least
    return low + few <= high and feasible(conj((path, neg(le(chosen, integer(low + few - 1))))))
