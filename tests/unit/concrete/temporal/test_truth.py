"""Marks: a bit for each formula that holds on a step, whatever is asked first."""

from __future__ import annotations

import random

from symcheck.concrete.temporal.automaton import And, Atom, Formula, Or
from symcheck.concrete.temporal.formulas import StepAtom
from symcheck.concrete.temporal.truth import Marks, StepTruth

STATES = [(n,) for n in range(6)]


def atoms(asked: list[int]) -> list[StepAtom]:
    """Two atoms of the state, two of the step; `asked` counts evaluations."""

    def noting(holds):
        def condition(state, successor=None):
            asked[0] += 1
            return holds(state[0], successor[0])

        return condition

    return [
        StepAtom(noting(lambda x, y: x % 2 == 0), True, None),
        StepAtom(noting(lambda x, y: x > 3), True, None),
        StepAtom(noting(lambda x, y: y > x), False, False),
        StepAtom(noting(lambda x, y: y % 3 == 0), False, None),
    ]


def formula(draw: random.Random, depth: int) -> Formula:
    if depth == 0 or draw.random() < 0.3:
        return Atom(draw.randrange(4), draw.random() < 0.5)
    parts = tuple(formula(draw, depth - 1) for _ in range(draw.randint(2, 3)))
    return And(parts) if draw.random() < 0.5 else Or(parts)


def test_a_mark_is_the_truth_of_its_formula():
    for seed in range(60):
        draw = random.Random(seed)
        formulas = [formula(draw, 2) for _ in range(8)]
        marks = Marks(StepTruth(atoms([0]), STATES), len(STATES))
        plain = StepTruth(atoms([0]), STATES)
        bits = [marks.bit(each) for each in formulas]
        for _ in range(150):
            source, target = draw.randrange(6), draw.randrange(6)
            chosen = [place for place in range(8) if draw.random() < 0.5]
            wanted = sum({bits[place] for place in chosen})
            expected = {bits[at] for at in chosen if plain.condition(formulas[at])(source, target)}
            assert marks.of(source, target, wanted) == sum(expected)
            others = [target, draw.randrange(6), source]
            assert marks.of_steps(source, others, wanted) == [marks.of(source, each, wanted) for each in others]


def test_what_the_first_state_decides_is_not_asked_of_its_steps():
    asked = [0]
    marks = Marks(StepTruth(atoms(asked), STATES), len(STATES))
    bit = marks.bit(Or((Atom(0), Atom(3))))
    assert [marks.of(2, target, bit) for target in range(6)] == [bit] * 6
    assert marks.of_steps(2, range(6), bit) == [bit] * 6
    assert asked == [1]
    assert [marks.of(1, target, bit) for target in (0, 1, 0)] == [bit, 0, bit]
    assert asked == [4], "the state once, and each of the two steps"
