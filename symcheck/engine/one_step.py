"""Which properties are kept together by every single step, asked one action at a time; must not know TLA+ or depths.

Where integers are summed up Z3 takes a small part of the time that it takes for a step relation with all actions in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.base.budget import Budget
from symcheck.solve import Answer, Solver, SolverFactory, default_solver
from symcheck.system.ranges import settled_ranges
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import Substitution, Term, conj, disj, evaluate_all, neg

_GLANCE = 0.2  # seconds for an action in a solver that is there for all; then it gets one of its own
_HARD = 3  # actions that take longer; then the others are not tried there


def kept(system: TransitionSystem, properties: Sequence[Property], budget: Budget) -> list[Property]:
    """Those of the properties that are not bad in any reachable state, as no initial state and no step makes them bad:
    what speaks of states alone, and is found in the time there is. Z3 is asked."""
    whole = halting(system)
    known = conj((whole.lemma, settled_ranges(whole)))
    factory = default_solver(boolean=False)
    start = factory({})
    start.add(conj((whole.init, known)))
    good = [
        prop
        for prop in properties
        if whole.speaks_of_states(prop) and start.check([(prop.bad, 0)], budget) is Answer.UNSAT
    ]
    return kept_together(whole, known, good, factory, budget) or []


def kept_together(
    system: TransitionSystem, known: Term, properties: Sequence[Property], factory: SolverFactory, budget: Budget
) -> list[Property] | None:
    """The most properties such that none is bad after a step from a state in which none is bad and `known` holds; None
    if the budget ends. They speak of state variables alone. Source: Flanagan and Leino, "Houdini" (FME 2001)."""
    together = list(properties)
    actions = system.actions
    place = passed = hard = 0  # `passed` actions in turn have kept what is left
    shared = _solver(system, known, together, factory)
    while together and passed < len(actions):
        action = actions[place % len(actions)]
        place += 1
        after = Substitution(action.effects)
        bad = [after(prop.bad) for prop in together]
        touched = disj(term for term, prop in zip(bad, together, strict=True) if term is not prop.bad)
        claim = conj((action.guard, touched))
        solver, answer = shared, Answer.UNKNOWN
        if hard < _HARD:
            answer = shared.check([(claim, 0)], budget.slice(_GLANCE))
        if answer is Answer.UNKNOWN:
            hard += 1
            solver = _solver(system, known, together, factory)
            solver.add(claim)
            answer = solver.check((), budget)
        match answer:
            case Answer.UNSAT:
                passed += 1
            case Answer.UNKNOWN:
                return None
            case Answer.SAT:
                is_bad = evaluate_all(bad, solver.values((*system.state, *system.inputs)))
                kept = [prop for prop, wrong in zip(together, is_bad, strict=True) if not wrong]
                assert len(kept) < len(together), "a model makes nothing bad"
                together, passed = kept, 0
                shared = _solver(system, known, together, factory)
    return together


def _solver(system: TransitionSystem, known: Term, properties: Sequence[Property], factory: SolverFactory) -> Solver:
    """A solver of the states from which a step may be taken and in which none of these is bad."""
    solver = factory({})
    solver.add(conj((system.constraint, known, *(neg(prop.bad) for prop in properties))))
    return solver
