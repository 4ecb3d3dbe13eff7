"""A chain of obligations as a path of actions, checked to run; must not know how the chain was found."""

from __future__ import annotations

from symcheck.engine.linearise import run
from symcheck.engine.pdr.obligations import Obligation
from symcheck.engine.pdr.relation import Relation
from symcheck.engine.verdict import Assignment, Move, Path
from symcheck.system.transition_system import Property


def path_of(relation: Relation, prop: Property, chain: Obligation) -> Path:
    """The path from an initial state in the chain's first cube."""
    circuit = relation.initial
    first = circuit.solver(initial=True)
    found = first.solve(chain.cube)
    assert found, "the chain begins in no initial state"
    model = first.model()
    moves: list[tuple[int, Assignment]] = []
    obligation = chain
    while obligation.then is not None:
        assert obligation.action is not None, "no obligation leads on by itself"
        moves.append((obligation.action, obligation.inputs))
        obligation = obligation.then
    if obligation.action is not None:
        moves.append((obligation.action, obligation.inputs))
    start = Move(None, circuit.state(model), circuit.first_inputs(model))
    path = run(relation.system, prop, start, moves, obligation.inputs)
    assert path is not None, f"a chain of obligations to {prop.name} does not run"
    return path
