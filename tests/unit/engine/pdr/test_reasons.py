"""Reasons suffice: whatever else changes, what they explain keeps its value."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.engine.pdr.reasons import Compiler, Reasons
from symcheck.term import BOOL, conj, disj, evaluate, neg, variable
from tests.conformance.small_systems import BITS, Maker

SLOT = {bit: place for place, bit in enumerate(BITS, 1)}


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_reasons_suffice(seed: int) -> None:
    maker = Maker(seed, integers=False, constrained=False)
    formulas = [maker.formula(list(BITS), depth=3) for _ in range(2)]
    random = Random(seed)
    model = [place if random.random() < 0.5 else -place for place in SLOT.values()]
    compiler = Compiler(SLOT.__getitem__)
    reasons = Reasons(model, set())
    state = {bit: model[place - 1] > 0 for bit, place in SLOT.items()}
    for formula in formulas:
        assert reasons.holds(compiler(formula)) == evaluate(formula, state)
        reasons.explain(compiler(formula), bool(evaluate(formula, state)))
    assert reasons.found <= set(model)
    free = [bit for bit, place in SLOT.items() if model[place - 1] not in reasons.found]
    for values in product([False, True], repeat=len(free)):
        other = {**state, **dict(zip(free, values, strict=True))}
        assert [evaluate(formula, other) for formula in formulas] == [evaluate(each, state) for each in formulas]


def test_what_is_a_reason_already_is_taken() -> None:
    a, b, c = (variable(name, BOOL) for name in "abc")
    slot = {a: 1, b: 2, c: 3}
    compiler = Compiler(slot.__getitem__)
    known = Reasons([1, 2, 3], {2})
    known.explain(compiler(disj((a, b, c))), True)
    assert known.found == {2}
    fewest = Reasons([1, 2, 3], {3})
    fewest.explain(compiler(disj((conj((a, b)), conj((b, c)), conj((neg(a), c))))), True)
    assert fewest.found == {2, 3}
