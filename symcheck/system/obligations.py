"""What has to be unsatisfiable for a certificate to prove its property; must not know engines or solvers.

Inductive invariants are checked on the ground actions as they are, so nothing that engines build on top of these (step
relations, orders, slices) has to be trusted; k-induction, which speaks of several steps, takes the sequential relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symcheck.system import steps
from symcheck.system.simple_path import Memory, changing
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Kind, Substitution, Term, conj, disj, free_variables, neg

Timed = tuple[Term, int]


@dataclass(frozen=True, slots=True)
class Obligation:
    """`claim` and what its group assumes cannot hold together; `name` says where: "initial states", "Send(p = 1)"…"""

    name: str
    claim: Timed


@dataclass(frozen=True, slots=True)
class Group:
    """Obligations under the same assumptions, for one solver. `primed` is what the solver has to know of time."""

    given: tuple[Timed, ...]
    obligations: tuple[Obligation, ...]
    primed: Mapping[Term, Term]


def inductive(system: TransitionSystem, invariant: Term, using: Sequence[Property] = ()) -> Iterator[Group]:
    """That `invariant`, over the state variables, holds in every reachable state: init => I, and I and a step => I'.

    Steps are looked at only from states in which none of the properties `using` is bad. For systems whose `expand` is
    TRUE throughout; `lemma` is not assumed.
    """
    assert all(action.expand is TRUE for action in system.actions), "see system.transform.halting"
    parts = conjuncts(invariant)
    yield Group(((system.init, 0),), (Obligation("initial states", (_some_fails(parts), 0)),), {})
    mentioning: dict[Term, list[Term]] = {}
    for part in parts:
        for var in free_variables(part):
            mentioning.setdefault(var, []).append(part)
    kept = tuple(
        Obligation(action_name(action), (conj((system.constraint, action.guard, broken)), 0))
        for action in system.actions
        if (broken := _broken_by(action, mentioning)) is not None
    )
    proved_state, _ = badness(using)
    yield Group(((conj((invariant, neg(proved_state))), 0),), kept, {})


def implied(system: TransitionSystem, invariant: Term, prop: Property) -> Iterator[Group]:
    """That no state (no step, for a property of steps) is bad where the invariant holds."""
    if prop.kind != "action":
        yield Group(((invariant, 0),), (Obligation(prop.name, (prop.bad, 0)),), {})
        return
    claims = []
    for action in system.actions:
        after = {copy: action.effects.get(var, var) for var, copy in system.primed.items()}
        bad = Substitution(after)(prop.bad)
        claims.append(Obligation(action_name(action), (conj((system.constraint, action.guard, bad)), 0)))
    yield Group(((invariant, 0),), tuple(claims), {})


def k_inductive(
    system: TransitionSystem,
    invariant: Term,
    together: Sequence[Property],
    k: int,
    using: Sequence[Property] = (),
    simple_path: bool = False,
) -> Iterator[Group]:
    """That some properties hold together: nothing is bad within k - 1 steps from the start, and nothing after k steps
    (each changes the state) in which nothing is bad, where `invariant` and the properties `using` hold throughout.
    Source: Sheeran, Singh, Stalmarck 2000.

    A shortest path to something bad repeats no state: `simple_path` looks only at paths that do not, without it only
    neighbours are told apart.
    """
    assert k > 0, "see implied"
    yield from from_start(system, together, k)
    taken = steps.sequential(system)
    bad_state, bad_step = badness(together)
    relation = conj((taken.relation, changing(system)))
    proved_state, proved_step = badness(using)
    window: list[Timed] = []
    for step in range(k + 1):
        window += [(invariant, step), (neg(proved_state), step)]
        if step < k:
            window += [(relation, step), (neg(bad_state), step), (neg(bad_step), step), (neg(proved_step), step)]
    primed = taken.primed
    if simple_path:
        memory = Memory(system, k)
        for step in range(k + 1):
            window += memory.at(step)
        primed = {**primed, **memory.primed}
    yield Group(tuple(window), tuple(_bad_at(taken, together, k)), primed)


def from_start(system: TransitionSystem, together: Sequence[Property], states: int) -> Iterator[Group]:
    """That nothing is bad in the first so many states, and in the steps from these."""
    taken = steps.sequential(system)
    run: tuple[Timed, ...] = ((taken.initial, 0),)
    for depth in range(states):
        yield Group(run, tuple(_bad_at(taken, together, depth)), taken.primed)
        run = (*run, (taken.relation, depth))


def _bad_at(taken: steps.Steps, together: Sequence[Property], step: int) -> Iterator[Obligation]:
    bad_state, bad_step = badness(together)
    if bad_state is not FALSE:
        yield Obligation(f"after {_steps(step)}", (bad_state, step))
    if bad_step is not FALSE:
        yield Obligation(f"in step {step + 1}", (conj((taken.relation, disj(taken.selectors), bad_step)), step))


def _steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"


def badness(properties: Sequence[Property]) -> tuple[Term, Term]:
    """What is bad in a state, and what in a step."""
    states = disj(prop.bad for prop in properties if prop.kind != "action")
    return states, disj(prop.bad for prop in properties if prop.kind == "action")


def conjuncts(term: Term) -> tuple[Term, ...]:
    """The parts of a conjunction, and of conjunctions in it; of any other formula, itself."""
    found: dict[Term, None] = {}
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part.op is Kind.AND:
            waiting += reversed(part.args)
        else:
            found[part] = None
    return tuple(found)


def action_name(action: GroundAction) -> str:
    """`Send(p = 1)`."""
    inside = ", ".join(f"{name} = {value}" for name, value in action.bindings)
    return f"{action.name}({inside})" if inside else action.name


def _some_fails(parts: Sequence[Term]) -> Term:
    return disj(neg(part) for part in parts)


def _broken_by(action: GroundAction, mentioning: Mapping[Term, Sequence[Term]]) -> Term | None:
    """Which parts of the invariant are false after an action; None if it touches none."""
    touched = {part: None for var in action.effects for part in mentioning.get(var, ())}
    if not touched:
        return None
    after = Substitution(action.effects)
    return _some_fails([after(part) for part in touched])
