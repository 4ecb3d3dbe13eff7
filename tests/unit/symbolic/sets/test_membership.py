"""Membership in sets that are not written out."""

from __future__ import annotations

import pytest

from symcheck.symbolic.lazy import (
    Anything,
    Cup,
    Either,
    Filtered,
    Functions,
    Integers,
    PowerSet,
    Records,
    Sequences,
    Strings,
    Tuples,
)
from symcheck.symbolic.merge import choose
from symcheck.symbolic.sets.membership import contains, subseteq
from symcheck.symbolic.values import LazySet, Sym, function_of, set_of
from symcheck.term import FALSE, INT, TRUE, evaluate, neg, variable
from symcheck.value import EMPTY_SET, EMPTY_TUPLE, ModelValue, String, make_record, make_set, make_tuple
from tests.unit.symbolic.tables import A, B, failing, site, truths

NUMBER = variable("n", INT)
NAT = Integers(0, None)
ONE_OR_TWO = choose(A, 1, 2)
SEQUENCE = function_of({1: (TRUE, 1), 2: (A, 2)})


@pytest.mark.parametrize(
    ("element", "container", "expected"),
    [
        (ONE_OR_TWO, Integers(0, 1), [False, True]),
        (ONE_OR_TWO, NAT, [True, True]),
        (choose(A, 1, -1), NAT, [False, True]),
        (String("x"), Strings(), [True, True]),
        (String("x"), Anything(), [True, True]),
        (set_of({1: A}), PowerSet(EMPTY_SET), [True, False]),
        (SEQUENCE, Sequences(make_set((1,))), [True, False]),
        (SEQUENCE, Sequences(NAT), [True, True]),
        (SEQUENCE, Functions(make_set((1, 2)), NAT), [False, True]),
        (SEQUENCE, Tuples((NAT, NAT)), [False, True]),
        (make_record({"k": 1}), Tuples((NAT,)), [False, False]),
        (function_of({String("k"): (TRUE, ONE_OR_TWO)}), Records(((String("k"), make_set((1,))),)), [False, True]),
        (make_record({"k": 1, "v": 1}), Records(((String("k"), NAT),)), [False, False]),
        (5, Cup(NAT, set_of({5: A})), [True, True]),
        (-5, Cup(NAT, set_of({-5: A})), [False, True]),
        (5, Filtered(NAT, lambda at, element: A), [False, True]),
        (5, Either(((A, NAT), (neg(A), make_set((6,))))), [False, True]),
        (ModelValue("none"), Functions(NAT, NAT), [False, False]),
        (String("x"), Integers(3, 2), [False, False]),
    ],
)
def test_what_is_in_which_set(element: Sym, container: LazySet, expected: list[bool]) -> None:
    at = site()
    assert truths(contains(at, container, element), A) == expected
    assert not len(at.failures)


@pytest.mark.parametrize(
    ("element", "container", "code"),
    [
        (String("x"), NAT, "MEMBERSHIP"),
        (1, Strings(), "MEMBERSHIP"),
        (1, PowerSet(NAT), "MEMBERSHIP"),
        (1, Functions(NAT, NAT), "MEMBERSHIP"),
        (make_record({"k": 1}), Sequences(NAT), "MEMBERSHIP"),
        (EMPTY_SET, Records(((String("k"), NAT),)), "MEMBERSHIP"),
        (1, 5, "NOT_A_SET"),
        (1, make_set((String("x"),)), "INCOMPARABLE"),
    ],
)
def test_what_cannot_be_told(element: Sym, container: Sym, code: str) -> None:
    at = site(B)
    contains(at, container, element)
    assert failing(at, B) == ["", code]


def test_numbers_are_compared() -> None:
    term = contains(site(), Integers(2, 4), NUMBER)
    assert [n for n in range(7) if evaluate(term, {NUMBER: n})] == [2, 3, 4]


def test_an_element_is_looked_at_only_if_those_before_it_are_in_the_set() -> None:
    at = site()
    element = function_of({1: (TRUE, ONE_OR_TWO), 2: (TRUE, String("x"))})
    assert contains(at, Sequences(make_set((1,))), element) is FALSE
    assert failing(at, A) == ["", "INCOMPARABLE"]


def test_subsets() -> None:
    at = site()
    assert truths(subseteq(at, set_of({1: A, 2: B}), make_set((1,))), A, B) == [True, False, True, False]
    assert subseteq(at, EMPTY_SET, NAT) is TRUE
    assert truths(subseteq(at, set_of({-1: A}), NAT), A) == [True, False]
    assert not len(at.failures)


def test_the_empty_sequence_is_in_every_set_of_sequences() -> None:
    assert contains(site(), Sequences(EMPTY_SET), EMPTY_TUPLE) is TRUE
    assert contains(site(), Sequences(EMPTY_SET), make_tuple((1,))) is FALSE
