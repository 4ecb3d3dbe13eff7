"""An evaluation kept up to date agrees with one made from scratch, whatever changes."""

import random

from symcheck.term import (
    BOOL,
    INT,
    Evaluation,
    Term,
    add,
    conj,
    disj,
    eq,
    evaluate,
    iff,
    integer,
    ite,
    le,
    neg,
    variable,
)

FLAGS = [variable(f"evaluation flag {n}", BOOL) for n in range(6)]
NUMBERS = [variable(f"evaluation number {n}", INT) for n in range(3)]


def formula(draw: random.Random, depth: int) -> Term:
    if depth == 0:
        return draw.choice(FLAGS)
    parts = [formula(draw, depth - 1) for _ in range(draw.randint(2, 4))]
    first, second = draw.sample(NUMBERS, 2)
    return draw.choice(
        [
            conj(parts),
            disj(parts),
            neg(parts[0]),
            iff(parts[0], parts[1]),
            ite(parts[0], parts[1], parts[-1]),
            le(add((first, integer(1))), second),
            eq(first, ite(parts[0], second, integer(2))),
        ]
    )


def assignment(draw: random.Random) -> dict[Term, bool | int]:
    found: dict[Term, bool | int] = {flag: draw.random() < 0.5 for flag in FLAGS}
    return found | {number: draw.randint(0, 3) for number in NUMBERS}


def test_agrees_with_evaluation_from_scratch() -> None:
    draw = random.Random(7)
    for _ in range(200):
        term = formula(draw, 4)
        kept = Evaluation(term)
        here = assignment(draw)
        for _ in range(12):
            assert kept.under(here) == evaluate(term, here)
            changed = draw.choice([*FLAGS, *NUMBERS])
            here[changed] = not here[changed] if changed.sort is BOOL else draw.randint(0, 3)


def test_a_wide_conjunction_is_told_by_its_last_false_argument() -> None:
    wide = [variable(f"evaluation wide {n}", BOOL) for n in range(300)]
    kept = Evaluation(conj(wide))
    here: dict[Term, bool | int] = dict.fromkeys(wide, True)
    assert kept.under(here) is True
    here[wide[3]] = here[wide[200]] = False
    assert kept.under(here) is False
    here[wide[3]] = True
    assert kept.under(here) is False
    here[wide[200]] = True
    assert kept.under(here) is True
