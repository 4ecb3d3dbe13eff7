"""Whether a transition system is well formed; must not know who built it.

A malformed system is a mistake of the program, never of a specification, so it fails an assertion.
"""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, Kind, Term, nodes


def validate(system: TransitionSystem) -> None:
    """Fail with a sentence unless sorts agree and every variable is one that may stand where it does."""
    state, inputs = frozenset(system.state), frozenset(system.inputs)
    primes = frozenset(system.primed.values())
    assert len(state) == len(system.state), "a state variable is listed twice"
    assert not state & inputs, "an input is also a state variable"
    assert system.primed.keys() == state, "primed copies and state variables differ"
    assert len(primes) == len(state), "two state variables share a primed copy"
    assert not primes & (state | inputs), "a primed copy is also a state variable or an input"
    assert all(v.op is Kind.VARIABLE for v in (*state, *inputs, *primes)), "a variable is some other term"
    assert all(v.sort == primed.sort for v, primed in system.primed.items()), "a primed copy has another sort"

    here = state | inputs
    _formula("init", system.init, here)
    _formula("constraint", system.constraint, state)
    _formula("lemma", system.lemma, state)
    for action in system.actions:
        _formula(f"the guard of {action.name}", action.guard, here)
        _formula(f"expand of {action.name}", action.expand, here)
        for variable, value in action.effects.items():
            assert variable in state, f"{action.name} changes {variable}, which is no state variable"
            assert value.sort == variable.sort, f"{action.name} gives {variable} a value of sort {value.sort}"
        _closed(f"the effects of {action.name}", action.effects.values(), here)
    names = [prop.name for prop in system.properties]
    assert len(set(names)) == len(names), "two properties have one name"
    for prop in system.properties:
        _formula(f"property {prop.name}", prop.bad, here | primes if prop.kind == "action" else here)


def _formula(what: str, term: Term, allowed: frozenset[Term]) -> None:
    assert term.sort == BOOL, f"{what} is no formula"
    _closed(what, (term,), allowed)


def _closed(what: str, terms: Iterable[Term], allowed: frozenset[Term]) -> None:
    loose = [node for node in nodes(terms) if node.op is Kind.VARIABLE and node not in allowed]
    assert not loose, f"{what} mentions {loose[0]}, which is not declared there"
