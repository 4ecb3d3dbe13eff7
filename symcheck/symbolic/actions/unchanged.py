"""Steps that leave something as it is; must not know what else stands in the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.core.expr import Apply, Call, Expr, LocalRef
from symcheck.core.ops import Op
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.targets import variable_of
from symcheck.symbolic.environment import Env, Thunk, home
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.reading import Reading
from symcheck.term import FALSE, Term

if TYPE_CHECKING:
    from symcheck.symbolic.actions.split import Splitter


def unchanged(splitter: Splitter, expr: Expr, env: Env, branch: Branch) -> list[Branch]:
    """The branches of UNCHANGED expr: variables keep their values, of anything else it is a condition."""
    assert splitter.state is not None
    variable = variable_of(expr, env)
    if variable is not None and variable not in branch.assigned:
        return [branch.assign(variable, splitter.reading(branch).value(expr, env, branch.path))]
    if isinstance(expr, Apply) and expr.op is Op.TUPLE:
        branches = [branch]
        for item in expr.operands:
            branches = [out for before in branches for out in unchanged(splitter, item, env, before)]
        return branches
    if isinstance(expr, Call) and not expr.definition.params:
        return unchanged(splitter, expr.definition.body, home(expr.definition, env), branch)
    if isinstance(expr, LocalRef) and isinstance(bound := env[expr.local], Thunk):
        return unchanged(splitter, bound.expr, bound.env, branch)
    condition = same(splitter.reading(branch), expr, env, branch.path)
    return [] if condition is FALSE else [branch.when(condition)]


def same(reading: Reading, expr: Expr, env: Env, path: Term) -> Term:
    """Whether an expression means the same before the step and after it."""
    before = reading.value(expr, env, path)
    after = reading.primed(expr).value(expr, env, path)
    return equal(reading.site(expr, path), before, after)
