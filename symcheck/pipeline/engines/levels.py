"""Counterexamples in which TLCGet("level") is the level that TLC gives a state; must not know layouts or solvers.

TLC looks at each state once, at the end of a shortest behavior to it. A path of the encoding may come to a state later
than need be, and then its counter says too much: such a path refutes nothing, and the state is passed over from that
level on.
"""

from __future__ import annotations

from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Move, Path, Refuted, Unknown, Verdict
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.kinds import number
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import alternatives
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Term, conj, disj, evaluate_all, free_variables, integer, lt, neg

_ROUNDS = 40

LATE = 'TLCGet("level") of a state is that of the shortest way to it, and only longer ones were found'


def with_least_levels(
    encoded: Encoded, prop: Property, path: Path, length: int | None, budget: Budget, observer: Observer
) -> Verdict:
    """Refuted by a path that comes to each of its states as early as can be, if there is one within so many steps, or
    within twice those of `path`. What a step property says of the last state's level does not matter."""
    system = encoded.system
    limit = 2 * path.length if length is None else length
    passed: list[Term] = []
    for _ in range(_ROUNDS):
        late = _late(encoded, system, prop, path, budget, observer)
        if late is None:
            return Unknown(LATE)
        if late is FALSE:
            return Refuted(path)
        passed.append(late)
        early = neg(disj(passed))  # from the others nothing is searched on
        rest = replace(prop, bad=conj((prop.bad, early)), sequential=True)
        narrower = replace(system, constraint=conj((system.constraint, early)))
        found = bmc.search(narrower, [rest], limit, budget, observer)[prop.name]
        match found:
            case Refuted(path=path):
                pass
            case Bounded() if length is not None:
                return found
            case _:
                return Unknown(LATE)
    return Unknown(LATE)


def _late(
    encoded: Encoded, system: TransitionSystem, prop: Property, path: Path, budget: Budget, observer: Observer
) -> Term | None:
    """That the state stands too late to which there is a shorter way than that of the path: FALSE if there is none,
    None where time ends before that is known."""
    moves = path.moves[1:-1] if prop.kind == "action" else path.moves[1:]
    early = []
    for steps, move in enumerate(moves, start=1):
        # a state that is not searched on from is looked at again when it turns out that it is to be
        seen = encoded.inside if _holds(encoded.inside, move) else TRUE
        # the counter of a state is one more than the steps to it
        early.append(conj((_is(encoded, move), seen, neg(_above(encoded, steps)))))
    sooner = Property("(sooner)", "invariant", disj(early), sequential=True)
    match bmc.search(system, [sooner], max(len(moves) - 1, 0), budget, observer)[sooner.name]:
        case Refuted(path=shorter):
            last = shorter.moves[-1]
            again = TRUE if _holds(encoded.inside, last) else neg(encoded.inside)
            return conj((_is(encoded, last), again, _above(encoded, len(shorter.moves))))
        case Bounded():
            return FALSE
        case _:
            return None


def _holds(term: Term, move: Move) -> bool:
    (truth,) = evaluate_all((term,), {**dict.fromkeys(free_variables(term), False), **move.state})
    return truth is True


def _is(encoded: Encoded, move: Move) -> Term:
    """That a state is the one after this move."""
    failures, state = Failures(), encoded.state(move.state)
    return conj(
        equal(Site(TRUE, variable.span, failures), register.sym, state[variable.name])
        for variable, register in encoded.registers.items()
        if variable is not encoded.counter
    )


def _above(encoded: Encoded, level: int) -> Term:
    """That the counter says more than this."""
    assert encoded.counter is not None, "a level is asked for"
    counted = alternatives(encoded.registers[encoded.counter].sym)
    return disj(conj((guard, lt(integer(level), number(value)))) for guard, value in counted)
