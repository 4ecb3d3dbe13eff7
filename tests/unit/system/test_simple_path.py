"""Paths are told apart from those that come back to a state."""

from __future__ import annotations

import pytest

from symcheck.solve import Answer
from symcheck.solve.choose import sat
from symcheck.system import steps
from symcheck.system.simple_path import Memory
from symcheck.term import disj
from tests.conformance.toys import token_ring


@pytest.mark.parametrize("remembered", [9, 4])
def test_a_ring_has_simple_paths_up_to_its_number_of_states(remembered: int) -> None:
    system = token_ring(3).system
    relation = steps.sequential(system)
    memory = Memory(system, remembered)
    solver = sat("minisat22")({**relation.primed, **memory.primed})
    solver.add(relation.initial)
    for step in range(9):
        for term, at in memory.at(step):
            solver.add(term, at)
        assert solver.check() is Answer.SAT
        seen = [tuple(solver.values(system.state, at).values()) for at in range(step + 1)]
        assert all(state not in seen[:place][:remembered] for place, state in enumerate(seen))
        solver.add(relation.relation, step)
        solver.add(disj(relation.selectors), step)
