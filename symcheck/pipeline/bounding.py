"""A predicate as the start of behaviors: what bounds each variable first; must not know what it is started for.

States are made from a predicate by giving variables values in the order of reading, so a conjunct that bounds a
variable has to come before any that reads it. In an invariant it may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.core.expr import Apply, Call, Expr, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.spec import Named
from symcheck.core.substitute import unfold
from symcheck.pipeline.mentions import variables_read


def bounding(named: Named, variables: Sequence[Variable]) -> Expr:
    """The predicate with `x \\in S` (or `x \\subseteq S`, `x = e`) in front of it for each of the variables. S may read
    variables that are bounded before. Raises SpecError UNTYPED, at the predicate, for variables that nothing bounds."""
    waiting = list(_bounds(named.expr))
    first: list[Expr] = []
    bounded: set[Variable] = {variable for variable in variables if variable.rigid}
    missing = [variable for variable in variables if not variable.rigid]
    while missing:
        found = next(
            (each for each in waiting if each[0] not in bounded and variables_read(each[2]) <= bounded), None
        )
        if found is None:
            raise SpecError.of(
                Diagnostic(
                    Code.UNTYPED,
                    f"{named.name} does not say which values {variable.name} can have",
                    named.span,
                    f"add a conjunct {variable.name} \\in S to {named.name}, with a set S of all that it may be",
                )
                for variable in missing
            )
        variable, conjunct, _ = found
        first.append(conjunct)
        bounded.add(variable)
        missing.remove(variable)
    return Apply(Op.AND, (*first, named.expr), named.span)


def _bounds(formula: Expr) -> Iterator[tuple[Variable, Expr, Expr]]:
    """Conjuncts that bound a variable: it, the conjunct as `x \\in S` or `x = e`, and S or e."""
    match formula:
        case Apply(op=Op.AND):
            for part in formula.operands:
                yield from _bounds(part)
        case Call(definition=definition) if not definition.recursive:
            yield from _bounds(unfold(formula))
        case Apply(op=Op.IN | Op.EQ, args=(VariableRef(variable=variable), bound)):
            yield variable, formula, cast(Expr, bound)
        case Apply(op=Op.SUBSETEQ, args=(VariableRef() as ref, bound)):
            subsets = Apply(Op.SUBSET, (bound,), bound.span)
            yield ref.variable, Apply(Op.IN, (ref, subsets), formula.span), subsets
        case _:
            pass
