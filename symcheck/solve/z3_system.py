"""A system's step relation as z3py expressions, to go on from with tools of one's own; must not know engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from symcheck.solve import z3_raw
from symcheck.system.steps import sequential
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, Kind, Term, nodes


@dataclass(frozen=True, slots=True)
class Z3System:
    """A system as z3py expressions. `state[i]` is followed by `following[i]`; `relation` is one step of one action,
    whose selector holds, or an idle one; `first_inputs` are those of the first state; `bad` is by property name."""

    state: tuple[Any, ...]
    following: tuple[Any, ...]
    inputs: tuple[Any, ...]
    first_inputs: tuple[Any, ...]
    selectors: tuple[Any, ...]
    init: Any
    relation: Any
    constraint: Any
    bad: Mapping[str, Any]


def to_z3(system: TransitionSystem) -> Z3System:
    """The transition relation in Z3's own terms, in its main context, for anyone who wants to go on from there."""
    z3 = z3_raw.z3py
    steps = sequential(system)
    made: dict[Term, Any] = {}

    def expressions(*terms: Term) -> tuple[Any, ...]:
        for node in nodes(terms):
            if node not in made:
                made[node] = _MAKE[node.op](z3, node, [made[arg] for arg in node.args])
        return tuple(made[term] for term in terms)

    init, relation, constraint = expressions(steps.initial, steps.relation, system.constraint)
    return Z3System(
        state=expressions(*system.state),
        following=expressions(*(steps.primed[var] for var in system.state)),
        inputs=expressions(*system.inputs),
        first_inputs=expressions(*(steps.first_inputs[var] for var in system.inputs)),
        selectors=expressions(*steps.selectors),
        init=init,
        relation=relation,
        constraint=constraint,
        bad={prop.name: expressions(prop.bad)[0] for prop in system.properties},
    )


def _py_divide(z3: Any, node: Term, args: list[Any]) -> Any:
    left, right = args
    if node.op is Kind.DIV:
        return z3.If(right == 0, 0, z3.If(right < 0, -left / -right, left / right))
    return z3.If(right == 0, left, z3.If(right < 0, -(-left % -right), left % right))


_MAKE: Mapping[Kind, Callable[[Any, Term, list[Any]], Any]] = {
    Kind.VARIABLE: lambda z3, node, args: (z3.Bool if node.sort == BOOL else z3.Int)(node.payload),
    Kind.TRUE: lambda z3, node, args: z3.BoolVal(True),
    Kind.FALSE: lambda z3, node, args: z3.BoolVal(False),
    Kind.INTEGER: lambda z3, node, args: z3.IntVal(node.payload),
    Kind.NOT: lambda z3, node, args: z3.Not(args[0]),
    Kind.AND: lambda z3, node, args: z3.And(args),
    Kind.OR: lambda z3, node, args: z3.Or(args),
    Kind.IFF: lambda z3, node, args: args[0] == args[1],
    Kind.EQ: lambda z3, node, args: args[0] == args[1],
    Kind.ITE: lambda z3, node, args: z3.If(*args),
    Kind.AT_MOST_ONE: lambda z3, node, args: z3.AtMost(*args, 1),
    Kind.LE: lambda z3, node, args: args[0] <= args[1],
    Kind.ADD: lambda z3, node, args: z3.Sum(args),
    Kind.MUL: lambda z3, node, args: args[0] * args[1],
    Kind.DIV: _py_divide,
    Kind.MOD: _py_divide,
}
