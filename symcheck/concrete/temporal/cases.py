"""The cases in which a temporal formula can be true; must not know graphs.

In each, []<>P and <>[]P are conditions on cycles, and whatever else there is wants an automaton that runs along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from symcheck.concrete.temporal.automaton import (
    Always,
    And,
    Eventually,
    Formula,
    Or,
    always,
    conj,
    disj,
    is_propositional,
    negation,
)

MOST_CASES = 500


@dataclass(slots=True)
class Case:
    """One way for the negation to be true: all of these conjuncts. `recurring` are the P of []<>P, `lasting` those of
    <>[]P, `implied` the pairs (P, Q) of []<>P => []<>Q."""

    recurring: list[Formula] = field(default_factory=list)
    lasting: list[Formula] = field(default_factory=list)
    implied: list[tuple[Formula, Formula]] = field(default_factory=list)
    rest: list[Formula] = field(default_factory=list)


def cases(formula: Formula) -> Iterator[Case]:
    """The cases, at most one over the limit."""
    choices: list[tuple[Formula, ...]] = []
    fixed: list[Formula] = []
    todo = [formula]
    while todo:
        part = todo.pop()
        match part:
            case And(parts):
                todo.extend(reversed(parts))
            case Always(And(parts)):
                todo.extend(always(each) for each in reversed(parts))
            case Or(parts) if not is_propositional(part) and _implication(part) is None:
                choices.append(parts)
            case _:
                fixed.append(part)
    if not choices:
        yield _sorted(fixed)
        return
    count = 0
    for choice in product(*choices):
        for case in cases(conj((*fixed, *choice))):
            yield case
            count += 1
            if count > MOST_CASES:
                return


def _sorted(conjuncts: list[Formula]) -> Case:
    case = Case()
    for part in conjuncts:
        match part:
            case Always(Eventually(body)) if is_propositional(body):
                case.recurring.append(body)
            case Eventually(Always(body)) if is_propositional(body):
                case.lasting.append(body)
            case _:
                pair = _implication(part)
                if pair is not None:
                    case.implied.append(pair)
                else:
                    case.rest.append(part)
    return case


def _implication(formula: Formula) -> tuple[Formula, Formula] | None:
    """(P, Q) where the formula is <>[]~P \\/ []<>Q."""
    if not isinstance(formula, Or):
        return None
    causes, effects = [], []
    for part in formula.parts:
        match part:
            case Eventually(Always(body)) if is_propositional(body):
                causes.append(negation(body))
            case Always(Eventually(body)) if is_propositional(body):
                effects.append(body)
            case _:
                return None
    return (causes[0], disj(effects)) if len(causes) == 1 else None
