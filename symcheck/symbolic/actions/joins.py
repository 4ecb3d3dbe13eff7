"""Several branches as one: by a condition that tells two apart, or by inputs that pick among many."""

from __future__ import annotations

from dataclasses import replace

from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.sets.choice import Inputs, selectors
from symcheck.term import Term, conj, disj, neg

BRANCHES = 256
"""A conjunction with more branches than this turns the choices of its later conjuncts into inputs; a choice among more
values that depend on the state is made by inputs, too."""


def joined(before: Branch, condition: Term, then: Branch, otherwise: Branch) -> Branch:
    """IF condition THEN one ELSE the other; both give values to the same variables."""
    assigned = {
        variable: choose(condition, value, otherwise.assigned[variable]) for variable, value in then.assigned.items()
    }
    path = disj((then.path, otherwise.path))
    if then.path is conj((before.path, condition)) and otherwise.path is conj((before.path, neg(condition))):
        path = before.path
    possible = disj((then.possible, otherwise.possible))
    if then.possible is then.path and otherwise.possible is otherwise.path:
        possible = path
    return replace(
        before, path=path, possible=possible, assigned=assigned, choices=(*then.choices, *otherwise.choices)
    )


def by_input(inputs: Inputs, before: Branch, outs: list[Branch]) -> list[Branch]:
    """One branch whose inputs pick among several, if these give values to the same variables."""
    if len(outs) < 2 or any(out.assigned.keys() != outs[0].assigned.keys() for out in outs):
        return outs
    start = len(inputs.made)
    picked, picks = selectors(inputs, len(outs))
    path = conj((before.path, picked, disj(conj((pick, out.path)) for pick, out in zip(picks, outs, strict=True))))
    choices = (*(choice for out in outs for choice in out.choices), *inputs.made[start:])
    possible = disj(out.possible for out in outs)
    assigned = {
        variable: merge((pick, out.assigned[variable]) for pick, out in zip(picks, outs, strict=True))
        for variable in outs[0].assigned
    }
    return [replace(before, path=path, possible=possible, assigned=assigned, choices=choices)]
