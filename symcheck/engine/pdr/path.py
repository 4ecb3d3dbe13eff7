"""A chain of obligations as a path of actions, checked to run; must not know how the chain was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.engine.linearise import run
from symcheck.engine.pdr.obligations import Obligation
from symcheck.engine.pdr.relation import Relation
from symcheck.engine.verdict import Assignment, Move, Path
from symcheck.solve.sat_incremental import Incremental
from symcheck.system.transition_system import Property
from symcheck.term import Term


def path_of(relation: Relation, prop: Property, chain: Obligation, first: Incremental) -> Path:
    """The path from an initial state in the chain's first cube."""
    system = relation.system
    inputs = {each: each for each in system.inputs}
    found = first.solve(chain.cube)
    assert found, "the chain begins in no initial state"
    model = first.model()
    state = {var: model[relation.slot(var) - 1] > 0 for var in system.state}
    start = Move(None, state, _renamed(relation, relation.first_inputs, model))
    moves: list[tuple[int, Assignment]] = []
    obligation = chain
    while obligation.then is not None:
        assert obligation.action is not None, "no obligation leads on by itself"
        moves.append((obligation.action, _renamed(relation, inputs, obligation.model)))
        obligation = obligation.then
    last_inputs = _renamed(relation, inputs, obligation.model)
    if obligation.action is not None:
        moves.append((obligation.action, last_inputs))
    path = run(system, prop, start, moves, last_inputs)
    assert path is not None, f"a chain of obligations to {prop.name} does not run"
    return path


def _renamed(relation: Relation, names: Mapping[Term, Term], model: Sequence[int]) -> Assignment:
    """Values in a model, of copies under the names of the originals."""
    return {original: model[relation.slot(copy) - 1] > 0 for original, copy in names.items()}
