"""When symbolic values are equal, and where they cannot be compared."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.equality.sets import member
from symcheck.symbolic.functions.entries import domain_of
from symcheck.symbolic.kinds import comparable, kind
from symcheck.symbolic.lazy import Anything, Integers, PowerSet, Strings, primitive
from symcheck.symbolic.merge import choose
from symcheck.symbolic.values import Sym, function_of, set_of
from symcheck.term import FALSE, INT, TRUE, neg, variable
from symcheck.value import EMPTY_SET, ModelValue, String, make_function, make_record, make_set, make_tuple
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from tests.unit.symbolic.tables import A, B, failing, site, truths

NONE = ModelValue("none")
NUMBER = variable("n", INT)


@pytest.mark.parametrize(
    ("sym", "expected"),
    [
        (A, "boolean"),
        (YES, "boolean"),
        (NUMBER, "integer"),
        (3, "integer"),
        (String("x"), "string"),
        (NONE, "model value"),
        (ModelValue("A_1"), "model value of type A"),
        (set_of({1: A}), "set"),
        (Strings(), "set"),
        (make_tuple((1,)), "function"),
        (choose(A, 1, NONE), "mixed"),
    ],
)
def test_kinds(sym: Sym, expected: str) -> None:
    assert kind(sym) == expected


def test_model_values_go_with_everything_unless_they_have_a_type() -> None:
    assert comparable("integer", "model value")
    assert comparable("model value of type A", "model value")
    assert not comparable("model value of type A", "integer")
    assert not comparable("integer", "string")


def test_scalars() -> None:
    at = site()
    assert equal(at, 1, 1) is TRUE
    assert equal(at, 1, 2) is FALSE
    assert truths(equal(at, A, B), A, B) == [True, False, False, True]
    assert truths(equal(at, choose(A, 1, 2), choose(B, 1, 3)), A, B) == [False, False, False, True]
    assert equal(at, NONE, 3) is FALSE
    assert not len(at.failures)


def test_other_kinds_cannot_be_compared_where_both_are_there() -> None:
    at = site(B)
    assert truths(equal(at, choose(A, 1, String("x")), 1), A) == [False, True]
    assert failing(at, A, B) == ["", "INCOMPARABLE", "", ""]
    inside = site()
    assert equal(inside, make_set((1,)), make_set((String("x"),))) is FALSE
    assert failing(inside) == ["INCOMPARABLE"]


def test_sets() -> None:
    at = site()
    assert truths(equal(at, set_of({1: A, 2: TRUE}), make_set((1, 2))), A) == [False, True]
    assert truths(equal(at, set_of({1: A}), set_of({1: B, 2: neg(B)})), A, B) == [False, False, False, True]
    assert truths(equal(at, set_of({1: A}), EMPTY_SET), A) == [True, False]
    assert not len(at.failures)


def test_sets_of_other_kinds_fail_only_where_they_are_as_large() -> None:
    at = site()
    equal(at, set_of({1: A}), make_set((String("x"),)))
    assert failing(at, A) == ["", "INCOMPARABLE"]


def test_functions_are_compared_key_by_key_until_they_differ() -> None:
    at = site()
    left = function_of({String("a"): (TRUE, choose(A, 1, 2)), String("b"): (TRUE, 5)})
    assert truths(equal(at, left, make_record({"a": 1, "b": 5})), A) == [False, True]
    assert truths(equal(at, left, make_record({"a": 1})), A) == [False, False]
    assert not len(at.failures)
    equal(at, left, make_record({"a": 1, "b": String("x")}))
    assert failing(at, A) == ["", "INCOMPARABLE"]


def test_domains_of_functions_are_compared_inside_too() -> None:
    others = [make_tuple((String(name),)) for name in ("x", "y")]
    left = function_of({make_tuple((1,)): (TRUE, choose(A, 1, 2))})
    for domain, code in ((others[:1], "INCOMPARABLE"), (others, "")):
        at = site()
        assert equal(at, left, make_function(dict.fromkeys(domain, 1))) is FALSE
        assert failing(at) == [code]


def test_sequences_of_other_lengths_differ() -> None:
    at = site()
    left = function_of({1: (TRUE, 5), 2: (A, 6)})
    assert truths(equal(at, left, make_tuple((5, 6))), A) == [False, True]
    assert truths(equal(at, left, make_tuple((5,))), A) == [True, False]


def test_sets_without_a_definition_equal_themselves_only() -> None:
    at = site()
    assert equal(at, Integers(0, None), Integers(0, None)) is TRUE
    assert not len(at.failures)
    assert equal(at, Integers(0, None), Integers(None, None)) is FALSE
    assert failing(at) == ["INCOMPARABLE"]
    names = [primitive(sym) for sym in (Strings(), Integers(None, None), Anything(), Integers(0, 3), 5)]
    assert names == ["STRING", "Int", "Any", "", ""]
    with pytest.raises(SpecError) as caught:
        equal(at, PowerSet(make_set((1,))), EMPTY_SET)
    assert caught.value.code is Code.UNSUPPORTED


def test_members() -> None:
    at = site()
    container = set_of({1: A, 2: TRUE})
    assert member(at, 1, container) is A
    assert member(at, 3, container) is FALSE
    assert truths(member(at, choose(B, 1, 2), container), A, B) == [True, False, True, True]
    assert member(at, YES, make_set((NO, YES))) is TRUE
    assert truths(member(at, A, make_set((YES,))), A) == [False, True]
    assert not len(at.failures)


def test_an_element_has_to_be_of_the_kind_of_the_others() -> None:
    at = site()
    member(at, String("x"), set_of({1: A, NONE: TRUE}))
    assert failing(at, A) == ["", "INCOMPARABLE"]
    inside = site()
    pair = function_of({1: (TRUE, choose(A, 1, 2))})
    assert member(inside, pair, make_set((make_tuple((String("x"),)),))) is FALSE
    assert failing(inside, A) == ["INCOMPARABLE", "INCOMPARABLE"]
    inside = site()
    member(inside, make_tuple((1,)), set_of({make_tuple((String("x"),)): A, make_tuple((2,)): B}))
    assert failing(inside, A) == ["", "INCOMPARABLE"]
    inside = site()
    member(inside, make_tuple((1, 1)), set_of({make_tuple((2, String("x"))): A, make_tuple((1, 1)): B}))
    assert not len(inside.failures), "what differs before decides"


def test_domains() -> None:
    assert domain_of(make_tuple((5, 6))) == make_set((1, 2))
    assert truths(member(site(), 2, domain_of(function_of({1: (TRUE, 5), 2: (A, 6)}))), A) == [False, True]
