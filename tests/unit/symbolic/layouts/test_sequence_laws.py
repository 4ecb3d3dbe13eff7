"""Gaps and repetitions, against the sequences that an assignment stands for."""

from __future__ import annotations

from itertools import product

import pytest

from symcheck.symbolic.encode import encode
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Atoms, Entries
from symcheck.symbolic.layouts.sequence_laws import countable, gaps, numbered, repetitions
from symcheck.symbolic.values import entries_of
from symcheck.term import BOOL, TRUE, conj, disj, evaluate, variable
from symcheck.value import make_set, make_tuple
from tests.unit.symbolic.specs import specification

BITS = tuple(variable(f"b{index}", BOOL) for index in range(3))


def test_gaps_are_places_before_those_taken() -> None:
    entries = {index: (bit, index) for index, bit in enumerate(BITS, 1)}
    found = disj(gaps(entries, {}))
    for taken in product((False, True), repeat=3):
        assert evaluate(found, dict(zip(BITS, taken, strict=True))) == (sorted(taken, reverse=True) != list(taken))


def test_what_is_known_is_not_looked_at() -> None:
    entries = {index: (bit, 7) for index, bit in enumerate(BITS, 1)}
    assert not list(gaps(entries, entries))
    assert not list(repetitions(entries, entries))
    assert list(repetitions(entries, {}))


@pytest.mark.parametrize(("values", "repeats"), [((1, 2, 3), False), ((1, 2, 1), True), ((1, 1, 2), True)])
def test_repetitions_are_equal_values(values: tuple[int, ...], repeats: bool) -> None:
    entries = entries_of(make_tuple(values))
    assert (disj(repetitions(entries, {})) is TRUE) == repeats


def test_functions_that_are_no_sequences() -> None:
    assert numbered({1: (TRUE, 1), 2: (TRUE, 1)})
    assert not numbered({0: (TRUE, 1), 1: (TRUE, 1)})
    assert countable({1: (TRUE, 1)})
    assert countable({1: (TRUE, make_tuple((1,)))})
    assert not countable({1: (TRUE, make_set((1,)))})


def test_a_queue_without_repetition_is_as_long_as_there_are_elements() -> None:
    body = r"""VARIABLE queue
Init == queue = <<>>
Join == \E c \in {"a", "b", "c"} : (\A i \in DOMAIN queue : queue[i] # c) /\ queue' = Append(queue, c)
Next == Join \/ (queue # <<>> /\ queue' = Tail(queue))
Short == Len(queue) <= 3
"""
    encoded = encode(specification(body, "INVARIANT Short"))
    assert encoded.depth is None
    assert not encoded.assumed
    (register,) = encoded.registers.values()
    assert isinstance(register.layout, Entries)
    assert register.layout.distinct
    assert len(register.layout.entries) == 3


def test_the_laws_of_a_layout_hold_of_its_sequences() -> None:
    letters = Atoms((1, 2))
    register = allocate(Entries({1: (False, letters), 2: (False, letters)}, sequence=True, distinct=True), "q")
    lemma = conj(register.all_lemmas())
    decoded = set()
    for bits in product((False, True), repeat=len(tuple(register.all_variables()))):
        model = dict(zip(register.all_variables(), bits, strict=True))
        if evaluate(lemma, model):
            decoded.add(str(register.decode(model)))
    assert decoded == {"<<>>", "<<1>>", "<<2>>", "<<1, 2>>", "<<2, 1>>"}
