"""What single values inside tell of functions: never more than the comparison itself does."""

from __future__ import annotations

import pytest

from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.equality.sets import member
from symcheck.symbolic.equality.telling import telling
from symcheck.symbolic.merge import choose
from symcheck.symbolic.ops.functions import application
from symcheck.symbolic.values import Sym, SymFun, SymSet, function_of, set_of
from symcheck.term import FALSE, INT, TRUE, conj, eq, integer, variable
from symcheck.value import TRUE as YES
from symcheck.value import ModelValue, String, Value, make_function, make_record, make_tuple
from tests.unit.symbolic.tables import A, B, failing, site, truths

NONE = ModelValue("none")
NUMBER = variable("n", INT)


def record(**fields: Sym) -> Sym:
    return function_of({String(name): (TRUE, value) for name, value in fields.items()})


ELEMENTS: list[Sym] = [
    record(a=choose(A, 1, 2), b=3),
    record(a=choose(A, 1, NONE), b=choose(B, 3, 4)),
    record(a=NUMBER, b=3),
    record(a=A, b=3),
    record(a=choose(A, make_tuple((1,)), NONE), b=3),
    record(a=choose(A, make_tuple((1,)), make_tuple((1, 2))), b=3),
    record(a=record(c=choose(A, 1, 2)), b=3),
    record(a=choose(A, 1, 2), b=set_of({1: A})),
    function_of({1: (TRUE, choose(A, 1, 2)), 2: (B, 3)}),
    function_of({1: (TRUE, choose(A, 1, 2)), 2: (TRUE, 3)}),
    choose(A, 1, 2),
    function_of({make_tuple((1,)): (TRUE, choose(A, 1, 2))}),
]
VALUES: list[Value] = [
    3,
    make_record({"a": 1, "b": 3}),
    make_record({"a": 5, "b": 3}),
    make_record({"a": 1, "b": 5}),
    make_record({"a": String("x"), "b": 3}),
    make_record({"a": String("x"), "b": 5}),
    make_record({"a": 1, "b": String("x")}),
    make_record({"a": 5, "b": String("x")}),
    make_record({"a": NONE, "b": 4}),
    make_record({"a": YES, "b": 5}),
    make_record({"a": make_tuple((1,)), "b": 3}),
    make_record({"a": make_tuple((String("x"),)), "b": 5}),
    make_record({"a": make_record({"c": 3}), "b": 3}),
    make_record({"a": make_record({"c": String("x")}), "b": 3}),
    make_record({"a": 1}),
    make_record({"a": 1, "b": 3, "c": 1}),
    make_tuple((1, 3)),
    make_tuple((7,)),
    make_function({1: 1, NONE: 2}),
    make_function({NONE: 1}),
    make_function({make_tuple((2,)): 1}),
    make_function({make_tuple((String("x"),)): 1}),
]


@pytest.mark.parametrize("element", ELEMENTS, ids=range(len(ELEMENTS)))
def test_it_tells_only_what_the_comparison_finds(element: Sym) -> None:
    told = telling(element)
    for value in VALUES:
        condition = told(value)
        if condition is not None:
            at = site()
            assert equal(at, element, value) is condition
            assert not len(at.failures)


def test_what_it_tells() -> None:
    fields = telling(ELEMENTS[1])
    assert [fields(value) for value in VALUES[1:4]] == [conj((A, B)), FALSE, FALSE]
    assert fields(make_record({"a": 1})) is FALSE  # another domain, also of names
    assert fields(make_tuple((1, 3))) is None  # a domain of numbers is not compared with one of names
    first, second = make_record({"a": 5, "b": String("x")}), make_record({"a": 1, "b": String("x")})
    assert fields(first) is FALSE  # after a difference nothing is compared
    assert fields(second) is None
    assert telling(ELEMENTS[2])(VALUES[1]) is eq(NUMBER, integer(1))
    inside = telling(ELEMENTS[6])
    assert [inside(make_record({"a": make_record({"c": c}), "b": 3})) for c in (1, 3)] == [A, FALSE]
    assert telling(ELEMENTS[8])(make_tuple((7,))) is None  # nothing is told where a key may be absent
    assert telling(ELEMENTS[10])(5) is None
    assert [telling(ELEMENTS[11])(value) for value in VALUES[-2:]] == [FALSE, None]


def test_finding_in_sets_and_among_keys_is_as_before() -> None:
    element = record(a=choose(A, 1, 2), b=choose(B, 3, 4))
    plain = [make_record({"a": one, "b": other}) for one in range(3) for other in range(6)]
    at = site()
    found = member(at, element, SymSet(dict.fromkeys(plain[:12], TRUE)))
    assert truths(found, A, B) == [False, False, True, True]
    assert not len(at.failures)
    table = SymFun({key: (TRUE, place) for place, key in enumerate(plain)})
    at = site()
    place = application(at, table, element)
    assert truths(equal(at, place, 9), A, B) == [False, False, False, True]
    assert failing(at, A, B) == ["", "", "", ""]
    at = site()
    assert member(at, element, SymSet({make_record({"a": 1, "b": String("x")}): A})) is FALSE
    assert failing(at, A, B) == ["", "", "INCOMPARABLE", "INCOMPARABLE"]
