r"""What `\A` is in an action: the conjunction of its instances, one after the other; must not know what a body is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.core.expr import Quantified
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.binding.elements import bindings
from symcheck.symbolic.environment import Env
from symcheck.term import FALSE, disj, neg

if TYPE_CHECKING:
    from symcheck.symbolic.actions.split import Splitter


def every(splitter: Splitter, expr: Quantified, env: Env, branch: Branch) -> list[Branch]:
    """The branches of all instances together. Where it depends on the state whether there is an instance, a branch
    goes on without it, unless the instance is but a condition there."""
    branches = [branch]
    for guard, inner, _ in bindings(splitter.reading(branch), expr.bounds, env, branch.path):
        absent = neg(guard)
        grown: list[Branch] = []
        for before in branches:
            inside = before.when(guard)
            if splitter.open(expr.body, inner, before):
                grown += [*splitter.follow(expr.body, inner, inside), before.when(absent)]
            else:
                grown.append(before.when(disj((absent, splitter.condition(expr.body, inner, inside)))))
        branches = [each for each in grown if each.path is not FALSE]
    return branches
