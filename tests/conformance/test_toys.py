"""Every engine and every solver gives the known answers on the toy systems."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted, Unknown
from symcheck.solve import SolverFactory, default_solver
from symcheck.solve.choose import sat, z3
from symcheck.system.validate import validate
from tests.conformance.test_engines_agree import walk_of
from tests.conformance.toys import TOYS, Toy

DEPTH = 12
SOLVERS = ["default", "z3", "glucose4", "minisat22", "cadical195"]


def solver_for(name: str, toy: Toy) -> SolverFactory:
    if name == "default":
        return default_solver(toy.boolean)
    if name == "z3":
        return z3(toy.boolean)
    if not toy.boolean:
        pytest.skip("a SAT solver knows no integers")
    return sat(name)


@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.name)
@pytest.mark.parametrize("solver", SOLVERS)
def test_bounded_search(toy: Toy, solver: str) -> None:
    validate(toy.system)
    verdicts = search(toy.system, toy.system.properties, DEPTH, solver=solver_for(solver, toy))
    for prop in toy.system.properties:
        verdict = verdicts[prop.name]
        if toy.shortest[prop.name] is None:
            assert verdict == Bounded(DEPTH), prop.name
        else:
            assert isinstance(verdict, Refuted), prop.name
            assert verdict.path.length == toy.shortest[prop.name], prop.name
            assert verdict.path.shortest
            if toy.boolean and not toy.system.inputs:
                walk_of(toy.system, prop, verdict.path)


@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.name)
def test_a_path_just_too_long_is_not_found(toy: Toy) -> None:
    for prop in toy.system.properties:
        length = toy.shortest[prop.name]
        if length:
            below = search(toy.system, [prop], length - 1)[prop.name]
            if isinstance(below, Refuted):  # parallel steps look further than so many single steps
                assert below.path.length == length
                assert toy.name in ("two counters", "racing counters", "toggles", "token ring", "mutex", "one chair")
            else:
                assert below == Bounded(length - 1)
            assert isinstance(search(toy.system, [prop], length)[prop.name], Refuted)


def test_an_ended_budget_is_unknown() -> None:
    toy = TOYS[0]
    verdicts = search(toy.system, toy.system.properties, budget=Budget(0.0))
    assert all(verdict == Unknown("out of time", -1) for verdict in verdicts.values())
