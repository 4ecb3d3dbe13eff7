"""What a prover's verdicts are held to: brute force, and the check of every certificate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from symcheck.engine.verdict import Proved, Refuted, Verdict
from symcheck.pipeline.certificate import Certificate
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, Term, conj, disj, evaluate, neg
from tests.conformance.brute_force import State, assignments, initial_states, shortest, successors
from tests.conformance.certified import certify_all
from tests.conformance.test_engines_agree import walk_of

ALL = 64  # steps: more than any small Boolean system has states in a row


def hold(system: TransitionSystem, verdicts: Mapping[str, Verdict], decided: bool) -> int:
    """Every proof is certified, no verdict is wrong and, if `decided`, none is missing; how many were proved."""
    proofs = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
    for name, certificate in certify_all(system, proofs).items():
        assert isinstance(certificate, Certificate), (name, certificate)
    for prop in system.properties:
        expected = shortest(system, prop, ALL)
        match verdicts[prop.name]:
            case Proved():
                assert expected is None, prop.name
            case Refuted(path):
                assert expected is not None, prop.name
                assert path.length >= expected
                walk_of(system, prop, path)
            case other:
                assert not decided, (prop.name, other)
    return len(proofs)


def reachable(system: TransitionSystem) -> set[State]:
    """Every reachable state of a system whose `expand` is TRUE throughout."""
    found = initial_states(system)
    waiting = list(found)
    while waiting:
        for _, _, after, _ in successors(system, waiting.pop()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found


def strongest(system: TransitionSystem) -> Term:
    """The strongest invariant of a Boolean system: a clause for each state that is not reachable."""
    system = halting(system)
    inside = reachable(system)
    states = product([False, True], repeat=len(system.state))
    return conj(
        disj(neg(var) if value else var for var, value in zip(system.state, state, strict=True))
        for state in states
        if state not in inside
    )


def proves(system: TransitionSystem, prop: Property, invariant: Term) -> bool:
    """By definition, state by state: whether an invariant is inductive and implies a property."""
    system = _halting(system)
    states = list(product([False, True], repeat=len(system.state)))
    inside = {state for state in states if evaluate(invariant, dict(zip(system.state, state, strict=True)))}
    if not initial_states(system) <= inside or invariant is FALSE:
        return False
    for state in inside:
        here = dict(zip(system.state, state, strict=True))
        if prop.kind != "action" and any(evaluate(prop.bad, {**here, **given}) for given in assignments(system.inputs)):
            return False
        for _, given, after, _ in _successors(system, state):
            primes = dict(zip((system.primed[var] for var in system.state), after, strict=True))
            if after not in inside or (prop.kind == "action" and evaluate(prop.bad, {**here, **given, **primes})):
                return False
    return True


_halting = lru_cache(maxsize=1)(halting)


@lru_cache(maxsize=1_024)
def _successors(system: TransitionSystem, state: State) -> tuple[tuple[int, dict[Term, bool | int], State, bool], ...]:
    """Asked for again and again, once for each invariant of one system."""
    return tuple(successors(system, state))
