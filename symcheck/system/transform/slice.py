"""The part of a system that a property can depend on (its cone of influence); must not know engines or solvers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import Kind, Term, conj, free_variables, variables_of


@dataclass(frozen=True, slots=True)
class Sliced:
    """`system` has the variables that matter and the actions that change one of them; `actions[i]` is the number in the
    original of its i-th. A property holds in it just when it does in the original, if the original has a first state.
    """

    system: TransitionSystem
    actions: tuple[int, ...]


def slice_for(system: TransitionSystem, properties: Iterable[Property]) -> Sliced:
    """The slice for some properties together. An action that changes nothing that matters is an idle step."""
    asked = tuple(properties)
    unprimed = {primed: var for var, primed in system.primed.items()}
    state = frozenset(system.state)
    kept = {unprimed.get(var, var) for var in variables_of([system.constraint, *(prop.bad for prop in asked)])} & state
    first = _conjuncts(system.init)
    running: set[int] = set()
    while True:
        before = len(kept) + len(running)
        for number, action in enumerate(system.actions):
            if not kept.isdisjoint(action.effects):
                running.add(number)
                read = [action.guard, action.expand, *(action.effects[var] for var in action.effects if var in kept)]
                kept |= variables_of(read) & state
        mattering = _connected(first, kept)
        kept |= variables_of(mattering) & state
        if len(kept) + len(running) == before:
            break
    actions = tuple(sorted(running))
    sliced = replace(
        system,
        state=tuple(var for var in system.state if var in kept),
        init=conj(_connected(first, kept)),
        actions=tuple(
            replace(
                system.actions[number],
                effects={var: value for var, value in system.actions[number].effects.items() if var in kept},
            )
            for number in actions
        ),
        properties=asked,
        primed={var: primed for var, primed in system.primed.items() if var in kept},
        lemma=conj(part for part in _conjuncts(system.lemma) if free_variables(part) & state <= kept),
    )
    return Sliced(sliced, actions)


def _conjuncts(term: Term) -> tuple[Term, ...]:
    return term.args if term.op is Kind.AND else (term,)


def _connected(parts: Iterable[Term], kept: set[Term]) -> list[Term]:
    """The conjuncts that speak of what is kept, or share a variable or an input with one that does."""
    known = set(kept)
    waiting = [(part, free_variables(part)) for part in parts]
    found: list[Term] = []
    while True:
        near = [(part, mentioned) for part, mentioned in waiting if mentioned & known or not mentioned]
        if not near:
            return found
        for part, mentioned in near:
            found.append(part)
            known |= mentioned
        waiting = [each for each in waiting if each not in near]
