"""Counting conditions."""

from __future__ import annotations

from symcheck.symbolic.counting import count_of
from symcheck.term import FALSE, TRUE, conj, neg
from tests.unit.symbolic.tables import A, B, C, values


def test_what_is_decided_is_a_plain_number() -> None:
    assert count_of([]) == 0
    assert count_of([TRUE, FALSE, TRUE]) == 2


def test_open_conditions_are_counted() -> None:
    assert values(count_of([A, B, C]), A, B, C) == [0, 1, 1, 2, 1, 2, 2, 3]
    assert values(count_of([A, TRUE, FALSE, B]), A, B) == [1, 2, 2, 3]


def test_conditions_may_depend_on_one_another() -> None:
    assert values(count_of([A, neg(A)]), A) == [1, 1]
    assert values(count_of([A, conj((A, B))]), A, B) == [0, 0, 1, 2]
