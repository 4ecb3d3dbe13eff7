"""What is handed out is the system: its paths are found with Z3's own Python layer."""

from __future__ import annotations

import z3

from symcheck.solve.z3_system import to_z3
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import INT, TRUE, add, div, eq, integer, le, neg, variable

N, N_NEXT, CHOICE = variable("n", INT), variable("n'", INT), variable("i", INT)


def test_a_counter() -> None:
    system = TransitionSystem(
        state=(N,),
        inputs=(CHOICE,),
        init=eq(N, CHOICE),
        actions=(
            GroundAction("Grow", (), None, TRUE, {N: add([N, integer(2)])}),
            GroundAction("Halve", (), None, neg(le(N, integer(0))), {N: div(N, integer(2))}),
        ),
        properties=(Property("seven", "invariant", eq(N, integer(7))),),
        primed={N: N_NEXT},
    )
    made = to_z3(system)
    solver = z3.Solver()
    solver.add(made.init, made.first_inputs[0] == 3)
    solver.add(made.relation, made.state[0] == 3)
    followers = set()
    while solver.check() == z3.sat:
        value = solver.model()[made.following[0]].as_long()
        followers.add(value)
        solver.add(made.following[0] != value)
    assert followers == {3, 5, 1}
    assert len(made.selectors) == 2
    assert z3.simplify(z3.substitute(made.bad["seven"], (made.state[0], z3.IntVal(7))))
