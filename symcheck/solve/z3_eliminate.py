"""A formula without some of its variables, by Z3's quantifier elimination; must not know what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symcheck.solve import z3_raw
from symcheck.solve.z3_formulas import Formulas, UntranslatableError, term_of
from symcheck.term import Term, free_variables


def eliminated(variables: Sequence[Term], condition: Term, seconds: float) -> Term | None:
    """A term that holds just where some values of the variables satisfy the condition (Cooper's method where it is
    linear); None where Z3 does not find it, or cannot confirm it, in so many seconds for each of both."""
    z3: Any = z3_raw.z3py
    context = z3.Context()
    formulas = Formulas(context)
    open_, names = formulas.expression(condition), [formulas.expression(each) for each in variables]
    some = z3.Exists(names, open_)
    try:
        (found,) = z3.TryFor(z3.Then("simplify", "qe", ctx=context), int(1000 * seconds))(some)
        closed = z3.simplify(found.as_expr())
        term = term_of(z3, closed, named={each.payload: each for each in free_variables(condition)})
    except (z3.Z3Exception, UntranslatableError, ValueError):
        return None
    # another algorithm has to agree: model-based instantiation
    solver = z3.Solver(ctx=context)
    solver.set("timeout", int(1000 * seconds))
    solver.set("ctrl_c", z3_raw.takes_interrupts())
    solver.add(formulas.expression(term) != some)
    return term if solver.check() == z3.unsat else None
