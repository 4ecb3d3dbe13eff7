"""Terms of one check are gone when the next one begins, and not before."""

from __future__ import annotations

import pytest

from symcheck.term import INT, Term, add, eq, integer, variable
from symcheck.term.node import Lifetime


def made(number: int) -> Term:
    return eq(add((variable("lifetime", INT), integer(number))), variable("other", INT))


@pytest.fixture
def lifetime() -> Lifetime:
    return Lifetime()


def test_the_next_time_begins_without_them(lifetime: Lifetime) -> None:
    with lifetime:
        first = made(7_001)
        assert made(7_001) is first
    assert made(7_001) is first  # still there: nobody has begun anew
    with lifetime:
        second = made(7_001)
    assert second is not first
    assert second.id > first.id  # ids are never used again


def test_what_was_before_stays(lifetime: Lifetime) -> None:
    before = made(7_002)
    for _ in range(3):
        with lifetime:
            assert made(7_002) is before
            made(7_003)


def test_inside_of_another_time_nothing_is_forgotten(lifetime: Lifetime) -> None:
    with lifetime:
        outer = made(7_004)
        with lifetime:
            made(7_005)
        with lifetime:
            assert made(7_004) is outer


def test_what_is_made_outside_keeps_all(lifetime: Lifetime) -> None:
    with lifetime:
        inside = made(7_006)
    outside = add((variable("lifetime", INT), integer(7_007)))
    with lifetime:
        assert made(7_006) is inside
        assert add((variable("lifetime", INT), integer(7_007))) is outside
